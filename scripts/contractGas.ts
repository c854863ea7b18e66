// Takes the gas of every public action anew: snapshots/fund.json and docs/contracts-gas.md. With --check it only compares
// the page with the file; whether the file is true shows `npm test`, which runs the same tests.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import hre from 'hardhat'
import { figuresOf, type GasFigures, type GasRun } from './gasFigures.ts'
import { gasPage } from './gasPage.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'snapshots', 'fund.json')
const page = join(root, 'docs', 'contracts-gas.md')

if (process.argv.includes('--check')) {
  // written below in this shape
  const kept = JSON.parse(readFileSync(file, 'utf8')) as GasFigures
  if (readFileSync(page, 'utf8') === gasPage(kept)) process.exit(0)
  process.stdout.write('docs/contracts-gas.md is not what snapshots/fund.json says\n')
  process.exit(1)
}
// the task's return type is unknown to Hardhat's own signature
const result = (await hre.tasks.getTask(['test', 'solidity']).run({ testFiles: ['contracts/test/Gas.t.sol'] })) as {
  readonly success: boolean
  readonly value?: GasRun
}
if (!result.success || result.value === undefined) throw new Error('the gas tests fail: nothing is written')
const figures = figuresOf(result.value)
mkdirSync(join(root, 'snapshots'), { recursive: true })
writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`)
writeFileSync(page, gasPage(figures))
process.exit(0)
