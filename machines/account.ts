// The only owner of one address's nonce. One transaction at a time: nonce → signed bytes → journal → broadcast →
// proof. Once bytes are signed, the nonce belongs to its request until some transaction at it is final.
import { assign, setup } from 'xstate'
import { emit, tell, type EffectFailure } from '#runtime/authoring.ts'
import { accountPorts } from './accountPorts.ts'
import {
  accountGuards,
  announceRefused,
  announceUndone,
  isFinal,
  lookFirst,
  refuseWaiting,
  takeNonce,
  tellRefused,
  type Args,
  type Event,
} from './accountGuards.ts'
import {
  busy,
  callOf,
  current,
  failed,
  newest,
  nonceOf,
  ownNonce,
  confirmedFact,
  confirmedTell,
  gapFact,
  held,
  heldFact,
  heldTells,
  reorgedFact,
  refusedFact,
  revertedFact,
  revertedTell,
  signedFact,
  undoneFacts,
  type AccountContext,
  type AccountInput,
  type Fees,
  type ReceiptState,
  type Signed,
} from './accountState.ts'
import { accountLimits } from './limits.ts'

export type { AccountContext, AccountInput, Call, Fees, ReceiptState, Signed, Undone } from './accountState.ts'

export const accountMachine = setup({
  types: { context: {} as AccountContext, events: {} as Event, input: {} as AccountInput },
  actors: accountPorts,
  guards: accountGuards,
  actions: {
    enqueue: assign({
      queue: ({ context, event }) => (event.type === 'account.send' ? [...context.queue, event] : context.queue),
    }),
    noteDoubt: assign({ doubted: true }),
    refuseHeld: tell(({ event }: Args) => (event.type === 'account.send' ? held(event) : undefined)),
    tellHeld: tell(({ context }: Args) => heldTells(context)),
    announceHeld: emit(({ context }: Args, given: { nextNonce: number }) => heldFact(context, given)),
    dropWaiting: assign({ pending: null, queue: [] }),
    refuseFull: tell(({ event }: Args) => (event.type === 'account.send' ? busy(event) : undefined)),
    // never back: what was signed at a nonce may be alive, whatever a chain has forgotten
    takeNonce: assign(({ context }, given: { nextNonce: number }) => ({
      nextNonce: Math.max(given.nextNonce, context.nextNonce ?? 0),
      // compared by now; said only where there was any doubt, which most journals never have
      ...(context.doubted === undefined ? {} : { doubted: false }),
    })),
    takeNext: assign(({ context }) => {
      const [request, ...queue] = context.queue
      if (request === undefined) throw new Error('nothing is queued')
      return { pending: { request, nonce: null, fees: null, signed: [] }, queue, bumps: 0 }
    }),
    takeFees: assign(({ context }, fees: Fees) => ({
      // a fee bump keeps the nonce of the bytes that are out; without bytes the chain's count decides
      pending: { ...current(context), fees, nonce: current(context).signed.length > 0 ? nonceOf(context) : context.nextNonce },
    })),
    takeSigned: assign(({ context }, signed: Signed) => ({
      pending: { ...current(context), signed: [...current(context).signed, signed] },
    })),
    announceSigned: emit(({ context }: Args, signed: Signed) => signedFact(context, signed)),
    countBump: assign({ bumps: ({ context }) => context.bumps + 1 }),
    tellConfirmed: tell(({ context }: Args, receipt: ReceiptState) => confirmedTell(context, receipt)),
    announceConfirmed: emit(({ context }: Args, receipt: ReceiptState) => confirmedFact(context, receipt)),
    tellReverted: tell(({ context }: Args, receipt: ReceiptState) => revertedTell(context, receipt)),
    tellRefused: tell(({ context }: Args, failure: EffectFailure) => ({
      to: current(context).request.replyTo,
      event: failed(context, 'estimate', failure.code, failure.message, null),
    })),
    announceGap: emit(({ context }: Args, filled: { from: number }) => gapFact(context, filled)),
    announceReorged: emit(({ context }: Args, receipt: ReceiptState) => reorgedFact(context, receipt)),
    announceUndone: emit(({ context }: Args, given: object) => undoneFacts(context, given)),
    announceReverted: emit(({ context }: Args, receipt: ReceiptState) => revertedFact(context, receipt)),
    announceRefused: emit(({ context }: Args, failure: EffectFailure) => refusedFact(context, failure)),
    spendNonce: assign({
      pending: null,
      nextNonce: ({ context }) => nonceOf(context) + 1,
    }),
    dropRequest: assign({ pending: null }),
    loseNonce: assign(({ context }) => ({ pending: { ...current(context), nonce: null, fees: null, signed: [] }, bumps: 0 })),
  },
  delays: {
    retry: accountLimits.retryMs,
    reconcileEvery: accountLimits.reconcileEveryMs,
    hold: accountLimits.holdMs,
  },
}).createMachine({
  id: 'account',
  description: 'Owns the nonce of one address and proves every transaction before it reports it.',
  context: ({ input }) => ({ ...input, nextNonce: null, pending: null, queue: [], bumps: 0 }),
  initial: 'reconciling',
  on: {
    'account.send': [{ guard: 'hasRoom', actions: 'enqueue' }, { actions: 'refuseFull' }],
    // broadcasting the same bytes again is harmless, so a late answer changes nothing: the receipt decides
    'account.broadcast.late': {},
    'account.fillGap.late': {},
    // what is signed is proven first; then the chain is compared with what the journal knows
    'account.doubt': { actions: 'noteDoubt' },
  },
  states: {
    reconciling: {
      description: 'Asks the chain for the next nonce before anything is signed.',
      invoke: {
        id: 'account.reconcile',
        src: 'account.reconcile',
        input: ({ context }) => ({ chainId: context.chainId, address: context.address }),
        onDone: [
          {
            guard: { type: 'isBehind', params: ({ event }) => event.output },
            target: 'holding',
            actions: [...refuseWaiting, takeNonce, announceUndone],
          },
          { guard: 'hasPending', target: 'preparing', actions: [takeNonce, announceUndone] },
          {
            guard: { type: 'isRewound', params: ({ event }) => event.output },
            target: 'filling',
            actions: announceUndone,
          },
          { target: 'idle', actions: [takeNonce, announceUndone] },
        ],
        onError: 'unreachable',
      },
    },
    unreachable: {
      description: 'The chain does not answer; nothing is signed until it does.',
      after: { retry: [{ guard: 'hasSigned', target: 'confirming' }, { target: 'reconciling' }] },
    },
    holding: {
      description:
        'The chain knows transactions that the journal does not: what is asked now was decided before, and is refused for a while.',
      on: { 'account.send': { actions: 'refuseHeld' } },
      after: { hold: 'reconciling' },
    },
    idle: {
      description: 'No transaction in flight.',
      always: [
        { guard: 'isDoubted', target: 'reconciling' },
        { guard: 'hasWork', target: 'preparing', actions: 'takeNext' },
      ],
      on: { 'account.reconcile': 'reconciling' },
      after: { reconcileEvery: 'reconciling' },
    },
    preparing: {
      description: 'Estimates gas and fees; a call that would revert is refused here, before a nonce is used.',
      on: lookFirst,
      invoke: {
        id: 'account.prepare',
        src: 'account.prepare',
        input: ({ context }) => ({
          chainId: context.chainId,
          address: context.address,
          call: callOf(context),
          bump: context.bumps,
          previous: current(context).fees,
        }),
        onDone: { target: 'signing', actions: { type: 'takeFees', params: ({ event }) => event.output } },
        onError: [
          // signed bytes may be alive: whatever an estimate says now, only the chain can end this nonce
          { guard: 'hasSigned', target: 'confirming' },
          { guard: isFinal, target: 'idle', actions: [tellRefused, announceRefused, 'dropRequest'] },
          { target: 'unreachable' },
        ],
      },
    },
    signing: {
      description: 'Signs the call at its nonce. The bytes are in the journal before anyone sees them.',
      on: lookFirst,
      invoke: {
        id: 'account.sign',
        src: 'account.sign',
        input: ({ context }) => {
          const { fees } = current(context)
          if (fees === null) throw new Error('fees are known before signing')
          return { chainId: context.chainId, address: context.address, nonce: nonceOf(context), call: callOf(context), fees }
        },
        onDone: {
          target: 'broadcasting',
          actions: [
            { type: 'takeSigned', params: ({ event }) => event.output },
            { type: 'announceSigned', params: ({ event }) => event.output },
          ],
        },
        onError: [
          { guard: 'hasSigned', target: 'confirming' },
          {
            // no key, or one that may not be used: nothing was signed, so nothing can happen and the caller must know
            guard: isFinal,
            target: 'idle',
            actions: [tellRefused, announceRefused, 'dropRequest'],
          },
          { target: 'unreachable' },
        ],
      },
    },
    broadcasting: {
      description: 'Hands the signed bytes to the chain. An error means look, never failed.',
      invoke: {
        id: 'account.broadcast',
        src: 'account.broadcast',
        input: ({ context }) => ({ chainId: context.chainId, address: context.address, ...newest(context) }),
        onDone: 'confirming',
        onError: [
          // a node that forgot the bytes takes them back only for what blocks ask now: looking would wait for ever
          {
            guard: { type: 'isBidTooLow', params: ({ event }) => event.error as EffectFailure },
            target: 'preparing',
            actions: 'countBump',
          },
          { target: 'confirming' },
        ],
      },
    },
    confirming: {
      description: 'Waits for a receipt of any of the signed hashes, and for its confirmations.',
      invoke: {
        id: 'account.awaitReceipt',
        src: 'account.awaitReceipt',
        input: ({ context }) => ({
          chainId: context.chainId,
          address: context.address,
          nonce: nonceOf(context),
          hashes: current(context).signed.map((one) => one.hash),
          confirmations: context.confirmations,
        }),
        onDone: [
          {
            guard: { type: 'isConfirmed', params: ({ event }) => event.output },
            target: 'idle',
            actions: [
              { type: 'tellConfirmed', params: ({ event }) => event.output },
              { type: 'announceConfirmed', params: ({ event }) => event.output },
              announceUndone,
              'spendNonce',
            ],
          },
          {
            guard: { type: 'isReverted', params: ({ event }) => event.output },
            target: 'idle',
            actions: [
              { type: 'tellReverted', params: ({ event }) => event.output },
              { type: 'announceReverted', params: ({ event }) => event.output },
              announceUndone,
              'spendNonce',
            ],
          },
          {
            guard: { type: 'isReorged', params: ({ event }) => event.output },
            target: 'confirming',
            reenter: true,
            actions: { type: 'announceReorged', params: ({ event }) => event.output },
          },
          { guard: { type: 'isMissing', params: ({ event }) => event.output }, target: 'broadcasting' },
          { guard: { type: 'isGap', params: ({ event }) => event.output }, target: 'filling' },
          { guard: { type: 'isForeign', params: ({ event }) => event.output }, target: 'reconciling', actions: 'loseNonce' },
          { guard: 'mayBump', target: 'preparing', actions: 'countBump' },
          { target: 'confirming', reenter: true },
        ],
        onError: 'unreachable',
      },
    },
    filling: {
      description:
        'The chain came back older: what it lost is put back or filled with nothing, so that every nonce keeps its request.',
      invoke: {
        id: 'account.fillGap',
        src: 'account.fillGap',
        input: ({ context }) => ({ chainId: context.chainId, address: context.address, upTo: ownNonce(context) }),
        onDone: [
          {
            guard: 'hasSigned',
            target: 'broadcasting',
            actions: { type: 'announceGap', params: ({ event }) => event.output },
          },
          { target: 'idle', actions: { type: 'announceGap', params: ({ event }) => event.output } },
        ],
        onError: 'unreachable',
      },
    },
  },
})
