// Whole lives with something broken on purpose: a law that did not notice would be none.
import { expect, it } from 'vitest'
import type { JournalRecord } from '#runtime/records.ts'
import type { SimulatedMachine } from '#runtime/simulatedHost.ts'
import type { Bend, LifeReport } from './lifeReport.ts'
import { live } from './lives.ts'
import { recoveryProblems } from './recoveryLaw.ts'
import { replayProblems } from './replayLaw.ts'
import { JournalLaw } from './journalLaw.ts'

const steps = 300
/** A life takes tenths of a second on a machine that has nothing else to do. */
const patiently = { timeout: 120_000 }
/** The laws that quiet lives with this in them break. */
async function broken(bend: Bend, seeds: readonly number[] = [1]): Promise<readonly string[]> {
  const lives: LifeReport[] = []
  for (const seed of seeds) lives.push(await live({ seed, steps, faults: [], progressSteps: 0, bend }))
  return [...new Set(lives.flatMap(({ violations }) => violations.map(({ law }) => law)))]
}
/** A journal in which one record is not what it was. */
const once =
  (is: (record: JournalRecord) => boolean, instead: (record: JournalRecord) => readonly JournalRecord[]): Bend['record'] =>
  (record) =>
    is(record) ? instead(record) : [record]

it('breaks no law in a quiet life', patiently, async () => {
  expect(await broken({}, [1, 2])).toEqual([])
})

it('notices a disk whose syncs lie, at the first effect that relies on one', async () => {
  const machine = ({ disk }: SimulatedMachine): void => {
    for (let n = 0; n < 1_000; n += 1) disk.arm('syncLies', 0)
  }
  expect(await broken({ machine })).toContain('effect')
})

it('notices a record that is lost, and one that is there twice', async () => {
  const record = once(
    ({ seq }) => seq === 60,
    () => [],
  )
  expect(await broken({ record })).toContain('sequence')
  expect(
    await broken({
      record: once(
        ({ seq }) => seq === 60,
        (one) => [one, one],
      ),
    }),
  ).toContain('sequence')
})

it('notices a turn whose state is not what its machine says', async () => {
  const lie = (record: JournalRecord): readonly JournalRecord[] =>
    record.kind === 'turn' ? [{ ...record, snapshot: { ...record.snapshot, context: { n: 'a lie' } } }] : [record]
  const record = once((one) => one.kind === 'turn' && one.actor.startsWith('verifier:'), lie)
  const report = await live({ seed: 10, steps, faults: [], bend: { record } })
  expect(report.violations.map(({ law }) => law)).toEqual(['replay'])
})

type Told = Parameters<typeof recoveryProblems>[0]

it('notices a bot that is not what the durable journal says, and one that nothing durable speaks of', () => {
  const law = new JournalLaw(() => undefined)
  const snapshot = { status: 'active' as const, value: 'counting', context: { n: 3 } }
  const cause = { kind: 'start', by: 'operator' } as const
  const stamp = { seq: 1, at: '2026-01-01T00:00:00.000Z', actor: 'counter:one', incarnation: 1, version: 1 } as const
  law.take({ ...stamp, kind: 'turn', cause, event: { type: 'quorate.start' }, from: null, snapshot })
  const stands = { address: 'counter:one', seq: 1, value: 'counting' }
  const seen = (view: object | undefined, others: readonly object[] = []) => [
    // all that the law reads of a host
    ...recoveryProblems({ list: () => (view === undefined ? others : [view, ...others]) } as unknown as Told, law),
  ]
  expect(seen({ ...stands, context: { n: 3 } })).toEqual([])
  expect(seen({ ...stands, context: { n: 2 } })).toHaveLength(1)
  expect(seen(undefined)).toHaveLength(1)
  expect(seen({ ...stands, context: { n: 3 } }, [{ address: 'counter:ghost', seq: 2 }])).toHaveLength(1)
  expect(replayProblems([])).toEqual([])
})

it('notices a message that nobody is ever given', patiently, async () => {
  // the law is told of one that the journal does not hold
  const extra = once(
    (one) => one.kind === 'turn' && one.actor === 'swarm:root' && one.seq > 1,
    (one) => [
      {
        ...one,
        outbox: [...('outbox' in one ? (one.outbox ?? []) : []), { to: 'relayer:main', event: { type: 'never' } }],
      } as JournalRecord,
    ],
  )
  expect(await broken({ record: extra }, [10])).toEqual(['owed'])
})

it('notices a swarm that does not trade again after its faults', patiently, async () => {
  // nothing the swarm signs ever counts: no claim reaches its threshold, and nobody said that this would be so
  const report = await live({ seed: 11, steps: 50, faults: [], progressSteps: 1_500, bend: { deafVerifiers: true } })
  expect(report.violations.map(({ law }) => law)).toEqual(['progress'])
})
