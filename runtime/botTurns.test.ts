import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { botTurns, type BotTurns, type BotTurnsWanted } from './botTurns.ts'
import { openFaulty } from './faultyFixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import type { TurnRecord } from './records.ts'
import { eventfulBots, eventfulLife, recordsOf } from './replayFixtures.ts'

afterEach(closeAll)

const end = Number.MAX_SAFE_INTEGER
const seqs = ({ turns }: BotTurns): readonly number[] => turns.map(({ seq }) => seq)

test('pages of a bot follow each other without a gap or a repeat, backwards and forwards, near the end and far from it', async () => {
  const journal = await eventfulLife(newFolder())
  const records = recordsOf(journal)
  const last = records.at(-1)?.seq ?? 0
  for (const address of eventfulBots) {
    const known = records.filter((one): one is TurnRecord => one.kind === 'turn' && one.actor === address)
    const read = (wanted: Partial<BotTurnsWanted>): BotTurns =>
      botTurns({ journal, address, before: last + 1, limit: 2, ...wanted })
    for (const by of ['before', 'after'] as const)
      // from the end a moment is near; from the end of all numbers it is far
      for (const before of [last + 1, end]) {
        const pages: number[][] = []
        let page = read(by === 'before' ? { before } : { after: 0, before })
        for (;;) {
          pages.push([...seqs(page)])
          const index = known.findIndex(({ seq }) => seq === page.turns[0]?.seq)
          expect([address, page.previous]).toEqual([address, index < 0 ? undefined : (known[index - 1] ?? null)])
          if (page.next === null) break
          page = read(by === 'before' ? { before: page.next } : { after: page.next, before })
        }
        const inOrder = by === 'before' ? pages.toReversed() : pages
        expect([address, by, inOrder.flat()]).toEqual([address, by, known.map(({ seq }) => seq)])
        expect(pages.slice(0, -1).filter(({ length }) => length !== 2)).toEqual([])
      }
  }
})

test('a page between two moments has what lies between them and nothing else', async () => {
  const journal = await eventfulLife(newFolder())
  const known = recordsOf(journal).flatMap((one) => (one.kind === 'turn' && one.actor === 'counter:one' ? [one.seq] : []))
  const [first = 0, second = 0, third = 0] = known
  for (const before of [third, third + 100_000]) {
    const page = botTurns({ journal, address: 'counter:one', after: first, before, limit: 1 })
    expect([seqs(page), page.next === null]).toEqual([[second], before === third])
  }
  expect(seqs(botTurns({ journal, address: 'counter:nobody', before: end, limit: 5 }))).toEqual([])
})

test('what one page reads is bounded, and the next goes on behind it', async () => {
  const directory = newFolder()
  const host = await openFaulty(directory, { segmentBytes: 2_048 })
  await host.spawn('counter', 'one', { from: 0 })
  await host.spawn('fuse', 'one', null)
  for (let n = 0; n < 30; n += 1) await host.send('fuse:one', { type: 'grow', size: 10 })
  await host.send('counter:one', { type: 'add' })
  await host.shutdown()
  const journal = join(directory, 'journal')
  const address: Address = 'counter:one'
  const known = seqs(botTurns({ journal, address, limit: 10, before: end }))
  expect(known).toHaveLength(2)
  for (const [begin, by] of [
    [{ before: end }, 'before'],
    [{ before: end, after: 0 }, 'after'],
  ] as const) {
    const found: number[] = []
    let pages = 0
    let page = botTurns({ journal, address, limit: 10, bytesMax: 1, ...begin })
    for (; ; pages += 1) {
      found.push(...seqs(page))
      if (page.next === null) break
      page = botTurns({ journal, address, limit: 10, bytesMax: 1, ...begin, [by]: page.next })
    }
    expect([by, found.toSorted((a, b) => a - b), pages > 2]).toEqual([by, known, true])
  }
})

test('behind what is held there is nothing, and it is told where that begins', async () => {
  const directory = newFolder()
  const journal = await eventfulLife(directory)
  const host = await openFaulty(directory)
  const { through } = await host.compact()
  await host.ask('counter:one', { type: 'addAndRead' })
  await host.shutdown()
  rmSync(join(journal, 'archive'), { recursive: true })
  for (const wanted of [{ before: end }, { before: end, after: 0 }, { before: through + 100, after: 0 }]) {
    const page = botTurns({ journal, address: 'counter:one', limit: 50, ...wanted })
    expect([page.turns.length, page.next, page.earliest]).toEqual([1, null, through + 1])
    // what it was before is in the base
    expect(page.previous).toMatchObject({ kind: 'actor' })
  }
  expect(botTurns({ journal, address: 'counter:one', limit: 50, before: through }).turns).toEqual([])
})
