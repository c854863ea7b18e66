import { describe, expect, test } from 'vitest'
import type { ErrandInput, ErrandOutcome } from '#protocol/errand.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { errandLimits } from './limits.ts'
import { errandMachine } from './errand.ts'

const input: ErrandInput = {
  id: 'e1',
  delivery: 'Ev1',
  messenger: 'slack',
  workspace: 'T1',
  user: 'U1',
  channel: 'C1',
  thread: null,
  deed: { kind: 'said', line: 'pause main' },
  digest: hashFixture(1),
  replyTo: 's1.sealed',
}
const outcome: ErrandOutcome = {
  principal: 'link:l1',
  command: 'fund.pause',
  code: 'OK',
  title: 'paused',
  tone: 'good',
  text: 'fund main',
  lines: [],
  buttons: [],
}
const late = ['errand.do.late', 'errand.answer.late'].map((type) => ({ type }) as { type: 'errand.do.late' })
const taken = (): Driver<typeof errandMachine> => drive(errandMachine, input)
const about = { id: 'e1', messenger: 'slack', workspace: 'T1', user: 'U1', deed: 'said' }

test('is on record before it is done, and not what was said', () => {
  const bot = taken()
  expect(bot.last.facts).toEqual([{ type: 'errand.taken', ...about }])
  expect(bot.inputOf('errand.do')).toEqual(input)
})

test('is done, noted in the log, and answered', () => {
  const bot = taken()
  bot.answer('errand.do', outcome)
  const entry = { kind: 'errand', ...about, principal: 'link:l1', what: 'fund.pause', digest: input.digest, code: 'OK' }
  expect(bot.last.told).toEqual([{ to: 'audit:log', event: { type: 'audit.note', entry } }])
  expect(bot.inputOf('errand.answer')).toEqual({ errandId: 'e1', messenger: 'slack', replyTo: 's1.sealed', outcome })
  bot.answer('errand.answer', null)
  expect(bot.value).toBe('answered')
  expect(bot.last.facts).toEqual([{ type: 'errand.answered', ...about }])
})

test('what fails unforeseen is said, and that it may have been done', () => {
  const bot = taken()
  bot.fail('errand.do', { code: 'EFFECT_TIMEOUT', message: 'it took too long' })
  expect(bot.context.outcome).toMatchObject({
    code: 'EFFECT_TIMEOUT',
    tone: 'bad',
    lines: ['it took too long', expect.any(String)],
  })
  expect(bot.last.told).toMatchObject([{ event: { entry: { kind: 'errand', principal: '', code: 'EFFECT_TIMEOUT' } } }])
})

test('a messenger that wants rest gets exactly that, one that does not answer is asked again later and later', () => {
  const bot = taken()
  bot.answer('errand.do', outcome)
  bot.fail('errand.answer', { code: 'MESSENGER_LIMITED', details: { retryAfterMs: 7_000 } })
  expect(bot.timers).toEqual({ rest: 7_000 })
  bot.fire('rest')
  bot.fail('errand.answer', { code: 'MESSENGER_UNREACHABLE' })
  expect(bot.timers).toEqual({ rest: errandLimits.firstRestMs * 2 })
  bot.fire('rest')
  expect(bot.pending).toEqual(['errand.answer'])
})

test('is given up after its last try, and says why', () => {
  const bot = taken()
  bot.answer('errand.do', outcome)
  for (let tries = 1; tries < errandLimits.tries; tries += 1) {
    bot.fail('errand.answer', { message: 'no' })
    bot.fire('rest')
  }
  bot.fail('errand.answer', { message: 'the token is too old' })
  expect(bot.value).toBe('unanswered')
  expect(bot.last.facts).toEqual([{ type: 'errand.unanswered', ...about, problem: 'the token is too old' }])
})

test('what comes late changes nothing', () => {
  const bot = taken()
  for (const event of late) bot.send(event)
  expect(bot.value).toBe('doing')
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(errandMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(errandMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "errand.answer.late",
        "errand.do.late",
      ],
      "facts": [
        "errand.answered",
        "errand.taken",
        "errand.unanswered",
      ],
      "ports": [
        "errand.answer",
        "errand.do",
      ],
      "tells": [
        "audit.note",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(errandMachine, late)).toMatchInlineSnapshot(`
    {
      "answering": "",
      "doing": "",
      "resting": "",
    }
  `))
  const world = (): World<typeof errandMachine> => ({
    input,
    events: () => late,
    aspect: ({ context }) => (context as { readonly tries: number }).tries,
    answers: { 'errand.do': [outcome], 'errand.answer': [null] },
  })
  test('no state is unreachable', () => expect(unreachable(errandMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(errandMachine, world()))
})
