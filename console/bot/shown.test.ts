import { expect, test } from 'vitest'
import type { Moment } from './botShapes.ts'
import { botOf, turnOf } from './botFixtures.ts'
import { belowPath, changeAt, pathsOfChanges } from './changes.ts'
import { outside, sequenceOf } from './sequence.ts'
import { shownOf, stateWords } from './shown.ts'

const momentOf = (since: number): Moment => ({
  address: 'fund:main',
  since,
  at: turnOf(since).at,
  previous: null,
  version: 1,
  incarnation: 1,
  status: 'active',
  value: { rounds: 'open' },
  context: { cash: 'then' },
  turn: null,
  event: null,
  differences: null,
  timers: [],
  effects: [{ id: 'e', port: 'p' }],
})

test('now is what the bot is; the turn that led there is shown once it is known', () => {
  const bot = botOf(9, { value: { rounds: 'open' } })
  const older = shownOf(bot, turnOf(6, { taken: ['idle#GO#0'] }), undefined)
  expect(older).toMatchObject({ isPast: false, seq: 9, taken: [], context: { cash: '1' } })
  expect([...older.active]).toEqual(['', 'rounds', 'rounds.open'])
  expect(shownOf(bot, turnOf(9, { taken: ['idle#GO#0'] }), undefined).taken).toEqual(['idle#GO#0'])
})

test('the past is what the turn left; nothing of now is in it', () => {
  const bot = botOf(9, { context: { cash: 'now' } })
  const turn = turnOf(3, { value: 'then', taken: ['x'] })
  expect(shownOf(bot, turn, { moment: undefined })).toMatchObject({
    isPast: true,
    seq: 3,
    value: 'then',
    waits: undefined,
    context: undefined,
  })
  // a moment of another turn, which was asked for before, is not this one's
  expect(shownOf(bot, turn, { moment: momentOf(6) })).toMatchObject({ value: 'then', context: undefined, waits: undefined })
  expect(shownOf(bot, turn, { moment: momentOf(3) })).toMatchObject({
    context: { cash: 'then' },
    waits: { effects: [{ port: 'p' }] },
  })
  // only the journal's base knows it
  expect(shownOf(bot, undefined, { moment: momentOf(2) })).toMatchObject({ seq: 2, value: { rounds: 'open' } })
})

test('a state value that is none has no active states', () => {
  expect([...shownOf(botOf(1, { value: 7 }), undefined, undefined).active]).toEqual([])
  expect([stateWords('idle'), stateWords({ a: 'x', b: { c: 'y' } }), stateWords({ a: {} }), stateWords(null)]).toEqual([
    'idle',
    'a.x + b.c.y',
    'a',
    '?',
  ])
})

test('a change marks its value and everything around it', () => {
  const changes = pathsOfChanges([{ path: 'context.book.cash', before: '1', after: '2' }])
  expect(changeAt(belowPath('context', 'book'), changes)).toBe('inside')
  expect(changeAt('context.book.cash', changes)).toMatchObject({ before: '1' })
  expect(changeAt('context.bo', changes)).toBeUndefined()
})

test('messages are arrows between lanes, in the order of the turns', () => {
  const { lanes, steps } = sequenceOf('fund:main', [
    turnOf(3, { event: 'fund.pause', cause: { kind: 'external' }, messages: [{ to: 'account:1', event: 'intent.wanted' }] }),
    turnOf(6, {
      event: 'account.confirmed',
      cause: { kind: 'message', from: 'account:1', id: '5/0' },
      from: 'idle',
      to: 'paused',
    }),
    turnOf(9),
  ])
  expect(lanes).toEqual(['fund:main', outside, 'account:1'])
  expect(steps.map(({ from, to, event, otherSeq, moved }) => [from, to, event, otherSeq, moved])).toEqual([
    [outside, 'fund:main', 'fund.pause', null, null],
    ['fund:main', 'account:1', 'intent.wanted', null, null],
    ['account:1', 'fund:main', 'account.confirmed', 5, 'paused'],
    [null, 'fund:main', 'clock.tick', null, null],
  ])
})
