// The session role: it asks nothing of the world.
import { sessionMachine } from '#machines/session.ts'
import { defineBot } from '#runtime/registration.ts'
import { sessionEventSchema } from './externalEvents.ts'

export const sessionBot = defineBot({
  role: 'session',
  version: 1,
  machine: sessionMachine,
  restartable: false,
  parseExternal: (event) => sessionEventSchema.parse(event),
})
