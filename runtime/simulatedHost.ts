// The local host on a machine that does not exist: the same runtime, over a simulated disk and clock. Processes on it die
// without warning, and the machine loses power.
import type { Clock } from './clock.ts'
import type { Disk } from './disk.ts'
import { createLocalHost, type LocalHost } from './localHost.ts'
import type { LocalHostParts } from './localHostFace.ts'
import { SimulatedDisk, type Loss } from './simulatedDisk.ts'
import { SimulatedProcessDisk } from './simulatedProcessDisk.ts'
import { SimulatedTime } from './simulatedTime.ts'

/** Where every simulated instance lives. */
export const simulatedDirectory = '/instance/storage'

/** A process of a simulated machine; once it is gone, nothing it does has an effect. */
export interface SimulatedProcess {
  readonly clock: Clock
  readonly disk: Disk
  isAlive(): boolean
  /** As SIGKILL: what it wrote stays, what it had in memory is gone. */
  die(): void
}

/** A machine: one disk, one clock, and what runs on it, all from one seed. */
export class SimulatedMachine {
  readonly time: SimulatedTime
  readonly disk: SimulatedDisk
  #running: SimulatedProcess[] = []

  /** @param elapsed ms that have passed before it is switched on */
  constructor(seed: number, elapsed = 0) {
    this.time = new SimulatedTime(seed, elapsed)
    this.disk = new SimulatedDisk(seed, this.time)
  }

  /** Begins a process. */
  boot(): SimulatedProcess {
    let alive = true
    const isAlive = (): boolean => alive
    const user = { isAlive, die: () => void (alive = false) }
    const process = { ...user, clock: this.time.clockOf(isAlive), disk: new SimulatedProcessDisk(this.disk, user) }
    this.#running = [...this.#running.filter((one) => one.isAlive()), process]
    return process
  }

  /** Ends every process and asks the disk what it kept. */
  losePower(): Loss {
    for (const process of this.#running) process.die()
    return this.disk.losePower()
  }
}

/** Starts a local host in a process of a simulated machine. It makes progress only while the machine's time is stepped. */
export function createSimulatedHost(
  process: SimulatedProcess,
  parts: Omit<LocalHostParts, 'directory' | 'clock' | 'disk'>,
): Promise<LocalHost> {
  return createLocalHost({ ...parts, directory: simulatedDirectory, clock: process.clock, disk: process.disk })
}

/**
 * Lets everything that waits for no event happen: the promises of a simulation are all that this waits for, and nothing
 * of a simulation waits for it.
 */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
