import { describe, expect, test } from 'vitest'
import { anchorData } from '#protocol/auditAnchor.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { anchorMachine } from './anchor.ts'

const address = addressFixture(60)
const account = `account:31337-${address.toLowerCase() as `0x${string}`}` as const
const make = { type: 'anchor.make', account, by: 'key:boss', askId: 'a1' } as const
const head = (count = 4) => ({ type: 'anchor.head', count, head: hashFixture(count) }) as const
const confirmed = (count = 4, n = 1) =>
  ({ type: 'account.confirmed', requestId: `anchor/${count}/${n}`, txHash: hashFixture(9), block: 30, gasUsed: '1' }) as const
const failed = (count = 4, n = 1) =>
  ({
    type: 'account.failed',
    requestId: `anchor/${count}/${n}`,
    stage: 'estimate',
    code: 'INSUFFICIENT_FUNDS',
    message: 'no gas',
    txHash: null,
  }) as const
const samples = [make, head(), confirmed(), failed()]

const after = (...events: readonly (typeof samples)[number][]): Driver<typeof anchorMachine> => {
  const bot = drive(anchorMachine, undefined)
  for (const event of events) bot.send(event)
  return bot
}

test('asks the log for its head and puts that on chain, as a transaction of its account to itself', () => {
  const bot = after(make)
  expect(bot.last.told).toEqual([{ to: 'audit:log', event: { type: 'audit.askHead' } }])
  bot.send(head())
  expect(bot.last.told).toMatchObject([
    { to: account, event: { requestId: 'anchor/4/1', to: address.toLowerCase(), data: anchorData(head()), value: '0' } },
  ])
  bot.send(confirmed())
  const anchored = { count: 4, head: hashFixture(4), txHash: hashFixture(9), block: 30 }
  expect(bot.last.facts).toMatchObject([{ type: 'audit.anchored', ...anchored, chainId: 31_337, by: 'key:boss' }])
  expect(bot.last.replies).toMatchObject([{ to: 'a1', output: { ok: true, ...anchored } }])
  expect([bot.value, bot.context.last]).toEqual(['idle', anchored])
})

test('a head that is there already is answered with its transaction and sent no second time', () => {
  const bot = after(make, head(), confirmed(), make)
  bot.send(head())
  expect(bot.last).toMatchObject({ told: [], replies: [{ output: { ok: true, txHash: hashFixture(9) } }] })
  bot.send(make)
  bot.send(head(5))
  expect(bot.last.told).toMatchObject([{ event: { requestId: 'anchor/5/2' } }])
})

test('an empty log has nothing to anchor', () => {
  const bot = after(make, head(0))
  expect([bot.value, bot.last.replies]).toMatchObject(['idle', [{ output: { ok: false, code: 'NOTHING_TO_ANCHOR' } }]])
})

test('one at a time: who asks meanwhile is told so', () => {
  for (const bot of [after(make), after(make, head())])
    expect(bot.send({ ...make, askId: 'a2' }).replies).toEqual([
      { output: { ok: false, code: 'ANCHOR_BUSY', detail: 'another head is on its way to the chain' } },
    ])
})

test('what did not reach the chain is told, and can be asked again', () => {
  const bot = after(make, head(), confirmed(3), failed(4, 7))
  expect(bot.value).toBe('sending')
  bot.send(failed())
  expect(bot.last.facts).toMatchObject([{ type: 'audit.unanchored', count: 4, code: 'INSUFFICIENT_FUNDS' }])
  expect(bot.last.replies).toMatchObject([{ to: 'a1', output: { ok: false, code: 'INSUFFICIENT_FUNDS' } }])
  bot.send(make)
  expect(bot.send(head()).told).toMatchObject([{ event: { requestId: 'anchor/4/2' } }])
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(anchorMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(anchorMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "anchor.head",
        "anchor.make",
      ],
      "facts": [
        "audit.anchored",
        "audit.unanchored",
      ],
      "ports": [],
      "tells": [
        "account.send",
        "audit.askHead",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(anchorMachine, samples)).toMatchInlineSnapshot(`
    {
      "asking": "account.confirmed account.failed",
      "idle": "anchor.head account.confirmed account.failed",
      "sending": "anchor.head",
    }
  `))
  const world = (): World<typeof anchorMachine> => ({ input: undefined, events: () => samples, answers: {} })
  test('no state is unreachable', () => expect(unreachable(anchorMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(anchorMachine, world()))
})
