// A simulated disk as one process has it: its open files, and the faults that strike what it does.
import type { Disk, OpenHow } from './disk.ts'
import type { DiskUser, SimulatedDisk } from './simulatedDisk.ts'
import { sectorBytes, type SimulatedFile } from './simulatedFile.ts'
import { failure } from './simulatedFolders.ts'

/** Thrown into a process at the moment it vanishes; whatever it does about it reaches nobody. */
export class ProcessGone extends Error {}

interface OpenFile {
  readonly file: SimulatedFile
  readonly path: string
  /** Whole sectors only. */
  readonly direct: boolean
}

/** The files of one process; once it is gone, every call throws and none does anything. */
export class SimulatedProcessDisk implements Disk {
  readonly #disk: SimulatedDisk
  readonly #user: DiskUser
  readonly #open = new Map<number, OpenFile>()
  #lastFd = 2

  constructor(disk: SimulatedDisk, user: DiskUser) {
    this.#disk = disk
    this.#user = user
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

  open(path: string, how: OpenHow): number {
    this.#alive()
    const known = this.#disk.folders.file(path)
    const direct = how === 'direct'
    if (direct && known === undefined) throw failure('ENOENT', path)
    const file = known ?? this.#named(() => this.#disk.folders.create(path))
    if (known !== undefined && how === 'overwrite') file.truncate(0)
    this.#lastFd += 1
    this.#open.set(this.#lastFd, { file, path, direct })
    return this.#lastFd
  }

  append(fd: number, parts: readonly Buffer[]): void {
    const { file, path } = this.#opened(fd)
    this.#write(path, Buffer.concat(parts), (bytes) => file.write(bytes, file.size))
  }

  writeAt(fd: number, bytes: Buffer, offset: number): void {
    const { file, path, direct } = this.#opened(fd)
    if (direct && (offset % sectorBytes !== 0 || bytes.length % sectorBytes !== 0)) throw failure('EINVAL', path)
    this.#write(path, bytes, (taken) => file.write(taken, offset))
  }

  syncNow(fd: number): void {
    const { file, path } = this.#opened(fd)
    const fault = this.#disk.faultAt('sync')
    if (fault === 'dieBefore') this.#die()
    this.#disk.time.block(this.#disk.syncTakes())
    this.#disk.finishSync(file, file.changes, fault)
    if (fault === 'dieWithin' || fault === 'dieAfter') this.#die()
    if (fault === 'syncError') throw failure('EIO', path)
  }

  /** Never throws, as a real one does not: what a dead process asks for is not answered. */
  sync(fd: number): Promise<void> {
    if (!this.#user.isAlive()) return unanswered()
    const { file, path } = this.#opened(fd)
    const fault = this.#disk.faultAt('sync')
    if (fault === 'dieBefore') {
      this.#user.die()
      return unanswered()
    }
    const { changes } = file
    const { powered } = this.#disk
    return new Promise((resolve, reject) => {
      this.#disk.time.after(this.#disk.syncTakes(), () => {
        if (this.#disk.powered === powered) this.#disk.finishSync(file, changes, fault)
        if (fault === 'dieAfter') this.#user.die()
        if (!this.#user.isAlive()) return
        if (fault === 'syncError') reject(failure('EIO', path))
        else resolve()
      })
      if (fault === 'dieWithin') this.#user.die()
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
    this.#disk.time.block(this.#disk.syncTakes())
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
    const taken = cut ? this.#disk.takes(bytes.length) : bytes.length
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

const unanswered = (): Promise<void> => new Promise(() => undefined)
