// What the contracts of a fund hold its trades to, and how near each bound is: whoever signs, these hold.
import { useCallback, type ReactNode } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { FundPolicy, FundStatus, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { Ago } from '#console/parts/ago.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { readable, type Token } from '#console/parts/figures.ts'
import { Meter } from '#console/parts/meter.tsx'
import { Pairs, row } from '#console/parts/pairs.tsx'
import { spanOf } from '#console/parts/spanOf.ts'
import { nearness } from './profit.ts'

/** Asked of the chain, apart from the rest of the page. */
export function OnChain({ fund: { fundId, base } }: { readonly fund: FundStatus }): ReactNode {
  const { data, refusal, again } = useAnswer(`policy ${fundId}`, (signal) =>
    asked(api.GET('/api/v1/funds/{fundId}/policy', { params: { path: { fundId } }, signal })),
  )
  useFollow(
    again,
    useCallback(({ actor }: TurnChange) => actor === `fund:${fundId}`, [fundId]),
  )
  return (
    <div className="verdict">
      <h3>On chain, whoever signs</h3>
      {data === undefined ? (
        <p className="faint">{refusal === undefined ? 'Reading the bounds …' : `Not known: ${refusal.message}`}</p>
      ) : (
        <>
          <Meters policy={data} base={base} />
          <Pairs rows={rowsOf(data, base)} />
        </>
      )}
    </div>
  )
}

function Meters({ policy, base }: { readonly policy: FundPolicy; readonly base: Token }): ReactNode {
  const { dailyNotionalCap, notionalSpent, lossLimit, lossLevel } = policy
  const says = (used: string, most: string): string =>
    `${readable(used, base.decimals, 2)} of ${readable(most, base.decimals, 2)} ${base.symbol}`
  return (
    <div className="meters">
      {dailyNotionalCap !== null && (
        <Meter
          title="worth of the trades of 24 hours"
          says={says(notionalSpent, dailyNotionalCap)}
          part={nearness(Number(notionalSpent), Number(dailyNotionalCap))}
        />
      )}
      {lossLimit !== null && (
        <Meter
          title="losses against the time-weighted price"
          says={says(lossLevel, lossLimit)}
          part={nearness(Number(lossLevel), Number(lossLimit))}
        />
      )}
    </div>
  )
}

const percent = (bps: number): string => `at most ${(bps / 100).toFixed(2)} %`
const span = (seconds: number | null): string | null => (seconds === null ? null : spanOf(seconds * 1_000))

function rowsOf(policy: FundPolicy, base: Token): readonly (readonly [string, ReactNode])[] {
  const { maxNotional, dailyNotionalCap, lossLimit, maxPriceDeviationBps, lastExecutedAt } = policy
  return [
    row('a trade', maxNotional === null ? 'is worth what it likes' : <Most units={maxNotional} base={base} />),
    row('a day', dailyNotionalCap === null ? 'has no bound' : null),
    row('losses', lossLimit === null ? 'have no bound' : null),
    row('gives way', `${percent(policy.maxSlippageBps)} from its quote`),
    row('price', maxPriceDeviationBps === null ? null : `${percent(maxPriceDeviationBps)} worse than the time-weighted one`),
    row('rests', span(policy.cooldownS)),
    row('challenge', span(policy.challengeDelayS)),
    row('window', `at most ${span(policy.maxIntentWindowS)}, on data of at most ${span(policy.maxSnapshotAgeS)}`),
    row('last trade', lastExecutedAt === null ? null : <Ago at={lastExecutedAt} />),
  ]
}

const Most = ({ units, base }: { readonly units: string; readonly base: Token }): ReactNode => (
  <>
    is worth at most <Amount units={units} token={base} places={2} />
  </>
)
