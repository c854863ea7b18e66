import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { activeStates } from '#charts/activeStates.ts'
import { graphOf } from '#charts/graph.ts'
import { marksByState, marksOf } from './marks.ts'

const graph = graphOf(
  createMachine({
    id: 'm',
    initial: 'waiting',
    states: {
      waiting: {
        initial: 'asking',
        after: { 5_000: 'over' },
        states: { asking: { invoke: { id: 'm.ask', src: 'm.ask', onDone: 'told' } }, told: {} },
      },
      over: { type: 'final' },
    },
  }),
)
const active = new Set(activeStates({ waiting: 'asking' }))
const now = Date.parse('2026-01-01T00:00:00.000Z')
const timer = { id: 'xstate.after.5000.m.waiting', dueAt: '2026-01-01T00:00:04.000Z' }

test('a timer counts down on the state that it leaves, and an effect up on the one that asks', () => {
  const marks = marksOf(
    graph,
    active,
    { timers: [timer], effects: [{ id: 'm:1/2/0', port: 'm.ask', since: '2025-12-31T23:59:50.000Z' }] },
    now,
  )
  expect(marks.map(({ kind, state, text }) => [kind, state, text])).toEqual([
    ['timer', 'waiting', '0:04'],
    ['effect', 'waiting.asking', '10 s'],
  ])
  expect(marksByState(marks, () => 'waiting').get('waiting')).toHaveLength(2)
})

test('a timer whose time has come is due; since when an effect of the past is asked is not known', () => {
  const marks = marksOf(graph, active, { timers: [timer], effects: [{ id: 'e', port: 'm.ask' }] }, now + 60_000)
  expect(marks.map(({ text }) => text)).toEqual(['due', 'asked'])
})

test('what belongs to no state of the chart has no mark', () => {
  const waits = { timers: [{ ...timer, id: 'restart' }], effects: [{ id: 'e', port: 'm.other' }] }
  expect(marksOf(graph, active, waits, now)).toEqual([])
  expect(marksOf(graph, new Set(['', 'over']), { timers: [], effects: [{ id: 'e', port: 'm.ask' }] }, now)).toEqual([])
})
