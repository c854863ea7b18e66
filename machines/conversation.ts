// What one person and the swarm are in the middle of, in one place: a question that waits for its answer, or a yes. It
// remembers what each delivery came to, so that the same one is read once, however often it is delivered.
import { assign, setup } from 'xstate'
import { reply } from '#runtime/authoring.ts'
import type { ConversationHeard, ConversationStep } from '#protocol/conversation.ts'
import { conversationLimits } from './limits.ts'

export interface ConversationInput {
  readonly id: string
  /** where and with whom, for people */
  readonly about: string
}
export interface ConversationContext extends ConversationInput {
  /** one more with each step: a yes names the question that it is an answer to */
  readonly revision: number
  /** what waits for an answer; null: nothing does */
  readonly pending: ConversationStep | null
  /** the delivery that was read last, and what it came to */
  readonly last: { readonly delivery: string; readonly step: ConversationStep } | null
}
interface Args {
  readonly context: ConversationContext
  readonly event: ConversationHeard
}

export const conversationMachine = setup({
  types: { context: {} as ConversationContext, events: {} as ConversationHeard, input: {} as ConversationInput },
  guards: {
    isRepeated: ({ context, event }) => event.delivery === context.last?.delivery,
    isStale: ({ context, event }) => event.revision !== context.revision,
    isAside: ({ event }) => event.step.kind === 'do' && event.step.aside === true,
    asks: ({ event }) => event.step.kind === 'ask',
    wantsYes: ({ event }) => event.step.kind === 'sure',
  },
  actions: {
    take: assign(({ context, event: { delivery, step } }) => ({
      revision: context.revision + 1,
      pending: step.kind === 'ask' || step.kind === 'sure' ? step : null,
      last: { delivery, step },
    })),
    // the question waits on, as long as it would have, and its own yes is still about it
    takeAside: assign(({ event: { delivery, step } }) => ({ last: { delivery, step } })),
    forget: assign(({ context }) => ({ revision: context.revision + 1, pending: null })),
    answerTaken: reply(({ context }: Args) => ({ output: { outcome: 'taken', revision: context.revision } })),
    answerRepeated: reply(({ context }: Args) => ({ output: { outcome: 'repeated', revision: context.revision } })),
    answerStale: reply(({ context }: Args) => ({ output: { outcome: 'stale', revision: context.revision } })),
  },
  delays: { patience: conversationLimits.patienceMs },
}).createMachine({
  id: 'conversation',
  description: 'What one person and the swarm are in the middle of, in one place.',
  context: ({ input }) => ({ ...input, revision: 1, pending: null, last: null }),
  initial: 'listening',
  on: {
    'conversation.heard': [
      { guard: 'isRepeated', actions: 'answerRepeated' },
      { guard: 'isStale', actions: 'answerStale' },
      { guard: 'isAside', actions: ['takeAside', 'answerTaken'] },
      { guard: 'asks', target: '.asking', actions: ['take', 'answerTaken'], reenter: true },
      { guard: 'wantsYes', target: '.confirming', actions: ['take', 'answerTaken'], reenter: true },
      { target: '.listening', actions: ['take', 'answerTaken'] },
    ],
  },
  states: {
    listening: { description: 'Nothing waits for an answer; whatever is said begins anew.' },
    asking: {
      description: 'A command lacks something and the person was asked for it.',
      after: { patience: { target: 'listening', actions: 'forget' } },
    },
    confirming: {
      description: 'The person was shown what would be done, and has not said yes.',
      after: { patience: { target: 'listening', actions: 'forget' } },
    },
  },
})
