// storage/state/status.json: what an instance is at this moment, for people and tools that read files. A projection of
// the journal, never the truth; it names the record it stands for and is at most two seconds behind.
import { join } from 'node:path'
import { LowSync } from 'lowdb'
import type { FundStatus } from '#chat/commands/fundDesk.ts'
import type { Host } from '#runtime/host.ts'
import { durableDocument } from './durableDocument.ts'

/** What the file says. */
export interface StatusDocument {
  readonly version: 1
  /** The last record of the journal that is in it. */
  readonly seq: number
  readonly at: string
  readonly instance: string
  /** Null once the daemon has stopped. */
  readonly pid: number | null
  /** Of the root: `running`, `degraded` … */
  readonly state: string
  readonly chainId: number
  /** Where the gateway listens; null where there is none. */
  readonly gateway: string | null
  /** How many bots are in which status. */
  readonly bots: Readonly<Record<string, number>>
  readonly quarantined: readonly string[]
  readonly funds: readonly FundStatus[]
}

/** What it is read from. */
export interface StatusSource {
  readonly storage: string
  readonly instance: string
  readonly host: Pick<Host, 'durableThrough' | 'list' | 'view'>
  readonly chainId: number
  readonly gateway: string | null
  readonly funds: () => readonly FundStatus[]
  /** Told when it cannot be written; the daemon goes on. */
  readonly complain: (failure: unknown) => void
}

/** Two of these are the two seconds; a write is two syncs. */
const everyMs = 1_000

/** Writes the document whenever the journal has grown. */
export class StatusFile {
  readonly #source: StatusSource
  readonly #document: LowSync<StatusDocument | null>
  #written = -1
  #timer: NodeJS.Timeout | undefined

  constructor(source: StatusSource) {
    this.#source = source
    this.#document = new LowSync<StatusDocument | null>(durableDocument(join(source.storage, 'state', 'status.json')), null)
  }

  begin(): void {
    this.#write(process.pid)
    this.#timer = setInterval(() => this.#write(process.pid), everyMs)
    this.#timer.unref()
  }

  /** Says that the daemon has stopped; call it when the journal is closed. */
  finish(): void {
    clearInterval(this.#timer)
    this.#written = -1
    this.#write(null)
  }

  #write(pid: number | null): void {
    const { host, instance, chainId, gateway, funds, complain } = this.#source
    const seq = host.durableThrough()
    if (seq === this.#written) return
    try {
      const all = host.list()
      const bots: Record<string, number> = {}
      for (const { status } of all) bots[status] = (bots[status] ?? 0) + 1
      const root = host.view('swarm:root')?.value
      this.#document.data = {
        version: 1,
        seq,
        at: new Date().toISOString(),
        instance,
        pid,
        state: typeof root === 'string' ? root : 'unknown',
        chainId,
        gateway: pid === null ? null : gateway,
        bots,
        quarantined: all.filter(({ status }) => status === 'quarantined').map(({ address }) => address),
        funds: funds(),
      }
      this.#document.write()
      this.#written = seq
    } catch (failure) {
      complain(failure)
    }
  }
}
