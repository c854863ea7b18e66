import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { newsFixture } from '../test/machines/newsFixture.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { subscriptionLimits } from './limits.ts'
import { subscriptionMachine } from './subscription.ts'
import { noWishes, type SubscriptionHeard, type SubscriptionSet } from './subscriptionState.ts'

const minute = 60_000
const start = Date.UTC(2026, 4, 1, 10)
const place = { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null } as const
const input = { id: 'slack.aa', place }
const set = (change: Partial<SubscriptionSet> = {}): SubscriptionSet => ({
  type: 'subscription.set',
  ...noWishes,
  kinds: ['all'],
  by: 'key:mara',
  now: start,
  ...change,
})
let facts = 0
const heardOf = (change: Parameters<typeof newsFixture>[0] = {}, now = start): SubscriptionHeard => ({
  type: 'subscription.heard',
  now,
  // each fact has a place of its own in the journal
  news: [newsFixture({ key: `${(facts += 1)}/0`, ...change })],
})
const end = { type: 'subscription.end', by: 'key:jun' } as const
const mute = (until: number | null, now = start) => ({ type: 'subscription.mute', until, by: 'key:jun', now }) as const
const catchUp = { type: 'subscription.catchUp' } as const
const closed = (cardId: string, isLost = false) => ({ type: 'card.closed', cardId, subject: 'intent:0x12', isLost }) as const
const samples = [set(), mute(null), end, catchUp, closed('x')]

type Bot = Driver<typeof subscriptionMachine>
function told(change: Partial<SubscriptionSet> = {}): Bot {
  const bot = drive(subscriptionMachine, input)
  bot.send(set(change))
  return bot
}
const cardOf = (bot: Bot): string => bot.all.started.at(-1)?.id ?? ''

test('hears nothing before anybody wishes for it', () => {
  const bot = drive(subscriptionMachine, input)
  bot.send(heardOf())
  expect([bot.value, bot.all.started, bot.last.told]).toEqual(['silent', [], []])
})

test('tells who set it, and answers', () => {
  const bot = told({ kinds: ['trades', 'incidents'], fundId: 'main', digest: 'daily' })
  expect(bot.last.facts).toEqual([
    {
      type: 'subscription.set',
      place: 'slack:T1:C1',
      by: 'key:mara',
      kinds: ['trades', 'incidents'],
      fundId: 'main',
      severity: 'notice',
      digest: 'daily',
    },
  ])
  expect([bot.last.replies, bot.value]).toEqual([[{ output: null }], { told: 'listening' }])
})

test('has one card for a subject, kept up by each further word', () => {
  const bot = told()
  bot.send(heardOf())
  const id = cardOf(bot)
  bot.send(heardOf({ words: 'it is executed', isOver: true }))
  expect(bot.all.started).toHaveLength(1)
  expect(bot.last.told).toMatchObject([
    { to: `card:${id}`, event: { type: 'card.changed', isOver: true } },
    { to: `card:${id}`, event: { type: 'card.say', text: 'it is executed' } },
  ])
})

test('has another card for a subject that comes back after its first one ended', () => {
  const bot = told()
  bot.send(heardOf())
  const first = cardOf(bot)
  bot.send(closed(first))
  expect(bot.context.live).toEqual({})
  bot.send(heardOf())
  expect(cardOf(bot)).not.toBe(first)
  // the end of the first one is not the end of the second
  bot.send(closed(first))
  expect(Object.values(bot.context.live)).toEqual([cardOf(bot)])
})

test('does not try a place again and again that takes no card; who subscribes anew has mended it', () => {
  const bot = told()
  bot.send(heardOf())
  bot.send(closed(cardOf(bot), true))
  bot.send(heardOf())
  expect(bot.all.started).toHaveLength(1)
  bot.send(set())
  bot.send(heardOf())
  expect(bot.all.started).toHaveLength(2)
})

test('keeps up what is up when it is ended, and begins nothing', () => {
  const bot = told()
  bot.send(heardOf())
  bot.send(end)
  expect(bot.last.facts).toEqual([{ type: 'subscription.ended', place: 'slack:T1:C1', by: 'key:jun' }])
  bot.send(heardOf())
  expect(bot.last.told).toMatchObject([{ event: { type: 'card.changed' } }])
  bot.send(heardOf({ subject: 'intent:0x13' }))
  expect(bot.all.started).toHaveLength(1)
  for (const again of [end, mute(null)]) expect(bot.send(again).replies).toEqual([{ output: null }])
  bot.send(set())
  expect(bot.value).toEqual({ told: 'listening' })
})

test('has every card look at its subject when the daemon is back', () => {
  const bot = told()
  bot.send(heardOf())
  bot.send(catchUp)
  expect(bot.last.told).toEqual([{ to: `card:${cardOf(bot)}`, event: { type: 'card.changed', isOver: false } }])
})

describe('what is gathered while it is muted', () => {
  test('is posted in one message when that is over', () => {
    const bot = told()
    bot.send(mute(start + 20 * minute))
    expect(bot.last.facts).toEqual([
      { type: 'subscription.muted', place: 'slack:T1:C1', by: 'key:jun', until: '2026-05-01T10:20:00.000Z' },
    ])
    bot.send(heardOf({}, start + minute))
    bot.send(heardOf({ subject: 'intent:0x13' }, start + 2 * minute))
    expect([bot.value, bot.timers, bot.all.started]).toEqual([{ told: 'waiting' }, { wait: subscriptionLimits.lookMs }, []])
    bot.fire('wait')
    bot.answer('subscription.look', { now: start + 7 * minute })
    expect([bot.last.started, bot.timers]).toEqual([[], { wait: subscriptionLimits.lookMs }])
    bot.fire('wait')
    bot.answer('subscription.look', { now: start + 20 * minute })
    expect(bot.last.started).toMatchObject([{ role: 'card', input: { words: { title: 'What came meanwhile: trades 2' } } }])
    expect([bot.value, bot.context.gathered]).toEqual([{ told: 'listening' }, null])
  })

  test('is posted at once when somebody unmutes', () => {
    const bot = told()
    bot.send(mute(start + 20 * minute))
    bot.send(heardOf())
    bot.send(mute(null))
    expect([bot.last.facts, bot.timers]).toMatchObject([[{ until: null }], { wait: 0 }])
  })
})

test('a clock that could not be read is read again', () => {
  const bot = told({ kinds: ['audit-head'] })
  bot.fire('wait')
  bot.fail('subscription.look')
  expect([bot.value, bot.timers]).toEqual([{ told: 'confused' }, { askAgain: subscriptionLimits.askAgainMs }])
  bot.fire('askAgain')
  bot.answer('subscription.look', { now: Date.UTC(2026, 4, 2) })
  expect(bot.last.started).toMatchObject([{ input: { subject: 'audit:log', words: null } }])
})

test('its state stays small however much comes', () => {
  const bot = told({ quiet: { from: 0, to: 1_439 } })
  const severity = 'critical' as const
  for (let n = 0; n < 60; n += 1)
    bot.send(heardOf({ subject: `incident:${'x'.repeat(50)}${n}`, severity, words: 'y'.repeat(300) }))
  for (let n = 0; n < 60; n += 1) bot.send(heardOf({ subject: `intent:${n}`, words: 'y'.repeat(300) }))
  for (const [subject, cardId] of Object.entries(bot.context.live).slice(0, 20))
    bot.send({ type: 'card.closed', subject, cardId, isLost: true })
  expect(JSON.stringify(bot.context).length).toBeLessThan(16 * 1024)
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(subscriptionMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(subscriptionMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "card.closed",
        "subscription.catchUp",
        "subscription.end",
        "subscription.heard",
        "subscription.mute",
        "subscription.set",
      ],
      "facts": [
        "subscription.ended",
        "subscription.muted",
        "subscription.set",
      ],
      "ports": [
        "subscription.look",
      ],
      "tells": [
        "card.changed",
        "card.say",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(subscriptionMachine, samples)).toMatchInlineSnapshot(`
    {
      "silent": "",
      "told:confused": "",
      "told:listening": "",
      "told:looking": "",
      "told:waiting": "",
    }
  `))
  const world = (): World<typeof subscriptionMachine> => ({
    input,
    events: () => [...samples, set({ kinds: ['audit-head'] }), heardOf(), mute(start + minute)],
    answers: { 'subscription.look': [{ now: start }, { now: start + 48 * 60 * minute }] },
  })
  test('no state is unreachable', () => expect(unreachable(subscriptionMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(subscriptionMachine, world()))
})
