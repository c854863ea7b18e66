// The request and audit roles: they remember, and ask nothing of the world.
import { auditMachine } from '#machines/audit.ts'
import { requestMachine } from '#machines/request.ts'
import { defineBot } from '#runtime/registration.ts'
import { requestEventSchema } from './externalEvents.ts'

export const requestBot = defineBot({
  role: 'request',
  version: 1,
  machine: requestMachine,
  restartable: false,
  // one for each thing that is asked: the journal and the audit log tell of them
  files: false,
  parseExternal: (event) => requestEventSchema.parse(event),
})

/** Told by requests only: nobody outside writes into the log. */
export const auditBot = defineBot({ role: 'audit', version: 1, machine: auditMachine, restartable: false })
