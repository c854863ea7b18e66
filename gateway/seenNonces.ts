// Nonces of signed reads. They are not worth a record each: whatever was signed before this process began is refused, and
// what it has seen itself is kept for as long as the signature's time lets it in.
import { envelopeWindowS } from '#protocol/limits.ts'

/** Single-use numbers of one process. */
export class SeenNonces {
  readonly #now: () => number
  readonly #begun: number
  /** By the second after which the signature is too old anyway. */
  readonly #until = new Map<string, number>()
  #sweptAt = 0

  /** @param now wall clock, s */
  constructor(now: () => number) {
    this.#now = now
    this.#begun = now()
  }

  /** Uses a nonce up. @returns false when it was used before, or may have been in an earlier process */
  take(nonce: string, signedAt: number): boolean {
    this.#sweep()
    if (signedAt < this.#begun || this.#until.has(nonce)) return false
    this.#until.set(nonce, signedAt + envelopeWindowS)
    return true
  }

  #sweep(): void {
    const now = this.#now()
    if (now === this.#sweptAt) return
    this.#sweptAt = now
    for (const [nonce, until] of this.#until) if (until < now) this.#until.delete(nonce)
  }
}
