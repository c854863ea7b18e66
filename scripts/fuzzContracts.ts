// `npm run fuzz:contracts -- [--runs 2000] [--depth 500] [--seed 7] [--json]`: the campaigns and the fuzzed tests of the
// contracts, deeper and from another seed than in `npm test`.
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import config, { solidityTestSettings } from '../hardhat.config.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    depth: { type: 'string', default: '500' },
    seed: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
})

interface SolidityRun {
  readonly suiteResults: readonly {
    readonly id: { readonly name: string }
    readonly testResults: readonly { readonly name: string; readonly status: string }[]
  }[]
}

async function main(): Promise<number> {
  const [runs, depth, seed] = [Number(values.runs), Number(values.depth), Number(values.seed)]
  if (![runs, depth].every((each) => Number.isInteger(each) && each > 0) || !Number.isSafeInteger(seed) || seed < 0) {
    process.stderr.write('fuzz:contracts: --runs, --depth and --seed are whole numbers, the first two above 0\n')
    return 2
  }
  const test = {
    solidity: {
      ...solidityTestSettings,
      fuzz: { runs, seed: `0x${seed.toString(16)}` },
      invariant: { ...solidityTestSettings.invariant, runs, depth },
    },
  }
  const hre = await createHardhatRuntimeEnvironment({ ...config, test }, {}, join(dirname(import.meta.dirname)))
  const began = performance.now()
  // the task's return type is unknown to Hardhat's own signature
  const result = (await hre.tasks.getTask(['test', 'solidity']).run({ grep: '^(invariant_|testFuzz_)' })) as {
    value?: SolidityRun
    error?: SolidityRun
  }
  const tests = ((result.value ?? result.error)?.suiteResults ?? []).flatMap(({ id, testResults }) =>
    testResults.map(({ name, status }) => ({ name: `${id.name}.${name.replace(/\(.*$/s, '')}`, passed: status === 'Success' })),
  )
  const failed = tests.filter(({ passed }) => !passed).map(({ name }) => name)
  const seconds = Math.round((performance.now() - began) / 1_000)
  const summary = { type: 'summary', tests: tests.length, failed, runs, depth, seed, seconds }
  const sentence = `${tests.length - failed.length} of ${tests.length} hold after ${runs} runs of ${depth} calls from seed ${seed}`
  process.stdout.write(`${values.json ? JSON.stringify(summary) : sentence}\n`)
  // a run that tried nothing proves nothing
  return tests.length > 0 && failed.length === 0 ? 0 : 1
}

process.exit(await main())
