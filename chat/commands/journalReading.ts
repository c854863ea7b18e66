// Reads a stretch of the journal through the host, from the earliest point that is still held.
import { QuorateError } from '#protocol/errors.ts'
import { isFactName, parseFact, type Fact as QuorateFact } from '#protocol/facts.ts'
import type { Address } from '#runtime/authoring.ts'
import type { CommittedTurn, Fact, Host } from '#runtime/host.ts'

/** Sequence numbers that a look at "the latest" reads at most: a few minutes of a busy swarm, read in well under a second. */
export const recentSpan = 4_000

/** A fact of the journal whose data is of the pinned shape. */
export interface ReadFact {
  readonly id: string
  readonly seq: number
  readonly at: string
  readonly actor: Address
  readonly fact: QuorateFact
}

/** Committed turns after `after`, or after the earliest point still held when that is later. */
export async function* turnsFrom(
  host: Host,
  options: { readonly after: number; readonly actor?: Address; readonly follow?: boolean; readonly signal?: AbortSignal },
): AsyncIterable<CommittedTurn> {
  try {
    yield* host.turns(options)
  } catch (error) {
    const earliest = error instanceof QuorateError && error.code === 'JOURNAL_TRUNCATED' ? error.details['earliest'] : undefined
    if (typeof earliest !== 'number') throw error
    yield* host.turns({ ...options, after: earliest - 1 })
  }
}

/** The pinned reading of a fact; null for names that are not pinned and for data of another shape. */
export function readFact(fact: Fact): ReadFact | null {
  if (!isFactName(fact.type)) return null
  try {
    const read = parseFact(fact)
    return read === null ? null : { id: fact.id, seq: fact.seq, at: fact.at, actor: fact.actor, fact: read }
  } catch {
    // written by another version: it stays visible in `journal`, which shows facts as they are
    return null
  }
}

/** All facts after a sequence number that are still held. */
export async function* factsFrom(
  host: Host,
  options: { readonly after: number; readonly signal?: AbortSignal },
): AsyncIterable<ReadFact> {
  for await (const turn of turnsFrom(host, options)) {
    for (const fact of turn.facts) {
      const read = readFact(fact)
      if (read !== null) yield read
    }
  }
}

/** The facts of the latest `recentSpan` sequence numbers. */
export async function recentFacts(host: Host, signal?: AbortSignal): Promise<readonly ReadFact[]> {
  const facts: ReadFact[] = []
  const after = Math.max(0, host.durableThrough() - recentSpan)
  for await (const fact of factsFrom(host, signal === undefined ? { after } : { after, signal })) facts.push(fact)
  return facts
}
