// One thing that somebody said or pressed in a messenger: on disk before it is acknowledged, done once, answered privately.
// Its name is the messenger's own name for it, so what is delivered again is known, for ever.
import { assign, setup } from 'xstate'
import { emit, port, tell } from '#runtime/authoring.ts'
import type { ErrandInput, ErrandOutcome } from '#protocol/errand.ts'
import { errandLimits } from './limits.ts'

export interface ErrandContext extends ErrandInput {
  readonly outcome: ErrandOutcome | null
  /** attempts to answer */
  readonly tries: number
  /** before the next one */
  readonly restMs: number
  /** why the last one failed */
  readonly problem: string
}
/** A late answer changes nothing: it was given up, or another attempt had the same words. */
type Event = { readonly type: 'errand.do.late' } | { readonly type: 'errand.answer.late' }
interface Args {
  readonly context: ErrandContext
}
interface Failed {
  readonly code: string
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
}

const doIt = port<ErrandInput, ErrandOutcome>('errand.do', 'act')
/** What is told, to whom. */
export interface ErrandAnswer {
  readonly errandId: string
  readonly messenger: ErrandInput['messenger']
  readonly replyTo: string
  readonly outcome: ErrandOutcome
}

const answer = port<ErrandAnswer, null>('errand.answer', 'act')

const inputOf = ({ outcome: _o, tries: _t, restMs: _r, problem: _p, ...input }: ErrandContext): ErrandInput => input
const about = ({ id, messenger, workspace, user, deed }: ErrandContext) => ({ id, messenger, workspace, user, deed: deed.kind })

/** What is told when doing it failed in a way that nobody foresaw, or took too long. */
const failedOutcome = ({ code, message }: Failed): ErrandOutcome => ({
  principal: '',
  command: '',
  code,
  title: 'This did not work',
  tone: 'bad',
  text: '',
  lines: [message, 'What was asked for may have been done: look before you ask again.'],
  buttons: [],
})

/** As the messenger said, or doubled each time. */
function restAfter({ tries }: ErrandContext, { details }: Failed): number {
  const said = details?.['retryAfterMs']
  const own = errandLimits.firstRestMs * 2 ** tries
  return Math.min(errandLimits.restMaxMs, typeof said === 'number' && said > 0 ? Math.ceil(said) : own)
}

export const errandMachine = setup({
  types: { context: {} as ErrandContext, events: {} as Event, input: {} as ErrandInput },
  actors: { 'errand.do': doIt, 'errand.answer': answer },
  guards: { isLastTry: ({ context }) => context.tries + 1 >= errandLimits.tries },
  actions: {
    announceTaken: emit(({ context }: Args) => ({ type: 'errand.taken', ...about(context) })),
    keepOutcome: assign((_, outcome: ErrandOutcome) => ({ outcome })),
    keepFailure: assign((_, failed: Failed) => ({ outcome: failedOutcome(failed) })),
    note: tell(({ context }: Args) => {
      const { principal = '', command = '', code = '' } = context.outcome ?? {}
      const entry = { kind: 'errand', ...about(context), principal, what: command, digest: context.digest, code }
      return { to: 'audit:log', event: { type: 'audit.note', entry } }
    }),
    countTry: assign(({ context }, failed: Failed) => ({
      tries: context.tries + 1,
      restMs: restAfter(context, failed),
      problem: failed.message.slice(0, errandLimits.problemChars),
    })),
    announceAnswered: emit(({ context }: Args) => ({ type: 'errand.answered', ...about(context) })),
    announceUnanswered: emit(({ context }: Args) => ({ type: 'errand.unanswered', ...about(context), problem: context.problem })),
  },
  delays: { rest: ({ context }) => context.restMs },
}).createMachine({
  id: 'errand',
  description: 'One thing that somebody said or pressed in a messenger.',
  context: ({ input }) => ({ ...input, outcome: null, tries: 0, restMs: 0, problem: '' }),
  entry: 'announceTaken',
  initial: 'doing',
  on: { 'errand.do.late': {}, 'errand.answer.late': {} },
  states: {
    doing: {
      description: 'Done in the name of whoever is linked to the messenger’s user, as far as they may.',
      invoke: {
        id: 'errand.do',
        src: 'errand.do',
        input: ({ context }) => inputOf(context),
        onDone: { target: 'answering', actions: [{ type: 'keepOutcome', params: ({ event }) => event.output }, 'note'] },
        // an effect's failure, as the runtime hands it on
        onError: {
          target: 'answering',
          actions: [{ type: 'keepFailure', params: ({ event }) => event.error as Failed }, 'note'],
        },
      },
    },
    answering: {
      description: 'Told what came of it, privately; the same words again change nothing.',
      invoke: {
        id: 'errand.answer',
        src: 'errand.answer',
        input: ({ context }) => {
          const { id, messenger, replyTo, outcome } = context
          return { errandId: id, messenger, replyTo, outcome: outcome ?? failedOutcome({ code: 'INTERNAL', message: '' }) }
        },
        onDone: { target: 'answered', actions: 'announceAnswered' },
        onError: [
          {
            guard: 'isLastTry',
            target: 'unanswered',
            actions: [{ type: 'countTry', params: ({ event }) => event.error as Failed }, 'announceUnanswered'],
          },
          { target: 'resting', actions: { type: 'countTry', params: ({ event }) => event.error as Failed } },
        ],
      },
    },
    resting: {
      description: 'The messenger wants rest or does not answer; told again after that.',
      after: { rest: 'answering' },
    },
    answered: { description: 'Whoever sent it knows what came of it.', type: 'final' },
    unanswered: { description: 'The messenger took no answer in time; what was done is in the journal.', type: 'final' },
  },
})
