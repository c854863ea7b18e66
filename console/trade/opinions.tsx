// What each verifier said, and how far their weight goes towards the threshold.
import type { ReactNode } from 'react'
import type { Story } from '#console/data/shapes.ts'
import type { TurnRef } from './steps.ts'
import { TurnLink } from './turnLink.tsx'

type Quorum = NonNullable<Story['intent']>['signatures']

/** @param does what a verifier that says PASS did */
export function Opinions({
  quorum: { opinions, attestedWeight, thresholdWeight },
  find,
  does,
}: {
  readonly quorum: Quorum
  readonly find: (seq: number) => TurnRef | undefined
  readonly does: string
}): ReactNode {
  if (opinions.length === 0) return null
  return (
    <div className="opinions">
      <ul className="bare">
        {opinions.map(({ verifier, name, weight, verdict, reason, detail, seq }) => (
          <li key={`${verifier} ${seq}`} className="step-head">
            <span>
              <span className={`badge ${verdict === 'PASS' ? 'good' : 'bad'}`}>{verdict}</span> <b title={verifier}>{name}</b>{' '}
              <span className="faint">
                {verdict === 'PASS' ? does : `${reason} ${detail}`}
                {weight !== null && `, weight ${weight}`}
              </span>
            </span>
            <TurnLink turn={find(seq)} />
          </li>
        ))}
      </ul>
      {thresholdWeight !== null && (
        <p className="threshold">
          <meter
            className={attestedWeight >= thresholdWeight ? 'good' : ''}
            min={0}
            max={thresholdWeight}
            value={Math.min(attestedWeight, thresholdWeight)}
            aria-label={`weight ${attestedWeight} of ${thresholdWeight}`}
          />
          <span>
            weight {attestedWeight} of {thresholdWeight} needed
          </span>
        </p>
      )}
    </div>
  )
}
