import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { BotsAt, type BotThen } from './botsAt.ts'
import { openFaulty } from './faultyFixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { segmentFirstSeq } from './journalFormat.ts'
import { eventfulBots, eventfulLife, recordsOf } from './replayFixtures.ts'
import { stateAt } from './stateAt.ts'

afterEach(closeAll)

interface Line {
  readonly address: Address
  readonly seq: number
  readonly value: unknown
  readonly status: string
  readonly incarnation: number
}
const lineOf = ({ record, isQuarantined }: BotThen): Line => ({
  address: record.actor,
  seq: record.seq,
  value: record.snapshot?.value,
  status: isQuarantined ? 'quarantined' : (record.snapshot?.status ?? ''),
  incarnation: record.incarnation,
})
const byAddress = (one: Line, other: Line): number => (one.address < other.address ? -1 : 1)
const askedOf = (bots: BotsAt<Line>, seq: number): readonly Line[] => {
  for (let asked = 0; asked < 100; asked += 1) {
    const answer = bots.at(seq)
    if (answer !== undefined) return answer.bots.toSorted(byAddress)
  }
  throw new Error('it never ends')
}
/** As a fold of the whole journal has it; bots that were not there yet are not listed. */
function folded(journal: string, addresses: readonly Address[], seq: number): readonly Line[] {
  return addresses
    .flatMap((address): readonly Line[] => {
      try {
        const { since, value, status, incarnation, quarantine } = stateAt({ journal, address, seq })
        return [{ address, seq: since, value, status: quarantine === undefined ? status : 'quarantined', incarnation }]
      } catch (error) {
        if ((error as { readonly code?: string }).code !== 'UNKNOWN_BOT') throw error
        return []
      }
    })
    .toSorted(byAddress)
}
const refusal = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    const { code, details } = error as { readonly code: string; readonly details: object }
    return { code, details }
  }
}

test('at every moment of a life all bots stand as a fold of the whole journal says', async () => {
  const journal = await eventfulLife(newFolder())
  const last = recordsOf(journal).at(-1)?.seq ?? 0
  const bots = new BotsAt({ journal, lineOf })
  for (let seq = 1; seq <= last + 1; seq += 1)
    expect([seq, askedOf(bots, seq)]).toEqual([seq, folded(journal, eventfulBots, seq)])
  // in whatever order one asks
  for (const seq of [last, 9, 30, 10, last - 3])
    expect([seq, askedOf(bots, seq)]).toEqual([seq, folded(journal, eventfulBots, seq)])
  expect(askedOf(bots, last).map(({ status }) => status)).toEqual(expect.arrayContaining(['active', 'quarantined', 'stopped']))
})

/** Many small segments, some compactions among them. */
async function longLife(
  directory: string,
): Promise<{ readonly journal: string; readonly through: number; readonly addresses: Address[] }> {
  const host = await openFaulty(directory, { segmentBytes: 3_000 })
  const addresses: Address[] = ['swarm:root', 'counter:still']
  await host.spawn('swarm', 'root', null)
  await host.spawn('counter', 'still', { from: 0 })
  for (let n = 0; n < 60; n += 1) {
    if (n % 10 === 0) {
      await host.spawn('counter', `n${n}`, { from: n })
      addresses.push(`counter:n${n}`)
    }
    await host.ask(`counter:n${n - (n % 10)}`, { type: 'addAndRead' })
    await host.ask('counter:n0', { type: 'addAndRead' })
    if (n === 36) await host.ask('counter:still', { type: 'addAndRead' })
    if (n === 40) await host.compact()
  }
  const through = host.durableThrough()
  await host.shutdown()
  return { journal: join(directory, 'journal'), through, addresses }
}
const segments = (folder: string): readonly string[] => readdirSync(folder).filter((name) => segmentFirstSeq(name) !== undefined)

test('segment after segment, archived or not, is read once, and no more at a time than others can wait for', async () => {
  const { journal, through, addresses } = await longLife(newFolder())
  expect(segments(journal).length).toBeGreaterThan(2)
  expect(segments(join(journal, 'archive')).length).toBeGreaterThan(4)
  const bots = new BotsAt({ journal, lineOf, bytesMax: 4_000 })
  expect(bots.at(through)).toBeUndefined()
  for (const seq of [through, 3, 1, through - 20, Math.floor(through / 2), Math.floor(through / 3)])
    expect([seq, askedOf(bots, seq)]).toEqual([seq, folded(journal, addresses, seq)])
  rmSync(join(journal, 'archive'), { recursive: true })
  expect(askedOf(bots, through)).toEqual(folded(journal, addresses, through))
})

test('where the first of the archive is gone, a state is still told by what is known from later', async () => {
  const { journal, through, addresses } = await longLife(newFolder())
  const archive = join(journal, 'archive')
  const names = segments(archive).toSorted()
  const from = segmentFirstSeq(names[Math.floor(names.length / 2)] ?? '') ?? 0
  const moments = [from, from + 1, from + 7, through - 1, through]
  const whole = moments.map((seq) => folded(journal, addresses, seq))
  for (const name of names) if ((segmentFirstSeq(name) ?? 0) < from) rmSync(join(archive, name))
  const bots = new BotsAt({ journal, lineOf })
  for (const [index, seq] of moments.entries()) {
    // of one that moved soon after, the last turn is not held and not known: it was no later than what is held
    const isLost = ({ address, seq: since }: Line): boolean => address === 'counter:still' && since < from && seq < through - 1
    const known = whole[index]?.map((line) => (isLost(line) ? { ...line, seq: from - 1 } : line))
    expect([seq, askedOf(bots, seq)]).toEqual([seq, known])
  }
  expect(refusal(() => bots.at(from - 1))).toEqual({ code: 'JOURNAL_TRUNCATED', details: { after: from - 1, earliest: from } })
})

test('without an archive the base segment is where it begins', async () => {
  const { journal, addresses } = await longLife(newFolder())
  rmSync(join(journal, 'archive'), { recursive: true })
  const [first] = segments(journal).toSorted()
  const through = (segmentFirstSeq(first ?? '') ?? 0) - 1
  const bots = new BotsAt({ journal, lineOf })
  for (const seq of [through, through + 1, through + 9])
    expect([seq, askedOf(bots, seq)]).toEqual([seq, folded(journal, addresses, seq)])
  expect(refusal(() => bots.at(through - 1))).toEqual({
    code: 'JOURNAL_TRUNCATED',
    details: { after: through - 1, earliest: through },
  })
})
