// What an intent bot asks of the chain: its status, and the proof of its execution.
import { approvalRulesOf } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash } from '#protocol/hash.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { intentMachine } from '#machines/intent.ts'
import { intentEventSchema } from './externalEvents.ts'
import { withContext } from './withContext.ts'
import type { World } from './world.ts'

export const intentBot = defineBot({
  role: 'intent',
  version: 2,
  // before, no trade waited for people
  migrations: { 1: (stored) => withContext(stored, { approval: null }) },
  machine: intentMachine,
  restartable: false,
  parseExternal: (event) => intentEventSchema.parse(event),
})

interface About {
  readonly fundId: string
  readonly intentHash: string
}
const patient = { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 }

export function intentEffects(world: World): EffectBinding[] {
  const view = (fundId: string) => world.view(`relayer:${fundId}`)
  const status = async ({ fundId, intentHash }: About) => ({
    status: await view(fundId).intentStatus(world.fund(fundId), toHash(intentHash)),
  })
  return [
    {
      port: 'intent.readProposal',
      retry: patient,
      run: async (asked: About) => ({ ...(await status(asked)), rules: approvalRulesOf(world.fund(asked.fundId)) }),
    },
    { port: 'intent.readApproval', retry: patient, run: status },
    { port: 'intent.readEnding', retry: patient, run: status },
    {
      port: 'intent.findExecution',
      run: async ({ fundId, intentHash, until }: About & { until: number }) => {
        const chainTime = await view(fundId).chainTime()
        if (chainTime <= until) throw new QuorateError('CHAIN_BEHIND', { chainTime, until })
        return view(fundId).execution(world.fund(fundId), toHash(intentHash), null)
      },
    },
    {
      port: 'intent.proveExecution',
      retry: patient,
      run: ({ fundId, intentHash, txHash }: About & { txHash: string | null }) =>
        view(fundId).execution(world.fund(fundId), toHash(intentHash), txHash === null ? null : toHash(txHash)),
    },
  ]
}
