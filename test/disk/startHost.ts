// Starts hostProcess.ts and reads what it says.
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A line of hostProcess.ts. */
export interface Said {
  readonly started?: number
  readonly pid?: number
  readonly acknowledged?: number
  readonly answeredAfterwards?: number
  readonly failed?: string
  readonly message?: string
  readonly hint?: string
  readonly uncaught?: string
  readonly alert?: { readonly code: string; readonly message: string }
}
export interface HostProcess {
  readonly child: ChildProcess
  /** Resolves with the first line, or undefined when there was none. */
  readonly first: Promise<Said | undefined>
  /** Everything it said, and its exit code. */
  readonly ended: Promise<{ readonly said: readonly Said[]; readonly code: number | null; readonly err: string }>
}

const running = new Set<ChildProcess>()

/** Kills what a test that failed left running. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** @param wrap a command that starts the process in its place, with limits of its own */
export function startHost(
  directory: string,
  how: 'count' | 'fill' | 'hold',
  { wrap = [], ...options }: SpawnOptions & { readonly wrap?: readonly string[] } = {},
): HostProcess {
  const words = [join(import.meta.dirname, 'hostProcess.ts'), directory, how]
  const [program = process.execPath, ...before] = wrap
  const child = spawn(program, [...before, ...(wrap.length > 0 ? [process.execPath] : []), ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options,
  })
  running.add(child)
  const said: Said[] = []
  let err = ''
  const first = Promise.withResolvers<Said | undefined>()
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text))
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      // hostProcess.ts writes nothing else
      said.push(JSON.parse(line) as Said)
      first.resolve(said[0])
    })
  const ended = new Promise<Awaited<HostProcess['ended']>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      first.resolve(said[0])
      resolve({ said, code, err })
    })
  })
  return { child, first: first.promise, ended }
}
