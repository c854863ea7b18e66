// Passes on what the journal tells: a durable cursor over its facts. Each is handed to every subscription in the turn that
// moves the cursor, so that it is told once, however often the process dies in between.
import { assign, setup } from 'xstate'
import { emit, port, tell, type Address } from '#runtime/authoring.ts'
import type { News } from '#protocol/news.ts'
import { heraldLimits } from './limits.ts'

export interface HeraldInput {
  /** facts from here on are told; what was before, nobody asked for */
  readonly cursor: string
}
export interface HeraldContext extends HeraldInput {
  /** The daemon has begun anew: every card looks at its subject. */
  readonly isBack: boolean
}
/** What the journal had after a cursor. */
export interface Tidings {
  readonly cursor: string
  readonly news: readonly News[]
  /** who is to be told */
  readonly subscriptions: readonly Address[]
  /** turns that the journal no longer holds; null: none is missing */
  readonly skipped: { readonly from: number; readonly to: number } | null
  /** wall clock, ms */
  readonly now: number
}
interface Begun {
  readonly type: 'herald.begun'
}
interface Args {
  readonly context: HeraldContext
  readonly event: Begun
}

const listen = port<{ cursor: string; isBack: boolean }, Tidings>('herald.listen', 'read')

export const heraldMachine = setup({
  types: { context: {} as HeraldContext, events: {} as Begun, input: {} as HeraldInput },
  actors: { 'herald.listen': listen },
  actions: {
    noteBack: assign({ isBack: true }),
    tellBack: tell(({ context }: Args, { subscriptions }: Tidings) =>
      context.isBack ? subscriptions.map((to) => ({ to, event: { type: 'subscription.catchUp' } })) : undefined,
    ),
    tellNews: tell((_: Args, { news, now, subscriptions }: Tidings) =>
      news.length === 0
        ? undefined
        : subscriptions.map((to) => ({ to, event: { type: 'subscription.heard', now, news: [...news] } })),
    ),
    tellSkipped: emit((_: Args, { skipped }: Tidings) => (skipped === null ? undefined : { type: 'herald.skipped', ...skipped })),
    take: assign((_, { cursor }: Tidings) => ({ cursor, isBack: false })),
  },
  delays: { askAgain: heraldLimits.askAgainMs },
}).createMachine({
  id: 'herald',
  description: 'Passes on what the journal tells to whoever wishes to hear it.',
  context: ({ input }) => ({ ...input, isBack: false }),
  initial: 'listening',
  on: { 'herald.begun': { target: '.listening', reenter: true, actions: 'noteBack' } },
  states: {
    listening: {
      description: 'Waits for the next facts that somebody may want to hear of.',
      invoke: {
        id: 'herald.listen',
        src: 'herald.listen',
        input: ({ context: { cursor, isBack } }) => ({ cursor, isBack }),
        onDone: {
          target: 'listening',
          reenter: true,
          actions: [
            { type: 'tellBack', params: ({ event }) => event.output },
            { type: 'tellNews', params: ({ event }) => event.output },
            { type: 'tellSkipped', params: ({ event }) => event.output },
            { type: 'take', params: ({ event }) => event.output },
          ],
        },
        onError: 'deaf',
      },
    },
    deaf: {
      description: 'The journal could not be read just now; listens again.',
      after: { askAgain: 'listening' },
    },
  },
})
