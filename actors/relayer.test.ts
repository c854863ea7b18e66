import { expect, test } from 'vitest'
import { hashFixture } from '#protocol/fixtures.ts'
import type { OpenSet } from '#protocol/relay.ts'
import { actorsFund, runEffect, viewOf, worldOf } from './fixtures.ts'
import { fundEffects } from './fund.ts'
import { relayerEffects } from './relayer.ts'
import type { World } from './world.ts'

const fund = actorsFund()
const openSet: OpenSet = { setEpoch: 2, members: fund.verifiers, totalWeight: 3, thresholds: fund.thresholds }
const valuation = {
  baseAmount: '5',
  positionAmount: '0',
  costBasis: '0',
  value: '5',
  realisedProfit: '0',
  priceWad: '1',
  paused: false,
  block: 9,
  blockTime: 1,
}
const asked: string[] = []
const world: World = {
  ...worldOf(),
  view: (bot) => {
    asked.push(bot)
    return viewOf({
      openSet: (of) => Promise.resolve(of.fundId === 'main' ? openSet : { ...openSet, setEpoch: 0 }),
      publishedRoot: (_, round) => Promise.resolve({ root: round === 7 ? hashFixture(2) : null, block: 9 }),
      valuation: () => Promise.resolve(valuation),
    })
  },
}

test.each<[string, string, object, unknown]>([
  ['relayer.readSet', 'relayer:main', {}, openSet],
  ['relayer.readSnapshot', 'relayer:main', { round: 7 }, { root: hashFixture(2), block: 9 }],
  ['relayer.readSnapshot', 'relayer:main', { round: 8 }, { root: null, block: 9 }],
  ['fund.readVault', 'fund:main', {}, valuation],
])('%s asks the chain through the node of %s', async (port, bot, input, answer) => {
  asked.length = 0
  expect(await runEffect([...relayerEffects(world), ...fundEffects(world)], port, { fundId: 'main', ...input })).toEqual(answer)
  expect(asked).toEqual([bot])
})
