// What every run has measured, one line per case, kept in the repository.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Judged } from './judgement.ts'

const numbers = z.record(z.string(), z.number())
const historyLine = z.object({
  at: z.iso.datetime(),
  commit: z.string(),
  name: z.string(),
  median: z.number(),
  unit: z.string(),
  spread: z.tuple([z.number(), z.number()]),
  samples: z.int(),
  ratios: numbers,
  targets: numbers,
  bounds: z.record(z.string(), z.enum(['at least', 'at most'])).default({}),
  baselines: numbers.default({}),
  details: numbers.default({}),
  met: z.boolean(),
})
/** One case of one run. */
export type HistoryLine = z.output<typeof historyLine>

const root = join(import.meta.dirname, '..')
const path = join(root, 'bench', 'history.ndjson')

/** The lines of a history, oldest first. @throws with the number of the line that is not one */
export function parseHistory(text: string): readonly HistoryLine[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      try {
        return historyLine.parse(JSON.parse(line))
      } catch (error) {
        throw new Error(`line ${number} of the history is damaged: ${String(error)}`, { cause: error })
      }
    })
}

/** The history of this repository. */
export function readHistory(): readonly HistoryLine[] {
  return parseHistory(readFileSync(path, 'utf8'))
}

/** Keeps what was measured, under the commit that is checked out. */
export function keepInHistory(judged: Judged): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  const { problems: _, ...figures } = judged
  appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), commit, ...figures })}\n`)
}
