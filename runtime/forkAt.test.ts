import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { faulty, openFaulty } from './faultyFixtures.ts'
import { forkAt } from './forkAt.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import type { EffectResult } from './mailbox.ts'
import { emptyBook, type JournalRecord, type TurnRecord } from './records.ts'
import { alterRecord, eventfulBots, eventfulLife, recordsOf } from './replayFixtures.ts'
import { whatIf, type WhatIf, type WhatIfStep } from './whatIf.ts'

afterEach(closeAll)

/** What a record's turn was given, as a step of a what-if. */
function stepOf({ cause, event }: TurnRecord): WhatIfStep | undefined {
  switch (cause.kind) {
    case 'start':
      return undefined
    case 'external':
      return { event }
    case 'message':
      return { event, from: cause.from }
    case 'timer':
      return { timer: cause.id }
    case 'effect': {
      const late = event['result'] as EffectResult | undefined
      if (event.type.startsWith('xstate.error.')) return { effect: cause.id, error: event['error'] as never }
      if (late?.ok === false) return { effect: cause.id, error: late.error }
      return { effect: cause.id, output: late === undefined ? event['output'] : late.output }
    }
  }
}

/** The turn again, as a what-if from right before it. */
function again(journal: string, turn: TurnRecord): WhatIf | undefined {
  const step = stepOf(turn)
  if (step === undefined || turn.snapshot.status === 'stopped') return undefined
  return whatIf({ ...forkAt({ journal, address: turn.actor, seq: turn.seq - 1, bots: faulty }), steps: [step] })
}

const turnsOf = (records: readonly JournalRecord[]): readonly TurnRecord[] =>
  records.filter((record): record is TurnRecord => record.kind === 'turn')

test('what really happened, tried from right before it, comes to what really came of it', async () => {
  const journal = await eventfulLife(newFolder())
  const kinds = new Set<string>()
  for (const turn of turnsOf(recordsOf(journal))) {
    const tried = again(journal, turn)
    if (tried === undefined) continue
    kinds.add(turn.cause.kind)
    const { snapshot, outbox = [], facts = [], book = emptyBook } = turn
    expect([turn.seq, tried.refused, tried.moments.length]).toEqual([turn.seq, null, 1])
    const [moment] = tried.moments
    expect(moment).toMatchObject({ value: snapshot.value, context: snapshot.context, status: snapshot.status, facts })
    expect(moment?.messages).toEqual(outbox.filter((out) => 'event' in out))
    expect([moment?.starts.length, moment?.stops.length]).toEqual([
      outbox.filter((out) => 'start' in out).length,
      outbox.filter((out) => 'stop' in out).length,
    ])
    expect(moment?.effects.map(({ port }) => port)).toEqual(Object.values(book.effects).map(({ port }) => port))
    expect(moment?.late.map(({ id }) => id)).toEqual(Object.keys(book.late))
    expect(moment?.timers.map(({ id }) => id).toSorted()).toEqual(Object.keys(book.timers).toSorted())
  }
  expect([...kinds].toSorted()).toEqual(['effect', 'external', 'message', 'timer'])
})

test('what failed fails again, in the same words', async () => {
  const journal = await eventfulLife(newFolder())
  const dead = recordsOf(journal).filter((record) => record.kind === 'dead' && record.cause.kind === 'external')
  const said = dead.map((record) => {
    if (record.kind !== 'dead') return []
    const fork = forkAt({ journal, address: record.actor, seq: record.seq - 1, bots: faulty })
    const { refused } = whatIf({ ...fork, steps: [{ event: record.event }] })
    return [refused?.code === record.code, refused?.message === record.problem]
  })
  expect(said.length).toBeGreaterThan(1)
  expect(said.flat().every(Boolean)).toBe(true)
})

test('every bot can be forked at every moment of its life, and not before it', async () => {
  const journal = await eventfulLife(newFolder())
  const last = recordsOf(journal).at(-1)?.seq ?? 0
  for (const address of eventfulBots) {
    if (address === 'counter:nobody') continue
    const born = turnsOf(recordsOf(journal)).find(({ actor }) => actor === address)?.seq ?? 0
    expect(() => forkAt({ journal, address, seq: born - 1, bots: faulty })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_BOT' }),
    )
    expect(whatIf({ ...forkAt({ journal, address, seq: last, bots: faulty }), steps: [] }).refused).toBeNull()
  }
  expect(() => forkAt({ journal, address: 'ghost:one', seq: last, bots: faulty })).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_ROLE' }),
  )
})

test('a compacted journal is forked from its base, and behind what it holds the earliest is named', async () => {
  const directory = newFolder()
  const journal = await eventfulLife(directory)
  const host = await openFaulty(directory)
  const { through } = await host.compact()
  await host.ask('counter:one', { type: 'addAndRead' })
  await host.send('parent:one', { type: 'have', id: 'second' })
  await host.shutdown()
  const at = (address: Address, seq: number, steps: readonly WhatIfStep[]): WhatIf =>
    whatIf({ ...forkAt({ journal, address, seq, bots: faulty }), steps })
  const later = through + 9
  const before = at('counter:one', through - 1, [{ event: { type: 'addAndRead' } }])
  // damage in what the base segment stands for does not reach a moment behind it
  alterRecord(
    join(journal, 'archive'),
    ({ seq }) => seq === 3,
    (line) => line.replace('"kind":', '"kind"'),
  )
  const steps: readonly WhatIfStep[] = [{ event: { type: 'addAndRead' } }]
  expect(before.moments[0]?.context).toMatchObject({ n: 4 })
  expect(at('counter:one', later, steps).moments[0]?.context).toMatchObject({ n: 5 })
  // a child of before, one of after, and one that is none yet
  const have = (id: string): WhatIfStep => ({ event: { type: 'have', id } })
  expect(at('parent:one', later, [have('kid')]).refused).toMatchObject({ step: 0, code: 'TURN_FAILED' })
  expect(at('parent:one', later, [have('second')]).refused).toMatchObject({ step: 0, code: 'TURN_FAILED' })
  expect(at('parent:one', through, [have('second')]).refused).toBeNull()
  rmSync(join(journal, 'archive'), { recursive: true })
  expect(() => at('counter:one', through - 1, [])).toThrow(
    expect.objectContaining({ code: 'JOURNAL_TRUNCATED', details: { after: through - 1, earliest: through } }),
  )
  expect(at('counter:one', later, steps).moments[0]?.context).toMatchObject({ n: 5 })
})
