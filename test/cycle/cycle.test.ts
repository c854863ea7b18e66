import { afterEach, expect, it } from 'vitest'
import type { ChainView } from '#actors/world.ts'
import { ModelChain } from './modelChain.ts'
import { startModelSwarm, type ModelSwarm } from './modelSwarm.ts'

let swarm: ModelSwarm | undefined
afterEach(async () => {
  await swarm?.stop()
  swarm = undefined
})

it('carries a claim through reproduction, quorum, approval and execution, and sells again', async () => {
  swarm = await startModelSwarm()
  const bought = await swarm.fact((fact) => fact.type === 'intent.executed' && fact.data['action'] === 'BUY')
  const sold = await swarm.fact((fact) => fact.type === 'intent.executed' && fact.data['action'] === 'SELL')
  expect(swarm.chain.executions.get(String(bought.data['intentHash']))).toBeDefined()
  expect(swarm.chain.executions.get(String(sold.data['intentHash']))).toBeDefined()
})

it('refuses a lying crawler’s claim with the right reason, and nothing executes', async () => {
  swarm = await startModelSwarm({
    change: (world) => ({ ...world, fault: (bot) => (bot === 'crawler:main.pool' ? 'lie' : 'none') }),
  })
  const refused = await swarm.fact((fact) => fact.type === 'claim.refused')
  expect(refused.data['reason']).toBe('REPRODUCTION_FAILED')
  const failed = await swarm.fact((fact) => fact.type === 'snapshot.failed')
  expect(failed.data['detail']).toBe('no claim reached its threshold')
  expect(swarm.chain.roots.size).toBe(0)
  expect(swarm.chain.intents.size).toBe(0)
})

it('outvotes one verifier behind a lying node, and names it', async () => {
  swarm = await startModelSwarm({
    change: (world) => ({
      ...world,
      view: (bot) => (bot === 'verifier:main.charlie' ? lyingView(world.view(bot)) : world.view(bot)),
    }),
  })
  const charlie = swarm.fund.verifiers[2]?.address
  const said = await swarm.fact((fact) => fact.type === 'claim.attested' && fact.data['verifier'] === charlie)
  expect(said.data).toMatchObject({ verdict: 'FAIL', reason: 'REPRODUCTION_FAILED' })
  await swarm.fact((fact) => fact.type === 'intent.executed')
})

it('without two of three verifiers nothing is published, proposed or executed', async () => {
  const silent = new Set(['verifier:main.bravo', 'verifier:main.charlie'])
  swarm = await startModelSwarm({
    change: (world) => ({
      ...world,
      view: (bot) =>
        silent.has(bot) ? { ...world.view(bot), chainTime: () => new Promise<number>(() => undefined) } : world.view(bot),
    }),
  })
  const failed = await swarm.fact((fact) => fact.type === 'snapshot.failed')
  expect(failed.data['detail']).toBe('no claim reached its threshold')
  expect(swarm.chain.roots.size).toBe(0)
  expect(swarm.chain.intents.size).toBe(0)
})

it('drops an intent that the contract’s dry run refuses for good, with the contract’s code', async () => {
  const chain = new ModelChain()
  chain.refuseWith = 'ADAPTER_DATA_MISMATCH'
  swarm = await startModelSwarm({ chain })
  const dropped = await swarm.fact((fact) => fact.type === 'intent.dropped')
  expect(dropped.data).toMatchObject({ outcome: 'dropped', code: 'ADAPTER_DATA_MISMATCH' })
  expect(chain.executions.size).toBe(0)
  // nobody can execute it later, whatever the executor is told
  expect(chain.intents.get(String(dropped.data['intentHash']))?.status).toBe('CANCELLED')
})

it('continues after a restart where it was, and executes no intent twice', async () => {
  const first = await startModelSwarm()
  await first.fact((fact) => fact.type === 'intent.approved')
  const { chain, fund, directory } = first
  await first.stop()
  swarm = await startModelSwarm({ chain, fund, directory })
  const executed = await swarm.fact((fact) => fact.type === 'intent.executed')
  const txs = [...chain.sent.values()].filter((one) => one.to === fund.contracts.core)
  expect(txs.length).toBe(chain.executions.size)
  expect(chain.executions.has(String(executed.data['intentHash']))).toBe(true)
})

/** A node that reports twice the price. */
function lyingView(view: ChainView): ChainView {
  return {
    ...view,
    ammPrice: async (of) => {
      const { ref, price } = await view.ammPrice(of)
      return { ref, price: { ...price, spotWad: (BigInt(price.spotWad) * 2n).toString() as typeof price.spotWad } }
    },
  }
}
