import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openFaulty } from './faultyFixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { alterRecord, eventfulLife, recordsOf } from './replayFixtures.ts'
import { stateAt } from './stateAt.ts'

afterEach(closeAll)

test('a bot is shown as it stood after each of its turns, with what it waited for', async () => {
  const journal = await eventfulLife(newFolder())
  for (const record of recordsOf(journal)) {
    if (record.kind !== 'turn') continue
    const { seq, actor: address, snapshot, incarnation } = record
    const { status, value, context } = snapshot
    expect(stateAt({ journal, address, seq })).toMatchObject({ since: seq, status, value, context, incarnation })
  }
  const born = recordsOf(journal).find((record) => record.kind === 'turn' && record.actor === 'sleeper:short')?.seq ?? 0
  const armed = stateAt({ journal, address: 'sleeper:short', seq: born })
  expect(Object.keys(armed.timers)).toEqual(['xstate.after.nap.sleeper.asleep'])
  const asking = recordsOf(journal).find(({ kind }) => kind === 'attempt')
  expect(asking?.kind === 'attempt' && stateAt({ journal, address: asking.actor, seq: asking.seq }).effects).toMatchObject({
    'worker.look': { attempt: 1 },
  })
  const last = recordsOf(journal).at(-1)?.seq ?? 0
  expect(stateAt({ journal, address: 'fuse:one', seq: last }).quarantine?.code).toBe('TURN_FAILED')
})

test('before its birth there is no bot, and behind what is held there is no answer', async () => {
  const directory = newFolder()
  const journal = await eventfulLife(directory)
  const born = recordsOf(journal).find((record) => record.kind === 'turn' && record.actor === 'counter:kid')?.seq ?? 0
  expect(() => stateAt({ journal, address: 'counter:kid', seq: born - 1 })).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_BOT' }),
  )
  const host = await openFaulty(directory)
  const { through } = await host.compact()
  await host.ask('counter:one', { type: 'addAndRead' })
  await host.shutdown()
  rmSync(join(journal, 'archive'), { recursive: true })
  expect(stateAt({ journal, address: 'counter:one', seq: through }).context).toMatchObject({ n: 3 })
  expect(stateAt({ journal, address: 'counter:one', seq: through + 9 }).context).toMatchObject({ n: 4 })
  expect(stateAt({ journal, address: 'worker:done', seq: through + 9 }).value).toBe('idle')
  expect(() => stateAt({ journal, address: 'counter:one', seq: through - 1 })).toThrow(
    expect.objectContaining({ code: 'JOURNAL_TRUNCATED', details: { after: through - 1, earliest: through } }),
  )
})

test('a record that cannot be read is not passed over', async () => {
  const journal = await eventfulLife(newFolder())
  alterRecord(
    journal,
    ({ seq }) => seq === 3,
    (line) => line.replace('"kind":', '"kind"'),
  )
  expect(() => stateAt({ journal, address: 'counter:one', seq: 50 })).toThrow(
    expect.objectContaining({
      code: 'JOURNAL_CORRUPT',
      details: expect.objectContaining({ problem: 'a record that cannot be read' }),
    }),
  )
})
