// `npm run fuzz:contracts -- [--runs 2000] [--depth 500] [--seed 7] [--json]`: the campaigns and the fuzzed tests of the
// contracts, deeper and from other seeds than in `npm test`. Played in slices of 100 runs, each from a seed of its own: a
// run that was ended goes on with the slice where it was. A whole run writes docs/results/contracts-fuzz.json.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import config, { solidityTestSettings } from '../hardhat.config.ts'
import { hashOfContracts } from './contractMutants/MutantBench.ts'
import { scriptArgs } from './scriptArgs.ts'

const root = dirname(import.meta.dirname)
const sliceRuns = 100

const { values } = scriptArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    depth: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
})
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const answer = process.stdout.write.bind(process.stdout)
// Hardhat's own report is progress: the answer alone goes to stdout
process.stdout.write = process.stderr.write.bind(process.stderr)

/** What one slice found. */
interface Slice {
  /** Contracts, runs, depth and seed: anything else is another slice. */
  readonly key: string
  readonly seed: number
  readonly runs: number
  readonly tests: readonly string[]
  readonly failed: readonly string[]
  readonly seconds: number
}
interface SolidityRun {
  readonly suiteResults: readonly {
    readonly id: { readonly name: string }
    readonly testResults: readonly { readonly name: string; readonly status: string }[]
  }[]
}

/** Slices that are done, one a line. The last line of a run that was killed may be half there. */
class SliceLedger {
  readonly #path = join(root, 'cache', 'fuzz-contracts.ndjson')

  find(key: string): Slice | undefined {
    if (!existsSync(this.#path)) return undefined
    const lines = readFileSync(this.#path, 'utf8').split('\n')
    const found = lines.find((line) => line.startsWith(`{"key":${JSON.stringify(key)},`) && line.endsWith('}'))
    return found === undefined ? undefined : (JSON.parse(found) as Slice) // written by `add`
  }

  add(slice: Slice): void {
    mkdirSync(dirname(this.#path), { recursive: true })
    appendFileSync(this.#path, `${JSON.stringify(slice)}\n`)
  }
}

async function playSlice(key: string, seed: number, runs: number, depth: number): Promise<Slice> {
  const test = {
    solidity: {
      ...solidityTestSettings,
      fuzz: { runs, seed: `0x${seed.toString(16)}` },
      invariant: { ...solidityTestSettings.invariant, runs, depth },
    },
  }
  const hre = await createHardhatRuntimeEnvironment({ ...config, test }, {}, root)
  const began = performance.now()
  // the task's return type is unknown to Hardhat's own signature
  const result = (await hre.tasks.getTask(['test', 'solidity']).run({ grep: '^(invariant_|testFuzz_)' })) as {
    value?: SolidityRun
    error?: SolidityRun
  }
  const results = ((result.value ?? result.error)?.suiteResults ?? []).flatMap(({ id, testResults }) =>
    testResults.map(({ name, status }) => ({ name: `${id.name}.${name.replace(/\(.*$/s, '')}`, passed: status === 'Success' })),
  )
  return {
    key,
    seed,
    runs,
    tests: results.map(({ name }) => name),
    failed: results.filter(({ passed }) => !passed).map(({ name }) => name),
    seconds: Math.round((performance.now() - began) / 1_000),
  }
}

async function main(): Promise<number> {
  const [runs, depth, first] = [Number(values.runs), Number(values.depth), Number(values.seed)]
  if (![runs, depth].every((each) => Number.isInteger(each) && each > 0) || !Number.isSafeInteger(first) || first < 0) {
    say('fuzz:contracts: --runs, --depth and --seed are whole numbers, the first two above 0')
    return 2
  }
  const contracts = hashOfContracts()
  const ledger = new SliceLedger()
  const slices: Slice[] = []
  const count = Math.ceil(runs / sliceRuns)
  for (let at = 0; at < count; at += 1) {
    const seed = first + at
    const size = Math.min(sliceRuns, runs - at * sliceRuns)
    const key = [contracts, depth, seed, size].join(' ')
    const known = ledger.find(key)
    const slice = known ?? (await playSlice(key, seed, size, depth))
    if (known === undefined) ledger.add(slice)
    slices.push(slice)
    const found = slice.failed.length === 0 ? `${slice.tests.length} hold` : `FAILED: ${slice.failed.join(', ')}`
    say(`${at + 1}/${count} seed ${seed}, ${size} runs of ${depth} calls: ${found} (${slice.seconds} s)`)
  }
  const tests = slices[0]?.tests.length ?? 0
  const failed = slices.flatMap((slice) => slice.failed.map((name) => `${name} from seed ${slice.seed}`))
  const seconds = slices.reduce((sum, slice) => sum + slice.seconds, 0)
  const summary = { type: 'summary', tests, failed, runs, depth, seed: first, contracts, seconds }
  writeFileSync(join(root, 'docs', 'results', 'contracts-fuzz.json'), `${JSON.stringify(summary, null, 2)}\n`)
  const sentence = `${tests} tests, ${runs} runs of ${depth} calls each from seed ${first} on: ${failed.length} failures`
  answer(`${values.json ? JSON.stringify(summary) : sentence}\n`)
  for (const name of failed) say(name)
  // a run that tried nothing proves nothing
  return tests > 0 && failed.length === 0 ? 0 : 1
}

process.once('SIGINT', () => {
  say('fuzz:contracts: ended; the same command goes on with the slice where it was')
  process.exit(130)
})
process.exit(await main())
