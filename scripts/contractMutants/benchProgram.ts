// The process in which planted contracts are tested; BenchProcess.ts asks it. A wrong line may never end, or take the
// process with it: then this one is gone, and the next goes on.
import { MutantBench, type MutantDraws } from './MutantBench.ts'
import type { BenchAnswer, BenchQuestion } from './BenchProcess.ts'

/** How the process ends then. */
const outOfMemory = 12
const [folder = '', draws = '{}'] = process.argv.slice(2)
const bench = new MutantBench(folder, JSON.parse(draws) as MutantDraws)
/** A wrong line that calls itself takes all the memory there is; the tests need two GiB. */
const memoryBytes = 6 * 2 ** 30
setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) process.exit(outOfMemory)
}, 250).unref()
// whoever asked is gone: nobody would hear the answer
process.on('disconnect', () => process.exit())
process.on('message', ({ id, seed, suites }: BenchQuestion) => {
  bench.failures(id, seed, suites).then(
    (by) => process.send?.({ by } satisfies BenchAnswer),
    (error: unknown) => process.send?.({ problem: error instanceof Error ? error.message : String(error) } satisfies BenchAnswer),
  )
})
