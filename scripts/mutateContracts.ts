// `npm run mutate:contracts -- [--only Part] [--shard i/n] [--seeds 0x51,0x7] [--campaigns] [--json]`: which wrong line
// of the contracts which test catches. A run that was ended goes on where it was; shards may run side by side, here or
// elsewhere, and a whole run takes over what they found. Writes docs/contracts-mutants.md after a whole run.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractMutants, type Mutant } from './contractMutants.ts'
import { BenchProcess } from './contractMutants/BenchProcess.ts'
import { MutantBench, hashOfContracts, type MutantDraws, type PlantedMutant } from './contractMutants/MutantBench.ts'
import { MutantLedger, outcomeKey, type MutantOutcome } from './contractMutants/MutantLedger.ts'
import { spanOf } from './contractMutants/MutantRow.ts'
import { isKilled, mutantName, mutantPage, summaryOf, type MutantVerdict } from './contractMutants/mutantVerdict.ts'
import { canary, equivalentMutants } from './contractMutants/survivors.ts'
import { scriptArgs } from './scriptArgs.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'cache', 'mutants')
const draws: MutantDraws = { fuzzRuns: 64, campaignRuns: 16, campaignDepth: 100 }

const { values } = scriptArgs({
  options: {
    only: { type: 'string', multiple: true },
    shard: { type: 'string', default: '1/1' },
    seeds: { type: 'string', default: '0x51,0x7' },
    campaigns: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const say = (text: string): void => void process.stderr.write(`${text}\n`)
const tell = (text: string): void => void process.stdout.write(`${text}\n`)
const seeds = values.seeds.split(',')

/** Which part of the list this process takes. */
function shardOf(text: string): { readonly index: number; readonly count: number } | undefined {
  const [index = Number.NaN, count = Number.NaN] = text.split('/').map(Number)
  const fits = Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count
  return fits ? { index, count } : undefined
}

const partOf = (file: string): string => file.replace(/^.*\//, '').replace('.sol', '')

async function main(): Promise<number> {
  const shard = shardOf(values.shard)
  if (shard === undefined || seeds.some((seed) => !/^0x[0-9a-f]+$/.test(seed))) {
    say(`mutate:contracts: --shard ${values.shard} must be like 1/4, --seeds ${values.seeds} like 0x51,0x7`)
    return 2
  }
  const numbered: readonly PlantedMutant[] = [...contractMutants, canary].map((each, at) => ({ ...each, id: at + 1 }))
  const wanted = numbered
    .slice(0, -1)
    .filter(({ file }) => values.only === undefined || values.only.includes(partOf(file)))
    .filter((_, at) => at % shard.count === shard.index - 1)
  if (wanted.length === 0) {
    say(`mutate:contracts: no such part; there are ${[...new Set(numbered.map(({ file }) => partOf(file)))].join(', ')}`)
    return 2
  }
  mkdirSync(folder, { recursive: true })
  const place = join(folder, `shard-${shard.index}-of-${shard.count}`)
  const tests = new BenchProcess(place, draws)
  process.once('exit', () => tests.end())
  const run = new MutantRun(new MutantBench(place, draws), tests)
  await run.begin(numbered)
  const bird = await run.verdict(numbered.at(-1) ?? { ...canary, id: 0 })
  const verdicts: MutantVerdict[] = []
  for (const mutant of wanted) {
    const verdict = await run.verdict(mutant)
    verdicts.push(verdict)
    if (values.json)
      tell(JSON.stringify({ type: 'mutant', name: mutantName(verdict), killed: isKilled(verdict), outcomes: verdict.outcomes }))
    const [first = 'nothing'] = verdict.outcomes.flatMap(({ by }) => by)
    say(`${verdicts.length}/${wanted.length} ${mutantName(verdict)}: ${isKilled(verdict) ? `killed by ${first}` : 'SURVIVES'}`)
  }
  tests.end()
  const summary = summaryOf(verdicts, bird)
  const whole = wanted.length === numbered.length - 1 && !values.campaigns
  if (whole) writeFileSync(join(root, 'docs', 'contracts-mutants.md'), mutantPage(verdicts, equivalentMutants, summary, seeds))
  tell(values.json ? JSON.stringify(summary) : `${summary.killed} of ${summary.mutants} killed; the canary ${summary.canary}`)
  return summary.survived.length === 0 && summary.canary === 'survived' ? 0 : 1
}

/** One process's part: asks the ledger first, and the tests for what it does not know. */
class MutantRun {
  readonly #bench: MutantBench
  readonly #tests: BenchProcess
  readonly #ledger = new MutantLedger(join(folder, 'outcomes.ndjson'))
  readonly #sources = `${hashOfContracts()} ${JSON.stringify(draws)}`
  #planted = false
  #mutants: readonly PlantedMutant[] = []

  constructor(bench: MutantBench, tests: BenchProcess) {
    this.#bench = bench
    this.#tests = tests
  }

  /** Without any wrong line every test must pass, or a failure would tell nothing. */
  async begin(mutants: readonly PlantedMutant[]): Promise<void> {
    this.#mutants = mutants
    const right = { file: '', from: '', to: '', id: 0 }
    for (const suites of this.#suites()) {
      for (const seed of seeds) {
        const { by } = await this.#outcome(right, seed, suites)
        if (by.length > 0) throw new Error(`without a wrong line these fail: ${by.join(', ')}`)
      }
    }
  }

  async verdict(mutant: PlantedMutant): Promise<MutantVerdict> {
    const outcomes: MutantOutcome[] = []
    for (const seed of seeds) {
      for (const suites of this.#suites()) {
        const outcome = await this.#outcome(mutant, seed, suites)
        outcomes.push(outcome)
        if (outcome.by.length > 0) break // the campaigns are for what the tests let live
      }
      // a test that draws nothing fails whatever the seed
      if (outcomes.at(-1)?.by.some((name) => /\.(test_|setUp)/.test(name))) break
    }
    return { file: mutant.file, from: mutant.from, to: mutant.to, line: lineOf(mutant), outcomes }
  }

  #suites(): readonly MutantOutcome['suites'][] {
    return values.campaigns ? ['campaigns'] : ['tests', 'campaigns']
  }

  async #outcome(mutant: PlantedMutant, seed: string, suites: MutantOutcome['suites']): Promise<MutantOutcome> {
    const { file, from, to, id } = mutant
    const key = outcomeKey(this.#sources, mutant, seed, suites)
    const known = this.#ledger.get(key)
    if (known !== undefined) return known
    if (!this.#planted) this.#bench.plant(this.#mutants)
    this.#planted = true
    const began = performance.now()
    const by = await this.#tests.failures({ id, seed, suites })
    const outcome = { key, file, from, to, seed, suites, by: by.slice(0, 5), ms: Math.round(performance.now() - began) }
    this.#ledger.add(outcome)
    return outcome
  }
}

function lineOf({ file, from }: Mutant): number {
  const source = readFileSync(join(root, 'contracts', file), 'utf8')
  return source.slice(0, spanOf(source, from).start).split('\n').length
}

// what is known by now is in the ledger already
process.once('SIGINT', () => {
  say('mutate:contracts: ended; the same command goes on from here')
  process.exit(130)
})
process.exitCode = await main()
