// Which processes of a drill are alive: those with the drill's unforgeable name in their command line.
import { execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'

const lookEveryMs = 20

/** Command lines of living processes that name `mark`; the dead that only wait to be reaped do not count. */
export function processesNaming(mark: string): readonly string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'stat=,pid=,args='], { encoding: 'utf8', maxBuffer: 16 * 1_048_576 })
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes(mark) && !line.startsWith('Z'))
}

/** Their process ids. */
export const pidsNaming = (mark: string): readonly number[] => processesNaming(mark).map((line) => Number(line.split(/\s+/)[1]))

/** Waits until no process names `mark`; what still does after `timeoutMs` is returned. */
export async function waitForNone(mark: string, timeoutMs: number): Promise<readonly string[]> {
  const end = performance.now() + timeoutMs
  for (;;) {
    const left = processesNaming(mark)
    if (left.length === 0 || performance.now() > end) return left
    await delay(lookEveryMs)
  }
}
