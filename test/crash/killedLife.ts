// One life of killedHost.ts: a process from its start to its death, and what it said.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const program = join(import.meta.dirname, 'killedHost.ts')
/** A life takes half a second; on a machine with many others several. */
const lifeMaxMs = 60_000

export interface KilledLife {
  /** Ids of the asks that were answered. */
  readonly acknowledged: readonly string[]
  /** Its stderr: the point it died at, or what went wrong. */
  readonly said: string
}

/** @param from number of the first ask; @param stopAfter answers after which it is told to end */
export function liveUntilKilled(given: {
  readonly directory: string
  readonly killAt: string
  readonly from: number
  readonly stopAfter?: number
  /** Told of each answer as it comes. */
  readonly onAnswer?: () => void
}): Promise<KilledLife> {
  const { directory, killAt, from, stopAfter, onAnswer } = given
  const child = spawn(process.execPath, [program, directory, String(from)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, QUORATE_KILL_AT: killAt },
    timeout: lifeMaxMs,
    killSignal: 'SIGKILL',
  })
  const acknowledged: string[] = []
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged.push(line.replace('ack ', ''))
    onAnswer?.()
    if (acknowledged.length === stopAfter) child.stdin.end()
  })
  return new Promise((resolve) => child.once('close', () => resolve({ acknowledged, said })))
}
