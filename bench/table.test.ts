import { expect, test } from 'vitest'
import type { Judged } from './judgement.ts'
import { benchTable } from './table.ts'

const judged: Judged = {
  name: 'one actor',
  median: 4_512,
  unit: 'events/s',
  spread: [4_400, 4_600],
  samples: 7,
  ratios: { 'raw append': 0.81, lowdb: 2.4 },
  targets: { 'raw append': 0.7, sqlite: 1.2 },
  bounds: { 'raw append': 'at least', sqlite: 'at least' },
  baselines: { 'raw append': 5_570, lowdb: 1_880 },
  details: { p50Us: 210 },
  problems: { sqlite: 'Error: Command failed: x\nsome place\nTypeError: no such file\n    at here' },
  met: false,
}

test('each case tells its median, every ratio with its target, and what failed', () => {
  expect(
    benchTable([judged, { ...judged, name: 'other', met: true, median: 41_234, problems: {} }], 'ext4')
      .slice(0, 9)
      .join('\n'),
  ).toMatchInlineSnapshot(`
    "file system: ext4

    MISSED one actor: 4512 events/s, middle half 4400 to 4600, 7 samples
                   0.81 × raw append (at least 0.7), which is 5570 events/s
                    2.4 × lowdb, which is 1880 events/s
             not measured sqlite (at least 1.2)
             p50Us 210
             sqlite failed: TypeError: no such file
    "
  `)
})

test('the last line counts the cases that were missed', () => {
  expect(benchTable([judged], 'ext4').at(-1)).toBe('1 of 1 cases missed: one actor')
  expect(benchTable([{ ...judged, met: true }], 'ext4').at(-1)).toBe('all 1 cases met')
})
