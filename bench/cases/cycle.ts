// A whole cycle, from the opening of a round to the executed trade, against the sum of the chain calls made meanwhile:
// the real daemon in this process, a real Anvil that mines at once, three verifiers.
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import { runDaemon } from '#cli/daemon.ts'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { instanceFolders, makeInstanceFolders } from '#cli/instance.ts'
import { parseSettings, type Settings } from '#cli/settings.ts'
import type { Open } from '../contender.ts'
import { watchChainCalls, type ChainCall } from '../workload/chainCalls.ts'

/** Of one life of the daemon, which is one sample: its start is no part of any cycle. */
const cyclesPerSample = 4

interface Cycle {
  readonly ms: number
  readonly calls: number
  readonly callsMs: number
  readonly busyMs: number
}

export const open: Open = async ({ folder }) => ({
  sample: async () =>
    (await measureCycles(folder, cyclesPerSample)).map(({ ms, calls, callsMs, busyMs }) => ({
      value: ms,
      // calls run side by side, so their sum is longer than the time in which any ran: both are told
      beside: { 'sum of its own chain calls': callsMs, 'time with a chain call under way': busyMs },
      details: { calls },
    })),
  close: async () => undefined,
})

/** Runs until so many trades were executed. */
async function measureCycles(folder: string, wanted: number): Promise<readonly Cycle[]> {
  const runtime = mkdtempSync(join(folder, 'bench-cycle-'))
  const calls = watchChainCalls()
  const folders = instanceFolders('bench', runtime)
  makeInstanceFolders(folders)
  const stop = new AbortController()
  const opened = new Map<number, number>()
  const rounds = new Map<string, number>()
  const cycles: Cycle[] = []
  await runDaemon({
    folders,
    settings: eagerSettings(),
    environment: process.env,
    verbose: false,
    stop,
    say: () => undefined,
    onFact: ({ at, fact }: ReadFact) => {
      if (fact.type === 'round.opened') opened.set(fact.round, Date.parse(at))
      if (fact.type === 'intent.proposed') rounds.set(fact.intentHash, fact.round)
      if (fact.type !== 'intent.executed') return
      const round = rounds.get(fact.intentHash)
      const begun = round === undefined ? undefined : opened.get(round)
      if (round === undefined || begun === undefined) return
      cycles.push({ ms: Date.parse(at) - begun, ...callsWithin(calls, begun, Date.parse(at)) })
      if (cycles.length >= wanted) stop.abort()
    },
  })
  return cycles
}

function callsWithin(calls: readonly ChainCall[], from: number, to: number): Omit<Cycle, 'ms'> {
  const within = calls.filter((call) => call.begun >= from && call.begun + call.ms <= to)
  let busyMs = 0
  let until = from
  for (const { begun, ms } of within.toSorted((one, other) => one.begun - other.begun)) {
    busyMs += Math.max(0, begun + ms - Math.max(begun, until))
    until = Math.max(until, begun + ms)
  }
  return { calls: within.length, callsMs: within.reduce((sum, call) => sum + call.ms, 0), busyMs }
}

/** The default fund, made to trade every other round: it buys on the slightest move and sells in the next round. */
function eagerSettings(): Settings {
  const settings = defaultSettings()
  const funds = settings.funds.map((fund) => ({
    ...fund,
    strategy: {
      ...fund.strategy,
      entry: { rule: 'momentum', windowRounds: 1, thresholdBps: 1 },
      exit: { stopLossBps: 1, takeProfitBps: 1, drawdownBps: 1, timeStopRounds: 1 },
      cooldownRounds: 0,
    },
    rounds: { ...fund.rounds, intervalMs: 100 },
  }))
  return parseSettings({ ...settings, funds }, 'bench')
}
