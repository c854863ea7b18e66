import { expect, test } from 'vitest'
import type { Fact } from '#runtime/host.ts'
import type { Caller } from './caller.ts'
import { eventName, factKinds, wantsOf } from './eventWords.ts'

test('events are called as the founding documents call them', () => {
  expect(['claim.attested', 'snapshot.published', 'intent.executed'].map(eventName)).toEqual([
    'claim:attested',
    'snapshot:finalized',
    'intent:executed',
  ])
})

test('the sides of a fund', () => {
  const types = ['round.opened', 'claim.attested', 'snapshot.published', 'intent.executed', 'fund.valued']
  expect(types.filter(factKinds.claims)).toEqual(types.slice(0, 3))
  expect(types.filter(factKinds.intents)).toEqual(['intent.executed'])
  expect(types.filter(factKinds.all)).toEqual(types)
})

test('who sees some funds sees nothing of others, and nothing that is of none', () => {
  const fact = (data: Fact['data']): Fact => ({ id: '1/0', seq: 1, at: '', actor: 'fund:x', type: 'fund.valued', data })
  const key = (funds: 'all' | readonly string[]): Caller => ({
    kind: 'key',
    principal: 'key:k',
    person: null,
    role: 'viewer',
    funds,
  })
  const facts = [fact({ fundId: 'main' }), fact({ fundId: 'other' }), fact({})]
  const seen = (caller: Caller): readonly boolean[] => facts.map(wantsOf(caller))
  expect(seen(key('all'))).toEqual([true, true, true])
  expect(seen(key(['main']))).toEqual([true, false, false])
  expect(seen({ kind: 'nobody', problem: '' })).toEqual([false, false, false])
})
