// The client that sends commands while the daemon is being killed, and remembers what it was told.
import { setTimeout as delay } from 'node:timers/promises'
import { formatAmount } from '#protocol/amounts.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import type { ControlClient } from '#cli/controlClient.ts'
import type { LedgerEntry } from './crashVerdict.ts'

/** The development fund's asset. */
const decimals = 6
/** The socket is opened last in a start. */
const socketWithinMs = 30_000

/** Deposits of different amounts, each with an id of its own, and their answers. */
export class CommandLedger {
  readonly #client: ControlClient
  readonly #entries = new Map<string, LedgerEntry>()
  readonly #underway = new Set<Promise<void>>()

  constructor(client: ControlClient) {
    this.#client = client
  }

  get entries(): readonly LedgerEntry[] {
    return [...this.#entries.values()]
  }

  /** Sends one more command; its answer is written down when it comes. */
  send(): void {
    const nr = this.#entries.size + 1
    const entry: LedgerEntry = { id: `crash-${nr}`, amount: String(1_000_000 + nr), answer: 'unanswered' }
    this.#entries.set(entry.id, entry)
    this.#ask(entry)
  }

  /** Waits until the daemon answers at all, then asks again, with the same ids, what the last one did not answer. */
  async repeat(): Promise<void> {
    const end = performance.now() + socketWithinMs
    while (performance.now() < end && !(await this.#answers())) await delay(20)
    for (const entry of this.#entries.values()) if (entry.answer === 'unanswered') this.#ask(entry)
    await this.settled()
  }

  /** Waits for every answer, or for the end of the connection. */
  async settled(): Promise<void> {
    await Promise.all(this.#underway)
  }

  async #answers(): Promise<boolean> {
    return this.#client.ask('fund.status', { fund: 'main' }).then(
      () => true,
      () => false,
    )
  }

  #ask(entry: LedgerEntry): void {
    const asked = this.#client
      .ask('fund.deposit', { fund: 'main', amount: formatAmount(entry.amount, decimals), id: entry.id })
      .then(
        (receipt) => {
          // asked for while a position was open: no deposit happened yet
          const answer = (receipt as { readonly did?: unknown }).did === 'deposited' ? 'done' : 'refused'
          this.#entries.set(entry.id, { ...entry, answer })
        },
        (failure: unknown) => {
          // the bot's own answer: it will not be done, and the reason is journaled
          if (asQuorateError(failure).code === 'FUND_COMMAND_FAILED') this.#entries.set(entry.id, { ...entry, answer: 'refused' })
        },
      )
      .finally(() => this.#underway.delete(asked))
    this.#underway.add(asked)
  }
}
