// What the swarm does, as readable lines: who claimed, who agreed, what was executed at what price with what result.
import { factSentence } from '#chat/commands/factSentence.ts'
import type { FundStatus } from '#chat/commands/fundDesk.ts'
import { readFact, type ReadFact } from '#chat/commands/journalReading.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { UpLine } from '#chat/commands/up.ts'
import type { Host } from '#runtime/host.ts'

/** Every fact after `after`, as it is committed, until the signal aborts. */
export async function* followFacts(host: Host, after: number, signal: AbortSignal): AsyncIterable<ReadFact> {
  for await (const turn of host.turns({ after, follow: true, signal })) {
    for (const fact of turn.facts) {
      const read = readFact(fact)
      if (read !== null) yield read
    }
  }
}

/**
 * The line of a fact; null for one that a later line sums up, unless all are wanted.
 * @param quorate how the command is typed for this instance, for the hint behind an execution
 */
export function factLine(
  read: ReadFact,
  funds: readonly FundStatus[],
  options: { readonly all: boolean; readonly quorate: string },
): UpLine | null {
  const { tone, text } = factSentence(read.fact, nameBook(funds))
  if (tone === 'quiet' && !options.all) return null
  const { fact, id, actor } = read
  const hint = fact.type === 'intent.executed' ? `\n         explained: ${options.quorate} explain ${fact.intentHash}` : ''
  return { type: 'fact', at: read.at, tone, text: `${text}${hint}`, data: { id, actor, ...fact } }
}
