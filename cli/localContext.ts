// What a command that runs here is given.
import type { Terminal } from './terminal.ts'

export interface LocalContext {
  readonly instance: string
  readonly terminal: Terminal
  readonly environment: NodeJS.ProcessEnv
  readonly json: boolean
  readonly verbose: boolean
  readonly yes: boolean
}

/** Answers a local command: one result, or items as they come. */
export type LocalHandler = (args: unknown, context: LocalContext) => AsyncIterable<unknown>
