// A server that a contender starts: it ends with the contender, however that ends.
import { spawn, type SpawnOptions } from 'node:child_process'

/** A running server. */
export interface EngineProcess {
  end(signal: NodeJS.Signals): Promise<void>
}

const readyLimitMs = 60_000
const lookMs = 100

/** Starts a server and waits until `isReady` says so. @throws with what it wrote last when it ends or is late */
export async function startEngine(
  command: readonly [string, ...string[]],
  options: SpawnOptions,
  isReady: () => Promise<boolean>,
): Promise<EngineProcess> {
  const [file, ...args] = command
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said = (said + String(text)).slice(-2_000)))
  let problem: string | undefined
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      problem = error.message
      resolve()
    })
    child.once('exit', (code, signal) => {
      problem ??= `ended with ${signal ?? `exit code ${code}`}`
      resolve()
    })
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const late = performance.now() + readyLimitMs
  while (!(await isReady().catch(() => false))) {
    if (problem === undefined && performance.now() > late) problem = `was not ready within ${readyLimitMs / 1_000} s`
    if (problem !== undefined) throw new Error(`${file} ${problem}. Last it said: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
  return {
    end: async (signal) => {
      child.kill(signal)
      await ended
    },
  }
}
