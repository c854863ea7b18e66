// What a fund bot asks of the chain: the vault's books.
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { fundMachine } from '#machines/fund.ts'
import { fundCommandSchema } from './externalEvents.ts'
import type { World } from './world.ts'

export const fundBot = defineBot({
  role: 'fund',
  version: 1,
  machine: fundMachine,
  restartable: false,
  parseExternal: (event) => fundCommandSchema.parse(event),
})

export function fundEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'fund.readVault',
      retry: { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 },
      run: ({ fundId }: { fundId: string }) => world.view(`fund:${fundId}`).valuation(world.fund(fundId)),
    },
  ]
}
