// What the operating system says of a process that is not (any more) our child.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

/** Often enough that a stop feels immediate, seldom enough to cost nothing. */
const pollMs = 20

/** The command line of a living process; undefined when it is gone, or dead and only waiting to be reaped. */
export function processCommand(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch {
    return undefined // ESRCH; and with EPERM it is somebody else's, so none of ours
  }
  const command = readCommand(pid)
  return command === undefined || command.trim() === '' ? undefined : command // a zombie has none
}

/** Waits until a process is gone; false when it still lives after `timeoutMs`. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (processCommand(pid) !== undefined) {
    if (performance.now() > deadline) return false
    await delay(pollMs)
  }
  return true
}

function readCommand(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return undefined
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line.startsWith('Z') ? undefined : line
  } catch {
    return undefined
  }
}
