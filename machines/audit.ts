// The log of everything that was asked and what came of it: a chain of hashes, so that nothing can be taken out of its
// middle unseen. A cut end is seen against an anchor outside.
import { assign, setup } from 'xstate'
import { emit } from '#runtime/authoring.ts'
import { auditHead, auditStart, type AuditEntry } from '#protocol/audit.ts'

export interface AuditContext {
  /** entries so far */
  readonly count: number
  readonly head: string
}
interface Note {
  readonly type: 'audit.note'
  readonly entry: AuditEntry
}
interface Args {
  readonly context: AuditContext
  readonly event: Note
}

export const auditMachine = setup({
  types: { context: {} as AuditContext, events: {} as Note },
  actions: {
    // before the context moves on: the entry names the head that it stands on
    announce: emit(({ context, event }: Args) => ({
      type: 'audit.entry',
      index: context.count,
      previous: context.head,
      head: auditHead(context.head, event.entry),
      entry: event.entry,
    })),
    chain: assign(({ context, event }) => ({ count: context.count + 1, head: auditHead(context.head, event.entry) })),
  },
}).createMachine({
  id: 'audit',
  description: 'The log of what was asked and what came of it.',
  context: { count: 0, head: auditStart },
  initial: 'keeping',
  states: {
    keeping: {
      description: 'Takes each entry and chains it to the one before.',
      on: { 'audit.note': { actions: ['announce', 'chain'] } },
    },
  },
})
