// Bots that reach their relayer over HTTP only: the same machines, the same facts, through the door.
import { afterEach, expect, test } from 'vitest'
import { httpRelay } from '#integrations/relay/httpRelay.ts'
import { envelopeAudience } from '#protocol/envelope.ts'
import { modelSigner, openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

test('a swarm whose bots speak only HTTP buys and sells', { timeout: 60_000 }, async () => {
  open = await openModelGateway((world, url) => {
    const relay = httpRelay({
      get url() {
        return url()
      },
      audience: (fundId) => {
        const { chainId, contracts } = world.fund(fundId)
        return envelopeAudience({ chainId, vault: contracts.vault })
      },
      reader: modelSigner(1),
      now: world.now,
    })
    return { ...world, relay: () => relay }
  })
  for (const action of ['BUY', 'SELL']) {
    const done = await open.swarm.fact((fact) => fact.type === 'intent.executed' && fact.data['action'] === action)
    expect(open.swarm.chain.executions.get(String(done.data['intentHash']))).toBeDefined()
  }
})
