import { describe, expect, test } from 'vitest'
import { hashClaim } from '#protocol/claim.ts'
import { claimFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { crawlerMachine, type CrawlerInput } from './crawler.ts'
import { botLimits } from './limits.ts'

const input: CrawlerInput = { fundId: 'main', name: 'pool' }
const task = { cursor: '12/0', task: { kind: 'crawl', round: 7 } }
const extracted = { claim: claimFixture(), claimHash: hashClaim(claimFixture()) }

type Crawler = Driver<typeof crawlerMachine>
function extracting(): Crawler {
  const bot = drive(crawlerMachine, input)
  bot.answer('crawler.nextTask', task)
  return bot
}
function submitting(): Crawler {
  const bot = extracting()
  bot.answer('crawler.extract', extracted)
  return bot
}
const watchesAfter = (bot: Crawler, cursor: string): void => {
  expect(bot.value).toBe('watching')
  expect(bot.inputOf('crawler.nextTask')).toEqual({ fundId: 'main', name: 'pool', cursor })
  expect(bot.context).toMatchObject({ task: null, claim: null, claimHash: null })
}

describe('a round', () => {
  test('reads its source for the round that opened, submits the claim and watches for the next one', () => {
    const bot = extracting()
    expect(bot.inputOf('crawler.extract')).toEqual({ fundId: 'main', name: 'pool', round: 7 })
    bot.answer('crawler.extract', extracted)
    expect(bot.inputOf('crawler.submitClaim')).toEqual({ fundId: 'main', name: 'pool', ...extracted })
    bot.answer('crawler.submitClaim', { status: 202 })
    watchesAfter(bot, '12/0')
    expect(bot.context.claimed).toBe(1)
  })

  test('asks again from where it was when a wait ends without a round', () => {
    const bot = drive(crawlerMachine, input)
    bot.answer('crawler.nextTask', { cursor: '9/1', task: null })
    watchesAfter(bot, '9/1')
  })

  test('says that its source failed and waits for the next round', () => {
    const bot = extracting()
    expect(bot.fail('crawler.extract', { code: 'SOURCE_UNAVAILABLE', message: 'the pool is gone' }).facts).toEqual([
      { type: 'crawler.failed', fundId: 'main', name: 'pool', round: 7, code: 'SOURCE_UNAVAILABLE', detail: 'the pool is gone' },
    ])
    watchesAfter(bot, '12/0')
  })

  test('says that the relayer did not take its claim, and does not count it', () => {
    const bot = submitting()
    expect(bot.fail('crawler.submitClaim').facts).toMatchObject([{ type: 'crawler.failed', round: 7 }])
    watchesAfter(bot, '12/0')
    expect(bot.context.claimed).toBe(0)
  })
})

test('rests before it asks a silent feed again', () => {
  const bot = drive(crawlerMachine, input)
  bot.fail('crawler.nextTask')
  expect(bot.timers).toEqual({ rest: botLimits.feedRetryMs })
  bot.fire('rest')
  watchesAfter(bot, '')
})

test('does nothing about a late answer to a submission', () => {
  const bot = submitting()
  const before = bot.context
  bot.send({ type: 'crawler.submitClaim.late' })
  expect(bot.context).toEqual(before)
})

describe('as a whole', () => {
  test('every state is entered and every transition taken', () => expect(untaken(crawlerMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(crawlerMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "crawler.submitClaim.late",
      ],
      "facts": [
        "crawler.failed",
      ],
      "ports": [
        "crawler.extract",
        "crawler.nextTask",
        "crawler.submitClaim",
      ],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(crawlerMachine, [{ type: 'crawler.submitClaim.late' }, { type: 'nobody.knows' }]))
      .toMatchInlineSnapshot(`
      {
        "extracting": "nobody.knows",
        "resting": "nobody.knows",
        "submitting": "nobody.knows",
        "watching": "nobody.knows",
      }
    `))
  const world = (): World<typeof crawlerMachine> => {
    const answers = {
      'crawler.nextTask': [task, { cursor: '9/1', task: null }],
      'crawler.extract': [extracted],
      'crawler.submitClaim': [{ status: 202 }],
    }
    return { input, events: () => [], answers }
  }
  test('no state is unreachable', () => expect(unreachable(crawlerMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(crawlerMachine, world()))
})
