import { describe, expect, test } from 'vitest'
import type { ConversationHeard, ConversationStep } from '#protocol/conversation.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { conversationMachine, type ConversationInput } from './conversation.ts'

const input: ConversationInput = { id: 'c1', about: 'slack T1 C1 U1' }
const about = { command: 'fund.pause', args: {} }
const ask: ConversationStep = { kind: 'ask', ...about, slot: 'fund', says: 'Which fund?', choices: null, offered: [] }
const sure = { kind: 'sure', ...about, args: { fund: 'main' }, says: 'Pause main?' } as const
const done = { kind: 'do', ...about, args: { fund: 'main' } } as const
const heard = (delivery: string, revision: number, step: ConversationHeard['step']): ConversationHeard => ({
  type: 'conversation.heard',
  delivery,
  revision,
  step,
})
const aside = { kind: 'do', command: 'fund.status', args: {}, aside: true } as const
const samples = [heard('d0', 1, aside), heard('d1', 1, ask), heard('d2', 1, sure), heard('d3', 1, { kind: 'drop' })]
const begun = (): Driver<typeof conversationMachine> => drive(conversationMachine, input)

test('asks, is answered, wants a yes, and is done; each step is one revision on', () => {
  const bot = begun()
  bot.send(heard('d1', 1, ask))
  expect(bot.value).toBe('asking')
  expect(bot.context).toMatchObject({ revision: 2, pending: ask, last: { delivery: 'd1', step: ask } })
  expect(bot.last.replies).toEqual([{ output: { outcome: 'taken', revision: 2 } }])
  bot.send(heard('d2', 2, sure))
  expect(bot.value).toBe('confirming')
  bot.send(heard('d3', 3, done))
  expect(bot.value).toBe('listening')
  expect(bot.context).toMatchObject({ revision: 4, pending: null, last: { delivery: 'd3', step: done } })
})

test.each([
  ['asking', ask],
  ['confirming', sure],
] as const)('what is done beside a question leaves it %s, with its revision and its time', (state, question) => {
  const bot = begun()
  bot.send(heard('d1', 1, question))
  bot.send(heard('d2', 2, aside))
  expect(bot.value).toBe(state)
  expect(bot.context).toMatchObject({ revision: 2, pending: question, last: { delivery: 'd2', step: aside } })
  expect(bot.last.replies).toEqual([{ output: { outcome: 'taken', revision: 2 } }])
  bot.send(heard('d2', 2, aside))
  expect(bot.last.replies).toEqual([{ output: { outcome: 'repeated', revision: 2 } }])
  bot.send(heard('d3', 2, done))
  expect(bot.context).toMatchObject({ revision: 3, pending: null })
})

test('the same delivery again changes nothing and is told so', () => {
  const bot = begun()
  bot.send(heard('d1', 1, ask))
  bot.send(heard('d1', 1, ask))
  expect(bot.last.replies).toEqual([{ output: { outcome: 'repeated', revision: 2 } }])
  expect(bot.context.revision).toBe(2)
})

test('an answer to a question that is over is stale', () => {
  const bot = begun()
  bot.send(heard('d1', 1, ask))
  bot.send(heard('d2', 1, done))
  expect(bot.last.replies).toEqual([{ output: { outcome: 'stale', revision: 2 } }])
  expect(bot.value).toBe('asking')
})

test('a question that nobody answers is forgotten, and its yes is stale then', () => {
  const bot = begun()
  bot.send(heard('d1', 1, sure))
  bot.fire('patience')
  expect(bot.value).toBe('listening')
  expect(bot.context).toMatchObject({ revision: 3, pending: null })
  bot.send(heard('d2', 2, done))
  expect(bot.last.replies).toEqual([{ output: { outcome: 'stale', revision: 3 } }])
  bot.send(heard('d3', 3, ask))
  bot.fire('patience')
  expect(bot.value).toBe('listening')
})

test('a question that is asked again has all its time again', () => {
  const bot = begun()
  bot.send(heard('d1', 1, ask))
  bot.send(heard('d2', 2, ask))
  expect(bot.value).toBe('asking')
  expect(bot.context.revision).toBe(3)
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(conversationMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(conversationMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "conversation.heard",
      ],
      "facts": [],
      "ports": [],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(conversationMachine, samples)).toMatchInlineSnapshot(`
    {
      "asking": "",
      "confirming": "",
      "listening": "",
    }
  `))
  const world = (): World<typeof conversationMachine> => ({ input, events: () => samples, answers: {} })
  test('no state is unreachable', () => expect(unreachable(conversationMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(conversationMachine, world()))
})
