// What the root's file says of each bot. In a small swarm every bot with its state; in a large one the state of those that
// are awake, because reading all the others back every second would cost more than what they do.
import type { Address } from './authoring.ts'
import { botView } from './botView.ts'
import type { Core } from './core.ts'
import { limits } from './limits.ts'

/** One bot in the root's file; `value` is absent where only the bot's own file has it. */
export interface ChildLine {
  readonly address: Address
  readonly status: string
  readonly value?: unknown
  readonly seq: number
}

/** The bots of a host as its root's file names them. */
export class ChildLines {
  readonly #core: Core
  /** By address, while the swarm is small. */
  readonly #known = new Map<Address, ChildLine>()

  constructor(core: Core) {
    this.#core = core
  }

  /** All bots that have a durable record, in the order they were first heard of. */
  all(): readonly ChildLine[] {
    const { entries } = this.#core.store
    const isSmall = entries.size <= limits.rootFileBotsMax
    if (!isSmall) this.#known.clear()
    const lines: ChildLine[] = []
    for (const entry of entries.values()) {
      const { address, seq, quarantine, status } = entry
      const known = this.#known.get(address)
      if (known?.seq === seq && (known.status === 'quarantined') === (quarantine !== undefined)) {
        lines.push(known)
        continue
      }
      if (!isSmall && entry.shown === undefined) {
        if (entry.position !== undefined) lines.push({ address, status: quarantine === undefined ? status : 'quarantined', seq })
        continue
      }
      const view = botView(this.#core, entry)
      if (view === undefined) continue
      const line: ChildLine = { address, status: view.status, value: view.value, seq: view.seq }
      if (isSmall) this.#known.set(address, line)
      lines.push(line)
    }
    return lines
  }
}
