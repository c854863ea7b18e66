import { and, assign, not, or, setup, type AnyStateMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { emit, tell } from '#runtime/authoring.ts'
import { allStates, type ChartTransition } from './chartGraph.ts'
import { exampleMachine, oddMachine } from './fixtures.ts'
import { graphOf } from './graph.ts'

const line = (t: ChartTransition): string =>
  `${t.source || '(root)'} ${t.trigger} "${t.label}"${t.guard === null ? '' : ` if ${t.guard}`}${t.isOtherwise ? ' otherwise' : ''}${t.actions.length === 0 ? '' : ` do ${t.actions.join(', ')}`} -> ${t.targets.map((target) => target || '(root)').join(' + ') || 'stays'}`
const linesOf = (machine: AnyStateMachine): string[] => graphOf(machine).transitions.map(line)

describe('graphOf', () => {
  test('finds all 36 states of the example with their kinds', () => {
    const states = allStates(graphOf(exampleMachine).root)
    const count = (kind: string): number => states.filter((state) => state.kind === kind).length
    expect([states.length, count('compound'), count('parallel'), count('final'), count('atomic')]).toEqual([36, 7, 1, 8, 20])
  })

  test('reads every kind of transition, with guards, branches and actions', () => {
    expect(linesOf(oddMachine)).toMatchInlineSnapshot(`
      [
        "(root) event "*" do note -> stays",
        "(root) event "STALE" -> stays",
        "work event "PAUSE" -> paused",
        "work event "AGAIN" -> work",
        "work.one event "UP" -> (root)",
        "work.one done "done a" -> work.two",
        "work.one done "done b" -> work.two",
        "work.two event "OUT" if ok -> paused",
        "work.two event "OUT" otherwise -> work",
        "work.two after "after 1.5 s" -> work.one",
        "work.two after "after 1.5 min" -> work.one",
        "work.back always "default" -> work.one",
        "paused event "RESUME" -> work.back",
      ]
    `)
  })

  test('keeps descriptions, entry, exit, invokes, initial states and history', () => {
    const states = new Map(allStates(graphOf(exampleMachine).root).map((state) => [state.id, state]))
    expect(states.get('')).toMatchObject({ description: 'Lands approved trades.', initial: ['idle'], kind: 'compound' })
    expect(states.get('executing')).toMatchObject({
      entry: ['lockNonce'],
      exit: ['releaseNonce'],
      initial: ['executing.signing'],
    })
    expect(states.get('planning.build')).toMatchObject({ invokes: [{ id: 'buildTx', src: 'buildTx' }] })
    expect(allStates(graphOf(oddMachine).root).find((state) => state.kind === 'history')).toMatchObject({
      id: 'work.back',
      history: 'deep',
    })
  })

  test('hides what XState does by itself, and keeps what the author named', () => {
    const machine = setup({
      actions: { announce: emit({ type: 'x' }), remember: assign({}) },
      delays: { soon: 10 },
    }).createMachine({
      initial: 'a',
      states: {
        a: { entry: 'announce', after: { soon: { target: 'b', actions: ['remember', assign({})] } } },
        b: { entry: tell({ to: 'role:id', event: { type: 'x' } }) },
      },
    })
    const [, a, b] = allStates(graphOf(machine).root)
    expect([a?.entry, a?.exit, b?.entry]).toEqual([['announce'], [], ['tell']])
    expect(linesOf(machine)).toEqual(['a after "after soon" do remember -> b'])
  })

  test('names combined guards', () => {
    const machine = setup({ guards: { a: () => true, b: () => true } }).createMachine({
      on: {
        X: [
          { guard: and(['a', not('b')]) },
          { guard: or(['a', 'b']) },
          {
            guard: function isOdd() {
              return true
            },
          },
        ],
      },
    })
    expect(graphOf(machine).transitions.map((transition) => transition.guard)).toEqual(['a and not b', 'a or b', 'isOdd'])
  })

  test('is plain JSON', () => {
    const graph = graphOf(exampleMachine)
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph)
  })

  test('gives every transition its own id', () => {
    const ids = graphOf(exampleMachine).transitions.map((transition) => transition.id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
