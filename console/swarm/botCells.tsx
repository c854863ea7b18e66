// What a row of the tree says.
import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { BotLine } from '#console/data/shapes.ts'
import { useSwarmPart } from '#console/data/useSwarm.ts'
import { shortened } from '#console/parts/shortened.ts'
import { Ago } from '#console/parts/ago.tsx'
import { botHref } from '#console/parts/hrefs.ts'
import { StateBadge } from '#console/parts/stateBadge.tsx'
import { useMatters } from '#console/shell/waiting.ts'
import type { TreeRow } from './botTree.ts'

const indentPx = 18

interface Toggle {
  /** Opens or shuts what has this key. */
  readonly toggle: (key: string) => void
}

/** A fund, or the swarm as a whole. */
export function GroupCells({ row, toggle }: Toggle & { readonly row: Extract<TreeRow, { kind: 'group' }> }): ReactNode {
  const Chevron = row.isOpen ? ChevronDown : ChevronRight
  return (
    <>
      <span role="gridcell" className="cell-name">
        <button type="button" data-go className="fold" onClick={() => toggle(row.key)} aria-expanded={row.isOpen}>
          <Chevron aria-hidden /> {row.title}
        </button>
      </span>
      <span role="gridcell" className="faint">
        {row.bots} bots <Hidden count={row.waiting} />
      </span>
    </>
  )
}

/** One bot: where it is, what waits for it, when it last did something. */
export function BotCells({
  row,
  bot,
  toggle,
}: Toggle & { readonly row: Extract<TreeRow, { kind: 'bot' }>; readonly bot: BotLine }): ReactNode {
  const moment = useSwarmPart(({ isPast, seq }) => (isPast ? seq : undefined))
  const Chevron = row.isOpen ? ChevronDown : ChevronRight
  return (
    <>
      <span role="gridcell" className="cell-name" style={{ paddingLeft: row.depth * indentPx }}>
        {row.children > 0 && (
          <button
            type="button"
            className="icon small"
            tabIndex={-1}
            onClick={() => toggle(row.key)}
            aria-label={`${row.isOpen ? 'Hide' : 'Show'} the ${row.children} it started`}
          >
            <Chevron aria-hidden />
          </button>
        )}
        <Link href={botHref(bot.address, moment)} data-go title={bot.address}>
          <b>{bot.role}</b>
          {shortened(bot.address.slice(bot.role.length))}
        </Link>
      </span>
      <span role="gridcell" className="cell-state">
        <StateBadge status={bot.status} state={bot.state} /> <ForYou address={bot.address} /> <Hidden count={row.waiting} />
      </span>
      <span role="gridcell" className="cell-note">
        {notes(bot).join(' · ')}
      </span>
      <span role="gridcell" className="cell-ago faint">
        <Ago at={bot.at} />
      </span>
    </>
  )
}

/** Leads to where the reader decides what the bot waits for; nothing of that is told of the past. */
function ForYou({ address }: { readonly address: string }): ReactNode {
  const isPast = useSwarmPart((swarm) => swarm.isPast)
  const matter = useMatters().get(address)
  if (matter === undefined || isPast) return null
  return (
    <Link href={matter.href} className="for-you" title={matter.says}>
      waits<span className="where-wide"> for you</span>
    </Link>
  )
}

/** What would say so if it were not hidden. */
function Hidden({ count }: { readonly count: number }): ReactNode {
  const isPast = useSwarmPart((swarm) => swarm.isPast)
  if (count === 0 || isPast) return null
  return (
    <b className="count" title={`${count} below ${count === 1 ? 'waits' : 'wait'} for you`}>
      {count}
      <span className="unseen"> waiting for you</span>
    </b>
  )
}

/** What is unusual about it. */
function notes({ queued, restarts, waits }: BotLine): readonly string[] {
  return [
    ...(queued !== null && queued > 0 ? [`${queued} queued`] : []),
    ...(restarts > 0 ? [`${restarts} restarts`] : []),
    ...(waits.effects > 0 ? [waits.effects === 1 ? '1 effect' : `${waits.effects} effects`] : []),
    ...(waits.timers > 0 ? [waits.timers === 1 ? '1 timer' : `${waits.timers} timers`] : []),
  ]
}
