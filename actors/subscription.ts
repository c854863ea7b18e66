// What a place is told: its bot, which asks the world for the time alone.
import { subscriptionMachine } from '#machines/subscription.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { subscriptionEventSchema } from './externalEvents.ts'
import type { World } from './world.ts'

export const subscriptionBot = defineBot({
  role: 'subscription',
  version: 1,
  machine: subscriptionMachine,
  // which cards are up is known here only
  restartable: false,
  parseExternal: (event) => subscriptionEventSchema.parse(event),
})

export function subscriptionEffects(world: World): EffectBinding[] {
  return [{ port: 'subscription.look', run: () => Promise.resolve({ now: world.now() * 1_000 }) }]
}
