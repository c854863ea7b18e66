// `npm run bench -- [case …] [--json] [--rounds n]`: measures, prints medians, ratios and spread, and appends to
// bench/history.ndjson. Cases: cycle, turns.
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measureCycles } from './cycle.ts'
import { measureTurns } from './turns.ts'

interface Case {
  readonly name: string
  readonly median: number
  readonly unit: string
  /** the middle half of the samples, in the unit */
  readonly spread: readonly [number, number]
  readonly samples: number
  readonly ratios: Readonly<Record<string, number>>
  readonly targets: Readonly<Record<string, number>>
  readonly met: boolean | null
}

const root = join(import.meta.dirname, '..')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '12' } },
})
const folder = join(root, '.runtime')
const rounds = Number(values.rounds)

const cases: Readonly<Record<string, () => Promise<Case>>> = {
  cycle: async () => {
    const cycles = await measureCycles(folder, rounds)
    const ratios = cycles.map((cycle) => cycle.ms / cycle.callsMs)
    const baseline = 'sum of its own chain calls'
    const ratio = median(ratios)
    return {
      ...summed(
        'cycle',
        cycles.map((cycle) => cycle.ms),
        'ms',
      ),
      ratios: { [baseline]: ratio },
      targets: { [baseline]: 2 },
      met: ratio <= 2,
    }
  },
  turns: async () => {
    const samples: number[] = []
    for (let round = 0; round < Math.min(rounds, 5); round++)
      samples.push(await measureTurns(folder, { bots: 100, events: 20_000 }))
    return { ...summed('turns', samples, 'events/s'), ratios: {}, targets: {}, met: null }
  },
}

async function run(): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const fileSystem = fileSystemOf(folder)
  if (/tmpfs|ramfs/.test(fileSystem)) {
    console.error(`bench: ${folder} is on ${fileSystem}: nothing there is durable. Run it on a disk.`)
    return 5
  }
  const wanted = positionals.length === 0 ? Object.keys(cases) : positionals
  const measured: Case[] = []
  for (const name of wanted) {
    const measure = cases[name]
    if (measure === undefined) {
      console.error(`bench: no case ${name}. There are: ${Object.keys(cases).join(', ')}`)
      return 2
    }
    if (!values.json) console.log(`measuring ${name} …`)
    measured.push(await measure())
  }
  for (const one of measured) keep(one)
  if (values.json) console.log(JSON.stringify({ type: 'summary', fileSystem, cases: measured }))
  else print(measured, fileSystem)
  return measured.every((one) => one.met !== false) ? 0 : 1
}

function summed(name: string, samples: readonly number[], unit: string): Omit<Case, 'ratios' | 'targets' | 'met'> {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number): number =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
  return { name, median: round(median(samples)), unit, spread: [at(0.25), at(0.75)], samples: samples.length }
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}
const round = (value: number): number => Math.round(value * 100) / 100

function keep(one: Case): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  appendFileSync(join(root, 'bench', 'history.ndjson'), `${JSON.stringify({ at: new Date().toISOString(), commit, ...one })}\n`)
}

function print(measured: readonly Case[], fileSystem: string): void {
  console.log(`file system: ${fileSystem}`)
  for (const one of measured) {
    const ratios = Object.entries(one.ratios).map(
      ([name, value]) => `${value.toFixed(2)}× ${name} (target ≤ ${one.targets[name]})`,
    )
    const verdict = one.met === null ? 'recorded' : one.met ? 'met' : 'MISSED'
    console.log(
      `${one.name.padEnd(8)} ${one.median} ${one.unit}, middle half ${one.spread[0]}–${one.spread[1]}, ${one.samples} samples; ${[...ratios, verdict].join('; ')}`,
    )
  }
}

/** The type of the mount that holds a folder; `unknown` where the system does not say. */
function fileSystemOf(path: string): string {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
    const holding = mounts.filter(([, at]) => at !== undefined && (at === '/' || `${resolve(path)}/`.startsWith(`${at}/`)))
    return holding.toSorted((a, b) => (b[1]?.length ?? 0) - (a[1]?.length ?? 0))[0]?.[2] ?? 'unknown'
  } catch {
    return 'unknown'
  }
}

process.exitCode = await run()
