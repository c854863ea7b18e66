// What one more turn changes in a list of bots. Pure but for the list.
import type { BotLine, TurnChange } from './shapes.ts'

/** Takes the turn in: the bot that took it as it stands then, and those that it started, which have its address as parent. */
export function takeTurn(bots: Map<string, BotLine>, turn: TurnChange): void {
  const { seq, at, actor, role, fundId, to, status, restarts, waits, starts } = turn
  const { parent = null, queued = 0 } = bots.get(actor) ?? {}
  bots.set(actor, { address: actor, role, fundId, status, state: to, seq, at, parent, queued, restarts, waits })
  for (const address of starts) {
    const begun = bots.get(address) ?? startedBy(address, turn)
    bots.set(address, { ...begun, parent: actor })
  }
}

/** Has it taken its last turn? */
export const hasEnded = ({ status }: BotLine): boolean => status === 'done' || status === 'stopped'

/** Keeps so many of those that have ended: those that ended last. */
export function forgetEnded(bots: Map<string, BotLine>, most: number): void {
  const ended = [...bots.values()].filter(hasEnded)
  if (ended.length <= most) return
  const oldest = ended.toSorted((one, other) => one.seq - other.seq).slice(0, ended.length - most)
  for (const { address } of oldest) bots.delete(address)
}

/** Until its own first turn comes, which is the next thing that it does. */
const startedBy = (address: string, { seq, at, fundId }: TurnChange): BotLine => ({
  address,
  role: address.slice(0, address.indexOf(':')),
  fundId,
  status: 'active',
  state: 'begins',
  seq,
  at,
  parent: null,
  queued: 0,
  restarts: 0,
  waits: { timers: 0, effects: 0, dueAt: null },
})
