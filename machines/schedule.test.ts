import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { scheduleLimits } from './limits.ts'
import { runsOf, scheduleMachine, type Look, type ScheduleInput } from './schedule.ts'

const account = `account:31337-${addressFixture(60).toLowerCase() as `0x${string}`}` as const
const input: ScheduleInput = {
  name: 'sweep',
  what: 'execute-intents',
  fundId: 'main',
  account,
  cron: '* * * * *',
  missed: 'once',
  by: 'operator',
}
const minute = 60_000
const start = Date.UTC(2026, 4, 1, 10)
const end = { type: 'schedule.end', by: 'key:boss' } as const
const samples = [end]
/** What a clock that stands at `now` finds of a time each minute. */
function lookAt(now: number, after: number | null, max: number = scheduleLimits.missedMax): Look {
  const from = after ?? now
  const all: number[] = []
  for (let time = (Math.floor(from / minute) + 1) * minute; time <= now; time += minute) all.push(time)
  return {
    now,
    due: all.slice(-max),
    more: all.length > max,
    next: (Math.floor(Math.max(now, from) / minute) + 1) * minute,
  }
}
type Bot = Driver<typeof scheduleMachine>
/** Lets the bot look at a clock. */
function see(bot: Bot, now: number): Bot {
  if (bot.pending.length === 0) bot.fire('wait')
  bot.answer('schedule.look', lookAt(now, bot.context.after))
  return bot
}
const begun = (change: Partial<ScheduleInput> = {}): Bot => see(drive(scheduleMachine, { ...input, ...change }), start + 10_000)
const ran = (bot: Bot): number => bot.last.facts.filter(({ type }) => type === 'schedule.ran').length

test('runs nothing that was before it, and then each time as it comes', () => {
  const bot = begun()
  expect([ran(bot), bot.timers]).toEqual([0, { wait: 50_000 }])
  see(bot, start + minute + 5)
  expect(bot.last.told).toEqual([{ to: 'executor:main', event: { type: 'executor.sweep', by: 'schedule:sweep' } }])
  expect(bot.last.facts).toEqual([
    {
      type: 'schedule.ran',
      schedule: 'sweep',
      what: 'execute-intents',
      fundId: 'main',
      due: '2026-05-01T10:01:00.000Z',
      lateMs: 5,
    },
  ])
  expect(bot.timers).toEqual({ wait: 59_995 })
})

test('asks for an anchor through the account that it was given', () => {
  const bot = see(begun({ what: 'audit-anchor' }), start + minute)
  expect(bot.last.told).toEqual([{ to: 'anchor:log', event: { type: 'anchor.make', account, by: 'schedule:sweep' } }])
})

describe('after seven minutes that nobody was there for', () => {
  const away = start + 7 * minute + 30_000
  test.each<[ScheduleInput['missed'], number, number]>([
    ['skip', 1, 6], // the newest is half a minute late: on time
    ['once', 1, 6],
    ['catch-up', 7, 0],
  ])('%s runs %i and misses %i', (missed, runs, missedRuns) => {
    const bot = see(begun({ missed }), away)
    expect([ran(bot), bot.last.told.length, bot.context.missedRuns]).toEqual([runs, runs, missedRuns])
    const told = bot.last.facts.find(({ type }) => type === 'schedule.missed')
    expect(told).toEqual(
      missedRuns === 0
        ? undefined
        : { type: 'schedule.missed', schedule: 'sweep', count: missedRuns, more: false, policy: missed },
    )
    // and goes on from there
    expect(ran(see(bot, start + 8 * minute))).toBe(1)
  })

  test('of which none is on time, skip runs none and once runs one', () => {
    const look: Look = { ...lookAt(away, start), now: away + 10 * minute }
    expect(runsOf({ missed: 'skip' }, look)).toEqual([])
    expect(runsOf({ missed: 'once' }, look)).toEqual([start + 7 * minute])
  })

  test('no more are caught up than a bound allows, and that is told', () => {
    const bot = see(begun({ missed: 'catch-up' }), start + 5_000 * minute)
    expect(ran(bot)).toBe(scheduleLimits.missedMax)
  })
})

test('a clock that goes back an hour runs nothing a second time, and goes on where it was', () => {
  const bot = see(begun(), start + 70 * minute)
  expect(ran(see(bot, start + 10 * minute))).toBe(0)
  expect(bot.context.after).toBe(start + 70 * minute)
  // it looks each minute for as long as that takes
  expect(bot.timers).toEqual({ wait: scheduleLimits.lookMs })
  expect(ran(see(bot, start + 70 * minute))).toBe(0)
  expect(ran(see(bot, start + 71 * minute))).toBe(1)
})

test('a clock that goes forward an hour has missed what it jumped over', () => {
  const bot = see(begun({ missed: 'skip' }), start + minute)
  expect(ran(see(bot, start + 61 * minute + 10))).toBe(1)
  expect(bot.context.missedRuns).toBe(59)
})

test('whatever the clock does, each time runs at most once', () => {
  const policies = fc.constantFrom<ScheduleInput['missed']>('skip', 'once', 'catch-up')
  fc.assert(
    fc.property(policies, fc.array(fc.integer({ min: -90, max: 90 }), { maxLength: 30 }), (missed, jumps) => {
      const bot = begun({ missed })
      let now = start
      for (const jump of jumps) see(bot, (now += jump * minute))
      const due = bot.all.facts.filter(({ type }) => type === 'schedule.ran').map((fact) => String(fact['due']))
      expect(new Set(due).size).toBe(due.length)
      expect(due).toEqual(due.toSorted())
    }),
    { numRuns: 60 },
  )
})

test('an expression without another time ends, and so does one that is ended by a person', () => {
  const over = drive(scheduleMachine, input)
  over.answer('schedule.look', { now: start, due: [], more: false, next: null })
  expect([over.value, over.last.facts]).toEqual(['ended', [{ type: 'schedule.ended', schedule: 'sweep', by: '' }]])
  const bot = begun()
  expect(bot.send(end).facts).toEqual([{ type: 'schedule.ended', schedule: 'sweep', by: 'key:boss' }])
  expect(bot.status).toBe('done')
})

test('what could not be looked up is looked up again', () => {
  const bot = drive(scheduleMachine, input)
  bot.fail('schedule.look')
  expect(bot.value).toBe('confused')
  bot.fire('askAgain')
  expect(bot.pending).toEqual(['schedule.look'])
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(scheduleMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(scheduleMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "schedule.end",
      ],
      "facts": [
        "schedule.ended",
        "schedule.made",
        "schedule.missed",
        "schedule.ran",
      ],
      "ports": [
        "schedule.look",
      ],
      "tells": [
        "anchor.make",
        "executor.sweep",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(scheduleMachine, samples)).toMatchInlineSnapshot(`
    {
      "confused": "",
      "looking": "",
      "waiting": "",
    }
  `))
  const world = (): World<typeof scheduleMachine> => ({
    input,
    events: () => samples,
    answers: {
      'schedule.look': [lookAt(start, null), lookAt(start + 5 * minute, start), { ...lookAt(start, null), next: null }],
    },
  })
  test('no state is unreachable', () => expect(unreachable(scheduleMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(scheduleMachine, world()))
})
