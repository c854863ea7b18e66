// A disk without hardware: it keeps what was synced, may tear or forget what was not, and fails when it is told to.
// What a process wrote stays readable when the process is killed; only a power cut asks what was durable.
import { QuorateError } from '#protocol/errors.ts'
import type { Disk } from './disk.ts'
import { SimulatedFile, type Kept } from './simulatedFile.ts'
import { failure, SimulatedFolders } from './simulatedFolders.ts'
import { SimulatedRandom } from './simulatedRandom.ts'
import type { SimulatedTime } from './simulatedTime.ts'

/** Thrown into a process at the moment it vanishes; whatever it does about it reaches nobody. */
export class ProcessGone extends Error {}

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

interface Armed {
  readonly fault: DiskFault
  /** Operations that still go well. */
  left: number
}
interface OpenFile {
  readonly file: SimulatedFile
  readonly path: string
}
type Operation = 'write' | 'sync' | 'name'

/** The disk of one machine. It outlives the processes that use it. */
export class SimulatedDisk {
  readonly folders = new SimulatedFolders()
  /** Nothing more fits: every write takes a part and fails. */
  isFull = false
  /** How long a sync takes, ms, at least and at most. */
  syncMs: readonly [number, number] = [0.1, 0.6]
  /** Faults that happened, by kind. */
  readonly happened = new Map<DiskFault | 'full', number>()
  readonly #time: SimulatedTime
  readonly #random: SimulatedRandom
  readonly #locks = new Map<string, DiskUser>()
  #armed: Armed[] = []
  /** Counts power cuts: a sync that was under way then is none. */
  #powered = 0

  constructor(seed: number, time: SimulatedTime) {
    this.#time = time
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
    for (const file of files) if (file.hasUnsynced && file.lose(kept, this.#random)) tornWrites += 1
    return { kept, tornWrites }
  }

  /** The disk as one process has it. */
  of(user: DiskUser): Disk {
    return new ProcessDisk(this, user, this.#time, this.#random)
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

  get powered(): number {
    return this.#powered
  }

  #kept(): Kept {
    return this.#random.pick(['none', 'all', 'part', 'part'])
  }
}

const canHappen = (fault: DiskFault, operation: Operation): boolean =>
  fault.startsWith('die') || (operation !== 'name' && fault.startsWith('sync') === (operation === 'sync'))

class ProcessDisk implements Disk {
  readonly #disk: SimulatedDisk
  readonly #user: DiskUser
  readonly #time: SimulatedTime
  readonly #random: SimulatedRandom
  readonly #open = new Map<number, OpenFile>()
  #lastFd = 2

  constructor(disk: SimulatedDisk, user: DiskUser, time: SimulatedTime, random: SimulatedRandom) {
    this.#disk = disk
    this.#user = user
    this.#time = time
    this.#random = random
  }

  makeFolder(path: string): void {
    this.#alive()
    this.#disk.folders.makeFolder(path)
  }

  list(path: string): readonly string[] {
    this.#alive()
    return this.#disk.folders.list(path)
  }

  readFile(path: string): Buffer | undefined {
    this.#alive()
    const file = this.#disk.folders.file(path)
    return file?.read(0, file.size)
  }

  readAt(path: string, offset: number, length: number): Buffer {
    this.#alive()
    const file = this.#disk.folders.file(path)
    if (file === undefined) throw failure('ENOENT', path)
    return file.read(offset, length)
  }

  open(path: string, how: 'append' | 'overwrite' | 'update'): number {
    this.#alive()
    const known = this.#disk.folders.file(path)
    const file = known ?? this.#named(() => this.#disk.folders.create(path))
    if (known !== undefined && how === 'overwrite') file.truncate(0)
    this.#lastFd += 1
    this.#open.set(this.#lastFd, { file, path })
    return this.#lastFd
  }

  append(fd: number, parts: readonly Buffer[]): void {
    const { file, path } = this.#opened(fd)
    this.#write(path, Buffer.concat(parts), (bytes) => file.write(bytes, file.size))
  }

  writeAt(fd: number, bytes: Buffer, offset: number): void {
    const { file, path } = this.#opened(fd)
    this.#write(path, bytes, (taken) => file.write(taken, offset))
  }

  syncNow(fd: number): void {
    const { file, path } = this.#opened(fd)
    const fault = this.#disk.faultAt('sync')
    if (fault === 'dieBefore') this.#die()
    this.#time.block(this.#disk.syncTakes())
    this.#disk.finishSync(file, file.changes, fault)
    if (fault === 'dieWithin' || fault === 'dieAfter') this.#die()
    if (fault === 'syncError') throw failure('EIO', path)
  }

  sync(fd: number): Promise<void> {
    const { file, path } = this.#opened(fd)
    const fault = this.#disk.faultAt('sync')
    if (fault === 'dieBefore') this.#die()
    const { changes } = file
    const { powered } = this.#disk
    return new Promise((resolve, reject) => {
      this.#time.after(this.#disk.syncTakes(), () => {
        if (this.#disk.powered === powered) this.#disk.finishSync(file, changes, fault)
        if (fault === 'dieAfter') this.#user.die()
        if (!this.#user.isAlive()) return
        if (fault === 'syncError') reject(failure('EIO', path))
        else resolve()
      })
      if (fault === 'dieWithin') this.#die()
    })
  }

  close(fd: number): void {
    this.#alive()
    this.#open.delete(fd)
  }

  truncate(path: string, length: number): void {
    this.#alive()
    const file = this.#disk.folders.file(path)
    if (file === undefined) throw failure('ENOENT', path)
    this.#named(() => file.truncate(length))
    file.sync()
  }

  rename(from: string, to: string): void {
    this.#alive()
    this.#named(() => this.#disk.folders.rename(from, to))
  }

  remove(path: string): void {
    this.#alive()
    this.#named(() => this.#disk.folders.remove(path))
  }

  syncFolder(path: string): void {
    this.#alive()
    const fault = this.#disk.faultAt('sync')
    if (fault === 'dieBefore') this.#die()
    this.#time.block(this.#disk.syncTakes())
    if (fault === 'syncError') throw failure('EIO', path)
    if (fault !== 'syncLies') this.#disk.folders.sync(path)
    if (fault?.startsWith('die') === true) this.#die()
  }

  lock(directory: string): () => void {
    this.#alive()
    return this.#disk.lock(directory, this.#user)
  }

  #write(path: string, bytes: Buffer, take: (bytes: Buffer) => void): void {
    const fault = this.#disk.faultAt('write')
    if (fault === 'dieBefore') this.#die()
    const cut = this.#disk.isFull || fault === 'shortWrite' || fault === 'writeError' || fault === 'dieWithin'
    const taken = cut ? this.#random.int(bytes.length) : bytes.length
    if (taken > 0) take(bytes.subarray(0, taken))
    if (fault === 'dieWithin' || fault === 'dieAfter') this.#die()
    if (this.#disk.isFull) this.#disk.count('full')
    if (this.#disk.isFull) throw failure('ENOSPC', path)
    if (fault === 'writeError') throw failure('EIO', path)
    if (fault === 'shortWrite') throw new Error(`the disk took ${taken} of ${bytes.length} bytes`)
  }

  #named<Result>(change: () => Result): Result {
    const fault = this.#disk.faultAt('name')
    if (fault === 'dieBefore') this.#die()
    const result = change()
    if (fault !== undefined) this.#die()
    return result
  }

  #opened(fd: number): OpenFile {
    this.#alive()
    const open = this.#open.get(fd)
    if (open === undefined) throw failure('EBADF', String(fd))
    return open
  }

  #alive(): void {
    if (!this.#user.isAlive()) throw new ProcessGone('the process is gone')
  }

  #die(): never {
    this.#user.die()
    throw new ProcessGone('the process vanished here')
  }
}
