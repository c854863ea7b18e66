// The process in which planted contracts are tested; BenchProcess.ts asks it. A wrong line may never end, or take the
// process with it: then this one is gone, and the next goes on.
import { MutantBench, type MutantDraws } from './MutantBench.ts'
import type { BenchAnswer, BenchQuestion } from './BenchProcess.ts'

/** How the process ends then. */
const outOfMemory = 12
const [folder = '', draws = '{}'] = process.argv.slice(2)
const bench = new MutantBench(folder, JSON.parse(draws) as MutantDraws)
/** A wrong line that calls itself takes all the memory there is; a question needs some hundred MiB. */
const questionBytes = 4 * 2 ** 30
/** Hardhat keeps some of each run. */
const processBytes = 5 * 2 ** 30
let before = process.memoryUsage.rss()
setInterval(() => {
  if (process.memoryUsage.rss() > before + questionBytes) process.exit(outOfMemory)
}, 250).unref()
// whoever asked is gone: nobody would hear the answer
process.on('disconnect', () => process.exit())
process.on('message', ({ id, seed, suites }: BenchQuestion) => {
  before = process.memoryUsage.rss()
  bench.failures(id, seed, suites).then(
    (by) => process.send?.({ by, isFull: process.memoryUsage.rss() > processBytes } satisfies BenchAnswer),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) } satisfies BenchAnswer),
  )
})
