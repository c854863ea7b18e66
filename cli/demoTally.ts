// Counts what a demo has seen, and knows when it has seen enough.
import type { DemoSummary } from '#chat/commands/demo.ts'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import { firstVenueId } from '#protocol/venue.ts'
import type { DaemonEnd } from './daemon.ts'

export class DemoTally {
  readonly executed: DemoSummary['executed'][number][] = []
  readonly #cycles: number
  readonly #rules = new Map<string, string>()
  readonly #venues = new Map<string, string>()
  #claims = 0
  #attestations = 0

  constructor(cycles: number) {
    this.#cycles = cycles
  }

  take({ fact }: ReadFact): void {
    if (fact.type === 'claim.submitted') this.#claims += 1
    else if (fact.type === 'claim.attested' || fact.type === 'snapshot.attested' || fact.type === 'intent.attested') {
      if (fact.verdict === 'PASS') this.#attestations += 1
    } else if (fact.type === 'intent.proposed') {
      this.#rules.set(fact.intentHash, fact.decision.rule)
      this.#venues.set(fact.intentHash, fact.decision.figures['venue'] ?? firstVenueId)
    } else if (fact.type === 'intent.executed') {
      const { intentHash, action, amountIn, amountOut, txHash, block } = fact
      const reason = fact.rule ?? this.#rules.get(intentHash) ?? 'unknown'
      const venue = this.#venues.get(intentHash) ?? 'unknown'
      this.executed.push({ intentHash, action, venue, reason, amountIn, amountOut, txHash, block })
    }
  }

  /** A cycle is a round trip: a BUY and the SELL after it. */
  get isDone(): boolean {
    let bought = false
    let cycles = 0
    for (const { action } of this.executed) {
      if (action === 'BUY') bought = true
      else if (bought) {
        bought = false
        cycles += 1
      }
    }
    return cycles >= this.#cycles
  }

  summary({ chainId, stateFile, funds }: DaemonEnd, durationMs: number): DemoSummary {
    const [fund] = funds
    return {
      type: 'summary',
      executed: this.executed,
      claims: this.#claims,
      attestations: this.#attestations,
      durationMs,
      chainId,
      core: fund?.core ?? '',
      vault: fund?.vault ?? '',
      stateFile: stateFile ?? '',
    }
  }
}
