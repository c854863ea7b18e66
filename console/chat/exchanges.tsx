// What was asked and what was answered, the newest at the end, where the next line is typed.
import { useEffect, useRef, type ReactNode } from 'react'
import { Ago } from '#console/parts/ago.tsx'
import type { Exchange } from './transcript.ts'

/** All of them; the newest is scrolled into view and read aloud. */
export function Exchanges({ exchanges }: { readonly exchanges: readonly Exchange[] }): ReactNode {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [exchanges])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also for who has only keys
    <div className="exchanges" role="log" aria-label="Answers" tabIndex={0}>
      {exchanges.length === 0 && (
        <p className="faint">
          Type a command as in a terminal, such as <code>status</code>, or choose one from the list. What changes something is
          done once, is on record, and asks first where it cannot be taken back.
        </p>
      )}
      {exchanges.map((exchange) => (
        <article key={exchange.id} className="exchange">
          <header>
            <code>{exchange.line}</code>
            <span className="faint">
              <Ago at={exchange.at} />
            </span>
          </header>
          <Outcome outcome={exchange.outcome} />
        </article>
      ))}
      <div ref={end} />
    </div>
  )
}

function Outcome({ outcome }: Pick<Exchange, 'outcome'>): ReactNode {
  switch (outcome.kind) {
    case 'asking':
      return <p className="faint">asking …</p>
    case 'answered':
      return (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table scrolls, also for who has only keys
        <pre tabIndex={0} title={`answered in ${outcome.tookMs} ms`}>
          {outcome.text}
        </pre>
      )
    case 'refused':
      return (
        <div className="bad">
          <p>
            {outcome.refusal.message} <code>{outcome.refusal.code}</code>
          </p>
          <p className="faint">{outcome.refusal.hint}</p>
          {outcome.refusal.status === 0 && (
            <button type="button" onClick={outcome.again}>
              Ask again
            </button>
          )}
        </div>
      )
    case 'unread':
      return (
        <p className="bad">
          {outcome.problem}.{outcome.near.length > 0 && <span className="faint"> There is: {outcome.near.join(', ')}</span>}
        </p>
      )
  }
}
