// One thing that somebody asked to be done: asked once, answered once, however often it is sent. What it is about is done
// by others; this bot is the memory of who asked, for what, and what came of it.
import { assign, setup } from 'xstate'
import { emit, tell } from '#runtime/authoring.ts'

/** What was asked, by whom, from where. */
export interface RequestInput {
  readonly id: string
  /** who, as the surface proved it */
  readonly principal: string
  readonly surface: 'cli' | 'api' | 'console' | 'chat'
  /** what, for example `fund.pause` */
  readonly what: string
  /** of its arguments, as canonical JSON */
  readonly digest: string
}
/** What the first asker was answered, word for word. */
export interface RequestAnswer {
  readonly status: number
  readonly body: unknown
}
export interface RequestContext extends RequestInput {
  readonly answer: RequestAnswer | null
}
type Event =
  | { readonly type: 'request.settled'; readonly answer: RequestAnswer; readonly code: string; readonly tookMs: number }
  /** it was not done, and may be sent again */
  | { readonly type: 'request.failed'; readonly code: string; readonly tookMs: number }
interface Args {
  readonly context: RequestContext
  readonly event: Event
}

const about = ({ id, principal, surface, what, digest }: RequestContext): RequestInput => ({
  id,
  principal,
  surface,
  what,
  digest,
})
const result = (event: Event): { readonly code: string; readonly tookMs: number } => ({ code: event.code, tookMs: event.tookMs })
/** The log that chains them; machines/audit.ts. */
const log = 'audit:log' as const

export const requestMachine = setup({
  types: { context: {} as RequestContext, events: {} as Event, input: {} as RequestInput },
  actions: {
    announceAsked: emit(({ context }: Args) => ({ type: 'request.asked', ...about(context) })),
    noteAsked: tell(({ context }: Args) => ({
      to: log,
      event: { type: 'audit.note', entry: { kind: 'asked', ...about(context) } },
    })),
    announceEnd: emit(({ context, event }: Args) => ({ type: event.type, ...about(context), ...result(event) })),
    noteEnd: tell(({ context, event }: Args) => ({
      to: log,
      event: {
        type: 'audit.note',
        entry: { kind: event.type === 'request.settled' ? 'settled' : 'failed', ...about(context), ...result(event) },
      },
    })),
    keepAnswer: assign({ answer: ({ context, event }) => (event.type === 'request.settled' ? event.answer : context.answer) }),
  },
}).createMachine({
  id: 'request',
  description: 'One thing that somebody asked to be done, once.',
  context: ({ input }) => ({ ...input, answer: null }),
  entry: ['announceAsked', 'noteAsked'],
  initial: 'asked',
  states: {
    asked: {
      description: 'Asked, and not answered yet: it is being done, or was not done and may be sent again.',
      on: {
        'request.settled': { target: 'settled', actions: ['keepAnswer', 'announceEnd', 'noteEnd'] },
        'request.failed': { actions: ['announceEnd', 'noteEnd'] },
      },
    },
    settled: { description: 'Answered: whoever sends it again is answered the same.', type: 'final' },
  },
})
