import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escaped, fitted, shown, typedText } from './slackText.ts'

test('what nobody sees is shown, and what Slack reads is escaped', () => {
  expect([
    shown('a\u202eb'),
    shown('@\u200bhere'),
    shown('\u{e0041}'),
    shown('@Everyone'),
    shown('✓\ufe0f'),
    escaped('<a & b>'),
    fitted('\n', 10),
    fitted('', 10),
    fitted('&&&&', 10),
    fitted('abcdefghijk', 10),
  ]).toMatchInlineSnapshot(`
    [
      "a\\u202eb",
      "@\\u200bhere",
      "\\ue0041",
      "＠Everyone",
      "✓️",
      "&lt;a &amp; b&gt;",
      "\\u000a",
      "-",
      "&amp;…",
      "abcdefghi…",
    ]
  `)
})

test('a cut text is never longer than its bound and never ends within an entity', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('&', '<', 'a', '\ud83d\ude00', '\ud83d'), maxLength: 80 }),
      fc.integer({ min: 8, max: 60 }),
      (text, max) => {
        const line = fitted(text, max)
        expect(line.length).toBeLessThanOrEqual(max)
        expect(line).not.toMatch(/&(?!amp;|lt;|gt;)/)
      },
    ),
  )
})

test.each([
  ['<@U1> status', 'U1', 'status'],
  ['hey <@U1>, show <#C2|general> to <@U3|jun>', 'U1', 'hey , show #C2 to @U3'],
  ['look at <https://a.example/x?b=1&amp;c=2|a.example/x> &lt;now&gt;', undefined, 'look at https://a.example/x?b=1&c=2 <now>'],
  ['<mailto:mara@example.com|mara@example.com> <tel:123|1 2 3>', undefined, 'mara@example.com 1 2 3'],
  ['<!here> <!subteam^S1|@ops>', undefined, '@here @ops'],
  ['approve\u00a0a1', undefined, 'approve a1'],
  ['&amp;lt;', undefined, '&lt;'],
])('%j was typed as told', (text, mention, typed) => {
  expect(typedText(text, mention)).toBe(typed)
})
