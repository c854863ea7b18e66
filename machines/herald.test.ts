import { describe, expect, test } from 'vitest'
import { drive, type Driver } from '../test/machines/driver.ts'
import { newsFixture } from '../test/machines/newsFixture.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { heraldMachine, type Tidings } from './herald.ts'
import { heraldLimits } from './limits.ts'

const input = { cursor: '40' }
const begun = { type: 'herald.begun' } as const
const subscriptions = ['subscription:slack.aa', 'subscription:discord.bb'] as const
const tidings = (change: Partial<Tidings> = {}): Tidings => ({
  cursor: '43/0',
  news: [newsFixture()],
  subscriptions: [...subscriptions],
  skipped: null,
  now: 5,
  ...change,
})
const bot = (): Driver<typeof heraldMachine> => drive(heraldMachine, input)

test('hands each batch to every subscription and moves on, in one turn', () => {
  const herald = bot()
  expect(herald.inputOf('herald.listen')).toEqual({ cursor: '40', isBack: false })
  herald.answer('herald.listen', tidings())
  expect(herald.last.told).toEqual(
    subscriptions.map((to) => ({ to, event: { type: 'subscription.heard', now: 5, news: [newsFixture()] } })),
  )
  expect(herald.inputOf('herald.listen')).toEqual({ cursor: '43/0', isBack: false })
})

test('says nothing when there is nothing', () => {
  const herald = bot()
  herald.answer('herald.listen', tidings({ news: [] }))
  expect([herald.last.told, herald.context.cursor]).toEqual([[], '43/0'])
})

test('has every card looked at once when the daemon is back', () => {
  const herald = bot()
  herald.send(begun)
  expect(herald.inputOf('herald.listen')).toEqual({ cursor: '40', isBack: true })
  herald.answer('herald.listen', tidings({ news: [] }))
  expect(herald.last.told).toEqual(subscriptions.map((to) => ({ to, event: { type: 'subscription.catchUp' } })))
  herald.answer('herald.listen', tidings({ news: [] }))
  expect(herald.last.told).toEqual([])
})

test('says how much nobody was told of', () => {
  const herald = bot()
  herald.answer('herald.listen', tidings({ skipped: { from: 41, to: 900 } }))
  expect(herald.last.facts).toEqual([{ type: 'herald.skipped', from: 41, to: 900 }])
})

test('listens again when the journal could not be read', () => {
  const herald = bot()
  herald.fail('herald.listen')
  expect(herald.timers).toEqual({ askAgain: heraldLimits.askAgainMs })
  herald.fire('askAgain')
  expect(herald.inputOf('herald.listen')).toEqual({ cursor: '40', isBack: false })
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(heraldMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(heraldMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "herald.begun",
      ],
      "facts": [
        "herald.skipped",
      ],
      "ports": [
        "herald.listen",
      ],
      "tells": [
        "subscription.catchUp",
        "subscription.heard",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(heraldMachine, [begun])).toMatchInlineSnapshot(`
    {
      "deaf": "",
      "listening": "",
    }
  `))
  const world = (): World<typeof heraldMachine> => ({
    input,
    events: () => [begun],
    answers: { 'herald.listen': [tidings(), tidings({ skipped: { from: 1, to: 2 } })] },
  })
  test('no state is unreachable', () => expect(unreachable(heraldMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(heraldMachine, world()))
})
