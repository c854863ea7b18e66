// The log of everything that was asked and what came of it: a chain of hashes, so that nothing can be taken out of its
// middle unseen. A cut end is seen against an anchor outside.
import { assign, setup } from 'xstate'
import { emit, tell } from '#runtime/authoring.ts'
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
/** The anchor asks how long the log is; it alone knows. */
interface AskHead {
  readonly type: 'audit.askHead'
}
interface Args {
  readonly context: AuditContext
  readonly event: Note
}

export const auditMachine = setup({
  types: { context: {} as AuditContext, events: {} as Note | AskHead },
  actions: {
    // before the context moves on: the entry names the head that it stands on
    announce: emit(({ context, event }: Args) => ({
      type: 'audit.entry',
      index: context.count,
      previous: context.head,
      head: auditHead(context.head, event.entry),
      entry: event.entry,
    })),
    chain: assign(({ context, event }) =>
      event.type === 'audit.note' ? { count: context.count + 1, head: auditHead(context.head, event.entry) } : {},
    ),
    tellHead: tell(({ context: { count, head } }: Pick<Args, 'context'>) => ({
      to: 'anchor:log',
      event: { type: 'anchor.head', count, head },
    })),
  },
}).createMachine({
  id: 'audit',
  description: 'The log of what was asked and what came of it.',
  context: { count: 0, head: auditStart },
  initial: 'keeping',
  states: {
    keeping: {
      description: 'Takes each entry and chains it to the one before.',
      on: { 'audit.note': { actions: ['announce', 'chain'] }, 'audit.askHead': { actions: 'tellHead' } },
    },
  },
})
