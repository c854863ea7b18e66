import { expect, test } from 'vitest'
import { benchPlot } from './benchPlot.ts'
import type { HistoryLine } from './history.ts'
import { score } from './score.ts'

const line = (given: Partial<HistoryLine>): HistoryLine => ({
  at: '2026-11-21T14:02:19.680Z',
  commit: 'aaaaaaa',
  name: 'one actor',
  median: 100,
  unit: 'events/s',
  spread: [90, 110],
  samples: 7,
  ratios: { lowdb: 6 },
  targets: { lowdb: 3 },
  bounds: { lowdb: 'at least' },
  baselines: {},
  details: {},
  met: true,
  ...given,
})

test('the score is how far a target was reached, whichever way it points', () => {
  expect(score(line({}), 'lowdb')).toBe(2)
  expect(score(line({ bounds: { lowdb: 'at most' } }), 'lowdb')).toBe(0.5)
  expect(score(line({ ratios: {} }), 'lowdb')).toBeUndefined()
  expect(score(line({ targets: {} }), 'lowdb')).toBeUndefined()
})

test('there is a panel per target, a point per run, and what missed is marked', () => {
  const svg = benchPlot([
    line({}),
    line({ commit: 'bbbbbbb', ratios: { lowdb: 1.5 } }),
    line({ name: 'start <10k>', ratios: { target: 0.5 }, targets: { target: 1 }, bounds: { target: 'at most' }, unit: 's' }),
  ])
  expect(svg.match(/<g /g)).toHaveLength(2)
  expect(svg.match(/<circle class="met"/g)).toHaveLength(2)
  expect(svg.match(/<circle class="missed"/g)).toHaveLength(1)
  expect(svg).toContain('aaaaaaa … bbbbbbb')
  expect(svg).toContain('at least 3 × lowdb')
  expect(svg).toContain('start &lt;10k&gt;')
  expect(svg).not.toContain('NaN')
})

test('a better run lies higher than the target line, a worse one lower', () => {
  const svg = benchPlot([line({}), line({ ratios: { lowdb: 1.5 } })])
  const [better, worse] = [...svg.matchAll(/cy="([\d.]+)"/g)].map((match) => Number(match[1]))
  const target = Number(/class="target"[^>]*y1="([\d.]+)"/.exec(svg)?.[1])
  expect(better).toBeLessThan(target)
  expect(worse).toBeGreaterThan(target)
})
