// When a schedule's times are, by the wall clock; and the anchor of the audit log, which asks nothing of the world.
import { cronTimes } from '#integrations/cron/cronTimes.ts'
import { anchorMachine } from '#machines/anchor.ts'
import { scheduleMachine, type Look } from '#machines/schedule.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { anchorEventSchema, scheduleEventSchema } from './externalEvents.ts'
import type { World } from './world.ts'

export const scheduleBot = defineBot({
  role: 'schedule',
  version: 1,
  machine: scheduleMachine,
  // which times were dealt with is known here only
  restartable: false,
  parseExternal: (event) => scheduleEventSchema.parse(event),
})

export const anchorBot = defineBot({
  role: 'anchor',
  version: 1,
  machine: anchorMachine,
  restartable: false,
  parseExternal: (event) => anchorEventSchema.parse(event),
})

export function scheduleEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'schedule.look',
      run: ({ cron, after, max }: { cron: string; after: number | null; max: number }): Promise<Look> => {
        const now = world.now() * 1_000
        return Promise.resolve({ now, ...cronTimes(cron, { now, after: after ?? now, max }) })
      },
    },
  ]
}
