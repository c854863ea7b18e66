// What was asked and what was answered, the newest at the end, where the next line is typed.
import { useEffect, useRef, type ReactNode } from 'react'
import { Ago } from '#console/parts/ago.tsx'
import type { Reply } from '#console/data/shapes.ts'
import { isOpen, type Exchange } from './transcript.ts'

type Say = (line: string, revision: number) => void

/** All of them; the newest is scrolled into view and read aloud. */
export function Exchanges({ exchanges, say }: { readonly exchanges: readonly Exchange[]; readonly say: Say }): ReactNode {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' })
  }, [exchanges])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also for who has only keys
    <div className="exchanges" role="log" aria-label="Answers" tabIndex={0}>
      {exchanges.length === 0 && (
        <p className="faint">
          Type a command as in a terminal, such as <code>status</code>, or choose one from the list. What a command lacks you are
          asked for. What changes something is done once, is on record, and wants a yes where it cannot be taken back.
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
          <Outcome outcome={exchange.outcome} say={isOpen(exchange, exchanges) ? say : undefined} />
        </article>
      ))}
      <div ref={end} />
    </div>
  )
}

/** @param say absent: what was said since has ended its question */
function Outcome({ outcome, say }: Pick<Exchange, 'outcome'> & { readonly say: Say | undefined }): ReactNode {
  switch (outcome.kind) {
    case 'asking':
      return <p className="faint">asking …</p>
    case 'answered':
      return <Answered reply={outcome.reply} tookMs={outcome.tookMs} say={say} />
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
  }
}

function Answered({
  reply,
  tookMs,
  say,
}: {
  readonly reply: Reply
  readonly tookMs: number
  readonly say: Say | undefined
}): ReactNode {
  const { kind, text, error, choices, conversation } = reply
  if (kind === 'refused')
    return (
      <div className="bad">
        <p>
          {error?.message ?? text} <code>{error?.code}</code>
        </p>
        <p className="faint">{error?.hint}</p>
      </div>
    )
  if (kind === 'asks' || kind === 'sure')
    return (
      <div className="question" role="group" aria-label={kind === 'sure' ? 'Are you sure?' : 'A question'}>
        <p>{text}</p>
        {say === undefined ? (
          <p className="faint">what was said since has ended this question</p>
        ) : (
          <div className="choices">
            {choices.map(({ value, label }) => (
              <button
                type="button"
                key={value}
                className={value === 'yes' ? 'primary' : undefined}
                title={label}
                onClick={() => say(value, conversation.revision)}
              >
                {kind === 'sure' ? label : value}
              </button>
            ))}
            {kind === 'asks' && (
              <button type="button" onClick={() => say('cancel', conversation.revision)}>
                cancel
              </button>
            )}
          </div>
        )}
      </div>
    )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table scrolls, also for who has only keys
    <pre tabIndex={0} title={`answered in ${tookMs} ms`}>
      {text}
    </pre>
  )
}
