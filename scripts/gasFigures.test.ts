import { expect, test } from 'vitest'
import { figuresOf, gasTable, ratioTable, staleFigures, type GasRun } from './gasFigures.ts'

const run: GasRun = {
  suiteResults: [
    {
      testResults: [
        {},
        {
          valueSnapshotGroups: [
            {
              name: 'fund',
              entries: [
                { name: 'attest, 10', value: '20' },
                { name: 'attest, 3', value: '10' },
              ],
            },
            { name: 'another', entries: [{ name: 'x', value: '1' }] },
          ],
        },
      ],
    },
    { testResults: [{ valueSnapshotGroups: [{ name: 'fund', entries: [{ name: 'ratio: bare, first', value: '1000' }] }] }] },
  ],
}

test('takes the figures of the fund from a run, and no others', () => {
  expect(figuresOf(run)).toEqual({ 'attest, 3': 10, 'attest, 10': 20, 'ratio: bare, first': 1_000 })
  expect(Object.keys(figuresOf(run))).toEqual(['attest, 3', 'attest, 10', 'ratio: bare, first'])
})

test('tells a figure that changed, one that is new and one that is gone', () => {
  expect(staleFigures({ a: 1, b: 2 }, { a: 1, b: 2 })).toEqual([])
  expect(staleFigures({ a: 1, b: 2 }, { a: 3, c: 4 })).toMatchInlineSnapshot(`
    [
      "a: 1, now 3",
      "b: 2, now not measured",
      "c: not in the file, now 4",
    ]
  `)
})

test('writes the tables of the page', () => {
  expect(gasTable(figuresOf(run))).toMatchInlineSnapshot(`
    "| action | gas |
    | --- | ---: |
    | attest, 3 | 10 |
    | attest, 10 | 20 |"
  `)
  expect(
    ratioTable({
      'ratio: attestIntent, first': 13,
      'ratio: bare, first': 10,
      'ratio: attestIntent, again': 1,
      'ratio: bare, again': 1,
    }),
  ).toMatchInlineSnapshot(`
    "| use of the nonce words | attestIntent | bare | ratio |
    | --- | ---: | ---: | ---: |
    | first | 13 | 10 | 1.300 |
    | again | 1 | 1 | 1.000 |"
  `)
})
