// Keeps a fund's time and books: opens rounds on durable timers, values the vault, and carries an operator's
// commands to the chain through the right account.
import { assign, setup } from 'xstate'
import { emit, port, reply, tell, type EffectFailure } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed, AccountSend, IntentClosed, RoundClosed, RoundOpen } from '#protocol/messages.ts'
import { chainLimits } from './limits.ts'
import { operationOf, type FundCommand, type OperatedFund, type Operation, type Step } from './fundOperations.ts'

export interface FundInput extends OperatedFund {
  readonly chainId: number
  readonly intervalMs: number
  /** longest a round may stay open before the next one is due anyway */
  readonly roundMs: number
}
/** The vault's books in base units of its asset; signed where it can be negative. */
export interface Valuation {
  readonly baseAmount: string
  readonly positionAmount: string
  readonly costBasis: string
  readonly value: string
  readonly realisedProfit: string
  readonly priceWad: string
  readonly paused: boolean
  readonly block: number
  readonly blockTime: number
  /** shares of the fund; absent in books that an earlier version read */
  readonly shareSupply?: string
  /** what the owner's account asked for; null for a vault that knows no requests */
  readonly requests?: FundRequests | null
}
/** Of one account: assets of its request for deposit, shares of its request for redemption, in base units. */
export interface FundRequests {
  readonly depositPending: string
  readonly depositClaimable: string
  readonly redeemPending: string
  readonly redeemClaimable: string
  /** from when the redemption may be taken in kind, in seconds; 0 without one */
  readonly inKindAt: number
}
export interface FundContext extends FundInput {
  readonly round: number
  readonly lastOutcome: string
  readonly executed: number
  readonly dropped: number
  readonly valuation: Valuation | null
  readonly operation: Operation | null
}
type Event = RoundClosed | IntentClosed | AccountConfirmed | AccountFailed | FundCommand
interface Args {
  readonly context: FundContext
  readonly event: Event
}

const readVault = port<{ fundId: string }, Valuation>('fund.readVault', 'read')

function operation(context: FundContext): Operation {
  if (context.operation === null) throw new Error('a fund at work on a command has an operation')
  return context.operation
}
function step(context: FundContext): Step {
  const next = operation(context).steps[0]
  if (next === undefined) throw new Error('an operation at work has a step')
  return next
}

export const fundMachine = setup({
  types: { context: {} as FundContext, events: {} as Event, input: {} as FundInput },
  actors: { 'fund.readVault': readVault },
  guards: {
    isThisRound: ({ context, event }) => event.type === 'round.closed' && event.round === context.round,
    isThisStep: ({ context, event }) => 'requestId' in event && event.requestId === step(context).requestId,
    isLastStep: ({ context, event }) =>
      'requestId' in event && event.requestId === step(context).requestId && operation(context).steps.length === 1,
  },
  actions: {
    countRound: assign({ round: ({ context }) => context.round + 1 }),
    openRound: tell(({ context }: Args) => ({
      to: `relayer:${context.fundId}` as const,
      event: { type: 'round.open', round: context.round } satisfies RoundOpen,
    })),
    noteRound: assign({
      lastOutcome: ({ event }) => (event.type === 'round.closed' ? `${event.outcome} ${event.reason}`.trim() : ''),
    }),
    announceRound: emit(({ context, event }: Args) =>
      event.type === 'round.closed'
        ? { type: 'round.closed', fundId: context.fundId, round: event.round, outcome: event.outcome, detail: event.reason }
        : undefined,
    ),
    noteLateRound: assign({ lastOutcome: 'late' }),
    announceLateRound: emit(({ context }: Args) => ({
      type: 'round.closed',
      fundId: context.fundId,
      round: context.round,
      outcome: 'late',
      detail: `still open after ${context.roundMs} ms`,
    })),
    countIntent: assign(({ context, event }) =>
      event.type === 'intent.closed' && event.outcome === 'executed'
        ? { executed: context.executed + 1 }
        : { dropped: context.dropped + 1 },
    ),
    takeValuation: assign((_, valuation: Valuation) => ({ valuation })),
    announceValuation: emit(({ context }: Args, valuation: Valuation) => {
      const { paused: _paused, shareSupply: _shareSupply, requests: _requests, ...books } = valuation
      return { type: 'fund.valued', fundId: context.fundId, round: context.round, ...books }
    }),
    takeCommand: assign({ operation: ({ context, event }) => operationOf(context, event) }),
    sendStep: tell(({ context }: Args) => ({
      to: step(context).account,
      event: {
        type: 'account.send',
        requestId: step(context).requestId,
        replyTo: `fund:${context.fundId}`,
        to: step(context).to,
        data: step(context).data,
        value: '0',
        label: step(context).label,
      } satisfies AccountSend,
    })),
    finishStep: assign({
      operation: ({ context, event }) => ({
        ...operation(context),
        steps: operation(context).steps.slice(1),
        txHashes:
          event.type === 'account.confirmed' ? [...operation(context).txHashes, event.txHash] : operation(context).txHashes,
      }),
    }),
    announceOperation: emit(({ context }: Args) => ({
      ...operation(context).fact,
      fundId: context.fundId,
      txHash: operation(context).txHashes.at(-1) ?? null,
    })),
    answerDone: reply(({ context }: Args) => ({
      to: operation(context).askId,
      output: { ok: true, command: operation(context).command, txHashes: operation(context).txHashes },
    })),
    answerFailed: reply(({ context, event }: Args) => ({
      to: operation(context).askId,
      output: {
        ok: false,
        command: operation(context).command,
        code: event.type === 'account.failed' ? event.code : 'UNKNOWN',
        detail: event.type === 'account.failed' ? event.message : '',
      },
    })),
    answerBusy: reply(({ context }: Args) => ({
      output: {
        ok: false,
        command: 'busy',
        code: 'FUND_BUSY',
        detail: `${operation(context).command} is on its way to the chain`,
      },
    })),
    forgetOperation: assign({ operation: null }),
    announceBlind: emit(({ context }: Args, failure: EffectFailure) => ({
      type: 'fund.unvalued',
      fundId: context.fundId,
      code: failure.code,
      detail: failure.message,
    })),
  },
  delays: {
    interval: ({ context }) => context.intervalMs,
    late: ({ context }) => context.roundMs,
    revalue: chainLimits.revalueMs,
  },
}).createMachine({
  id: 'fund',
  description: 'Keeps a fund’s rounds, books and operator commands.',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    round: 0,
    lastOutcome: 'none yet',
    executed: 0,
    dropped: 0,
    valuation: null,
    operation: null,
  }),
  states: {
    rounds: {
      description: 'Rounds are opened one after the other, as durable time passes.',
      initial: 'resting',
      states: {
        resting: {
          description: 'Between rounds; the next one is due by a durable timer.',
          after: { interval: { target: 'open', actions: 'countRound' } },
        },
        open: {
          description: 'A round is with the relayer.',
          entry: 'openRound',
          on: { 'round.closed': { guard: 'isThisRound', target: 'resting', actions: ['noteRound', 'announceRound'] } },
          after: { late: { target: 'resting', actions: ['noteLateRound', 'announceLateRound'] } },
        },
      },
    },
    books: {
      description: 'What the vault holds, as the chain said last.',
      initial: 'valuing',
      on: {
        'intent.closed': { target: '.valuing', actions: 'countIntent' },
      },
      states: {
        valuing: {
          description: 'Reads the vault from the chain.',
          invoke: {
            id: 'fund.readVault',
            src: 'fund.readVault',
            input: ({ context }) => ({ fundId: context.fundId }),
            onDone: {
              target: 'valued',
              actions: [
                { type: 'takeValuation', params: ({ event }) => event.output },
                { type: 'announceValuation', params: ({ event }) => event.output },
              ],
            },
            onError: { target: 'blind', actions: { type: 'announceBlind', params: ({ event }) => event.error as EffectFailure } },
          },
        },
        valued: {
          description: 'The books are those of the last trade or round.',
          on: { 'round.closed': 'valuing' },
        },
        blind: {
          description: 'The chain does not answer; the books are old.',
          after: { revalue: 'valuing' },
        },
      },
    },
    commands: {
      description: 'Operators’ commands, one at a time.',
      initial: 'idle',
      states: {
        idle: {
          description: 'No operator command on its way.',
          on: {
            'fund.pause': { target: 'sending', actions: 'takeCommand' },
            'fund.unpause': { target: 'sending', actions: 'takeCommand' },
            'fund.deposit': { target: 'sending', actions: 'takeCommand' },
            'fund.withdraw': { target: 'sending', actions: 'takeCommand' },
            'fund.requestDeposit': { target: 'sending', actions: 'takeCommand' },
            'fund.requestRedeem': { target: 'sending', actions: 'takeCommand' },
            'fund.claim': { target: 'sending', actions: 'takeCommand' },
          },
        },
        sending: {
          description: 'An operator’s command goes on chain, step by step, through the account that may do it.',
          entry: 'sendStep',
          on: {
            'account.confirmed': [
              {
                guard: 'isLastStep',
                target: 'idle',
                actions: ['finishStep', 'announceOperation', 'answerDone', 'forgetOperation'],
              },
              { guard: 'isThisStep', target: 'sending', reenter: true, actions: 'finishStep' },
            ],
            'account.failed': { guard: 'isThisStep', target: 'idle', actions: ['answerFailed', 'forgetOperation'] },
            'fund.pause': { actions: 'answerBusy' },
            'fund.unpause': { actions: 'answerBusy' },
            'fund.deposit': { actions: 'answerBusy' },
            'fund.withdraw': { actions: 'answerBusy' },
            'fund.requestDeposit': { actions: 'answerBusy' },
            'fund.requestRedeem': { actions: 'answerBusy' },
            'fund.claim': { actions: 'answerBusy' },
          },
        },
      },
    },
  },
})
