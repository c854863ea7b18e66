// The turn that did something: when, by which bot, and the way to its moment.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { shortened } from '#console/parts/shortened.ts'
import { Ago } from '#console/parts/ago.tsx'
import { botHref } from '#console/parts/hrefs.ts'
import type { TurnRef } from './steps.ts'

/** Ids of approvals are long, and no hex numbers to `shortened`. */
const longMax = 34
const brief = (address: string): string => {
  const short = shortened(address)
  return short.length > longMax ? `${short.slice(0, longMax - 14)}…${short.slice(-4)}` : short
}

/** Nothing where no turn did it yet. */
export function TurnLink({ turn }: { readonly turn: TurnRef | undefined }): ReactNode {
  if (turn === undefined) return null
  return (
    <span className="turn-link">
      <Link href={botHref(turn.actor, turn.seq)} title={`turn ${turn.seq} of ${turn.actor}`}>
        {brief(turn.actor)} · {turn.seq}
      </Link>{' '}
      <span className="faint">
        <Ago at={turn.at} />
      </span>
    </span>
  )
}
