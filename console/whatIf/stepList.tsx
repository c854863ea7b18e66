// The steps that were tried, the newest last; each shows the bot as it stood after it, and may become the last one.
import { Scissors } from 'lucide-react'
import type { ReactNode } from 'react'
import { stateWords } from '#console/bot/shown.ts'
import { stepWords, type Step, type WhatIf } from './steps.ts'

/** @param at the moment that is shown: 0 is the beginning */
export function StepList({
  steps,
  whatIf: { start, moments, refused },
  at,
  isAsking,
  show,
  cutBack,
}: {
  readonly steps: readonly Step[]
  readonly whatIf: WhatIf
  readonly at: number
  readonly isAsking: boolean
  readonly show: (at: number) => void
  readonly cutBack: (to: number) => void
}): ReactNode {
  const all = [start, ...moments]
  return (
    <section className="sandbox-steps" aria-label="Steps" aria-busy={isAsking}>
      <ol>
        {all.map((moment, index) => {
          const step = steps[index - 1]
          return (
            <li key={index}>
              <button type="button" aria-current={index === at ? 'step' : undefined} onClick={() => show(index)}>
                <span>{step === undefined ? 'the beginning' : `${index}. ${stepWords(step, all[index - 1])}`}</span>
                <span className="faint">{stateWords(moment.value)}</span>
              </button>
            </li>
          )
        })}
        {refused !== null && steps[refused.step] !== undefined && (
          <li className="bad">
            <s>{stepWords(steps[refused.step] as Step, all[refused.step])}</s> refused
          </li>
        )}
      </ol>
      {(at < moments.length || refused !== null) && (
        <button type="button" onClick={() => cutBack(at)}>
          <Scissors aria-hidden /> {at === 0 ? 'Begin again' : `Cut back to step ${at}`}
        </button>
      )}
      {at === moments.length && at > 0 && refused === null && (
        <button type="button" onClick={() => cutBack(at - 1)}>
          <Scissors aria-hidden /> Undo step {at}
        </button>
      )}
    </section>
  )
}
