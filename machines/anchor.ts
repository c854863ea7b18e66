// Puts the head of the audit log on chain, through one of the instance's own accounts: a log whose end was cut off is seen
// against it. One transaction for one head, whoever asks for it how often.
import { assign, setup } from 'xstate'
import { emit, reply, tell, type Address } from '#runtime/authoring.ts'
import { anchorData } from '#protocol/auditAnchor.ts'
import type { AccountConfirmed, AccountFailed, AccountSend } from '#protocol/messages.ts'

/** A head that is on chain. */
export interface AnchoredHead {
  readonly count: number
  readonly head: string
  readonly txHash: string
  readonly block: number
}
interface Asked {
  /** the account bot that pays */
  readonly account: Address
  readonly by: string
  /** whom to answer; empty for a schedule */
  readonly askId: string
}
export interface AnchorContext {
  readonly last: AnchoredHead | null
  readonly asked: Asked | null
  readonly taken: { readonly count: number; readonly head: string } | null
  /** transactions asked for so far: each request has its own id */
  readonly requests: number
}
type Event =
  | { readonly type: 'anchor.make'; readonly account: Address; readonly by: string; readonly askId?: string }
  /** from the log, which alone knows it */
  | { readonly type: 'anchor.head'; readonly count: number; readonly head: string }
  | AccountConfirmed
  | AccountFailed
interface Args {
  readonly context: AnchorContext
  readonly event: Event
}

const asked = ({ asked: found }: AnchorContext): Asked => {
  if (found === null) throw new Error('an anchor at work was asked for')
  return found
}
const taken = (context: AnchorContext): { readonly count: number; readonly head: string } => {
  if (context.taken === null) throw new Error('an anchor on its way has a head')
  return context.taken
}
const requestId = (context: AnchorContext): string => `anchor/${taken(context).count}/${context.requests}`
/** `account:<chain id>-<address>` */
const placeOf = (context: AnchorContext): { readonly chainId: number; readonly account: string } => {
  const [chainId = '', account = ''] = asked(context).account.slice('account:'.length).split('-')
  return { chainId: Number(chainId), account }
}
const about = (context: AnchorContext) => ({ ...taken(context), ...placeOf(context), by: asked(context).by })

export const anchorMachine = setup({
  types: { context: {} as AnchorContext, events: {} as Event },
  guards: {
    isEmpty: ({ event }) => event.type === 'anchor.head' && event.count === 0,
    isThere: ({ context, event }) => event.type === 'anchor.head' && event.head === context.last?.head,
    isMine: ({ context, event }) => 'requestId' in event && event.requestId === requestId(context),
  },
  actions: {
    takeAsk: assign({
      asked: ({ context, event }) =>
        event.type === 'anchor.make' ? { account: event.account, by: event.by, askId: event.askId ?? '' } : context.asked,
    }),
    askHead: tell({ to: 'audit:log', event: { type: 'audit.askHead' } }),
    takeHead: assign({
      taken: ({ context, event }) => (event.type === 'anchor.head' ? { count: event.count, head: event.head } : context.taken),
    }),
    countRequest: assign({ requests: ({ context }) => context.requests + 1 }),
    send: tell(({ context }: Args) => ({
      to: asked(context).account,
      event: {
        type: 'account.send',
        requestId: requestId(context),
        replyTo: 'anchor:log',
        to: placeOf(context).account,
        data: anchorData(taken(context)),
        value: '0',
        label: `anchor the audit log at ${taken(context).count} entries`,
      } satisfies AccountSend,
    })),
    keep: assign({
      last: ({ context, event }) =>
        event.type === 'account.confirmed' ? { ...taken(context), txHash: event.txHash, block: event.block } : context.last,
    }),
    tellAnchored: emit(({ context }: Args) => {
      const { txHash, block } = context.last ?? {}
      return { type: 'audit.anchored', ...about(context), txHash, block }
    }),
    tellFailed: emit(({ context, event }: Args) =>
      event.type === 'account.failed'
        ? { type: 'audit.unanchored', ...about(context), code: event.code, detail: event.message }
        : undefined,
    ),
    answer: reply(({ context }: Args) => ({
      to: asked(context).askId,
      output: { ok: true, ...context.last, ...placeOf(context) },
    })),
    answerEmpty: reply(({ context }: Args) => ({
      to: asked(context).askId,
      output: { ok: false, code: 'NOTHING_TO_ANCHOR', detail: 'the log is empty' },
    })),
    answerFailed: reply(({ context, event }: Args) => ({
      to: asked(context).askId,
      output: {
        ok: false,
        code: event.type === 'account.failed' ? event.code : 'UNKNOWN',
        detail: event.type === 'account.failed' ? event.message : '',
      },
    })),
    answerBusy: reply({ output: { ok: false, code: 'ANCHOR_BUSY', detail: 'another head is on its way to the chain' } }),
    forget: assign({ asked: null, taken: null }),
  },
}).createMachine({
  id: 'anchor',
  description: 'Puts the head of the audit log on chain.',
  context: { last: null, asked: null, taken: null, requests: 0 },
  initial: 'idle',
  states: {
    idle: {
      description: 'No head is on its way.',
      on: { 'anchor.make': { target: 'asking', actions: ['takeAsk', 'askHead'] } },
    },
    asking: {
      description: 'The log is asked how long it is, and for its head.',
      on: {
        'anchor.make': { actions: 'answerBusy' },
        'anchor.head': [
          { guard: 'isEmpty', target: 'idle', actions: ['answerEmpty', 'forget'] },
          // nothing was asked since: the same head once more would prove nothing more
          { guard: 'isThere', target: 'idle', actions: ['answer', 'forget'] },
          { target: 'sending', actions: 'takeHead' },
        ],
      },
    },
    sending: {
      description: 'Its account puts the head on chain.',
      entry: ['countRequest', 'send'],
      on: {
        'anchor.make': { actions: 'answerBusy' },
        'account.confirmed': { guard: 'isMine', target: 'idle', actions: ['keep', 'tellAnchored', 'answer', 'forget'] },
        'account.failed': { guard: 'isMine', target: 'idle', actions: ['tellFailed', 'answerFailed', 'forget'] },
      },
    },
  },
})
