// `npm run bench -- [case or first word of cases …] [--json] [--rounds n] [--engines] [--profile]`: measures every case with its baselines in
// the same run, prints medians, ratios and spread, keeps them in bench/history.ndjson, and fails when a target is missed.
import { mkdirSync, realpathSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import type { BenchCase } from './benchCase.ts'
import { writeBenchDocs } from './benchDocs.ts'
import { caseTable } from './caseTable.ts'
import { holdContest } from './contest.ts'
import { fileSystemOf, isInMemory } from './fileSystem.ts'
import { keepInHistory } from './history.ts'
import { judge, type Judged } from './judgement.ts'
import { benchTable } from './table.ts'
import { scriptArgs } from '../scripts/scriptArgs.ts'

const exitCodes = { met: 0, missed: 1, wrongUse: 2, environment: 5 } as const
const folder = join(import.meta.dirname, '..', '.runtime')

async function run(): Promise<number> {
  const { values, positionals } = scriptArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
      engines: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) return refuse(`--rounds takes a whole number from 1, not ${values.rounds}`)
  const isNamed = (given: string, { name }: BenchCase): boolean => name === given || name.startsWith(`${given} `)
  const unknown = positionals.find((given) => !caseTable.some((bench) => isNamed(given, bench)))
  if (unknown !== undefined)
    return refuse(`no case "${unknown}". There are: ${caseTable.map(({ name }) => `"${name}"`).join(', ')}`)
  mkdirSync(folder, { recursive: true })
  const fileSystem = fileSystemOf(realpathSync(folder))
  if (isInMemory(fileSystem)) {
    console.error(`bench: ${folder} is on ${fileSystem}: nothing there is durable. Run it on a disk.`)
    return exitCodes.environment
  }
  const wanted = caseTable.filter((bench) =>
    positionals.length === 0 ? bench.engines !== true || values.engines : positionals.some((given) => isNamed(given, bench)),
  )
  const [load = 0] = loadavg()
  if (load > availableParallelism())
    console.error(
      `bench: the machine is busy (load ${load.toFixed(1)}): what waits for the processor or the disk is judged too hard`,
    )
  const judged: Judged[] = []
  for (const bench of wanted) judged.push(await measure(bench, rounds, values.profile))
  writeBenchDocs()
  if (values.json) console.log(JSON.stringify({ type: 'summary', fileSystem, load, cases: judged }))
  else for (const line of benchTable(judged, fileSystem)) console.log(line)
  return judged.every(({ met }) => met) ? exitCodes.met : exitCodes.missed
}

async function measure(bench: BenchCase, rounds: number, profile: boolean): Promise<Judged> {
  const outcome = await holdContest(bench, {
    folder,
    rounds: Math.min(rounds, bench.roundsMax ?? rounds),
    progress: (line) => console.error(line),
    ...(profile ? { profiles: join(folder, 'bench-profiles', bench.name.replaceAll(/\W+/g, '-')) } : {}),
  })
  const judged = judge(bench, outcome)
  // what could not be measured has no figures to keep, and a profiled run is slower than it was
  if (judged.samples > 0 && !profile) keepInHistory(judged)
  return judged
}

function refuse(why: string): number {
  console.error(`bench: ${why}`)
  return exitCodes.wrongUse
}

process.exitCode = await run()
