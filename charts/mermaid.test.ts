import { createMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { exampleMachine, oddMachine } from './fixtures.ts'
import { graphOf } from './graph.ts'
import { mermaidOf } from './mermaid.ts'

const line =
  /^ *(?:%% [^{}]*|--|\}|\[\*\] --> s\d+|s\d+ --> (?:\[\*\]|s\d+ : [^#;:"{}]*(?:#\d+;[^#;:"{}]*)*)|s\d+ : [^#;:"{}]*(?:#\d+;[^#;:"{}]*)*|state "[^"#;]*(?:#\d+;[^"#;]*)*" as s\d+(?: \{)?)$/

/** Lines that are none of the forms used, and the depth of braces at the end. */
function faultsOf(text: string): { strange: string[]; depth: number } {
  const [head, title, close, type, ...lines] = text.trimEnd().split('\n')
  expect([head, title?.startsWith('title: "'), close, type]).toEqual(['---', true, '---', 'stateDiagram-v2'])
  const opened = lines.filter((each) => each.endsWith(' {')).length
  return { strange: lines.filter((each) => !line.test(each)), depth: opened - lines.filter((each) => each.trim() === '}').length }
}

describe('mermaidOf', () => {
  test.each([
    ['the example', exampleMachine],
    ['the odd machine', oddMachine],
  ])('writes only known forms for %s, with balanced braces', (_, machine) => {
    expect(faultsOf(mermaidOf(graphOf(machine)))).toEqual({ strange: [], depth: 0 })
  })

  test('divides the regions of a parallel state', () => {
    expect(mermaidOf(graphOf(exampleMachine)).match(/^ +--$/gm)).toHaveLength(2)
  })

  test('draws a parallel root as a state, because regions exist only inside one', () => {
    const machine = createMachine({
      id: 'both',
      type: 'parallel',
      states: { a: { initial: 'x', states: { x: {} } }, b: { initial: 'y', states: { y: {} } } },
    })
    const text = mermaidOf(graphOf(machine))
    expect(faultsOf(text)).toEqual({ strange: [], depth: 0 })
    expect(text).toMatch(/^ {2}state "both" as s0 \{$/m)
  })

  test('keeps as text what Mermaid cannot draw', () => {
    expect(mermaidOf(graphOf(oddMachine))).toMatchInlineSnapshot(`
      "---
      title: "odd"
      ---
      stateDiagram-v2
        %% in every state: on * / note
        %% in every state: ignores STALE
        [*] --> s1
        state "work" as s1 {
          %% on AGAIN → work
          [*] --> s2
          state "one" as s2
          s2 : invokes a
          s2 : invokes b
          s2 : on UP → start
          state "two" as s3
          s3 : on OUT #91;otherwise#93; → work
          state "back (deep history)" as s4
          s2 --> s3 : done a
          s2 --> s3 : done b
          s3 --> s2 : after 1.5 s
          s3 --> s2 : after 1.5 min
          s4 --> s2 : default
        }
        state "paused" as s5
        s1 --> s5 : PAUSE
        s3 --> s5 : OUT #91;ok#93;
        s5 --> s4 : RESUME
      "
    `)
  })

  test('writes hostile names so that they stay text', () => {
    const hostile = '"] --> x\n%%{init: {}}%%; <script>#quot;: {'
    const machine = createMachine({
      id: hostile,
      initial: 'a',
      on: { [hostile]: { actions: hostile } },
      states: { a: { entry: hostile, on: { [hostile]: 'b;"' } }, 'b;"': { initial: 'c', entry: hostile, states: { c: {} } } },
    })
    expect(faultsOf(mermaidOf(graphOf(machine)))).toEqual({ strange: [], depth: 0 })
  })

  test('ends an arrow between two compounds at the other compound and says where it goes', () => {
    const machine = createMachine({
      initial: 'a',
      states: { a: { initial: 'x', states: { x: { on: { GO: '#deep' } } } }, b: { initial: 'y', states: { y: { id: 'deep' } } } },
    })
    expect(mermaidOf(graphOf(machine))).toContain('s2 --> s3 : GO → b.y')
  })
})
