// Strikes the real daemon's trades with faults of its chain: a real Anvil behind a proxy, reorgs, lost and stuck
// transactions, foreign nonces, stale answers, an older node. The chain's own events say what was executed.
// `npm run chain-faults -- [--times 10] [--confirmations 1,5] [--only <fault>] [--json] [--resume] [--record]`
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCampaign } from '../test/chainFaults/campaign.ts'
import { readRuns, shortfalls, summarize, type FaultRun } from '../test/chainFaults/campaignProgress.ts'
import { asMarkdown, campaignTable } from '../test/chainFaults/campaignTable.ts'
import { faultTable } from '../test/chainFaults/faultTable.ts'
import { scriptArgs } from './scriptArgs.ts'

const folder = join(import.meta.dirname, '..', '.runtime', 'chain-faults')

const { values } = scriptArgs({
  options: {
    times: { type: 'string', default: '10' },
    confirmations: { type: 'string', default: '1,5' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    /** writes what it came to into docs/results */
    record: { type: 'boolean', default: false },
    folder: { type: 'string', default: folder },
  },
})

async function run(): Promise<number> {
  const faults = values.only ?? Object.keys(faultTable)
  const confirmations = values.confirmations.split(',').map(Number)
  const times = Number(values.times)
  const wrong = problem({ faults, confirmations, times })
  if (wrong !== null) {
    console.error(wrong)
    return 2
  }
  if (!values.resume) rmSync(values.folder, { recursive: true, force: true })
  const total = faults.length * confirmations.length * times
  const isAsked = (one: FaultRun): boolean => faults.includes(one.fault) && confirmations.includes(one.confirmations)
  let done = readRuns(join(values.folder, 'progress.ndjson')).filter(isAsked).length
  if (done > 0 && !values.json) console.log(`goes on after ${done} of ${total}`)
  const say = (one: FaultRun): void => console.log(values.json ? JSON.stringify(one) : sentence(one, (done += 1), total))
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const runs = await runCampaign({ faults, times, confirmations, folder: values.folder, say, signal: stop.signal }).catch(
    (failure: unknown) => {
      if (!stop.signal.aborted) throw failure
      return null
    },
  )
  if (runs === null) {
    console.error('interrupted; go on with: npm run chain-faults -- --resume')
    return 130
  }
  const summary = summarize(runs, faults)
  const short = shortfalls(summary, { timesPerFault: times * confirmations.length })
  if (values.record) record(runs, faults)
  if (values.json) console.log(JSON.stringify(summary))
  else console.log(report(runs, short))
  return short.length === 0 ? 0 : 1
}

function problem(given: { faults: readonly string[]; confirmations: readonly number[]; times: number }): string | null {
  const unknown = given.faults.find((name) => faultTable[name] === undefined)
  if (unknown !== undefined) return `there is no fault ${unknown}; there are ${Object.keys(faultTable).join(', ')}`
  if (given.confirmations.some((depth) => !Number.isInteger(depth) || depth < 1))
    return '--confirmations takes numbers from 1, such as 1,5'
  if (!Number.isInteger(given.times) || given.times < 1) return '--times takes a number from 1'
  return null
}

function sentence(one: FaultRun, done: number, total: number): string {
  const what = `${done}/${total} ${one.fault} #${one.nr} at ${one.confirmations}: ${one.note}; ${one.outcome}${one.reason === null ? '' : ` (${one.reason})`}, recovered in ${one.recoveryMs} ms`
  if (one.violations.length === 0) return what
  return [what, ...one.violations.map((text) => `  VIOLATION ${text}`), `  journal and logs: ${one.kept ?? ''}`].join('\n')
}

function record(runs: readonly FaultRun[], faults: readonly string[]): void {
  const results = join(import.meta.dirname, '..', 'docs', 'results')
  mkdirSync(results, { recursive: true })
  const said = { at: new Date().toISOString(), ...summarize(runs, faults), rows: campaignTable(runs) }
  writeFileSync(join(results, 'chain-faults.json'), `${JSON.stringify(said, null, 2)}\n`)
}

function report(runs: readonly FaultRun[], short: readonly string[]): string {
  const { executed, violations, recoveryMs } = summarize(runs, [])
  const held = runs.filter(({ outcome }) => outcome === 'held').length
  const undone = runs.filter(({ outcome }) => outcome === 'undone').length
  return [
    asMarkdown(campaignTable(runs)),
    `${runs.length} runs: ${executed} executed once, ${held} held with a reason, ${undone} undone by the chain and said so; ${violations} violations`,
    `recovery: median ${recoveryMs.median} ms, longest ${recoveryMs.max} ms`,
    ...short.map((text) => `falls short: ${text}`),
  ].join('\n')
}

process.exitCode = await run()
