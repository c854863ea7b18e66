// What to try next: an event, the answer of an effect, a timer.
import { useState, type ReactNode } from 'react'
import type { BotNow, Chart } from '#console/bot/botShapes.ts'
import { activeOf } from '#console/bot/shown.ts'
import { FoldedForm } from './foldedForm.tsx'
import { EffectForm } from './effectForm.tsx'
import { EventForm } from './eventForm.tsx'
import { hearsEvent, toldByBots } from './heard.ts'
import type { Step, Tried } from './steps.ts'
import { clockOf } from '#console/parts/clockOf.ts'
import { eventWords } from '#console/parts/eventWords.ts'

interface TryProps {
  readonly bot: BotNow
  readonly chart: Chart | undefined
  readonly moment: Tried
  readonly isBusy: boolean
  readonly add: (step: Step) => void
}

/** Only what the bot waits for can be answered; any event may be tried, and refused. */
export function TryForm({ bot, chart, moment, isBusy, add }: TryProps): ReactNode {
  const [open, setOpen] = useState<string>()
  const toggle = (key: string): void => setOpen(open === key ? undefined : key)
  const active = activeOf(moment.value)
  const hears = (type: string): boolean => chart !== undefined && hearsEvent(chart, active, type)
  const outside = bot.accepts.toSorted((one, other) => Number(hears(other.type)) - Number(hears(one.type)))
  const told = chart === undefined ? [] : toldByBots(chart, active, bot.accepts)
  const waits = [...moment.effects, ...moment.late]
  return (
    <section className="try" aria-label="Try">
      <h2>Try</h2>
      <ul className="plain">
        {waits.map((effect) => (
          <FoldedForm
            key={effect.id}
            title={
              <>
                answer <code>{effect.port}</code>
              </>
            }
            isOpen={open === effect.id}
            toggle={() => toggle(effect.id)}
          >
            <EffectForm effect={effect} isBusy={isBusy} add={add} />
          </FoldedForm>
        ))}
        {moment.timers.map(({ id, afterMs }) => (
          <li key={id}>
            <button type="button" disabled={isBusy} title={id} onClick={() => add({ timer: id })}>
              let the timer “{eventWords(id)}” fire, in {clockOf(afterMs)}
            </button>
          </li>
        ))}
        {outside.map(({ type, schema }) => (
          <FoldedForm
            key={type}
            title={
              <>
                <code>{type}</code> {!hears(type) && <span className="faint">not in this state</span>}
              </>
            }
            isOpen={open === type}
            toggle={() => toggle(type)}
          >
            <EventForm type={type} schema={schema} isBusy={isBusy} add={add} />
          </FoldedForm>
        ))}
        {told.map((type) => (
          <FoldedForm
            key={`told ${type}`}
            title={
              <>
                <code>{type}</code> <span className="faint">told by a bot</span>
              </>
            }
            isOpen={open === `told ${type}`}
            toggle={() => toggle(`told ${type}`)}
          >
            <EventForm type={type} schema={undefined} isBusy={isBusy} add={add} />
          </FoldedForm>
        ))}
      </ul>
      {waits.length + moment.timers.length + outside.length + told.length === 0 && (
        <p className="faint">It waits for nothing and hears nothing here.</p>
      )}
    </section>
  )
}
