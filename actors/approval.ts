// The approval role: it asks nothing of the world. People decide through the doors.
import { approvalMachine } from '#machines/approval.ts'
import { defineBot } from '#runtime/registration.ts'
import { approvalEventSchema } from './externalEvents.ts'

export const approvalBot = defineBot({
  role: 'approval',
  version: 1,
  machine: approvalMachine,
  restartable: false,
  parseExternal: (event) => approvalEventSchema.parse(event),
})
