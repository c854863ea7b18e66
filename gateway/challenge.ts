// Challenges that need no memory: a random number, the moment and a keyed hash of both. Whoever asks for one leaves nothing
// behind; that it works once is seen to by what it opens (gateway/sessions.ts).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Challenges of one process; another one's are refused. */
export class Challenges {
  readonly #key = randomBytes(32)
  readonly #purpose: string
  readonly #lifetimeMs: number
  readonly #now: () => number

  /** @param now wall clock, ms */
  constructor(purpose: string, lifetimeMs: number, now: () => number) {
    this.#purpose = purpose
    this.#lifetimeMs = lifetimeMs
    this.#now = now
  }

  /** Letters and digits only: EIP-4361 wants nothing else in a nonce. */
  issue(): string {
    const head = randomBytes(12).toString('hex') + this.#now().toString(16).padStart(12, '0')
    return head + this.#tag(head)
  }

  /** Is it one of ours, and young enough? */
  isGood(challenge: string): boolean {
    if (!/^[0-9a-f]{68}$/.test(challenge)) return false
    const head = challenge.slice(0, 36)
    if (!timingSafeEqual(Buffer.from(challenge.slice(36)), Buffer.from(this.#tag(head)))) return false
    const age = this.#now() - Number.parseInt(head.slice(24), 16)
    return age >= 0 && age <= this.#lifetimeMs
  }

  /** A secret that belongs to a challenge, the same each time it is asked for. */
  secretOf(challenge: string, what: string): string {
    return this.#hash(`${what} ${challenge}`).toString('base64url')
  }

  #tag(head: string): string {
    return this.#hash(head).toString('hex').slice(0, 32)
  }

  #hash(text: string): Buffer {
    return createHmac('sha256', this.#key).update(`${this.#purpose} ${text}`).digest()
  }
}
