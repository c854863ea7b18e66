import { expect, test } from 'vitest'
import { Refusal } from '#console/data/api.ts'
import type { TurnPage } from './botShapes.ts'
import { botOf, turnOf } from './botFixtures.ts'
import { BotStory, type AskPath } from './botStory.ts'
import { allTurnsAsLines } from './turnLines.ts'

/** A gateway over turns of one bot, every third sequence number. */
function gatewayOf(count: number) {
  const turns = Array.from({ length: count }, (_, at) => turnOf(3 * (at + 1)))
  const asked: string[] = []
  const ask = (path: string): Promise<unknown> => {
    asked.push(path)
    const url = new URL(path, 'http://gateway')
    if (!url.pathname.endsWith('/turns')) return Promise.resolve(botOf(turns.at(-1)?.seq ?? 0))
    const limit = Number(url.searchParams.get('limit'))
    const [after, before] = ['after', 'before'].map((name) => url.searchParams.get(name))
    const fitting = turns.filter(({ seq }) => seq > Number(after ?? 0) && seq < Number(before ?? Infinity))
    const page = (after ?? null) === null ? fitting.slice(-limit) : fitting.slice(0, limit)
    const end = (after ?? null) === null ? page[0]?.seq : page.at(-1)?.seq
    const next = fitting.length > page.length ? (end ?? null) : null
    return Promise.resolve({ turns: page, earliest: 1, next } satisfies TurnPage)
  }
  // answers as the paths are documented
  return { turns, asked, ask: ask as AskPath }
}
const seqs = (story: BotStory): readonly number[] => story.view().turns.map(({ seq }) => seq)

test('begins with the newest turns and reaches back without gaps', async () => {
  const { ask, turns } = gatewayOf(450)
  const story = new BotStory('fund:main', ask)
  await story.open()
  expect(story.view()).toMatchObject({ hasEarlier: true, hasLater: false, isLoading: false, refusal: undefined })
  expect(seqs(story)).toEqual(turns.slice(-200).map(({ seq }) => seq))
  await story.earlier()
  await story.earlier()
  await story.earlier()
  expect(seqs(story)).toEqual(turns.map(({ seq }) => seq))
  expect(story.view().hasEarlier).toBe(false)
})

test('a link far back shows the turns around it, and goes on to now from there', async () => {
  const { ask, turns } = gatewayOf(1_000)
  const story = new BotStory('fund:main', ask)
  await story.open(301)
  expect(story.view()).toMatchObject({ hasEarlier: false, hasLater: true })
  expect(seqs(story)).toContain(300)
  expect(seqs(story)).toContain(303)
  while (story.view().hasLater) await story.later()
  expect(seqs(story)).toEqual(turns.map(({ seq }) => seq))
})

test('the first turns that are held are there at once, also while news are asked for', async () => {
  const { ask, turns, asked } = gatewayOf(1_000)
  const story = new BotStory('fund:main', ask)
  await story.open()
  turns.push(turnOf(3_003))
  const news = story.news(3_003)
  const before = asked.length
  expect(await story.oldest()).toBe(3)
  await news
  expect(story.view()).toMatchObject({ hasEarlier: false, hasLater: true })
  expect(seqs(story)).toEqual(turns.slice(0, 200).map(({ seq }) => seq))
  expect(asked.length - before).toBeLessThan(6)
  await story.newest()
  expect(seqs(story).at(-1)).toBe(turns.at(-1)?.seq)
})

test('news are asked for once at a time, and none is missed', async () => {
  const gateway = gatewayOf(10)
  const story = new BotStory('fund:main', gateway.ask)
  await story.open()
  const before = gateway.asked.length
  gateway.turns.push(turnOf(33), turnOf(36), turnOf(39))
  await Promise.all([story.news(33), story.news(36), story.news(39)])
  expect(seqs(story).slice(-3)).toEqual([33, 36, 39])
  expect(story.view().bot?.seq).toBe(39)
  expect(gateway.asked.length - before).toBe(2)
  await story.news(39)
  expect(gateway.asked.length - before).toBe(2)
})

test('a bot whose turns are far back is found behind pages without any', async () => {
  const asked: string[] = []
  const story = new BotStory('fund:main', ((path: string) => {
    asked.push(path)
    if (!path.includes('/turns')) return Promise.resolve(botOf(40))
    const before = Number(/before=(\d+)/.exec(path)?.[1])
    const page: TurnPage =
      before > 20 ? { turns: [], earliest: 1, next: before - 10 } : { turns: [turnOf(7)], earliest: 1, next: null }
    return Promise.resolve(page)
  }) as AskPath)
  await story.open()
  expect(seqs(story)).toEqual([7])
  expect(asked).toHaveLength(5)
})

test('what is refused is told, and the turns that are there stay', async () => {
  const gateway = gatewayOf(10)
  let isAway = false
  const story = new BotStory('fund:main', ((path: string) =>
    isAway
      ? Promise.reject(new Refusal({ status: 0, code: 'DAEMON_AWAY', message: 'away', hint: '' }))
      : gateway.ask(path)) as AskPath)
  await story.open()
  isAway = true
  await story.news(99)
  expect(story.view().refusal?.code).toBe('DAEMON_AWAY')
  expect(seqs(story)).toHaveLength(10)
  isAway = false
  gateway.turns.push(turnOf(99))
  await story.news(99)
  expect([story.view().refusal, seqs(story).at(-1)]).toEqual([undefined, 99])
})

test('a page that has gone is told nothing more', async () => {
  const story = new BotStory('fund:main', gatewayOf(3).ask)
  const opening = story.open()
  story.close()
  await opening
  expect(story.view().bot).toBeUndefined()
})

test('all turns are one line each, in their order', async () => {
  const { ask, turns } = gatewayOf(1_234)
  const lines = await allTurnsAsLines('fund:main', ask)
  expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(turns.map(({ seq }) => seq))
  expect(lines.every((line) => line.endsWith('}\n'))).toBe(true)
})
