// Which snapshots stay in memory. One that is let go of is read back from the journal when its bot is needed; a bot does
// not notice, and what waits for it is not touched.
import { limits } from './limits.ts'
import type { Entry } from './entry.ts'

/** Lets go of the snapshots of bots that have been idle, a look at a time. */
export class Passivation {
  /** The journal's end at the last looks, newest last. */
  readonly #looks: number[] = []
  #looked = 0

  /**
   * Called at a steady pace, `limits.snapshotFilesEveryMs`.
   * @param durableThrough a bot with a younger record is not idle, and its record may not be readable yet
   * @returns how many were let go of
   */
  look(entries: ReadonlyMap<string, Entry>, durableThrough: number): number {
    const crowded = entries.size > limits.liveSnapshotsMax
    this.#looks.push(durableThrough)
    this.#looked += 1
    if (this.#looks.length > limits.idleLooks + 1) this.#looks.shift()
    // A look costs a little for each bot there is; when they are few there is no hurry.
    if (!crowded && this.#looked % looksBetween !== 0) return 0
    const idleSince = crowded ? this.#looks.at(-2) : this.#looks.length > limits.idleLooks ? this.#looks[0] : undefined
    return idleSince === undefined ? 0 : letGo(entries, idleSince)
  }
}

const looksBetween = 10

function letGo(entries: ReadonlyMap<string, Entry>, idleSince: number): number {
  let count = 0
  for (const entry of entries.values()) {
    if (entry.live === undefined && entry.shown === undefined) continue
    if (entry.seq > idleSince || entry.queue.length > 0) continue
    entry.live = undefined
    entry.shown = undefined
    count += 1
  }
  return count
}
