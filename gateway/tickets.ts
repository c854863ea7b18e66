// One-time tokens: what is printed at start and signs one browser in. They live in this process only: a daemon that starts
// again prints another one.
import { createHash, randomBytes } from 'node:crypto'
import type { TicketGrant } from '#chat/commands/commandContext.ts'

/** Enough for a team that signs in at once; the oldest goes when there are more. */
const ticketsMax = 64

interface Ticket {
  readonly grant: TicketGrant
  /** ms */
  readonly until: number
}

/** The tokens of one process. */
export class Tickets {
  readonly #now: () => number
  readonly #open = new Map<string, Ticket>()

  /** @param now wall clock, ms */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Makes a token; it is told this once. */
  issue(grant: TicketGrant, lifetimeMs: number): string {
    const token = randomBytes(32).toString('base64url')
    this.#open.set(hashOf(token), { grant, until: this.#now() + lifetimeMs })
    // a Map's first key is its oldest
    if (this.#open.size > ticketsMax) this.#open.delete(this.#open.keys().next().value as string)
    return token
  }

  /** Uses a token up. @returns undefined for one that never was, was used or is too old */
  take(token: string): TicketGrant | undefined {
    // looked up by its hash, so that nothing is learned from how long it takes
    const key = hashOf(token)
    const found = this.#open.get(key)
    this.#open.delete(key)
    return found === undefined || found.until < this.#now() ? undefined : found.grant
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')
