// A small storm; `npm run storm` raises larger ones.
import { expect, it } from 'vitest'
import { postStorm } from './postStorm.ts'

it('killed in a storm of POSTs, it has lost no answer and does nothing twice', { timeout: 240_000 }, async () => {
  const verdict = await postStorm({ kills: 2, clients: 8, seed: 7 })
  expect(verdict.violations).toEqual([])
  // a storm in which nothing was done, or nothing was cut off, shows nothing
  expect(verdict.deposits).toBeGreaterThan(0)
  expect(verdict.answered).toBeGreaterThan(0)
  expect(verdict.repeated).toBeGreaterThan(0)
})
