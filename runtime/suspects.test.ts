import { expect, test } from 'vitest'
import { Suspects } from './suspects.ts'

test('tries one after the other, each once the one before is cleared', () => {
  const tried: string[] = []
  const suspects = new Suspects<string>((job) => tried.push(job))
  for (const job of ['a', 'b', 'c']) suspects.add(job)
  expect(tried).toEqual(['a'])
  suspects.cleared('a')
  expect(tried).toEqual(['a', 'b'])
  suspects.cleared('a')
  suspects.cleared('stranger')
  expect(tried).toEqual(['a', 'b'])
})

test('forgets one that is not wanted any more before its turn', () => {
  const tried: string[] = []
  const suspects = new Suspects<string>((job) => tried.push(job))
  for (const job of ['a', 'b', 'c']) suspects.add(job)
  suspects.cleared('b')
  suspects.cleared('a')
  expect(tried).toEqual(['a', 'c'])
})
