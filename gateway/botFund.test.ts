import { expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import { fundOfContext, seesBotOf } from './botFund.ts'
import type { Json } from '#runtime/host.ts'
import type { Caller } from './caller.ts'

const key = (funds: 'all' | readonly string[]): Caller => ({
  kind: 'key',
  principal: 'key:a',
  person: null,
  role: 'viewer',
  funds,
})

test('a bot is of the fund that its context names', () => {
  expect(fundOfContext({ fundId: 'main', n: 1 })).toBe('main')
})

test('one that names none, or nothing, is of the swarm', () => {
  for (const context of [{}, { fundId: '' }, { fundId: 5 }, { fundId: null }, null, 'main', ['main']])
    expect(fundOfContext(context as Json)).toBe(null)
})

test('who sees some funds sees their bots and none of the swarm; who sees all sees every one', () => {
  expect([seesBotOf(key(['main']), 'main'), seesBotOf(key(['main']), 'other'), seesBotOf(key(['main']), null)]).toEqual([
    true,
    false,
    false,
  ])
  expect([seesBotOf(key('all'), 'main'), seesBotOf(key('all'), null)]).toEqual([true, true])
  expect(seesBotOf(key([]), null)).toBe(false)
})

test('neither nobody nor a fund’s own bot sees any', () => {
  expect(seesBotOf({ kind: 'nobody', problem: '' }, 'main')).toBe(false)
  const bot: Caller = { kind: 'bot', principal: 'bot:a', person: null, address: addressFixture(1), letInto: 'main' }
  expect(seesBotOf(bot, 'main')).toBe(false)
})
