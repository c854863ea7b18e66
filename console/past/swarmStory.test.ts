import { expect, test } from 'vitest'
import { Refusal } from '#console/data/api.ts'
import type { BotLine, TurnChange } from '#console/data/shapes.ts'
import { takeTurn } from '#console/data/takeTurn.ts'
import { turnChange } from '#console/data/turnFixtures.ts'
import { SwarmStory } from './swarmStory.ts'

const turnOf = (seq: number): TurnChange =>
  turnChange({
    seq,
    at: new Date(seq * 1_000).toISOString(),
    actor: `worker:${seq % 7}`,
    role: 'worker',
    fundId: seq % 2 === 0 ? 'main' : null,
    event: 'go',
    from: 'a',
    to: `s${seq}`,
    value: `s${seq}`,
  })

/** A gateway over turns `earliest` to `end`; every third record is of another kind. */
class Gateway {
  end: number
  readonly earliest: number
  readonly asked: string[] = []
  constructor(end: number, earliest = 1) {
    this.end = end
    this.earliest = earliest
  }
  turns(): readonly TurnChange[] {
    return Array.from({ length: this.end }, (_, index) => index + 1)
      .filter((seq) => seq % 3 !== 0)
      .map(turnOf)
  }
  botsAt(seq: number): ReadonlyMap<string, BotLine> {
    const bots = new Map<string, BotLine>()
    for (const turn of this.turns()) if (turn.seq <= seq) takeTurn(bots, turn)
    return bots
  }
  readonly ask = <Data>(path: string): Promise<Data> => {
    this.asked.push(path)
    const { pathname, searchParams } = new URL(path, 'http://here')
    const number = (name: string): number | undefined => (searchParams.has(name) ? Number(searchParams.get(name)) : undefined)
    return Promise.resolve(
      pathname === '/api/v1/bots'
        ? this.#bots(number('at') ?? 0)
        : this.#page({ before: number('before'), after: number('after'), limit: number('limit') ?? 0 }),
    ) as Promise<Data>
  }
  #bots(seq: number): object {
    if (seq < this.earliest) throw truncated(this.earliest)
    return { bots: [...this.botsAt(seq).values()], next: null }
  }
  #page({ before, after, limit }: { before: number | undefined; after: number | undefined; limit: number }): object {
    const held = this.turns().filter(({ seq }) => seq >= this.earliest)
    const ends = { earliest: this.earliest, through: this.end }
    if (before !== undefined && before <= this.earliest) throw truncated(this.earliest)
    if (after !== undefined) {
      const rest = held.filter(({ seq }) => seq > after)
      const turns = rest.slice(0, limit)
      return { turns, next: turns.length < rest.length ? turns.at(-1)?.seq : null, ...ends }
    }
    const rest = held.filter(({ seq }) => before === undefined || seq < before)
    const turns = rest.slice(-limit)
    return { turns, next: turns.length < rest.length ? turns[0]?.seq : null, ...ends }
  }
}
const truncated = (earliest: number): Refusal =>
  new Refusal({ status: 410, code: 'JOURNAL_TRUNCATED', message: 'gone', hint: 'later', details: { earliest } })

const states = (bots: ReadonlyMap<string, BotLine>): readonly string[] =>
  [...bots.values()].map(({ address, state, seq }) => `${address} ${state} ${seq}`).toSorted()

test('after any turn of the run every bot stands as the journal says, asked for once', async () => {
  const gateway = new Gateway(900)
  const story = new SwarmStory(undefined, gateway.ask)
  await story.at(undefined)
  const { turns, hasEarlier, hasLater } = story.run()
  expect([turns.length, hasEarlier, hasLater]).toEqual([200, true, false])
  for (const index of [199, 180, 3, 4, 5, 100, 0, 199]) {
    const seq = turns.at(index)?.seq ?? 0
    await story.at(seq)
    expect([seq, story.view().seq, states(story.view().bots)]).toEqual([seq, seq, states(gateway.botsAt(seq))])
    expect(story.view().turns[0]?.seq).toBe(seq)
  }
  expect(gateway.asked.filter((path) => path.startsWith('/api/v1/bots'))).toHaveLength(1)
})

test('a link far back begins with the turns around it, and the run grows on both sides without a gap', async () => {
  const gateway = new Gateway(3_000)
  const story = new SwarmStory('main', gateway.ask)
  await story.at(1_000)
  expect(states(story.view().bots)).toEqual(states(gateway.botsAt(1_000)))
  await story.earlier()
  await story.later()
  const seqs = story.run().turns.map(({ seq }) => seq)
  const first = seqs.at(0) ?? 0
  const last = seqs.at(-1) ?? 0
  expect(seqs).toEqual(
    gateway
      .turns()
      .map(({ seq }) => seq)
      .filter((seq) => seq >= first && seq <= last),
  )
  expect([seqs.length, story.run().hasEarlier, story.run().hasLater]).toEqual([800, true, true])
  await story.at(first)
  expect(states(story.view().bots)).toEqual(states(gateway.botsAt(first)))
  await story.at(2_990)
  expect(states(story.view().bots)).toEqual(states(gateway.botsAt(2_990)))
  expect(gateway.asked.every((path) => path.includes('fund=main'))).toBe(true)
})

test('before the first record there was nobody, which need not be asked', async () => {
  const gateway = new Gateway(50)
  const story = new SwarmStory(undefined, gateway.ask)
  await story.at(1)
  expect(states(story.view().bots)).toEqual(['worker:1 s1 1'])
  expect(gateway.asked.filter((path) => path.startsWith('/api/v1/bots'))).toEqual([])
})

test('behind what the journal holds the refusal is shown, and what comes next is shown again', async () => {
  const story = new SwarmStory(undefined, new Gateway(900, 500).ask)
  await story.at(400)
  expect(story.view()).toMatchObject({ seq: 0, problem: { code: 'JOURNAL_TRUNCATED', details: { earliest: 500 } } })
  await story.at(500)
  expect(story.view()).toMatchObject({ seq: 500, problem: null })
})

test('what happens meanwhile is taken in at once at now, and waits while the past is looked at', async () => {
  const gateway = new Gateway(900)
  const story = new SwarmStory(undefined, gateway.ask)
  await story.at(undefined)
  const more = (count: number): { readonly turns: readonly TurnChange[]; readonly turnsAfter: number } => {
    gateway.end += count
    const all = gateway.turns()
    return { turns: all.slice(-200).toReversed(), turnsAfter: all.at(-201)?.seq ?? 0 }
  }
  story.follow(more(9))
  expect(story.run().turns.at(-1)?.seq).toBe(908)
  await story.at(700)
  story.follow(more(9))
  expect([story.run().turns.at(-1)?.seq, story.run().hasLater]).toEqual([908, true])
  await story.later()
  expect([story.run().turns.at(-1)?.seq, story.run().hasLater]).toEqual([917, false])
  await story.at(undefined)
  // more than the page is told one by one: no gap is hidden
  story.follow(more(2_000))
  const seqs = story.run().turns.map(({ seq }) => seq)
  expect([seqs.length, seqs.at(-1), story.run().hasEarlier]).toEqual([200, 2_918, true])
  await story.at(seqs[0])
  expect(states(story.view().bots)).toEqual(states(gateway.botsAt(seqs[0] ?? 0)))
})

test('the first turns that are held are there at once, however far back, and the newest ones again', async () => {
  const gateway = new Gateway(9_000, 4_000)
  const story = new SwarmStory(undefined, gateway.ask)
  await story.at(undefined)
  const first = await story.oldest()
  expect(first).toBe(4_000)
  expect(story.run()).toMatchObject({ hasEarlier: false, hasLater: true })
  expect(gateway.asked).toHaveLength(2)
  await story.at(first)
  expect([story.view().seq, story.run().refusal]).toEqual([4_000, undefined])
  await story.later()
  expect(story.run().turns).toHaveLength(400)
  await story.newest()
  expect(story.run().turns.at(-1)?.seq).toBe(gateway.turns().at(-1)?.seq)
  const asked = gateway.asked.length
  await story.newest()
  expect(gateway.asked).toHaveLength(asked)
})
