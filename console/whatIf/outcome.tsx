// What a step came to: where the bot stands, what it would send, state and ask for, and what changed in its context.
import type { ReactNode } from 'react'
import { JsonTree } from '#console/bot/jsonTree.tsx'
import { stateWords } from '#console/bot/shown.ts'
import { clockOf } from '#console/parts/clockOf.ts'
import { eventWords } from '#console/parts/eventWords.ts'
import { shortened } from '#console/parts/shortened.ts'
import type { Tried } from './steps.ts'

/** Everything that the gateway tells of the moment. */
export function Outcome({ moment, isStart }: { readonly moment: Tried; readonly isStart: boolean }): ReactNode {
  const { value, event, elapsedMs, messages, starts, stops, replies, facts, effects, timers, differences, context } = moment
  const changes = differences.filter(({ path }) => path.startsWith('context.'))
  return (
    <>
      <section aria-label="Outcome">
        <h2>{isStart ? 'At the beginning' : 'What came of it'}</h2>
        <p>
          {event !== null && (
            <>
              It took <code title={event.type}>{eventWords(event.type)}</code>.{' '}
            </>
          )}
          It is in <b>{stateWords(value)}</b>
          {elapsedMs > 0 && <span className="faint">, {clockOf(elapsedMs)} after the moment</span>}.
        </p>
        {!isStart && (
          <>
            <Sent title="It would tell" rows={messages.map(({ to, event: told }) => [`${shortened(to)} ${told.type}`, told])} />
            <Sent title="It would state" rows={facts.map(({ type, data }) => [type, data])} />
            <Sent title="It would start" rows={starts.map(({ to, input }) => [shortened(to), input])} />
            <Sent title="It would stop" rows={stops.map((to) => [shortened(to), {}])} />
            <Sent title="It would answer" rows={replies.map((reply) => ['whoever asked', reply])} />
            {messages.length + facts.length + starts.length + stops.length + replies.length === 0 && (
              <p className="faint">It would tell, state and start nothing.</p>
            )}
          </>
        )}
        <Sent title="It waits for the answer of" rows={effects.map(({ port, input }) => [port, input])} />
        {timers.length > 0 && (
          <p className="faint">
            Timers: {timers.map(({ id, afterMs }) => `${eventWords(id)} in ${clockOf(afterMs)}`).join(', ')}.
          </p>
        )}
      </section>
      <section aria-label="Context">
        <h2>Context</h2>
        {!isStart && (
          <p className="faint">
            {changes.length === 0
              ? 'The step changed nothing of it.'
              : `The step changed ${changes.length === 1 ? 'one value' : `${changes.length} values`}.`}
          </p>
        )}
        <JsonTree value={context} root="context" changes={changes} />
      </section>
    </>
  )
}

function Sent({ title, rows }: { readonly title: string; readonly rows: readonly (readonly [string, unknown])[] }): ReactNode {
  if (rows.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul className="plain">
        {rows.map(([name, value], index) => (
          <li key={index}>
            <details>
              <summary>
                <code>{name}</code>
              </summary>
              <JsonTree value={value} root="it" changes={[]} />
            </details>
          </li>
        ))}
      </ul>
    </>
  )
}
