// Every row of the targets: what is measured, against what, and what must come out.
import { own, type BenchCase, type Outcome, type Target } from './benchCase.ts'
import { consoleCases } from './consoleCases.ts'
import { median } from './statistics.ts'

const atLeast = (ratio: number): Target => ({ is: 'at least', ratio })
const atMost = (ratio: number): Target => ({ is: 'at most', ratio })

/** Samples of a second until V8 has compiled what a daemon runs for days. */
const compiled = 5

/** The cases, in the order they are run. */
export const caseTable: readonly BenchCase[] = [
  {
    name: 'one actor',
    unit: 'events/s',
    about: 'One bot is sent one event at a time, each acknowledged after its fdatasync.',
    contenders: {
      quorate: { module: './cases/oneActor.ts' },
      'raw append': { module: './baselines/rawAppend.ts' },
      'raw overwrite': { module: './baselines/rawAppend.ts', options: { ahead: 1 } },
      lowdb: { module: './baselines/lowdb.ts' },
      sqlite: { module: './baselines/sqlite.ts' },
    },
    targets: { 'raw append': atLeast(0.7), lowdb: atLeast(3), sqlite: atLeast(1.2) },
  },
  {
    name: '100 actors',
    unit: 'turns/s',
    about: '100 bots at once, the same machine as in lowdb: each is sent its next event when its last one is durable.',
    contenders: {
      quorate: { module: './cases/hundredActors.ts', options: { plain: 1 } },
      'quorate without syncs': { module: './cases/hundredActors.ts', options: { plain: 1, synced: 0 } },
      'raw append': { module: './baselines/rawAppend.ts' },
      lowdb: { module: './baselines/lowdb.ts' },
    },
    targets: { 'serial bound': atLeast(0.6), lowdb: atLeast(30), 'raw append': atLeast(8) },
    derive: serialBound,
    warmUps: compiled,
  },
  {
    name: '100 busy actors',
    unit: 'turns/s',
    about: '100 bots at once; of 25 turns one arms and cancels a timer, one fires one, two run an effect, two tell another bot.',
    contenders: {
      quorate: { module: './cases/hundredActors.ts' },
      'quorate without syncs': { module: './cases/hundredActors.ts', options: { synced: 0 } },
      'raw append': { module: './baselines/rawAppend.ts' },
      'xstate live': { module: './baselines/xstateLive.ts' },
      'pure turns': { module: './baselines/xstateLive.ts', options: { pure: 1 } },
    },
    targets: { 'serial bound': atLeast(0.6), 'raw append': atLeast(8), 'xstate live': atLeast(0.25) },
    derive: serialBound,
    warmUps: compiled,
  },
  {
    name: 'root tree',
    unit: 'events/s',
    about:
      '1,000 bots with states as large as a fund’s at once, against one live root with 1,000 such children whose whole tree is written, readable, and synced per event.',
    contenders: {
      quorate: { module: './cases/rootTree.ts' },
      'xstate root tree': { module: './baselines/xstateRootTree.ts' },
    },
    targets: { 'xstate root tree': atLeast(500) },
    warmUps: compiled,
  },
  {
    name: 'start 10k',
    unit: 's',
    about: 'From the begin of the process to the first durable turn, with 10,000 bots of 4 records, after a crash.',
    contenders: {
      quorate: { module: './cases/start.ts', options: { bots: 10_000 } },
      'xstate root tree': { module: './baselines/xstateRootTree.ts', options: { restore: 1, children: 10_000 } },
    },
    targets: {},
    limit: { is: 'at most', value: 1 },
  },
  {
    name: 'start 100k',
    unit: 's',
    about: 'The same with 100,000 bots.',
    contenders: { quorate: { module: './cases/start.ts', options: { bots: 100_000 } } },
    targets: {},
    limit: { is: 'at most', value: 8 },
    warmUps: 0,
    roundsMax: 5,
  },
  {
    name: 'idle actor',
    unit: 'KiB',
    about:
      'Memory of a bot that does nothing, among 10,000 and 100,000, after a start and after a minute of idleness; the worst of the four.',
    contenders: { quorate: { module: './cases/idleActor.ts' } },
    targets: {},
    limit: { is: 'at most', value: 0.5 },
    warmUps: 0,
    roundsMax: 3,
  },
  {
    name: 'journal scan',
    unit: 'records/s',
    about: 'Records of turns read, checked and folded at a start, from a journal of 400,000.',
    contenders: { quorate: { module: './cases/journalScan.ts' } },
    targets: {},
    limit: { is: 'at least', value: 400_000 },
  },
  {
    name: 'spawn 10k',
    unit: 's',
    about: '10,000 children of one bot, until the last first turn is durable; and that the cost grows with their number only.',
    contenders: {
      quorate: { module: './cases/spawn.ts' },
      'xstate live': { module: './baselines/xstateSpawn.ts' },
    },
    targets: { 'four times 2,500': atMost(1.5), 'half of 20,000': atLeast(0.67) },
    limit: { is: 'at most', value: 1 },
    roundsMax: 5,
  },
  {
    name: 'attestation check',
    unit: 'µs',
    about: 'Whether a verifier signed an attestation: typed-data hash and recovery, another signature each time.',
    contenders: {
      quorate: { module: './cases/attestationCheck.ts' },
      'pure JavaScript': { module: './cases/attestationCheck.ts', options: { pure: 1 } },
      viem: { module: './baselines/viemRecovery.ts' },
    },
    targets: {},
    limit: { is: 'at most', value: 120 },
  },
  {
    name: 'cycle',
    unit: 'ms',
    about: 'From the opening of a round to the executed trade, three verifiers, a local chain that mines at once.',
    contenders: { quorate: { module: './cases/cycle.ts' } },
    targets: { 'sum of its own chain calls': atMost(2) },
    warmUps: 0,
    roundsMax: 3,
  },
  {
    name: 'gateway latency',
    unit: 'ms',
    about:
      'A command by POST, one after another: API key, record of the asking, a bot’s turn, record of the answer; against a Fastify route that appends one line and waits for its sync.',
    contenders: {
      quorate: { module: './cases/gatewayWrite.ts', options: { load: 0 } },
      'bare route': { module: './baselines/bareRoute.ts', options: { load: 0 } },
      'bare route, blocking': { module: './baselines/bareRoute.ts', options: { load: 0, blocking: 1 } },
    },
    targets: { 'bare route': atMost(3) },
    warmUps: compiled,
  },
  {
    name: 'gateway throughput',
    unit: 'requests/s',
    about: 'The same on 64 connections, each sending its next request when the last one is answered.',
    contenders: {
      quorate: { module: './cases/gatewayWrite.ts', options: { load: 1 } },
      'bare route': { module: './baselines/bareRoute.ts', options: { load: 1 } },
      'bare route, blocking': { module: './baselines/bareRoute.ts', options: { load: 1, blocking: 1 } },
    },
    targets: { 'bare route': atLeast(0.5) },
    warmUps: compiled,
  },
  {
    name: 'gateway p99',
    unit: 'ms',
    about: 'The same at 500 requests a second, whether or not the last ones are answered: the 99th percentile.',
    contenders: {
      quorate: { module: './cases/gatewayWrite.ts', options: { load: 2 } },
      'bare route': { module: './baselines/bareRoute.ts', options: { load: 2 } },
    },
    targets: {},
    limit: { is: 'at most', value: 50 },
    warmUps: compiled,
  },
  {
    name: 'chat acknowledgement',
    unit: 'ms',
    about:
      'Fifty slash commands at once over Slack’s HTTP door, signed, each on disk before it is acknowledged, while the backend takes 5 s: the 99th percentile.',
    contenders: { quorate: { module: './cases/chatAcknowledgement.ts' } },
    targets: {},
    limit: { is: 'at most', value: 250 },
    warmUps: compiled,
  },
  {
    name: 'copilot routing',
    unit: 'ms',
    about:
      'A message to the copilot becomes a question, an order, something to ask back, or talk; by rules, over the tables of utterances.',
    contenders: { quorate: { module: './cases/copilotRouting.ts' } },
    targets: {},
    limit: { is: 'at most', value: 5 },
  },
  ...consoleCases,
  {
    name: 'flat curve',
    unit: 'CPU µs/turn',
    about:
      'Processor time of a turn, on the thread that runs turns, among 10,000 bots against fewer and more; 100 senders, each stays with a bot for 50 events, then goes on to any other.',
    contenders: {
      quorate: { module: './cases/flatCurve.ts', options: { bots: 10_000, wake: 1 } },
      'among 10': { module: './cases/flatCurve.ts', options: { bots: 10 } },
      'among 100': { module: './cases/flatCurve.ts', options: { bots: 100 } },
      'among 1,000': { module: './cases/flatCurve.ts', options: { bots: 1_000 } },
      'among 100,000': { module: './cases/flatCurve.ts', options: { bots: 100_000 } },
    },
    targets: { 'among 10': atMost(1.5) },
  },
  {
    name: 'restate',
    unit: 'events/s',
    about: '100 actors, one event at a time each, against the same machine as virtual objects of @restatedev/xstate 0.5.',
    contenders: {
      quorate: { module: './cases/hundredCounters.ts' },
      restate: { module: './engines/restate.ts' },
    },
    targets: { restate: atLeast(100) },
    roundsMax: 5,
    warmUps: compiled,
    engines: true,
  },
  {
    name: 'dbos',
    unit: 'events/s',
    about: '100 actors, one event at a time each, against DBOS 5 on PostgreSQL with each event as a workflow.',
    contenders: {
      quorate: { module: './cases/hundredCounters.ts' },
      dbos: { module: './engines/dbos.ts' },
    },
    targets: { dbos: atLeast(80) },
    roundsMax: 5,
    warmUps: compiled,
    engines: true,
  },
]

/** `1 / (cpu + sync / batch)`: what one thread could do that waits for its syncs and for nothing else. */
function serialBound({ readings }: Outcome): Readonly<Record<string, number>> {
  const unsynced = readings['quorate without syncs'] ?? []
  const detail = (of: string, name: string): number =>
    median((readings[of] ?? []).map(({ details }) => details?.[name] ?? Number.NaN))
  const cpu = 1 / median(unsynced.map(({ value }) => value))
  const sync = detail('quorate without syncs', 'syncUs') / 1_000_000
  return { 'serial bound': 1 / (cpu + sync / detail(own, 'turnsPerSync')) }
}
