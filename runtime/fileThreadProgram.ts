// The thread of fileThread.ts. Nothing of ours is imported but types: it starts in the time that this takes.
import { renameSync, writeFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import type { ReplacementDone, ReplacementJob } from './fileThread.ts'

parentPort?.on('message', ({ id, files }: ReplacementJob) => {
  let problem: string | undefined
  for (const { path, text } of files) {
    try {
      writeFileSync(`${path}.tmp`, text)
      renameSync(`${path}.tmp`, path)
    } catch (error) {
      problem ??= error instanceof Error ? error.message : String(error)
    }
  }
  const done: ReplacementDone = problem === undefined ? { id } : { id, problem }
  parentPort?.postMessage(done)
})
