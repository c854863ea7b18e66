// Can the daemon do its work? Each check says by itself what is in the way. What only some bots suffer from is named and does
// not make the whole unready: the others go on.
import type { ChainView } from '#chat/commands/commandContext.ts'
import type { Host, HostFigures } from '#runtime/host.ts'

/** One thing that the daemon's work hangs on. */
export interface Check {
  readonly ok: boolean
  /** Without it nothing can be done here: requests belong elsewhere, or later. */
  readonly needed: boolean
  /** For anyone to read: figures and states, no names. */
  readonly detail: string
}
export type CheckName = 'journal' | 'lists' | 'chain' | 'head' | 'swarm' | 'bots'
export interface Readiness {
  readonly ready: boolean
  readonly failing: readonly CheckName[]
  readonly checks: Readonly<Record<CheckName, Check>>
}

export interface Checked {
  readonly host: Pick<Host, 'view'>
  readonly figures: HostFigures
  readonly chain: ChainView
  readonly isCaughtUp: boolean
  /** Wall clock, s. */
  readonly now: number
}

/** Looks at each of them. */
export function readinessOf({ host, figures, chain, isCaughtUp, now }: Checked): Readiness {
  const checks: Readonly<Record<CheckName, Check>> = {
    journal: journalCheck(figures),
    lists: { ok: isCaughtUp, needed: true, detail: isCaughtUp ? 'read' : 'being read from the journal' },
    chain: {
      ok: chain.reachable,
      needed: true,
      // what a node's client says may name its address, with whatever credentials stand in it
      detail: chain.reachable ? `at block ${chain.block ?? 0}` : 'it does not answer',
    },
    head: headCheck(chain, now),
    swarm: swarmCheck(host),
    bots: botsCheck(figures),
  }
  const names = Object.keys(checks) as readonly CheckName[] // the keys of the table above
  const failing = names.filter((name) => !checks[name].ok)
  return { ready: failing.every((name) => !checks[name].needed), failing, checks }
}

function journalCheck({ journal }: HostFigures): Check {
  const { stopped, durableThrough } = journal
  const detail = stopped === null ? `durable through ${durableThrough}` : 'it cannot be written any more'
  return { ok: stopped === null, needed: true, detail }
}

/** A chain that mines only when it is asked to has no pace that it could fall behind. */
function headCheck({ head }: ChainView, now: number): Check {
  if (head === undefined) return { ok: true, needed: false, detail: 'not judged' }
  const ageS = Math.max(0, now - head.at)
  const isPaced = head.lagMaxS !== null
  const ok = head.lagMaxS === null || ageS <= head.lagMaxS
  const detail = `the newest block is ${ageS} s old${isPaced ? `, ${head.lagMaxS} s are allowed` : ''}`
  return { ok, needed: true, detail }
}

function swarmCheck(host: Pick<Host, 'view'>): Check {
  const value = host.view('swarm:root')?.value
  const state = typeof value === 'string' ? value : 'unknown'
  // degraded: some bot is quarantined, the others go on
  return { ok: state === 'running', needed: state !== 'degraded', detail: state }
}

function botsCheck({ bots }: HostFigures): Check {
  const quarantined = bots.reduce((sum, { status, count }) => sum + (status === 'quarantined' ? count : 0), 0)
  return {
    ok: quarantined === 0,
    needed: false,
    detail: quarantined === 0 ? 'none is quarantined' : `${quarantined} quarantined; see which: quorate bots`,
  }
}
