// Pictures by the real thread, of the real machines; the journal is answered for.
import { afterEach, expect, test } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { roles } from '#actors/swarm.ts'
import { palettes } from '#charts/palette.ts'
import { readPng } from '#charts/pngFixtures.ts'
import type { Moment } from '#gateway/pastDesk.ts'
import { QuorateError } from '#protocol/errors.ts'
import { ChartPictures, type ChartPicturesParts } from './chartPictures.ts'
import { roleBook } from './roleBook.ts'

const book = roleBook(roles)
const notes: string[] = []
const opened: ChartPictures[] = []
afterEach(() => {
  notes.length = 0
  for (const pictures of opened.splice(0)) pictures.close()
})

/** @param taken by the last turn, as the journal says */
function picturesOf(taken: readonly string[], roleParts: Partial<ChartPicturesParts> = {}): ChartPictures {
  const turn = { seq: 12, event: 'claim.due', taken: [...taken] } as unknown as NonNullable<Moment['turn']> // what is read of it
  const past = { moment: async () => ({ turn }) as Moment }
  const made = new ChartPictures({ roles: book, past, note: (problem) => void notes.push(problem), ...roleParts })
  opened.push(made)
  return made
}
const firstOf = (role: string): { readonly value: string; readonly taken: readonly string[] } => {
  const graph = book.chart(role)
  const step = graph?.transitions.find(({ targets, source }) => source !== '' && targets.length === 1)
  if (step === undefined) throw new Error(`${role} takes a step`)
  return { value: step.targets[0]?.split('.')[0] ?? '', taken: [step.id] }
}

test('a picture shows the state and the step that led there, and says so', async () => {
  const { value, taken } = firstOf('crawler')
  const shown = { bot: 'crawler:main.alpha', seq: 12, value }
  const marked = await picturesOf(taken).draw(shown)
  expect(marked).toMatchObject({
    name: 'crawler-main.alpha-12.png',
    says: `Statechart of crawler:main.alpha: ${value}, after claim.due`,
  })
  const plain = await picturesOf([]).draw(shown)
  expect(plain.says).toBe(`Statechart of crawler:main.alpha: ${value}`)
  const [withStep, without] = [marked, plain].map(({ png }) => readPng(png).colours.get(palettes.light.accent) ?? 0)
  expect(without).toBeGreaterThan(0)
  expect(withStep).toBeGreaterThan((without ?? 0) * 1.3)
  expect(readPng(marked.png).colours.has(palettes.light.stateActive)).toBe(true)
})

test('a journal that does not answer in time costs the mark of the step, not the picture', async () => {
  const slow = picturesOf([], { past: { moment: () => delay(60_000, undefined, { ref: false }) as Promise<never> } })
  const gone = picturesOf([], {
    past: { moment: () => Promise.reject(new QuorateError('JOURNAL_TRUNCATED', { after: 12, earliest: 40 })) },
  })
  const shown = { bot: 'key:mara', seq: 12, value: 'active' }
  const [one, other] = await Promise.all([slow.draw(shown), gone.draw(shown)])
  expect(readPng(one.png).colours.has(palettes.light.stateActive)).toBe(true)
  expect(other.png).toEqual(one.png)
})

test('what is asked for again is drawn once, also by many at once', async () => {
  const pictures = picturesOf([])
  const all = await Promise.all(
    Array.from({ length: 50 }, async (_, at) => pictures.draw({ bot: `key:k${at}`, seq: 12, value: 'active' })),
  )
  expect(new Set(all.map(({ png }) => png)).size).toBe(1)
  expect(new Set(all.map(({ name }) => name)).size).toBe(50)
})

test('of a role without a chart there is none, and whoever operates it is told', async () => {
  await expect(picturesOf([]).draw({ bot: 'nobody:x', seq: 1, value: 'idle' })).rejects.toMatchObject({
    code: 'PICTURE_FAILED',
    details: { bot: 'nobody:x' },
  })
  expect(notes).toEqual([expect.stringContaining('no picture of nobody:x')])
})

test('the largest chart is drawn beside everything else', async () => {
  const pictures = picturesOf([])
  const largest = roles.map(({ role }) => role).toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? ''
  const { value } = firstOf(largest)
  // in its own thread it would have few turns: placing and painting let nobody in between
  let turns = 0
  const ticking = setInterval(() => (turns += 1), 5)
  await pictures.draw({ bot: `${largest}:main`, seq: 12, value })
  clearInterval(ticking)
  expect(pictures.isDrawing).toBe(true)
  expect(turns).toBeGreaterThan(20)
})
const sizeOf = (role: string): number => book.chart(role)?.transitions.length ?? 0
