import { expect, test } from 'vitest'
import type { BenchCase } from './benchCase.ts'
import { benchPage } from './benchPage.ts'
import type { HistoryLine } from './history.ts'

const bench = (name: string): BenchCase => ({ name, unit: 'ms', about: `About ${name}.`, contenders: {}, targets: {} })
const line = (given: Partial<HistoryLine>): HistoryLine => ({
  at: '2026-11-21T14:02:19.680Z',
  commit: 'aaaaaaa',
  name: 'first',
  median: 12_345,
  unit: 'ms',
  spread: [12_000, 13_000],
  samples: 7,
  ratios: { lowdb: 6, live: 2 },
  targets: { sqlite: 2, lowdb: 3 },
  bounds: { lowdb: 'at least', sqlite: 'at least' },
  baselines: { lowdb: 2_057 },
  details: {},
  met: false,
  ...given,
})

test('the newest run of a case is shown, every target with its verdict, then what is told for comparison', () => {
  const page = benchPage([bench('first'), bench('second')], [line({ commit: 'older' }), line({})])
  expect(page.split('\n').filter((each) => each.startsWith('| '))).toMatchInlineSnapshot(`
    [
      "| case | measured | middle half | against | ratio | target | |",
      "| first (aaaaaaa) | 12,345 ms | 12,000 to 13,000 | sqlite | not measured | at least 2 | **missed** |",
      "|  |  |  | lowdb, 2057 ms | 6 | at least 3 | met |",
      "|  |  |  | live | 2 |  |  |",
      "| second | not measured yet | | | | | |",
    ]
  `)
  expect(page).not.toContain('older')
  expect(page).toContain('- **second**: About second.')
})
