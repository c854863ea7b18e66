// Reads one source a round and claims what it saw. It decides nothing about truth: verifiers do.
import { assign, setup } from 'xstate'
import { emit, port, type EffectFailure } from '#runtime/authoring.ts'
import { botLimits } from './limits.ts'
import type { Claim } from '#protocol/claim.ts'
import type { CrawlTask, Next } from '#protocol/tasks.ts'

export interface CrawlerInput {
  readonly fundId: string
  readonly name: string
}
export interface CrawlerContext extends CrawlerInput {
  /** id of the last fact seen on the feed; '' before the first */
  readonly cursor: string
  readonly task: CrawlTask | null
  readonly claim: Claim | null
  readonly claimHash: string | null
  readonly claimed: number
}
/** What a source gave, as a claim that is not yet submitted. */
export interface Extracted {
  readonly claim: Claim
  readonly claimHash: string
}
type Event = { readonly type: 'crawler.submitClaim.late' }
interface Args {
  readonly context: CrawlerContext
  readonly event: unknown
}

const nextTask = port<{ fundId: string; name: string; cursor: string }, Next<CrawlTask>>('crawler.nextTask', 'read')
const extract = port<{ fundId: string; name: string; round: number }, Extracted>('crawler.extract', 'read')
const submitClaim = port<{ fundId: string; name: string; claim: Claim; claimHash: string }, { status: number }>(
  'crawler.submitClaim',
  'act',
)

export const crawlerMachine = setup({
  types: { context: {} as CrawlerContext, events: {} as Event, input: {} as CrawlerInput },
  actors: { 'crawler.nextTask': nextTask, 'crawler.extract': extract, 'crawler.submitClaim': submitClaim },
  guards: { hasTask: (_, next: Next<CrawlTask>) => next.task !== null },
  actions: {
    takeTask: assign((_, next: Next<CrawlTask>) => ({ cursor: next.cursor, task: next.task })),
    takeClaim: assign((_, extracted: Extracted) => ({ claim: extracted.claim, claimHash: extracted.claimHash })),
    countClaim: assign({ claimed: ({ context }) => context.claimed + 1 }),
    forgetTask: assign({ task: null, claim: null, claimHash: null }),
    announceFailure: emit(({ context }: Args, failure: EffectFailure) => ({
      type: 'crawler.failed',
      fundId: context.fundId,
      name: context.name,
      round: context.task?.round ?? 0,
      code: failure.code,
      detail: failure.message,
    })),
  },
  delays: { rest: botLimits.feedRetryMs },
}).createMachine({
  id: 'crawler',
  description: 'Claims what a source says, once a round.',
  context: ({ input }) => ({ ...input, cursor: '', task: null, claim: null, claimHash: null, claimed: 0 }),
  initial: 'watching',
  // the relayer takes a claim once, by its hash: a late answer to a submission changes nothing here
  on: { 'crawler.submitClaim.late': {} },
  states: {
    watching: {
      description: 'Waits on the feed for the next round.',
      invoke: {
        id: 'crawler.nextTask',
        src: 'crawler.nextTask',
        input: ({ context }) => ({ fundId: context.fundId, name: context.name, cursor: context.cursor }),
        onDone: [
          {
            guard: { type: 'hasTask', params: ({ event }) => event.output },
            target: 'extracting',
            actions: { type: 'takeTask', params: ({ event }) => event.output },
          },
          { target: 'watching', reenter: true, actions: { type: 'takeTask', params: ({ event }) => event.output } },
        ],
        onError: 'resting',
      },
    },
    resting: {
      description: 'The feed does not answer; waits before it asks again.',
      after: { rest: 'watching' },
    },
    extracting: {
      description: 'Reads the source and forms the claim.',
      invoke: {
        id: 'crawler.extract',
        src: 'crawler.extract',
        input: ({ context }) => ({ fundId: context.fundId, name: context.name, round: roundOf(context) }),
        onDone: { target: 'submitting', actions: { type: 'takeClaim', params: ({ event }) => event.output } },
        onError: {
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event.error as EffectFailure }, 'forgetTask'],
        },
      },
    },
    submitting: {
      description: 'Hands the signed claim to the relayer.',
      invoke: {
        id: 'crawler.submitClaim',
        src: 'crawler.submitClaim',
        input: ({ context }) => ({ fundId: context.fundId, name: context.name, ...claimOf(context) }),
        onDone: { target: 'watching', actions: ['countClaim', 'forgetTask'] },
        onError: {
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event.error as EffectFailure }, 'forgetTask'],
        },
      },
    },
  },
})

function roundOf(context: CrawlerContext): number {
  if (context.task === null) throw new Error('a crawler at work has a task')
  return context.task.round
}

function claimOf(context: CrawlerContext): Extracted {
  if (context.claim === null || context.claimHash === null) throw new Error('a claim is formed before it is submitted')
  return { claim: context.claim, claimHash: context.claimHash }
}
