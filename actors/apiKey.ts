// The API key role: it asks nothing of the world.
import { apiKeyMachine } from '#machines/apiKey.ts'
import { defineBot } from '#runtime/registration.ts'
import { apiKeyEventSchema } from './externalEvents.ts'

export const apiKeyBot = defineBot({
  role: 'key',
  version: 1,
  machine: apiKeyMachine,
  restartable: false,
  parseExternal: (event) => apiKeyEventSchema.parse(event),
})
