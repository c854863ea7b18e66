import { expect, it } from 'vitest'
import { eventWords } from './eventWords.ts'

it.each([
  ['claim.submit', 'claim.submit'],
  ['xstate.done.actor.verifier.nextTask', 'verifier.nextTask answers'],
  ['xstate.error.actor.fund.readVault', 'fund.readVault fails'],
  ['xstate.done.state.fund.rounds', 'fund.rounds is done'],
  ['xstate.after.interval.fund.rounds.resting', 'after interval'],
  ['xstate.init', 'begins'],
  ['xstate.unheard', 'xstate.unheard'],
])('%s reads %s', (type, words) => {
  expect(eventWords(type)).toBe(words)
})
