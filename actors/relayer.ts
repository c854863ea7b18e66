// What a relayer asks of the chain: the open verifier set, and whether a root is published.
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { relayerMachine } from '#machines/relayer.ts'
import { relayerEventSchema } from './externalEvents.ts'
import type { World } from './world.ts'

/** The door has checked an envelope's schema; here only its kind is looked at. */
export const relayerBot = defineBot({
  role: 'relayer',
  version: 1,
  machine: relayerMachine,
  restartable: false,
  parseExternal: (event) => relayerEventSchema.parse(event),
})

const patient = { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 }

export function relayerEffects(world: World): EffectBinding[] {
  const view = (fundId: string) => world.view(`relayer:${fundId}`)
  return [
    {
      port: 'relayer.readSet',
      retry: patient,
      run: ({ fundId }: { fundId: string }) => view(fundId).openSet(world.fund(fundId)),
    },
    {
      port: 'relayer.readSnapshot',
      retry: patient,
      run: ({ fundId, round }: { fundId: string; round: number }) => view(fundId).publishedRoot(world.fund(fundId), round),
    },
  ]
}
