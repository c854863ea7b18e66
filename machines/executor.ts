// Lands approved intents: dry-run, execute through its own account, prove by the contract's event, report.
import { assign, setup } from 'xstate'
import { emit, port, tell, type EffectFailure } from '#runtime/authoring.ts'
import type { AccountSend } from '#protocol/messages.ts'
import type { ExecuteTask, Next } from '#protocol/tasks.ts'
import {
  addressOf,
  dryRunOf,
  reportOf,
  taskOf,
  triesOf,
  type ApprovalFinding,
  type DryRun,
  type Execution,
  type ExecutorContext,
  type ExecutorEvent,
  type ExecutorInput,
  type Report,
} from './executorState.ts'
import { botLimits, executorLimits } from './limits.ts'

export type { ApprovalFinding, DryRun, Execution, ExecutorContext, ExecutorInput, Report } from './executorState.ts'

interface Args {
  readonly context: ExecutorContext
  readonly event: unknown
}

const nextTask = port<{ fundId: string; cursor: string }, Next<ExecuteTask>>('executor.nextTask', 'read')
const dryRun = port<{ fundId: string; task: ExecuteTask }, DryRun>('executor.dryRun', 'read')
const checkApproval = port<{ fundId: string; task: ExecuteTask }, ApprovalFinding>('executor.checkApproval', 'read')
const readExecution = port<{ fundId: string; intentHash: string; txHash: string | null }, Execution | null>(
  'executor.readExecution',
  'read',
)
const report = port<{ fundId: string; intentHash: string; report: Report }, { status: number }>('executor.report', 'act')

const requestId = (context: ExecutorContext): string => `execute/${taskOf(context).intentHash}/${context.attempts}`
const isMine = ({ context, event }: { context: ExecutorContext; event: ExecutorEvent }): boolean =>
  'requestId' in event && event.requestId === requestId(context)

export const executorMachine = setup({
  types: { context: {} as ExecutorContext, events: {} as ExecutorEvent, input: {} as ExecutorInput },
  actors: {
    'executor.nextTask': nextTask,
    'executor.dryRun': dryRun,
    'executor.checkApproval': checkApproval,
    'executor.readExecution': readExecution,
    'executor.report': report,
  },
  guards: {
    hasTask: (_, next: Next<ExecuteTask>) => next.task !== null,
    isClear: (_, run: DryRun) => run.code === 'OK',
    isExecutedAlready: (_, run: DryRun) => run.code === 'INTENT_ALREADY_EXECUTED',
    mayRetryLater: ({ context }, run: DryRun) => run.retryable && triesOf(context) < executorLimits.attemptDelaysS.length,
    mayTryAgain: ({ context }) => triesOf(context) < executorLimits.attemptDelaysS.length,
    isMine,
    isMineAndMayTryAgain: (args) => isMine(args) && triesOf(args.context) < executorLimits.attemptDelaysS.length,
    holdsApproval: (_, { problem }: ApprovalFinding) => problem === null,
    isProven: (_, execution: Execution | null) => execution !== null,
  },
  actions: {
    takeTask: assign((_, next: Next<ExecuteTask>) => ({ cursor: next.cursor, task: next.task, attempts: 0, sweeps: 0 })),
    takeDryRun: assign((_, run: DryRun) => ({ dryRun: run })),
    announceDryRun: emit(({ context }: Args, run: DryRun) => ({
      type: 'intent.dryRun',
      fundId: context.fundId,
      intentHash: taskOf(context).intentHash,
      code: run.code,
      by: addressOf(context.account),
      block: null,
      ...(run.detail === undefined ? {} : { detail: run.detail }),
    })),
    countSweep: assign({ sweeps: ({ context }) => (context.sweeps ?? 0) + 1 }),
    countAttempt: assign({ attempts: ({ context }) => context.attempts + 1 }),
    sendExecution: tell(({ context }: Args) => ({
      to: context.account,
      event: {
        type: 'account.send',
        requestId: requestId(context),
        replyTo: `executor:${context.fundId}`,
        to: dryRunOf(context).to,
        data: dryRunOf(context).data,
        value: '0',
        label: `execute ${taskOf(context).intentHash}`,
      } satisfies AccountSend,
    })),
    takeTransaction: assign({ txHash: ({ event }) => (event.type === 'account.confirmed' ? event.txHash : null) }),
    reportExecuted: assign((_, execution: Execution | null) => ({
      report:
        execution === null
          ? null
          : {
              outcome: 'executed' as const,
              txHash: execution.txHash,
              block: execution.block,
              code: null,
              detail: `received ${execution.amountOut} for ${execution.amountIn}`,
            },
    })),
    reportRefused: assign((_, run: DryRun) => ({
      report: {
        outcome: 'failed' as const,
        txHash: null,
        block: null,
        code: run.code,
        detail: `the contract's dry run says ${run.code}${run.detail === undefined ? '' : `: ${run.detail}`}`,
      },
    })),
    reportUnapproved: assign((_, { problem }: ApprovalFinding) => ({
      report: {
        outcome: 'failed' as const,
        txHash: null,
        block: null,
        code: 'APPROVAL_MISSING',
        detail: `it is not executed without its approval: ${problem ?? ''}`,
      },
    })),
    reportFailed: assign((_, failure: { code: string; message: string; txHash?: string | null }) => ({
      report: {
        outcome: 'failed' as const,
        txHash: failure.txHash ?? null,
        block: null,
        code: failure.code,
        detail: failure.message,
      },
    })),
    forgetTask: assign({ task: null, dryRun: null, txHash: null, report: null, attempts: 0, sweeps: 0 }),
  },
  delays: {
    rest: botLimits.feedRetryMs,
    // never past the deadline: an executor that waits for what is over lets the next intent expire
    nextAttempt: ({ context }) => {
      const { delayScale, dryRun: last } = context
      const delayS = last?.waitS ?? (executorLimits.attemptDelaysS[triesOf(context) - 1] ?? 300) * delayScale
      return Math.min(delayS, (last?.endsInS ?? Infinity) + 1) * 1_000
    },
  },
}).createMachine({
  id: 'executor',
  description: 'Executes approved intents, exactly once each, and proves it.',
  context: ({ input }) => ({ ...input, cursor: '', task: null, dryRun: null, txHash: null, report: null, attempts: 0 }),
  initial: 'watching',
  // the intent bot takes one report and proves it itself: a late answer changes nothing here
  on: { 'executor.report.late': {} },
  states: {
    watching: {
      description: 'READY: waits on the feed for an approved intent.',
      invoke: {
        id: 'executor.nextTask',
        src: 'executor.nextTask',
        input: ({ context }) => ({ fundId: context.fundId, cursor: context.cursor }),
        onDone: [
          {
            guard: { type: 'hasTask', params: ({ event }) => event.output },
            target: 'dryRunning',
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
    dryRunning: {
      description: 'RUNNING: asks the contract whether execution would pass, at its own chain client.',
      invoke: {
        id: 'executor.dryRun',
        src: 'executor.dryRun',
        input: ({ context }) => ({ fundId: context.fundId, task: taskOf(context) }),
        onDone: [
          {
            guard: { type: 'isClear', params: ({ event }) => event.output },
            target: 'checkingApproval',
            actions: [
              { type: 'takeDryRun', params: ({ event }) => event.output },
              { type: 'announceDryRun', params: ({ event }) => event.output },
            ],
          },
          { guard: { type: 'isExecutedAlready', params: ({ event }) => event.output }, target: 'proving' },
          {
            guard: { type: 'mayRetryLater', params: ({ event }) => event.output },
            target: 'retrying',
            actions: [
              { type: 'takeDryRun', params: ({ event }) => event.output },
              { type: 'announceDryRun', params: ({ event }) => event.output },
            ],
          },
          {
            target: 'reporting',
            actions: [
              { type: 'announceDryRun', params: ({ event }) => event.output },
              { type: 'reportRefused', params: ({ event }) => event.output },
            ],
          },
        ],
        onError: [
          { guard: 'mayTryAgain', target: 'retrying' },
          { target: 'reporting', actions: { type: 'reportFailed', params: ({ event }) => event.error as EffectFailure } },
        ],
      },
    },
    checkingApproval: {
      description: 'RUNNING: looks itself whether people approved this very trade, where they have to; else nothing is executed.',
      invoke: {
        id: 'executor.checkApproval',
        src: 'executor.checkApproval',
        input: ({ context }) => ({ fundId: context.fundId, task: taskOf(context) }),
        onDone: [
          { guard: { type: 'holdsApproval', params: ({ event }) => event.output }, target: 'executing' },
          { target: 'reporting', actions: { type: 'reportUnapproved', params: ({ event }) => event.output } },
        ],
        onError: [
          { guard: 'mayTryAgain', target: 'retrying' },
          { target: 'reporting', actions: { type: 'reportFailed', params: ({ event }) => event.error as EffectFailure } },
        ],
      },
    },
    retrying: {
      description:
        'FAILED_RETRYABLE: waits until the contract lets it pass, where it says when, else for 10, 30, 60, 180 or 300 s; never past the intent’s deadline.',
      entry: 'countAttempt',
      after: { nextAttempt: 'dryRunning' },
      on: { 'executor.sweep': { target: 'dryRunning', actions: 'countSweep' } },
    },
    executing: {
      description: 'RUNNING: its account puts the execution on chain.',
      entry: 'sendExecution',
      on: {
        'account.confirmed': { guard: 'isMine', target: 'proving', actions: 'takeTransaction' },
        'account.failed': [
          // the contract knows why: the next dry run names the code, or finds it executed by someone else
          { guard: 'isMineAndMayTryAgain', target: 'retrying' },
          {
            guard: 'isMine',
            target: 'reporting',
            actions: { type: 'reportFailed', params: ({ event }) => event },
          },
        ],
      },
    },
    proving: {
      description: 'Reads the contract’s event: only that proves an execution.',
      invoke: {
        id: 'executor.readExecution',
        src: 'executor.readExecution',
        input: ({ context }) => ({ fundId: context.fundId, intentHash: taskOf(context).intentHash, txHash: context.txHash }),
        onDone: [
          {
            guard: { type: 'isProven', params: ({ event }) => event.output },
            target: 'reporting',
            actions: { type: 'reportExecuted', params: ({ event }) => event.output },
          },
          { guard: 'mayTryAgain', target: 'retrying' },
          {
            target: 'reporting',
            actions: {
              type: 'reportFailed',
              params: { code: 'EXECUTION_UNPROVEN', message: 'the transaction is confirmed but its event was not found' },
            },
          },
        ],
        onError: 'doubting',
      },
    },
    doubting: {
      description: 'The chain does not answer while an execution waits for its proof; asks again.',
      after: { rest: 'proving' },
    },
    reporting: {
      description: 'EXECUTED or FAILED_FINAL: tells the relayer, who proves it for himself.',
      invoke: {
        id: 'executor.report',
        src: 'executor.report',
        input: ({ context }) => ({ fundId: context.fundId, intentHash: taskOf(context).intentHash, report: reportOf(context) }),
        onDone: { target: 'watching', actions: 'forgetTask' },
        onError: 'insisting',
      },
    },
    insisting: {
      description: 'The relayer does not take the report; tells it again.',
      after: { rest: 'reporting' },
    },
  },
})
