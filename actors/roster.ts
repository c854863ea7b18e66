// What a fund's roster asks of the chain: the open set, and whether a change of it waits. And the registrations, which ask
// nothing of the world.
import { toEvmAddress } from '#protocol/address.ts'
import { registrationMachine } from '#machines/registration.ts'
import { rosterMachine } from '#machines/roster.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { registrationEventSchema, rosterEventSchema } from './externalEvents.ts'
import type { World } from './world.ts'

/** Registrations come through the relayer's door, which has checked whose they are. */
export const rosterBot = defineBot({
  role: 'roster',
  version: 1,
  machine: rosterMachine,
  restartable: false,
  parseExternal: (event) => rosterEventSchema.parse(event),
})

export const registrationBot = defineBot({
  role: 'registration',
  version: 1,
  machine: registrationMachine,
  restartable: false,
  parseExternal: (event) => registrationEventSchema.parse(event),
})

const patient = { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 }

export function rosterEffects(world: World): EffectBinding[] {
  const view = (fundId: string) => world.view(`roster:${fundId}`)
  return [
    {
      port: 'roster.readSet',
      retry: patient,
      run: ({ fundId, candidates }: { fundId: string; candidates: readonly string[] }) =>
        view(fundId).rosterSet(world.fund(fundId), candidates.map(toEvmAddress)),
    },
    {
      port: 'roster.readChange',
      retry: patient,
      run: ({ fundId, target, data, salt }: { fundId: string; target: string; data: `0x${string}`; salt: `0x${string}` }) =>
        view(fundId).policyChange(world.fund(fundId), { target: toEvmAddress(target), data, salt }),
    },
  ]
}
