// The life of one proposed trade: approved by people where it has to be, on chain, signed by a quorum, executed once, or
// ended with a reason.
import { about } from './intentState.ts'
import { intentSetup } from './intentSetup.ts'

export type { ChainStatus, IntentContext, IntentInput, ProvenExecution } from './intentState.ts'

export const intentMachine = intentSetup.createMachine({
  id: 'intent',
  description: 'One proposed trade from its proposal to its end.',
  context: ({ input }) => ({
    ...input,
    approval: null,
    approvedTxHash: null,
    cancelTxHash: null,
    execution: null,
    ending: { code: '', detail: '' },
  }),
  initial: 'open',
  on: {
    'intent.attest': { actions: 'refuseClosed' },
    'execution.report': { actions: 'refuseClosed' },
  },
  states: {
    open: {
      description: 'Within its window.',
      initial: 'checking',
      after: {
        window: { target: 'settling', actions: 'giveExpiry' },
      },
      on: {
        'approval.refused': { guard: 'isMyApproval', target: 'cancelling', actions: ['giveDenial', 'closeApproval'] },
      },
      states: {
        checking: {
          description: 'Is it on chain, as the strategy says? And does it wait for people first?',
          invoke: {
            id: 'intent.readProposal',
            src: 'intent.readProposal',
            input: ({ context }) => about(context),
            onDone: [
              {
                guard: { type: 'needsApproval', params: ({ event }) => event.output },
                target: 'awaitingApproval',
                actions: [
                  { type: 'askApproval', params: ({ event }) => event.output },
                  { type: 'announceAwaiting', params: ({ event }) => event.output },
                  'noteApproval',
                ],
              },
              {
                guard: { type: 'isAlive', params: ({ event }) => event.output },
                target: 'awaitingQuorum',
                actions: 'announceProposed',
              },
              { guard: { type: 'isExecuted', params: ({ event }) => event.output }, target: '#intent.proving' },
              { guard: { type: 'isUnplaced', params: ({ event }) => event.output }, target: 'doubting' },
              {
                target: '#intent.dropped',
                actions: {
                  type: 'giveEnding',
                  params: ({ event }) => ({ code: 'INTENT_NOT_FOUND', detail: `the chain says ${event.output.status}` }),
                },
              },
            ],
            onError: 'doubting',
          },
        },
        doubting: {
          description: 'The chain does not answer, or does not have it yet; asks again.',
          after: { retry: 'checking' },
        },
        awaitingApproval: {
          description: 'Its value is over the fund’s bound: people decide before it goes on chain and before anybody signs it.',
          on: {
            'approval.granted': { guard: 'isMyApproval', target: 'checking', actions: ['takeGrant', 'announceCleared'] },
            // it is not on chain: there is nothing to cancel
            'approval.refused': { guard: 'wasNeverPlaced', target: '#intent.burying', actions: ['giveDenial', 'closeApproval'] },
          },
        },
        awaitingQuorum: {
          description: 'Verifiers check the trade and sign it, or say why not.',
          always: [
            { guard: 'hasQuorumAndApproval', target: 'usingApproval' },
            { guard: 'hasQuorum', target: 'attesting' },
            { guard: 'isHopeless', target: '#intent.cancelling', actions: 'giveRefusal' },
          ],
          on: { 'intent.attest': { actions: ['answerVerdict', 'announceVerdict', 'takeVerdict'] } },
        },
        usingApproval: {
          description: 'The approval is looked at again and used up: it is for this very trade, once.',
          entry: 'useApproval',
          on: { 'approval.used': { guard: 'isMyApproval', target: 'attesting', actions: 'closeApproval' } },
        },
        attesting: {
          description: 'The relayer’s account carries the signatures to the contract.',
          entry: 'attest',
          on: {
            'account.confirmed': { guard: 'isAttestation', target: 'approving', actions: 'takeApproval' },
            'account.failed': { guard: 'isAttestation', target: 'approving', actions: 'giveChainReason' },
          },
        },
        approving: {
          description: 'Asks the contract whether the intent is approved: by these signatures or by someone else’s.',
          invoke: {
            id: 'intent.readApproval',
            src: 'intent.readApproval',
            input: ({ context }) => about(context),
            onDone: [
              {
                guard: { type: 'isApproved', params: ({ event }) => event.output },
                target: 'awaitingExecution',
                actions: 'announceApproved',
              },
              { guard: { type: 'isExecuted', params: ({ event }) => event.output }, target: '#intent.proving' },
              {
                guard: { type: 'isAlive', params: ({ event }) => event.output },
                target: '#intent.cancelling',
                actions: { type: 'giveStatus', params: ({ event }) => event.output },
              },
              { target: '#intent.dropped', actions: { type: 'giveStatus', params: ({ event }) => event.output } },
            ],
            onError: 'uncertain',
          },
        },
        uncertain: {
          description: 'The chain does not answer; asks again.',
          after: { retry: 'approving' },
        },
        awaitingExecution: {
          description: 'Approved on chain; the executor has it.',
          on: {
            'execution.report': [
              { guard: 'saysExecuted', target: '#intent.proving', actions: 'acceptReport' },
              // whatever the executor says, only the chain can say that it did not happen
              { target: '#intent.cancelling', actions: ['acceptReport', 'giveReport'] },
            ],
          },
        },
      },
    },
    cancelling: {
      id: 'intent.cancelling',
      description: 'It is given up: the guardian’s account takes it off the contract, so that nobody can execute it later.',
      entry: 'cancel',
      // an account that cannot send in time is not waited for: past the window the contract refuses the trade anyway
      after: { window: 'settling' },
      on: {
        'account.confirmed': { guard: 'isCancellation', target: 'burying', actions: 'takeCancellation' },
        'account.failed': { guard: 'isCancellation', target: 'burying' },
      },
    },
    burying: {
      id: 'intent.burying',
      description: 'Asks the contract whether the intent is dead, or was executed before it could be cancelled.',
      invoke: {
        id: 'intent.readEnding',
        src: 'intent.readEnding',
        input: ({ context }) => about(context),
        onDone: [
          { guard: { type: 'isExecuted', params: ({ event }) => event.output }, target: 'proving' },
          // it could not be cancelled: only its deadline ends it
          { guard: { type: 'isAlive', params: ({ event }) => event.output }, target: 'settling' },
          { target: 'dropped' },
        ],
        onError: 'mourning',
      },
    },
    mourning: {
      description: 'The chain does not answer; asks again whether the intent is dead.',
      after: { retry: 'burying' },
    },
    settling: {
      id: 'intent.settling',
      description: 'Once the chain’s own time is past the deadline, it is asked whether the intent was executed after all.',
      invoke: {
        id: 'intent.findExecution',
        src: 'intent.findExecution',
        input: ({ context }) => ({ ...about(context), until: context.intent.deadline }),
        onDone: [
          {
            guard: { type: 'isProven', params: ({ event }) => event.output },
            target: 'executed',
            actions: { type: 'takeExecution', params: ({ event }) => event.output },
          },
          { target: 'dropped' },
        ],
        onError: 'wondering',
      },
    },
    wondering: {
      description: 'The deadline is not past, or the chain does not answer; asks again before giving up.',
      after: { retry: 'settling' },
    },
    proving: {
      id: 'intent.proving',
      description: 'Said to be executed; a report is no proof.',
      initial: 'reading',
      // a report may be a lie: past the window only the chain's own time decides
      after: { window: { target: 'settling', actions: 'giveExpiry' } },
      states: {
        reading: {
          description: 'Reads the contract’s event for itself.',
          invoke: {
            id: 'intent.proveExecution',
            src: 'intent.proveExecution',
            input: ({ context, event }) => ({
              ...about(context),
              txHash: event.type === 'execution.report' ? event.txHash : null,
            }),
            onDone: [
              {
                guard: { type: 'isProven', params: ({ event }) => event.output },
                target: '#intent.executed',
                actions: { type: 'takeExecution', params: ({ event }) => event.output },
              },
              { target: 'disbelieving' },
            ],
            onError: 'disbelieving',
          },
        },
        disbelieving: {
          description: 'No proof yet; looks again.',
          after: { retry: 'reading' },
        },
      },
    },
    executed: {
      id: 'intent.executed',
      type: 'final',
      description: 'The trade happened, once, and its event was read.',
      entry: ['withdrawApproval', 'announceExecuted', 'tellExecuted'],
    },
    dropped: {
      id: 'intent.dropped',
      type: 'final',
      description: 'The trade cannot happen any more; the reason is kept.',
      entry: ['withdrawApproval', 'announceDropped', 'tellDropped'],
    },
  },
})
