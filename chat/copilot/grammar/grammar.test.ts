import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mara } from '#chat/copilot/fixtures.ts'
import utterances from '#chat/copilot/utterances.json' with { type: 'json' }
import {
  commonVerbs,
  grammarWords,
  halfOrderPatterns,
  orderPatterns,
  orders,
  questionPatterns,
  questions,
  verbs,
} from './grammar.ts'
import { halfPayments } from './payments.ts'

const all = [...orders, ...halfPayments, ...questions]
const said = new Map(utterances.map((row) => [row.say, 'kind' in row ? row.kind : undefined]))

describe('the page about the copilot', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/copilot.md'), 'utf8')

  test('has each form of the grammar with its example, and no other', () => {
    const [, ofForms = ''] = page.split('## Every form')
    const written = ofForms.split('\n').filter((line) => /^\| [a-z]+ \| `/.test(line))
    const wanted = all.flatMap(({ kind, forms }) =>
      forms.map(
        ({ form, example }) => `| ${kind} | \`${form.replaceAll('|', '\\|')}\` | ${example.replace('{address}', '0x…')} |`,
      ),
    )
    expect(written).toEqual(wanted)
  })
})

test('each example of a form is in the table of utterances, and is of its kind', () => {
  const examples = all.flatMap(({ kind, forms }) => forms.map(({ example }) => [example.replace('{address}', mara), kind]))
  const found = examples.map(([example = '']) => [example, said.get(example)])
  expect(found).toEqual(examples)
})

test('each form is a pattern, and none fits nothing at all', () => {
  const patterns = [...orderPatterns, ...halfOrderPatterns, ...questionPatterns]
  expect(patterns).toHaveLength(all.flatMap(({ forms }) => forms).length)
  expect(patterns.filter(({ matches }) => matches.test(''))).toEqual([])
})

test('no order begins like a question, and each verb means one kind of order', () => {
  expect([...verbs].filter((verb) => ['what', 'how', 'which', 'show', 'list', 'is'].includes(verb))).toEqual([])
  const kinds = (verb: string): ReadonlySet<string> =>
    new Set(
      orderPatterns.flatMap(({ kind, matches }) =>
        new RegExp(`^\\^(?:\\(\\?:)?(?:[a-z]+ \\|)*${verb} `).test(matches.source) ? [kind] : [],
      ),
    )
  const shared = [...verbs].filter((verb) => kinds(verb).size > 1).map((verb) => [verb, ...kinds(verb)])
  // "give" is told apart by what it gives: an allowance, or an amount
  expect(shared).toEqual([['give', 'transfer', 'approve']])
  expect([...commonVerbs].filter((verb) => !verbs.has(verb))).toEqual([])
})

test('a word of the grammar is never taken for a name', () => {
  expect(['swap', 'to', 'spend', 'slippage', 'tomorrow', 'not', 'shares', 'i'].filter((word) => !grammarWords.has(word))).toEqual(
    [],
  )
  expect(['usdc', 'weth', 'main', 'uniswap-v2', ''].filter((word) => grammarWords.has(word))).toEqual([])
})
