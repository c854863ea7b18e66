import { createMachine } from 'xstate'
import { afterEach, expect, test } from 'vitest'
import { graphOf } from '#charts/graph.ts'
import { faulty } from './faultyFixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import type { TurnRecord } from './records.ts'
import { eventfulLife, recordsOf } from './replayFixtures.ts'
import { takenIn, takenTransitions } from './takenTransitions.ts'
import { firstTurn, nextTurn } from './turn.ts'

afterEach(closeAll)

test('the transitions that the turns of a life took are transitions of their charts', async () => {
  const turns = recordsOf(await eventfulLife(newFolder())).filter((record): record is TurnRecord => record.kind === 'turn')
  const told: Record<string, string[]> = {}
  const before = new Map<string, TurnRecord>()
  for (const turn of turns) {
    const { actor: address, event, cause } = turn
    const role = address.slice(0, address.indexOf(':'))
    const bot = faulty.find((each) => each.role === role)
    if (bot === undefined) throw new Error(`no role ${role}`)
    const taken = takenTransitions(bot, { address, before: cause.kind === 'start' ? undefined : before.get(address), event })
    const drawn = graphOf(bot.machine).transitions.map(({ id }) => id)
    expect(taken.filter((id) => !drawn.includes(id))).toEqual([])
    ;(told[address] ??= []).push(taken.join(' '))
    before.set(address, turn)
  }
  expect(told).toMatchObject({
    'counter:one': ['', 'counting#addAndRead#0', 'counting#count#0', 'counting#addAndRead#0'],
    'worker:done': ['', 'idle#look#0', 'looking#xstate.done.actor.worker.look#0'],
    'worker:failed': ['', 'idle#look#0', 'looking#xstate.error.actor.worker.look#0'],
    'worker:late': ['', 'idle#act#0', '#leave#0', '#worker.act.late#0'],
    'sleeper:short': ['', 'asleep#xstate.after.nap.sleeper.asleep#0'],
  })
})

test('an event that nothing takes, a guard that chooses and an always are told as what they are', () => {
  const machine = createMachine({
    context: {},
    initial: 'a',
    states: {
      a: { on: { go: [{ guard: () => false, target: 'a' }, { target: 'b' }] } },
      b: { always: [{ guard: () => false, target: 'a' }, { target: 'c' }] },
      c: {},
    },
  })
  const { snapshot } = firstTurn(machine, undefined)
  expect(takenIn(() => nextTurn(machine, snapshot, { type: 'go' })).taken).toEqual(['a#go#1', 'b##1'])
  expect(takenIn(() => nextTurn(machine, snapshot, { type: 'nothing' })).taken).toEqual([])
})

test('a turn that fails has taken nothing, and leaves nobody listening', () => {
  const counter = faulty.find(({ role }) => role === 'counter')
  if (counter === undefined) throw new Error('no role counter')
  const snapshot = { status: 'active', value: 'counting', context: { n: 1 } } as const
  const fails = { address: 'counter:one', before: { version: 1, snapshot }, event: { type: 'fail' } } as const
  expect(takenTransitions(counter, fails)).toEqual([])
  expect(takenTransitions(counter, { ...fails, before: { version: 9, snapshot } })).toEqual([])
  const { taken } = takenIn(() => 1)
  nextTurn(counter.machine, firstTurn(counter.machine, { from: 0 }).snapshot, { type: 'add' })
  expect(taken).toEqual([])
})
