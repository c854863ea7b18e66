// What the journal remembers of bots that failed: folded from its records, carried through compactions, so that counts and
// restarts that were decided on outlive the process.
import type { Address } from './authoring.ts'
import { limits } from './limits.ts'
import type { MailboxItem } from './mailbox.ts'
import type { RestartRecord, Trouble, TurnRecord } from './records.ts'

const none: Trouble = { restarts: [], failures: [] }

/** After one more failed turn at `atMs`. */
export function withFailure(trouble: Trouble | undefined, atMs: number): Trouble {
  const { failures, ...rest } = trouble ?? none
  return { ...rest, failures: [...failures, atMs].slice(-limits.restartsKept) }
}

/** After a person said that it is well again. */
export function withoutCounts(trouble: Trouble | undefined): Trouble | undefined {
  return trouble === undefined ? undefined : { ...trouble, ...none }
}

/** After a restart was decided on. One that a person asked for, or that followed a sibling's, is not held against the bot. */
export function withRestart(trouble: Trouble | undefined, record: RestartRecord): Trouble {
  const { restarts, vacant } = trouble ?? none
  const { seq, at, dueAt, failure, because, who } = record
  const counts = because === undefined && who === undefined
  return {
    ...(vacant === undefined ? {} : { vacant }),
    failures: [],
    restarts: counts ? [...restarts, Date.parse(at)].slice(-limits.restartsKept) : restarts,
    due: { seq, dueAt, failure },
  }
}

/** After the first turn of an incarnation: what was due has happened. One whose first turn failed stays due. */
export function afterStart(trouble: Trouble | undefined, turn: Pick<TurnRecord, 'consumes'>): Trouble | undefined {
  // Begun by its parent: a new life, with nothing held against it.
  if (trouble === undefined || turn.consumes !== undefined) return undefined
  const { due: _done, ...rest } = trouble
  return rest
}

/** A bot's place that its parent, beginning again, may fill once more. */
export function vacated(trouble: Trouble | undefined): Trouble {
  return { ...(trouble ?? none), vacant: true }
}

interface Standing {
  readonly quarantine: unknown
  readonly trouble: Trouble | undefined
  readonly queue: readonly MailboxItem[]
}
interface Placed {
  readonly address: Address
  readonly parent: Address | null
}

/** Does a bot stand still, whatever waits for it? `next` is the item it would handle. */
export function isHeld(bot: Standing, next: MailboxItem | undefined = bot.queue[0]): boolean {
  return bot.quarantine !== undefined || (bot.trouble?.due !== undefined && next?.kind !== 'start')
}

/** May `parent` not start this address: does it live, or is it a tombstone? */
export function isTaken(bot: (Placed & Pick<Standing, 'trouble'>) | undefined, parent: Address): boolean {
  return bot !== undefined && !(bot.parent === parent && bot.trouble?.vacant === true)
}

/** Everything below a bot, in start order: its children, theirs, and so on. */
export function descendants<Bot extends Placed>(bots: ReadonlyMap<Address, Bot>, top: Address): readonly Bot[] {
  const found = new Set<Bot>()
  const above = new Set<Address>([top])
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const bot of bots.values()) {
      if (bot.parent === null || found.has(bot) || !above.has(bot.parent)) continue
      found.add(bot)
      above.add(bot.address)
    }
  }
  return [...found]
}
