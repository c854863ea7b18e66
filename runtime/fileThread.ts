// Replaces many files at once, by a thread of its own. Each call of Node's asynchronous file functions costs the thread
// that asks some 25 µs, and a file takes five of them; here a hundred files are one message.
import { Worker } from 'node:worker_threads'

/** A file's new content. */
export interface Replacement {
  readonly path: string
  readonly text: string
}
/** What the thread is asked. */
export interface ReplacementJob {
  readonly id: number
  readonly files: readonly Replacement[]
}
/** What it answers; `problem` is of the first file that could not be replaced, the others were tried. */
export interface ReplacementDone {
  readonly id: number
  readonly problem?: string
}

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

let thread: Worker | undefined
let asked = 0
const waiting = new Map<number, Waiting>()

/** Puts new contents in files' places, by rename and without a sync. @throws of the first that could not be, when all were tried */
export function replaceFiles(files: readonly Replacement[]): Promise<void> {
  thread ??= begin()
  thread.ref()
  asked += 1
  const job: ReplacementJob = { id: asked, files }
  const done = new Promise<void>((resolve, reject) => waiting.set(job.id, { resolve, reject }))
  thread.postMessage(job)
  return done
}

function begin(): Worker {
  const made = new Worker(new URL('fileThreadProgram.ts', import.meta.url), { name: 'files', execArgv: [] })
  made.on('message', ({ id, problem }: ReplacementDone) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    // nobody waits: the process may end without it
    if (waiting.size === 0) made.unref()
    if (problem === undefined) asker?.resolve()
    else asker?.reject(new Error(problem))
  })
  const ended = (error: Error): void => {
    // told twice when it failed, and the second time another may be at work
    if (thread !== made) return
    thread = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  made.on('error', ended)
  made.on('exit', (code) => ended(new Error(`the thread that writes files ended with ${code}`)))
  made.unref()
  return made
}
