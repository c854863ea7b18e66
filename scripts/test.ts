// `npm test`: the TypeScript tests with coverage, then the Solidity tests, then one line with the real counts.
// With arguments (`npm test -- runtime`) it runs only the TypeScript tests they name, without coverage.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.ts'
import { closingLine, countVitest, failureLines, sum, type TestCount, type VitestReport } from './testCount.ts'
import { coverageFolders, coverageWords, testCoverage } from './testCoverage.ts'

// crash 4, simulation 1, browser 5, all else 10 is the budget on 2 cores, and a tenth for a slow one; beyond it something hangs
const limitMs = 28 * 60_000
const vitestReport = 'coverage/vitest.json'
const solidityReport = 'coverage/solidity.json'

async function runVitest(only: readonly string[]): Promise<{ count: TestCount; failures: string[] }> {
  const coverage = only.length === 0 ? ['--coverage'] : []
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]
  if (coverage.length > 0) process.env['QUORATE_BROWSER_COVERAGE'] = join(process.cwd(), coverageFolders.browser)
  const { code } = await run('vitest', ['run', ...coverage, ...reporters, ...only], limitMs)
  // vitest's own JSON reporter wrote it
  const report = readReport(vitestReport) as VitestReport | undefined
  const failures = code === 0 ? [] : [...failureLines(report, process.cwd()), `vitest ended with exit code ${code}`]
  return { count: countVitest(report, code), failures }
}

async function runSolidity(): Promise<TestCount> {
  const { code } = await run(process.execPath, ['scripts/solidityTests.ts', solidityReport], limitMs)
  // written by scripts/solidityTests.ts in this shape
  const count = readReport(solidityReport) as TestCount | undefined
  if (count === undefined || (code !== 0 && count.failed === 0)) return { passed: count?.passed ?? 0, failed: 1 }
  return count
}

function readReport(file: string): unknown {
  // written by the run that just ended: a missing file means that it did not get that far
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const only = process.argv.slice(2)
mkdirSync('coverage', { recursive: true })
for (const file of [vitestReport, solidityReport, ...Object.values(coverageFolders)])
  rmSync(file, { recursive: true, force: true })
const vitest = await runVitest(only)
const counts = [vitest.count]
if (only.length === 0) {
  const { line, wrong } = coverageWords(testCoverage(process.cwd()))
  process.stdout.write(`${line}\n`)
  if (wrong !== null) {
    vitest.failures.push(wrong)
    counts.push({ passed: 0, failed: 1 })
  }
  counts.push(await runSolidity())
}
const total = sum(counts)
// after everything else that was printed: the end of a long output is what one sees
for (const line of vitest.failures) process.stdout.write(`${line}\n`)
process.stdout.write(`\n${closingLine(total)}\n`)
// a process left behind by a test must not keep this one open
process.exit(total.failed === 0 ? 0 : 1)
