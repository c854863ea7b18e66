// A turn that was found: which bot, what it took, where that led, what it did.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { causeWords } from '#console/parts/causeWords.ts'
import type { FoundTurn } from '#console/data/shapes.ts'
import { Ago } from '#console/parts/ago.tsx'
import { eventWords } from '#console/parts/eventWords.ts'
import { botHref } from '#console/parts/hrefs.ts'
import { shortened } from '#console/parts/shortened.ts'

/** Leads to the bot after that turn. */
export function FoundRow({ turn }: { readonly turn: FoundTurn }): ReactNode {
  const { seq, at, actor, event, cause, from, to, status, messages, effects, facts } = turn
  const did = [
    ...facts.map(({ type }) => `states ${type}`),
    ...messages.map((message) => `tells ${shortened(message.to)} ${message.event}`),
    ...effects.map((port) => `asks ${port}`),
  ]
  return (
    <Link href={botHref(actor, seq)}>
      <span className="long-line ends">
        <span>
          <b title={actor}>{shortened(actor)}</b> <code title={event}>{eventWords(event)}</code>{' '}
          <span className="faint">{causeWords(cause)}</span>
        </span>
        <span className="faint found-when">
          {seq} · <Ago at={at} />
        </span>
      </span>
      <span className="long-line">
        {from === null ? `begins in ${to}` : from === to ? <span className="faint">stays {to}</span> : `${from} → ${to}`}
        {status !== 'active' && (
          <>
            {' '}
            <span className="badge">{status}</span>
          </>
        )}{' '}
        <span className="faint">{did.join(', ')}</span>
      </span>
    </Link>
  )
}
