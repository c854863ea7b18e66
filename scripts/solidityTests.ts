// Runs the Solidity tests inside Hardhat and writes how many passed and failed to the file named on the command line.
import { writeFileSync } from 'node:fs'
import hre from 'hardhat'

const [report] = process.argv.slice(2)
if (report === undefined) throw new Error('name the file to write the counts to')

/** The part of Hardhat's result that is counted; its type is not exported. */
interface SolidityResult {
  readonly success: boolean
  readonly value?: SolidityRun
  readonly error?: SolidityRun
}
interface SolidityRun {
  readonly summary: { readonly passed: number; readonly failed: number; readonly skipped: number }
}

// the task's return type is unknown to Hardhat's own signature
const result = (await hre.tasks.getTask(['test', 'solidity']).run({})) as SolidityResult
const summary = (result.value ?? result.error)?.summary
if (summary === undefined) throw new Error('Hardhat gave no summary of the Solidity tests')
process.stdout.write(`Solidity: ${summary.passed} passing, ${summary.failed} failing, ${summary.skipped} skipped\n`)
// a suite that runs nothing proves nothing, and a skipped test is not a passed one
const failed = summary.failed + summary.skipped + (summary.passed === 0 ? 1 : 0)
writeFileSync(report, JSON.stringify({ passed: summary.passed, failed }))
process.exit(result.success && failed === 0 ? 0 : 1)
