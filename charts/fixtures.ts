// Machines to draw in tests. Nothing here is used in production.
import { fromPromise, setup } from 'xstate'

const plain = () => undefined
const port = fromPromise(() => Promise.resolve())

/** The machine of the design's example picture: 36 states, three levels, a parallel state, all kinds of triggers. */
export const exampleMachine = setup({
  actors: {
    snapshotWallet: port,
    buildTx: port,
    judge: port,
    simulate: port,
    loadPolicy: port,
    sign: port,
    submitTx: port,
    awaitReceipt: port,
  },
  actions: { audit: plain, stage: plain, bumpAttempt: plain, notify: plain, lockNonce: plain, releaseNonce: plain },
  guards: { hasAllSlots: () => true, canRepair: () => true, isAllowed: () => true, quorumMet: () => true },
  delays: { approvalTtl: 1_000, backoff: 1_000, heartbeat: 1_000 },
}).createMachine({
  id: 'executor',
  description: 'Lands approved trades.',
  initial: 'idle',
  on: { KILL: { target: '.halted', actions: 'audit' } },
  states: {
    halted: { description: 'Stopped by an operator.', on: { RESUME: 'idle' } },
    idle: {
      description: 'Nothing to do.',
      on: { CLARIFY: 'needsInput', INTENT: { target: 'planning', guard: 'hasAllSlots', actions: 'stage' } },
    },
    needsInput: { after: { approvalTtl: 'idle' }, on: { PROVIDE_INPUT: 'planning' } },
    planning: {
      initial: 'normalize',
      onDone: 'checks',
      states: {
        normalize: { always: 'snapshot' },
        snapshot: { invoke: invoke('snapshotWallet', 'build', 'failedPlan') },
        build: { invoke: invoke('buildTx', 'planned', 'failedPlan') },
        failedPlan: { on: { RETRY: { target: 'snapshot', guard: 'canRepair', actions: 'bumpAttempt' } } },
        planned: { type: 'final' },
      },
    },
    checks: {
      type: 'parallel',
      onDone: [{ target: 'approval', guard: 'isAllowed' }, { target: 'blocked' }],
      states: {
        judgement: {
          initial: 'deliberating',
          states: {
            deliberating: { invoke: { src: 'judge', id: 'judge', onDone: 'verdict' }, on: { JUDGE_TIMEOUT: 'abstained' } },
            abstained: { type: 'final' },
            verdict: { type: 'final' },
          },
        },
        simulation: {
          initial: 'running',
          states: {
            running: { invoke: invoke('simulate', 'passed', 'repairing') },
            repairing: { after: { backoff: { target: 'running', guard: 'canRepair' } } },
            passed: { type: 'final' },
          },
        },
        policy: {
          initial: 'loading',
          states: {
            loading: { invoke: { src: 'loadPolicy', id: 'loadPolicy', onDone: 'evaluated' } },
            evaluated: { type: 'final' },
          },
        },
      },
    },
    approval: {
      initial: 'awaiting',
      after: { approvalTtl: 'expired' },
      on: { REJECT: { target: 'blocked', actions: 'audit' } },
      onDone: 'executing',
      states: {
        awaiting: {
          on: {
            APPROVE: [{ target: 'quorum', guard: 'quorumMet', actions: ['audit', 'notify'] }, { actions: 'audit' }],
            EDIT: 'revised',
          },
        },
        revised: { always: 'awaiting' },
        quorum: { type: 'final' },
      },
    },
    expired: { on: { REOPEN: 'checks' } },
    executing: {
      entry: 'lockNonce',
      exit: 'releaseNonce',
      initial: 'signing',
      onDone: 'done',
      states: {
        signing: { invoke: { src: 'sign', id: 'sign', onDone: 'submitting', onError: '#executor.blocked' } },
        submitting: { invoke: invoke('submitTx', 'confirming', 'replacing') },
        replacing: { on: { FEE_BUMP: 'submitting' } },
        confirming: { invoke: invoke('awaitReceipt', 'mined', 'reorged'), after: { heartbeat: { actions: 'notify' } } },
        reorged: { after: { backoff: 'confirming' } },
        mined: { type: 'final' },
      },
    },
    blocked: { on: { REPAIR: { target: 'planning', guard: 'canRepair' } } },
    done: { type: 'final' },
  },
})

function invoke<Src extends string, Done extends string, Failed extends string>(src: Src, onDone: Done, onError: Failed) {
  return { src, id: src, onDone, onError } as const
}

/** History, several invokes, a self-transition, a wildcard and a forbidden event: what the example lacks. */
export const oddMachine = setup({
  actors: { a: port, b: port },
  actions: { note: plain },
  guards: { ok: () => true },
}).createMachine({
  id: 'odd',
  initial: 'work',
  on: { '*': { actions: 'note' }, STALE: {} },
  states: {
    work: {
      initial: 'one',
      on: { PAUSE: 'paused', AGAIN: { target: 'work', reenter: true } },
      states: {
        one: {
          invoke: [
            { src: 'a', id: 'a', onDone: 'two' },
            { src: 'b', id: 'b', onDone: 'two' },
          ],
          on: { UP: '#odd' },
        },
        two: {
          after: { 90_000: 'one', 1_500: 'one' },
          on: { OUT: [{ target: '#odd.paused', guard: 'ok' }, { target: '#odd.work' }] },
        },
        back: { type: 'history', history: 'deep', target: 'one' },
      },
    },
    paused: { on: { RESUME: 'work.back' } },
  },
})
