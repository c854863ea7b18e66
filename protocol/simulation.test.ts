import { expect, test } from 'vitest'
import { addressFixture } from './fixtures.ts'
import { assetChangeSchema, simulationSchema } from './simulation.ts'

test('a change is of an asset of somebody, more or less', () => {
  const change = { address: addressFixture(1), asset: 'native', delta: '-5' }
  expect(assetChangeSchema.safeParse(change).success).toBe(true)
  for (const wrong of [{ asset: 'ETH' }, { delta: '-0' }, { delta: '1.5' }, { address: 'me' }])
    expect(assetChangeSchema.safeParse({ ...change, ...wrong }).success).toBe(false)
})

test('a simulation says how it was found out', () => {
  const simulation = {
    mode: 'stateful',
    why: '',
    block: 1,
    blockTime: 1,
    results: [],
    changesFrom: 'logs',
    changes: [],
    otherChanges: 0,
  }
  expect(simulationSchema.safeParse(simulation).success).toBe(true)
  expect(simulationSchema.safeParse({ ...simulation, mode: 'hoped' }).success).toBe(false)
})
