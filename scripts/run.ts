// Runs one program in the project's folder, with its output on ours, and ends with it.
import { spawn } from 'node:child_process'

/** What became of a program: its exit code (124 when it ran out of time) and how long it took. */
export interface Ran {
  readonly code: number
  readonly durationMs: number
}

/**
 * Runs a program found in node_modules/.bin (npm puts it on the path) or by its full name. Waits for its exit, not for
 * its output to close: a process it leaves behind would hold that open for ever. Over the limit its whole group is ended.
 */
export function run(file: string, args: readonly string[], limitMs: number): Promise<Ran> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: 'inherit', detached: true })
    const end = (signal: NodeJS.Signals): void => {
      // pid is undefined only when the start failed, and then there is nothing to end
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    }
    let late = false
    const limit = setTimeout(() => {
      late = true
      process.stderr.write(`${file} has not ended after ${limitMs} ms; it is ended now\n`)
      end('SIGKILL')
    }, limitMs)
    const pass = (signal: NodeJS.Signals): void => end(signal)
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    const over = (): void => {
      clearTimeout(limit)
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
    }
    child.on('error', (error) => {
      over()
      reject(error)
    })
    child.on('exit', (code, signal) => {
      over()
      const ended = signal === null ? (code ?? 1) : 128 + 15
      resolve({ code: late ? 124 : ended, durationMs: performance.now() - started })
    })
  })
}
