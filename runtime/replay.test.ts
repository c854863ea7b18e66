import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assign } from 'xstate'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { faulty, openFaulty } from './faultyFixtures.ts'
import { counter, sleeper, worker } from './fixtures.ts'
import type { BotDefinition } from './host.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { segmentName } from './journalFormat.ts'
import type { JournalRecord } from './records.ts'
import { alterRecord, eventfulBots, eventfulLife, recordsOf, replayed } from './replayFixtures.ts'
import type { ReplayedTurn } from './replayedTurn.ts'
import { recordedResults } from './replayTurn.ts'

const lived = mkdtempSync(join(tmpdir(), 'quorate-life-'))
let directory: string
let journal: string
beforeAll(() => eventfulLife(lived))
beforeEach(() => {
  directory = newFolder()
  cpSync(join(lived, 'journal'), join(directory, 'journal'), { recursive: true })
  journal = join(directory, 'journal')
})
afterAll(() => rmSync(lived, { recursive: true }))
afterEach(closeAll)

/** Event and verdict of each turn, with the first difference's path. */
const verdicts = (turns: readonly ReplayedTurn[]): readonly string[] =>
  turns.map(
    ({ event, verdict, differences: [first] }) => `${event.type} ${verdict}${first === undefined ? '' : ` ${first.path}`}`,
  )
const changed = (role: string, change: Partial<BotDefinition>): readonly BotDefinition[] =>
  faulty.map((bot) => (bot.role === role ? { ...bot, ...change } : bot))
const turnOf =
  (actor: Address, type: string) =>
  (record: JournalRecord): boolean =>
    record.kind === 'turn' && record.actor === actor && record.event.type === type

describe('replay', () => {
  test.each(eventfulBots)('runs %s again to all that its records say, byte for byte', (address) => {
    const turns = replayed(journal, address)
    const own = recordsOf(journal).filter(
      (record) => (record.kind === 'turn' || record.kind === 'dead') && record.actor === address,
    )
    expect(turns.map(({ seq }) => seq)).toEqual(own.map(({ seq }) => seq))
    expect(turns.filter(({ verdict }) => verdict !== 'agrees')).toEqual([])
    for (const record of own) {
      if (record.kind !== 'turn') continue
      const results = turns.find(({ seq }) => seq === record.seq)?.results
      // The order of the members is the writer's own; what each says is compared as text.
      for (const [member, said] of Object.entries(recordedResults(record)))
        expect(JSON.stringify(results?.[member as keyof typeof results])).toBe(JSON.stringify(said))
    }
  })

  test('agrees that an event which failed fails again, and differs when it no longer does, or otherwise', () => {
    expect(verdicts(replayed(journal, 'counter:one'))).toContain('fail agrees')
    const mended = changed('counter', {
      machine: counter.provide({ actions: { fail: assign({ n: ({ context }) => context.n }) } }),
    })
    expect(replayed(journal, 'counter:one', { bots: mended }).find(({ verdict }) => verdict === 'differs')).toMatchObject({
      kind: 'dead',
      differences: [{ path: 'code', journal: 'TURN_FAILED', machine: undefined }, { path: 'problem' }],
    })
    const otherwise = counter.provide({
      actions: {
        fail: assign(() => {
          throw new Error('as it likes')
        }),
      },
    })
    const other = changed('counter', { machine: otherwise })
    expect(verdicts(replayed(journal, 'counter:one', { bots: other }))).toContain('fail differs problem')
  })

  test('names the first turn and member where a changed machine differs, and goes on from the journal', () => {
    const machine = counter.provide({ actions: { add: assign({ n: ({ context }) => context.n + 2 }) } })
    const turns = replayed(journal, 'counter:one', { bots: changed('counter', { machine }) })
    expect(turns.find(({ verdict }) => verdict === 'differs')).toMatchObject({
      event: { type: 'addAndRead' },
      differences: [
        { path: 'replies[0].output', journal: 1, machine: 2 },
        { path: 'snapshot.context.n', journal: 1, machine: 2 },
      ],
    })
    expect(turns.at(-1)?.differences.at(-1)).toEqual({ path: 'snapshot.context.n', journal: 3, machine: 4 })
    const slower = sleeper.provide({ delays: { nap: ({ context }) => context.ms + 1 } })
    const [start] = replayed(journal, 'sleeper:long', { bots: changed('sleeper', { machine: slower }) })
    const armed = 'book.timers["xstate.after.nap.sleeper.asleep"].dueAt'
    expect(start?.differences).toMatchObject([{ path: armed }])
  })

  test.each<[string, Address, (record: JournalRecord) => boolean, [string, string], string]>([
    [
      'the state',
      'counter:one',
      turnOf('counter:one', 'count'),
      ['"context":{"n":2}', '"context":{"n":7}'],
      'snapshot.context.n',
    ],
    ['the place it was in', 'worker:done', turnOf('worker:done', 'look'), ['"from":"idle"', '"from":"away"'], 'from'],
    [
      'an effect',
      'worker:done',
      turnOf('worker:done', 'look'),
      ['"at":"here"', '"at":"hers"'],
      'book.effects["worker.look"].input.at',
    ],
    ['an answer', 'counter:one', turnOf('counter:one', 'addAndRead'), ['"output":1', '"output":9'], 'replies[0].output'],
    ['a fact', 'counter:one', turnOf('counter:one', 'count'), ['"type":"counted"', '"type":"guessed"'], 'facts[0].type'],
    ['a message', 'parent:one', turnOf('parent:one', 'have'), ['"type":"add"', '"type":"bad"'], 'outbox[1].event.type'],
    ['an event that came', 'counter:kid', turnOf('counter:kid', 'add'), ['"type":"add"', '"type":"sub"'], 'event.type'],
    ['an input', 'counter:kid', turnOf('counter:kid', 'quorate.start'), ['"from":10', '"from":99'], 'event.input.from'],
  ])('sees one changed member of a record: %s', (_, address, found, [from, to], path) => {
    const { seq } = alterRecord(journal, found, (line) => line.replace(from, to))
    const first = replayed(journal, address).find(({ verdict }) => verdict === 'differs')
    expect(first).toMatchObject({ seq, damage: { problem: 'records that do not match their seal' } })
    expect(first?.differences.map((difference) => difference.path)).toContain(path)
  })

  test('tells of a record that cannot be read, and takes the next one as it stands', () => {
    alterRecord(journal, turnOf('parent:one', 'have'), (line) => line.replace('"snapshot":', '"snapsh0t":'))
    expect(verdicts(replayed(journal, 'parent:one'))).toEqual([
      'quorate.start agrees',
      '? differs record',
      'end notRun',
      'tellNobody agrees',
      'have agrees',
    ])
    const count = turnOf('counter:one', 'count')
    const { seq } = alterRecord(journal, count, (line) => line.replace('"event":{', '"event":['))
    const turns = replayed(journal, 'counter:one')
    expect(turns.find((turn) => turn.seq === seq)).toMatchObject({ verdict: 'differs', differences: [{ path: 'record' }] })
  })

  test('sees that a whole batch was taken out', () => {
    const segment = join(journal, segmentName(1))
    const lines = readFileSync(segment, 'utf8').split('\n')
    const end = lines.findIndex((line) => line.startsWith('{"seal"')) + 1
    const from = lines.findIndex(
      (line, at) => at > end && line.includes('"actor":"counter:one"') && line.includes('"type":"count"'),
    )
    const seal = lines.findIndex((line, at) => at >= from && line.startsWith('{"seal"'))
    const before = lines.findLastIndex((line, at) => at < from && line.startsWith('{"seal"'))
    writeFileSync(segment, [...lines.slice(0, before + 1), ...lines.slice(seal + 1)].join('\n'))
    const last = replayed(journal, 'counter:one').at(-1)
    expect(last?.damage?.problem).toMatch(/^sequence \d+ where \d+ belongs$/)
    expect(last).toMatchObject({
      verdict: 'differs',
      differences: expect.arrayContaining([{ path: 'snapshot.context.n', journal: 3, machine: 2 }]),
    })
  })

  test('sees a timer and a result that nobody waited for', () => {
    const fired = turnOf('sleeper:short', 'xstate.after.nap.sleeper.asleep')
    alterRecord(journal, fired, (line) => line.replace(/"generation":\d+/, '"generation":1'))
    expect(verdicts(replayed(journal, 'sleeper:short'))).toContain('xstate.after.nap.sleeper.asleep differs cause.id')
  })

  test('reads what is durable beside a running instance, and leaves it alone', async () => {
    const host = await openFaulty(directory)
    await host.ask('counter:one', { type: 'addAndRead' })
    const turns = replayed(journal, 'counter:one')
    expect([turns.at(-1)?.seq, turns.every(({ verdict }) => verdict === 'agrees')]).toEqual([host.view('counter:one')?.seq, true])
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(5)
  })

  test('ends at the last turn wanted, and refuses a bot and a role that are not there', () => {
    const all = replayed(journal, 'counter:one').map(({ seq }) => seq)
    expect(all.length).toBeGreaterThan(3)
    expect(replayed(journal, 'counter:one', { to: all[2] as number }).map(({ seq }) => seq)).toEqual(all.slice(0, 3))
    expect(() => replayed(journal, 'counter:none')).toThrow(expect.objectContaining({ code: 'UNKNOWN_BOT' }))
    expect(() => replayed(journal, 'other:one')).toThrow(expect.objectContaining({ code: 'UNKNOWN_ROLE' }))
  })
})

describe('replay of what is left of a journal', () => {
  const compacted = async (): Promise<number> => {
    const host = await openFaulty(directory)
    const { through } = await host.compact()
    await host.ask('counter:one', { type: 'addAndRead' })
    await host.send('parent:one', { type: 'have', id: 'kid' }).catch(() => undefined)
    await host.shutdown()
    return through
  }

  test('reads the archive too', async () => {
    await compacted()
    expect(verdicts(replayed(journal, 'counter:one')).filter((each) => !each.endsWith('agrees'))).toEqual([])
    expect(replayed(journal, 'counter:one')).toHaveLength(6)
  })

  test('begins at the base segment when the archive is gone, and says so', async () => {
    const through = await compacted()
    rmSync(join(journal, 'archive'), { recursive: true })
    const earliest = `the journal no longer holds sequence 0; the earliest is ${through + 1}`
    expect(replayed(journal, 'counter:one')).toMatchObject([{ event: { type: 'addAndRead' }, verdict: 'agrees', note: earliest }])
    expect(verdicts(replayed(journal, 'parent:one'))).toEqual(['have agrees'])
    expect(replayed(journal, 'worker:done')).toEqual([])
  })

  test('begins at the first turn held when only a part of the archive is gone', async () => {
    const through = await compacted()
    const host = await openFaulty(directory)
    await host.compact()
    await host.ask('counter:one', { type: 'addAndRead' })
    await host.shutdown()
    rmSync(join(journal, 'archive', segmentName(1)))
    const turns = replayed(journal, 'counter:one')
    expect(verdicts(turns)).toEqual(['addAndRead notRun', 'addAndRead agrees'])
    expect(turns[0]?.note).toContain(`the earliest is ${through + 1}`)
    expect(verdicts(replayed(journal, 'parent:one'))).toEqual(['have notRun'])
  })

  test('goes on after records that are missing in between, and says which', async () => {
    const through = await compacted()
    const host = await openFaulty(directory)
    await host.compact()
    await host.ask('counter:one', { type: 'addAndRead' })
    await host.shutdown()
    rmSync(join(journal, 'archive', segmentName(through + 1)))
    const turns = replayed(journal, 'counter:one')
    expect(verdicts(turns).at(-1)).toBe('addAndRead agrees')
    expect(turns.at(-1)?.note).toMatch(new RegExp(`^records ${through + 1} to \\d+ are missing$`))
    expect(verdicts(replayed(journal, 'parent:one')).at(-1)).toBe('have agrees')
  })
})

describe('replay between versions', () => {
  test('takes the results of an older version over, and proves the turns from the migration on', async () => {
    const bots = changed('worker', { version: 2, machine: worker, migrations: { 1: (stored) => stored } })
    const host = await openFaulty(directory, { bots })
    await host.send('worker:done', { type: 'look' })
    await host.shutdown()
    const turns = replayed(journal, 'worker:done', { bots })
    expect(turns.slice(0, 3).map(({ verdict, note }) => [verdict, note])).toEqual(
      Array.from({ length: 3 }, () => ['notRun', expect.stringContaining('turned by version 1 of the role')]),
    )
    expect(verdicts(turns.slice(3))).toEqual(['look agrees'])
    expect(() => replayed(journal, 'worker:done')).toThrow(expect.objectContaining({ code: 'SNAPSHOT_VERSION' }))
  })
})
