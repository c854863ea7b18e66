// Runs the Solidity tests inside Hardhat and writes how many passed and failed to the file named on the command line.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import hre from 'hardhat'
import { figuresOf, staleFigures, type GasFigures, type GasRun } from './gasFigures.ts'

const [report] = process.argv.slice(2)
if (report === undefined) throw new Error('name the file to write the counts to')

/** The part of Hardhat's result that is counted; its type is not exported, and its own summary says 0 of 79. */
interface SolidityResult {
  readonly success: boolean
  readonly value?: SolidityRun
  readonly error?: SolidityRun
}
interface SolidityRun {
  readonly suiteResults: readonly {
    readonly testResults: readonly (GasRun['suiteResults'][number]['testResults'][number] & {
      readonly status: 'Success' | 'Failure' | 'Skipped'
    })[]
  }[]
}

// the task's return type is unknown to Hardhat's own signature
const result = (await hre.tasks.getTask(['test', 'solidity']).run({})) as SolidityResult
const ran = result.value ?? result.error
const suites = ran?.suiteResults
if (ran === undefined || suites === undefined) throw new Error('Hardhat gave no results of the Solidity tests')
const statuses = suites.flatMap((suite) => suite.testResults.map((test) => test.status))
const passed = statuses.filter((status) => status === 'Success').length
// a suite that runs nothing proves nothing, and a skipped test is not a passed one
const stale = staleFigures(keptFigures(), figuresOf(ran))
for (const line of stale) process.stdout.write(`gas of ${line}\n`)
if (stale.length > 0) process.stdout.write('snapshots/fund.json is out of date: node scripts/contractGas.ts\n')
const failed = statuses.length - passed + (passed === 0 ? 1 : 0) + (stale.length === 0 ? 0 : 1)
process.stdout.write(`Solidity: ${passed} passed of ${statuses.length}\n`)
writeFileSync(report, JSON.stringify({ passed, failed }))
process.exit(result.success && failed === 0 ? 0 : 1)

function keptFigures(): GasFigures {
  // written by scripts/contractGas.ts in this shape
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', 'snapshots', 'fund.json'), 'utf8')) as GasFigures
}
