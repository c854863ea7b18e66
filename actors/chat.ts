// The roles of the chats: who a messenger's user is, what is being talked about, and each thing that came in.
import { conversationHeardSchema } from '#protocol/conversation.ts'
import { conversationMachine } from '#machines/conversation.ts'
import { errandMachine, type ErrandAnswer } from '#machines/errand.ts'
import { linkMachine } from '#machines/link.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding } from '#runtime/host.ts'
import type { ErrandInput, ErrandOutcome } from '#protocol/errand.ts'
import { linkEventSchema } from './externalEvents.ts'
import type { World } from './world.ts'

export const linkBot = defineBot({
  role: 'link',
  version: 1,
  machine: linkMachine,
  restartable: false,
  parseExternal: (event) => linkEventSchema.parse(event),
})

export const conversationBot = defineBot({
  role: 'conversation',
  version: 1,
  machine: conversationMachine,
  restartable: false,
  // one for everybody who ever said something somewhere: who wants to see one asks for it
  files: false,
  parseExternal: (event) => conversationHeardSchema.parse(event),
})

export const errandBot = defineBot({
  role: 'errand',
  version: 1,
  machine: errandMachine,
  restartable: false,
  files: false,
})

/** A command may wait for the chain; a person is told something within a minute all the same. */
const doMs = 60_000
const answerMs = 20_000

/** What errands ask for. */
export function errandEffects(world: World): EffectBinding[] {
  return [
    {
      port: 'errand.do',
      run: (errand: ErrandInput): Promise<ErrandOutcome> => world.chat.perform(errand),
      concurrency: 64,
      timeoutMs: doMs,
    },
    {
      port: 'errand.answer',
      run: async (given: ErrandAnswer): Promise<null> => {
        await world.chat.answer(given)
        return null
      },
      concurrency: 64,
      timeoutMs: answerMs,
    },
  ]
}
