import { describe, expect, test } from 'vitest'
import { hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { requestMachine, type RequestInput } from './request.ts'

const input: RequestInput = { id: 'r1', principal: 'key:desk', surface: 'api', what: 'fund.pause', digest: hashFixture(1) }
const settled = { type: 'request.settled', answer: { status: 200, body: { did: 'paused' } }, code: 'OK', tookMs: 12 } as const
const failed = { type: 'request.failed', code: 'RPC_UNREACHABLE', tookMs: 9 } as const
const samples = [settled, failed]
const asked = (): Driver<typeof requestMachine> => drive(requestMachine, input)

test('is on record, and in the log, before anything is done', () => {
  const { last } = asked()
  expect(last.facts).toEqual([{ type: 'request.asked', ...input }])
  expect(last.told).toEqual([{ to: 'audit:log', event: { type: 'audit.note', entry: { kind: 'asked', ...input } } }])
})

test('keeps the answer for whoever sends it again', () => {
  const bot = asked()
  bot.send(settled)
  expect(bot.value).toBe('settled')
  expect(bot.context.answer).toEqual(settled.answer)
  expect(bot.last.facts).toEqual([{ type: 'request.settled', ...input, code: 'OK', tookMs: 12 }])
  expect(bot.last.told).toMatchObject([{ to: 'audit:log', event: { entry: { kind: 'settled', code: 'OK' } } }])
})

test('what was not done stays open, and each attempt is in the log', () => {
  const bot = asked()
  bot.send(failed)
  expect(bot.value).toBe('asked')
  expect(bot.last.facts).toEqual([{ type: 'request.failed', ...input, code: 'RPC_UNREACHABLE', tookMs: 9 }])
  expect(bot.last.told).toMatchObject([{ event: { entry: { kind: 'failed' } } }])
  bot.send(settled)
  expect(bot.value).toBe('settled')
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(requestMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(requestMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "request.failed",
        "request.settled",
      ],
      "facts": [
        "request.asked",
        "request.failed",
        "request.settled",
      ],
      "ports": [],
      "tells": [
        "audit.note",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(requestMachine, samples)).toMatchInlineSnapshot(`
    {
      "asked": "",
    }
  `))
  const world = (): World<typeof requestMachine> => {
    return { input, events: () => samples, answers: {} }
  }
  test('no state is unreachable', () => expect(unreachable(requestMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(requestMachine, world()))
})
