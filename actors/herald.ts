// The herald's ear: a long poll at the journal, for what people may want to hear of.
import { heraldMachine, type Tidings } from '#machines/herald.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import { heraldEventSchema } from './externalEvents.ts'
import type { World } from './world.ts'

/** One long poll: news is seldom, and each end of a poll is a turn. */
const pollMs = 300_000

export const heraldBot = defineBot({
  role: 'herald',
  version: 1,
  machine: heraldMachine,
  // how far it told is known here only
  restartable: false,
  parseExternal: (event) => heraldEventSchema.parse(event),
})

export function heraldEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'herald.listen',
      // the poll ends by itself before
      timeoutMs: pollMs * 2,
      run: async (asked: { cursor: string; isBack: boolean }, { signal }: EffectContext): Promise<Tidings> => {
        const found = await world.news.next({ ...asked, signal: AbortSignal.any([signal, world.patience(pollMs)]) })
        return { ...found, now: world.now() * 1_000 }
      },
    },
  ]
}
