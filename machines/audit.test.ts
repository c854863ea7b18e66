import { describe, expect, test } from 'vitest'
import { auditHead, auditStart } from '#protocol/audit.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { drive } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { auditMachine } from './audit.ts'

const about = { id: 'r1', principal: 'operator', surface: 'cli', what: 'fund.pause', digest: hashFixture(1) } as const
const note = { type: 'audit.note', entry: { kind: 'asked', ...about } } as const
const end = { type: 'audit.note', entry: { kind: 'settled', ...about, code: 'OK', tookMs: 3 } } as const
const samples = [note, end, { type: 'audit.askHead' } as const]

test('each entry stands on the one before', () => {
  const bot = drive(auditMachine, undefined)
  bot.send(note)
  const first = auditHead(auditStart, note.entry)
  expect(bot.last.facts).toEqual([{ type: 'audit.entry', index: 0, previous: auditStart, head: first, entry: note.entry }])
  bot.send(end)
  const second = auditHead(first, end.entry)
  expect(bot.last.facts).toEqual([{ type: 'audit.entry', index: 1, previous: first, head: second, entry: end.entry }])
  expect(bot.context).toEqual({ count: 2, head: second })
})

test('tells the anchor how long it is', () => {
  const bot = drive(auditMachine, undefined)
  bot.send(note)
  bot.send({ type: 'audit.askHead' })
  const head = auditHead(auditStart, note.entry)
  expect(bot.last.told).toEqual([{ to: 'anchor:log', event: { type: 'anchor.head', count: 1, head } }])
  expect(bot.context).toEqual({ count: 1, head })
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(auditMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(auditMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "audit.askHead",
        "audit.note",
      ],
      "facts": [
        "audit.entry",
      ],
      "ports": [],
      "tells": [
        "anchor.head",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(auditMachine, samples)).toMatchInlineSnapshot(`
    {
      "keeping": "",
    }
  `))
  const world = (): World<typeof auditMachine> => {
    return { input: undefined, events: () => samples, answers: {} }
  }
  test('no state is unreachable', () => expect(unreachable(auditMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(auditMachine, world()))
})
