// What a life is asked for and what it came to.
import type { JournalRecord } from '#runtime/records.ts'
import type { SimulatedMachine } from '#runtime/simulatedHost.ts'
import type { Fault } from './faults.ts'
import type { Violation } from './violation.ts'

/** Which life. */
export interface LifeOptions {
  readonly seed: number
  readonly steps: number
  /** Default: those of the seed. */
  readonly faults?: readonly Fault[]
  /** Afterwards all is well, and within so many steps the swarm must trade again; 0 asks nothing. Default: as the seed says. */
  readonly progressSteps?: number
  readonly bend?: Bend
}

/** A drill: what is broken on purpose. The laws must notice. */
export interface Bend {
  /** Contracts that forget what was executed and look at neither threshold nor window. */
  readonly laxContracts?: boolean
  /** Verifiers whose nodes never answer, though nobody said so. */
  readonly deafVerifiers?: boolean
  /** Before anything happens on it. */
  readonly machine?: (machine: SimulatedMachine) => void
  /** What the laws are told instead of a durable record. */
  readonly record?: (record: JournalRecord) => readonly JournalRecord[]
}

/** A violation and when it was seen. */
export interface SeenViolation extends Violation {
  readonly step: number
}

/** What a life came to. */
export interface LifeReport {
  readonly seed: number
  readonly steps: number
  readonly executions: number
  readonly crashes: number
  readonly reorgs: number
  readonly tornWrites: number
  readonly records: number
  readonly violations: readonly SeenViolation[]
  /** Why there was no new trade at the end, where one was demanded. */
  readonly hold: string | null
  /** sha256 over the durable journal's records and the chain's events. */
  readonly historyHash: string
}
