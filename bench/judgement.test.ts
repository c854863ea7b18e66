import { expect, test } from 'vitest'
import type { BenchCase, Outcome } from './benchCase.ts'
import { judge, reaches } from './judgement.ts'

const bench: BenchCase = {
  name: 'appending',
  unit: 'events/s',
  about: 'An example.',
  contenders: { quorate: { module: './a.ts' }, slow: { module: './b.ts' }, other: { module: './c.ts' } },
  targets: { slow: { is: 'at least', ratio: 2 } },
}
const readings = (...values: number[]): readonly { value: number }[] => values.map((value) => ({ value }))
const outcome = (given: Partial<Outcome['readings']>, problems: Outcome['problems'] = {}): Outcome => ({
  readings: { quorate: readings(90, 100, 400), slow: readings(50, 10, 40), other: readings(7), ...given } as Outcome['readings'],
  problems,
})

test('a ratio is one of medians, and only a baseline with a target decides', () => {
  expect(judge(bench, outcome({}))).toMatchObject({
    median: 100,
    spread: [90, 400],
    samples: 3,
    ratios: { slow: 2.5, other: 14.29 },
    targets: { slow: 2 },
    bounds: { slow: 'at least' },
    met: true,
  })
})

test('a target that is not reached is a miss', () => {
  expect(judge(bench, outcome({ slow: readings(51) })).met).toBe(false)
  expect(judge(bench, outcome({ slow: readings(50) })).met).toBe(true)
})

test('a baseline that failed is a miss, and its problem is told', () => {
  const judged = judge(bench, outcome({ slow: [] }, { slow: 'no server' }))
  expect(judged).toMatchObject({ met: false, problems: { slow: 'no server' } })
  expect(judged.ratios).not.toHaveProperty('slow')
})

test('an absolute limit is the baseline "target"', () => {
  const limited: BenchCase = { ...bench, targets: {}, limit: { is: 'at most', value: 80 } }
  expect(judge(limited, outcome({}))).toMatchObject({ ratios: { target: 1.25 }, targets: { target: 1 }, met: false })
  expect(judge(limited, outcome({ quorate: readings(80) })).met).toBe(true)
  expect(judge(limited, outcome({ quorate: [] })).met).toBe(false)
})

test('baselines measured with the sample and computed ones count like others', () => {
  const computed: BenchCase = {
    ...bench,
    targets: { beside: { is: 'at most', ratio: 0.5 }, bound: { is: 'at least', ratio: 0.6 } },
    derive: () => ({ bound: 200 }),
  }
  const beside = outcome({ quorate: [{ value: 100, beside: { beside: 250 }, details: { p50Us: 3 } }] })
  expect(judge(computed, beside)).toMatchObject({ ratios: { beside: 0.4, bound: 0.5 }, met: false, details: { p50Us: 3 } })
})

test('a ratio on the bound reaches its target, one that is no number never does', () => {
  expect(reaches(2, { is: 'at least', ratio: 2 })).toBe(true)
  expect(reaches(2, { is: 'at most', ratio: 2 })).toBe(true)
  expect(reaches(1.99, { is: 'at least', ratio: 2 })).toBe(false)
  expect(reaches(2.01, { is: 'at most', ratio: 2 })).toBe(false)
  expect(reaches(Number.NaN, { is: 'at most', ratio: 2 })).toBe(false)
  expect(reaches(undefined, { is: 'at most', ratio: 2 })).toBe(false)
})
