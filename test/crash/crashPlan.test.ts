import { expect, it } from 'vitest'
import { planKills } from './crashPlan.ts'
import { daemonPoints } from './killPoints.ts'

const names = daemonPoints.map(({ point }) => point)
const pointsOf = (runs: number, seed: number, only?: string): readonly string[] =>
  planKills(runs, seed, only).flatMap((plan) => (plan.kind === 'point' ? [plan.point.point] : []))

it('falls on every named point in 200 runs, and on chance in a third of them', () => {
  expect([...new Set(pointsOf(200, 1))].toSorted()).toEqual(names.toSorted())
  expect(planKills(200, 1).filter(({ kind }) => kind === 'random')).toHaveLength(66)
})

it('says the same for the same seed and something else for another', () => {
  expect(planKills(50, 4)).toEqual(planKills(50, 4))
  expect(planKills(50, 4)).not.toEqual(planKills(50, 5))
})

it('takes the chain with it now and then', () => {
  expect(planKills(200, 1).filter(({ chain }) => chain === 'killed')).toHaveLength(16)
})

it('stays at one point when it is told to', () => {
  expect(new Set(pointsOf(9, 1, 'sign.after'))).toEqual(new Set(['sign.after']))
})
