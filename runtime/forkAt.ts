// Where a what-if begins: a bot at a moment of the journal, with what it waited for and the bots that there were. Reads files
// only, so it serves a running instance and a stopped one alike.
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { BotDefinition } from './host.ts'
import { births, retainedHistory } from './replayReading.ts'
import { standingAt, type StateAtOptions } from './stateAt.ts'
import { isTaken } from './trouble.ts'
import type { WhatIfParts } from './whatIf.ts'

/** @throws UNKNOWN_ROLE, and as stateAt: UNKNOWN_BOT, JOURNAL_TRUNCATED, JOURNAL_CORRUPT, JOURNAL_VERSION */
export function forkAt(options: StateAtOptions & { readonly bots: readonly BotDefinition[] }): Omit<WhatIfParts, 'steps'> {
  const { bots, address, seq } = options
  const role = address.slice(0, address.indexOf(':'))
  const bot = bots.find((each) => each.role === role)
  if (bot === undefined) throw new QuorateError('UNKNOWN_ROLE', { role })
  const { store, stored, isWhole } = standingAt(options)
  const { entries } = store
  const older = isWhole ? new Map<Address, Address | null>() : olderBots(options)
  const roles = new Set(bots.map((each) => each.role))
  return {
    bot,
    address,
    stored,
    book: store.entry(address).book,
    seq,
    atMs: store.lastAt,
    around: {
      isRole: (name) => roles.has(name),
      isTaken: (other) => isTaken(entries.get(other), address) || (!entries.has(other) && older.has(other)),
      parentOf: (other) => (entries.has(other) ? entries.get(other)?.parent : older.get(other)),
    },
  }
}

/** Bots that were there before the first record held: the base segment names them, and those that came later too. */
function olderBots({ journal, disk }: StateAtOptions): ReadonlyMap<Address, Address | null> {
  const history = retainedHistory(journal, disk)
  const born = new Set(births(history))
  const older = new Map<Address, Address | null>()
  for (const line of history.base()) if (line.kind === 'actor' && !born.has(line.actor)) older.set(line.actor, line.parent)
  return older
}
