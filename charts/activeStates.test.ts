import { expect, test } from 'vitest'
import { activeStates, takenTransitions } from './activeStates.ts'
import { exampleMachine } from './fixtures.ts'
import { graphOf } from './graph.ts'

const graph = graphOf(exampleMachine)

test('all states of a value are active, with their parents', () => {
  expect(activeStates('idle')).toEqual(['', 'idle'])
  expect(activeStates({ checks: { policy: 'loading', judgement: {} } })).toEqual([
    '',
    'checks',
    'checks.policy',
    'checks.policy.loading',
    'checks.judgement',
  ])
})

test('a step names the transition it took', () => {
  expect(takenTransitions(graph, { from: 'expired', to: { checks: { policy: 'loading' } }, event: 'REOPEN' })).toEqual([
    'expired#REOPEN#0',
  ])
  expect(takenTransitions(graph, { from: 'expired', to: 'expired', event: 'REOPEN' })).toEqual([])
  expect(takenTransitions(graph, { from: null, to: 'idle', event: 'xstate.init' })).toEqual([])
})

test('a transition of the root is named from wherever it was taken', () => {
  expect(takenTransitions(graph, { from: { approval: 'awaiting' }, to: 'halted', event: 'KILL' })).toEqual(['#KILL#0'])
})

test('a transition whose target was left at once by an always is named', () => {
  expect(takenTransitions(graph, { from: { approval: 'awaiting' }, to: { approval: 'awaiting' }, event: 'EDIT' })).toEqual([
    'approval.awaiting#EDIT#0',
  ])
})
