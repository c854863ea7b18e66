// A disk without hardware: it keeps what was synced, may tear or forget what was not, and fails when it is told to.
// What a process wrote stays readable when the process is killed; only a power cut asks what was durable.
import { QuorateError } from '#protocol/errors.ts'
import type { Kept, SimulatedFile } from './simulatedFile.ts'
import { SimulatedFolders } from './simulatedFolders.ts'
import { SimulatedRandom } from './simulatedRandom.ts'
import type { SimulatedTime } from './simulatedTime.ts'

/** What may go wrong at one of the next operations. `die…` ends the process there. */
export type DiskFault =
  | 'shortWrite'
  | 'writeError'
  | 'syncError'
  | 'dieBefore'
  | 'dieWithin'
  | 'dieAfter'
  /** A sync says that it is done and did nothing: no such disk is promised to work, the invariants must notice it. */
  | 'syncLies'

/** One process, as its disk needs to know it. */
export interface DiskUser {
  isAlive(): boolean
  /** Ends it at once; nothing it does afterwards has an effect. */
  die(): void
}

/** What a power cut did to what was not synced. */
export interface Loss {
  readonly kept: Kept
  readonly tornWrites: number
}

/** What is on a disk. */
export type DiskImage = ReadonlyMap<string, Buffer>

interface Armed {
  readonly fault: DiskFault
  /** Operations that still go well. */
  left: number
}
/** What can go wrong is asked for by kind. */
export type Operation = 'write' | 'sync' | 'name'

/** The disk of one machine. It outlives the processes that use it. */
export class SimulatedDisk {
  readonly folders = new SimulatedFolders()
  /** Nothing more fits: every write takes a part and fails. */
  isFull = false
  /** How long a sync takes, ms, at least and at most. */
  syncMs: readonly [number, number] = [0.1, 0.6]
  /** Faults that happened, by kind. */
  readonly happened = new Map<DiskFault | 'full', number>()
  readonly time: SimulatedTime
  readonly #random: SimulatedRandom
  readonly #locks = new Map<string, DiskUser>()
  #armed: Armed[] = []
  /** Counts power cuts: a sync that was under way then is none. */
  #powered = 0

  constructor(seed: number, time: SimulatedTime) {
    this.time = time
    this.#random = new SimulatedRandom(seed, 'disk')
  }

  /** After `operations` that go well, the next one that can fails like this. */
  arm(fault: DiskFault, operations: number): void {
    this.#armed.push({ fault, left: operations })
  }

  /** No fault is to come, and there is room again. */
  heal(): void {
    this.#armed = []
    this.isFull = false
  }

  /** The power is cut: of what was not synced something, all or nothing is left. The processes are the caller's to end. */
  losePower(): Loss {
    this.#powered += 1
    this.#armed = []
    const files = [...this.folders.files()]
    this.folders.lose(this.#kept(), this.#random)
    const kept = this.#kept()
    let tornWrites = 0
    for (const [, file] of files) if (file.hasUnsynced && file.lose(kept, this.#random)) tornWrites += 1
    return { kept, tornWrites }
  }

  /** Every file as programs see it, by path; it stays as it is now. */
  image(): DiskImage {
    return new Map([...this.folders.files()].map(([path, file]) => [path, file.read(0, file.size)]))
  }

  /** Puts files on an empty disk, for good. */
  load(image: DiskImage): void {
    for (const [path, bytes] of image) {
      const folder = path.slice(0, path.lastIndexOf('/'))
      this.folders.makeFolder(folder)
      this.folders.create(path).hold(bytes)
      this.folders.sync(folder)
    }
  }

  /** @throws INSTANCE_LOCKED while the process that has it is alive */
  lock(directory: string, user: DiskUser): () => void {
    if (this.#locks.get(directory)?.isAlive() === true)
      throw new QuorateError('INSTANCE_LOCKED', { instance: directory, pid: 'simulated' })
    this.#locks.set(directory, user)
    return () => {
      if (this.#locks.get(directory) === user) this.#locks.delete(directory)
    }
  }

  /** The fault of this operation, if it is to have one. */
  faultAt(operation: Operation): DiskFault | undefined {
    for (const armed of this.#armed) {
      if (!canHappen(armed.fault, operation)) continue
      armed.left -= 1
      if (armed.left >= 0) continue
      this.#armed = this.#armed.filter((one) => one !== armed)
      this.count(armed.fault)
      return armed.fault
    }
    return undefined
  }

  count(fault: DiskFault | 'full'): void {
    this.happened.set(fault, (this.happened.get(fault) ?? 0) + 1)
  }

  /** The device does the sync whatever became of who asked; a failed one leaves what nobody knows. */
  finishSync(file: SimulatedFile, changes: number, fault: DiskFault | undefined): void {
    if (fault === 'syncError') file.lose(this.#kept(), this.#random)
    else if (fault !== 'syncLies') file.sync(changes)
  }

  syncTakes(): number {
    const [least, most] = this.syncMs
    return least + ((most - least) * this.#random.int(1_000)) / 1_000
  }

  /** How many of so many bytes a write takes that fails, or is cut short. */
  takes(bytes: number): number {
    return this.#random.int(bytes)
  }

  get powered(): number {
    return this.#powered
  }

  #kept(): Kept {
    return this.#random.pick(['none', 'all', 'part', 'part'])
  }
}

const canHappen = (fault: DiskFault, operation: Operation): boolean =>
  fault.startsWith('die') || (operation !== 'name' && fault.startsWith('sync') === (operation === 'sync'))
