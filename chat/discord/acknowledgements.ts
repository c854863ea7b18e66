// Which interactions are being acknowledged. An answer replaces what the acknowledgement showed, so it waits for it: Discord
// knows of nothing to replace before.
import { acknowledgedWithinMs, rememberedMost } from './limits.ts'

/** Of one process; after a restart there is nothing left to wait for. */
export class Acknowledgements {
  readonly #open = new Map<string, Promise<void>>()

  /** @returns what to call when Discord has it, or never will */
  begin(interaction: string): () => void {
    const { promise, resolve } = Promise.withResolvers<void>()
    // the oldest is forgotten: who waits for it has it already
    if (this.#open.size >= rememberedMost) this.#open.delete(this.#open.keys().next().value ?? '')
    this.#open.set(interaction, promise)
    return () => {
      // one that was delivered again has taken its place
      if (this.#open.get(interaction) === promise) this.#open.delete(interaction)
      resolve()
    }
  }

  /** When it has been acknowledged, at once if none is under way, and at the latest after some seconds. */
  async settled(interaction: string, withinMs = acknowledgedWithinMs): Promise<void> {
    const open = this.#open.get(interaction)
    if (open === undefined) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, withinMs)
    await Promise.race([open, promise])
    clearTimeout(timer)
  }
}
