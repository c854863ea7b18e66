// What a card's bot does in the world: it posts, draws anew and replies through the messengers. What may have been posted by
// an attempt before, also by one of a process that died, is looked for first.
import { cardMachine, type CardPost, type CardPosted, type CardReply, type CardUpdate } from '#machines/card.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import type { World } from './world.ts'

export const cardBot = defineBot({
  role: 'card',
  version: 1,
  machine: cardMachine,
  // what stands in the messenger is known here only
  restartable: false,
  // most are there for minutes, and whoever wants to see one asks the journal
  files: false,
})

/** A channel takes one message a second: what waits in its line is many messages' time, and holds up no other channel. */
const patient = { concurrency: 256, timeoutMs: 600_000 }

export function cardEffects(world: World): EffectBinding[] {
  const { messengers } = world
  return [
    {
      port: 'card.post',
      ...patient,
      run: (post: CardPost, { attempt, signal }: EffectContext): Promise<CardPosted> =>
        messengers.post({ ...post, isRepeat: post.isRepeat || attempt > 1 }, signal),
    },
    {
      port: 'card.update',
      ...patient,
      run: (update: CardUpdate, { signal }: EffectContext) => messengers.update(update, signal),
    },
    {
      port: 'card.say',
      ...patient,
      run: async (reply: CardReply, { attempt, signal }: EffectContext): Promise<null> => {
        await messengers.say({ ...reply, isRepeat: reply.isRepeat || attempt > 1 }, signal)
        return null
      },
    },
  ]
}
