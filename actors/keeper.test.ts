import { expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import type { GuardBooks } from '#integrations/chain/guardView.ts'
import type { GuardReading } from '#machines/keeper.ts'
import { runEffect, testNow, worldOf } from './fixtures.ts'
import { keeperEffects } from './keeper.ts'

const token = addressFixture(11)
const account = `account:31337-${addressFixture(65).toLowerCase()}`
const books = (change: Partial<GuardBooks> = {}): GuardBooks => ({
  guard: addressFixture(70),
  keeper: addressFixture(65),
  blockTime: testNow - 3,
  status: 'KNOWN',
  value: '2000000000',
  observedAt: testNow - 100,
  windowS: 60,
  maxAgeS: 600,
  obstacle: null,
  ...change,
})
async function look(change: Partial<GuardBooks> = {}, effectId = 'keeper:main/1/0'): Promise<GuardReading> {
  const world = worldOf({ view: { guard: () => Promise.resolve(books(change)) } })
  // what the effect is bound to gives
  return (await runEffect(keeperEffects(world), 'keeper.look', { fundId: 'main', token, account }, { effectId })) as GuardReading
}

test('asks at its own node about its token and its own account', async () => {
  const asked: unknown[] = []
  const views: string[] = []
  const world = worldOf()
  const { view } = worldOf({
    view: {
      guard: ({ fundId }, of) => {
        asked.push(fundId, of)
        return Promise.resolve(books())
      },
    },
  })
  const watched = {
    ...world,
    view: (bot: string) => {
      views.push(bot)
      return view(bot)
    },
  }
  await runEffect(keeperEffects(watched), 'keeper.look', { fundId: 'main', token, account })
  expect([views, asked]).toEqual([['keeper:main'], ['main', { token, keeper: addressFixture(65) }]])
})

test('tells the guard’s books as they are, by the chain’s time', async () => {
  const { blockTime, ...rest } = books()
  expect(await look()).toEqual({ ...rest, now: blockTime, spread: expect.any(Number) as number })
})

test('goes by the wall clock where the newest block is old: its next one will', async () => {
  expect((await look({ blockTime: testNow - 3_600 })).now).toBe(testNow - 15)
  expect((await look({ blockTime: testNow + 3_600 })).now).toBe(testNow + 3_600)
})

test('what an old block says is too soon may be due in the next one; every other obstacle stands', async () => {
  expect((await look({ obstacle: { code: 'ObservedTooSoon', detail: '' } })).obstacle).toBeNull()
  const obstacle = { code: 'ReservesTooThin', detail: 'ReservesTooThin(1, 2, 3)' }
  expect((await look({ obstacle })).obstacle).toEqual(obstacle)
})

test('spreads waits by lots that each look draws once, so that a repeated effect waits as long', async () => {
  const lots = await Promise.all(
    Array.from({ length: 50 }, (_, n) => look({}, `keeper:main/${n}/0`).then(({ spread }) => spread)),
  )
  expect(new Set(lots).size).toBeGreaterThan(40)
  expect(lots.every((lot) => lot >= 0 && lot < 1_000)).toBe(true)
  expect((await look({}, 'keeper:main/7/0')).spread).toBe(lots[7])
})
