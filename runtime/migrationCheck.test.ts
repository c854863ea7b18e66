import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StateMachine } from 'xstate'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { systemClock } from './clock.ts'
import { contextOf, deferred, waitUntil } from './fixtures.ts'
import type { BotDefinition, EffectBinding, Json } from './host.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { alterRecord } from './replayFixtures.ts'
import { checkMigrations, type MigrationCheck } from './migrationCheck.ts'
import { replay } from './replay.ts'
import { digToMine, jobOne, jobTwo } from './versionFixtures.ts'

afterEach(closeAll)
afterAll(() => rmSync(lived, { recursive: true }))

const never: EffectBinding = {
  port: 'job.act',
  run: (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('left')))),
}
const answers: EffectBinding = { port: 'job.act', run: (input: unknown) => Promise.resolve({ seen: JSON.stringify(input) }) }
const open = (directory: string, bot: BotDefinition, effect: EffectBinding = never): ReturnType<typeof openHost> =>
  openHost(directory, { bots: [bot], effects: [effect] })
const path = (directory: string): string => join(directory, 'journal')

const lived = mkdtempSync(join(tmpdir(), 'quorate-versions-'))
let made: Promise<void> | undefined

/** `paused` in the middle of hauling, with an act under way and a timer armed; and one that has only begun. */
async function oldInstance(): Promise<string> {
  await (made ??= live())
  const directory = newFolder()
  cpSync(lived, directory, { recursive: true })
  return directory
}

async function live(): Promise<void> {
  const host = await open(lived, jobOne)
  for (const id of ['begun', 'deep']) await host.spawn('job', id, null)
  for (const type of ['haul', 'dig', 'pause', 'ask']) await host.send('job:deep', { type })
  await waitUntil(() => host.view('job:deep')?.effects[0]?.attempt === 1)
  await host.shutdown()
}
const checked = (directory: string, ...bots: readonly BotDefinition[]): readonly MigrationCheck[] =>
  checkMigrations({ journal: path(directory), bots })
const problemsOf = (checks: readonly MigrationCheck[], id: string): readonly string[] =>
  checks.find(({ address }) => address === `job:${id}`)?.problems ?? []
const moving = (change: (stored: Record<string, Json>) => Json): BotDefinition => ({
  ...jobTwo,
  // the shape that the runtime stores
  migrations: { 1: (stored) => change(digToMine(stored) as Record<string, Json>) },
})

describe('a bot of the version before', () => {
  test('keeps its timers, its effects and its history in the next', async () => {
    const directory = await oldInstance()
    const later = { ...systemClock, now: () => systemClock.now() + 7_200_000 }
    const host = await openHost(directory, { bots: [jobTwo], effects: [answers], clock: later })
    await waitUntil(() => contextOf<{ seen: string }>(host, 'job:deep').seen !== '')
    await waitUntil(() => contextOf<{ rings: number }>(host, 'job:deep').rings !== 0)
    expect(host.view('job:deep')).toMatchObject({ version: 2, context: { count: 4, seen: '2: {"n":4}' } })
    await host.send('job:deep', { type: 'resume' })
    expect(host.view('job:deep')?.value).toMatchObject({ work: { working: 'mining' } })
    await host.send('job:begun', { type: 'haul' })
    expect(host.view('job:begun')?.value).toMatchObject({ work: { working: 'hauling' } })
    await host.shutdown()
    for (const address of ['job:deep', 'job:begun'] as const) {
      const turns = [...replay({ journal: path(directory), address, bots: [jobTwo] })]
      expect(turns.filter(({ verdict }) => verdict === 'differs')).toEqual([])
      expect(turns.filter(({ verdict }) => verdict === 'agrees').every(({ version }) => version === 2)).toBe(true)
    }
  })
})

describe('a start', () => {
  test('is refused where a bot would be stranded, and changes nothing', async () => {
    const directory = await oldInstance()
    const stranding = moving((stored) => replaced(stored, '"waiting"', '"rung"'))
    await expect(open(directory, stranding)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      details: { address: 'job:begun', found: 1, known: 2, problem: expect.stringContaining('is armed') },
    })
    expect(checked(directory, jobOne)).toEqual([])
    const host = await open(directory, jobOne)
    expect(host.view('job:deep')?.version).toBe(1)
  })
})

describe('the dry run', () => {
  test('lists every bot of another version, and none when all are of this one; it writes nothing', async () => {
    const directory = await oldInstance()
    const before = readdirSync(path(directory)).map((name) => [
      name,
      name === 'archive' ? null : readFileSync(join(path(directory), name), 'utf8'),
    ])
    expect(checked(directory, jobOne)).toEqual([])
    const about = { role: 'job', found: 1, known: 2, status: 'active', verdict: 'migrates', problems: [], warnings: [] }
    expect(checked(directory, jobTwo)).toEqual([
      { address: 'job:begun', ...about },
      { address: 'job:deep', ...about },
    ])
    expect(
      readdirSync(path(directory)).map((name) => [
        name,
        name === 'archive' ? null : readFileSync(join(path(directory), name), 'utf8'),
      ]),
    ).toEqual(before)
  })

  test('reads the newest base segment and what follows it', async () => {
    const directory = await oldInstance()
    const host = await open(directory, jobOne)
    await host.compact()
    await host.spawn('job', 'late', null)
    await host.shutdown()
    expect(checked(directory, jobTwo).map(({ address, verdict }) => [address, verdict])).toEqual([
      ['job:begun', 'migrates'],
      ['job:deep', 'migrates'],
      ['job:late', 'migrates'],
    ])
  })

  test.each<[string, BotDefinition, string, RegExp]>([
    [
      'has no way to this version',
      { ...jobTwo, migrations: {} },
      'begun',
      /^job:begun was stored by version 1 of job; this program knows 2$/,
    ],
    ['throws', moving(() => JSON.parse('{')), 'begun', /^its migration throws: SyntaxError/],
    ['gives no JSON', moving((stored) => ({ ...stored, context: new Map() as never })), 'begun', /not JSON: \$\.context \(Map\)/],
    ['gives no status', moving((stored) => ({ ...stored, status: 'well' })), 'begun', /gives no status: well/],
    ['gives no value', moving(({ value: _value, ...stored }) => stored), 'begun', /gives no value/],
    ['gives no context', moving((stored) => ({ ...stored, context: [] })), 'begun', /gives no context/],
    ['makes it too large', moving((stored) => ({ ...stored, context: { text: 'x'.repeat(70_000) } })), 'begun', /over 65536/],
    [
      'leads to a state that is not there',
      moving((stored) => replaced(stored, 'mining', 'delving')),
      'begun',
      /state work\.working has no state delving$/,
    ],
    [
      'forgets a region',
      moving((stored) => ({ ...stored, value: { work: 'paused', watch: 'rung' } })),
      'deep',
      /^the machine has a region asking/,
    ],
    [
      'stops too early',
      moving((stored) => ({ ...stored, value: { work: {}, watch: 'rung', asking: 'quiet' } })),
      'begun',
      /^state work has one active state below it, the stored state names 0$/,
    ],
    [
      'breaks its history',
      moving((stored) => replaced(stored, 'job.work.working.mining', 'job.work.pit')),
      'deep',
      /its history names job\.work\.pit/,
    ],
    [
      'loses an effect that is pending',
      moving((stored) => replaced(stored, '"asking":"asked"', '"asking":"quiet"')),
      'deep',
      /effect job:deep\/\d+\/0 of port job\.act is pending/,
    ],
    [
      'loses the child that waits for it',
      moving(({ children: _children, ...stored }) => stored),
      'deep',
      /is pending and no active state waits for job\.act/,
    ],
    [
      'invents a child',
      moving((stored) => ({ ...stored, children: { 'job.act': 'job.act' } })),
      'begun',
      /waits for job\.act, which nobody was asked for/,
    ],
    [
      'loses a child to another port',
      moving((stored) => replaced(stored, '"job.act":"job.act"', '"job.act":"job.axe"')),
      'deep',
      /^restoring it loses children/,
    ],
    [
      'loses a timer',
      moving((stored) => replaced(stored, '"waiting"', '"rung"')),
      'begun',
      /^timer xstate\.after\.nap\.job\.watch\.waiting is armed and no active state takes/,
    ],
  ])('names a bot whose migration %s', async (_, bot, id, problem) => {
    const directory = await oldInstance()
    const found = checked(directory, bot)
    expect(problemsOf(found, id).join('\n')).toMatch(problem)
    expect(found.find(({ address }) => address === `job:${id}`)?.verdict).toBe('fails')
  })

  test('warns of a wait that the new version has and nothing stored fulfils', async () => {
    const directory = await oldInstance()
    const eager = moving((stored) => replaced(stored, '"asking":"quiet"', '"asking":"asked"'))
    expect(checked(directory, eager).find(({ address }) => address === 'job:begun')).toMatchObject({
      verdict: 'migrates',
      warnings: ['state asking.asked invokes job.act and nothing of it is pending'],
    })
  })

  test('knows a late act that nobody would take, beside the running instance', async () => {
    const directory = await oldInstance()
    const answer = deferred<unknown>()
    const host = await open(directory, jobOne, { port: 'job.act', run: () => answer.promise })
    await waitUntil(() => host.view('job:deep')?.effects[0]?.attempt === 2)
    await host.send('job:deep', { type: 'leave' })
    const { config, implementations } = jobTwo.machine
    const deaf = { ...jobTwo, machine: new StateMachine({ ...config, on: {} }, implementations) as typeof jobTwo.machine }
    const lost = /may yet answer and this version does not take job\.act\.late/
    expect(problemsOf(checked(directory, deaf), 'deep')[0]).toMatch(lost)
    answer.resolve({ seen: 'late' })
    await waitUntil(() => checked(directory, deaf).every(({ verdict }) => verdict === 'migrates'))
  })

  test('names a bot of a newer version and one of a role that is gone', async () => {
    const directory = newFolder()
    const host = await open(directory, jobTwo)
    await host.spawn('job', 'new', null)
    await host.shutdown()
    expect(problemsOf(checked(directory, jobOne), 'new')).toEqual([
      'job:new was stored by version 2 of job; this program knows 1',
    ])
    expect(checked(directory)).toMatchObject([{ known: null, verdict: 'fails', problems: ['no role job is registered'] }])
  })

  test('refuses a journal that is damaged or has a part missing', async () => {
    const directory = await oldInstance()
    alterRecord(
      path(directory),
      ({ seq }) => seq === 2,
      (line) => line.replace('"rings":0', '"rings":9'),
    )
    expect(() => checked(directory, jobTwo)).toThrow(expect.objectContaining({ code: 'JOURNAL_CORRUPT' }))
  })
})

function replaced(stored: Record<string, Json>, from: string, to: string): Json {
  return JSON.parse(JSON.stringify(stored).replaceAll(from, to)) as Json
}
