// What an executor knows of its task, and how it reads it.
import type { Address } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import type { ExecuteTask } from '#protocol/tasks.ts'

export interface ExecutorInput {
  readonly fundId: string
  readonly account: Address
  /** 1 in production; a simulation or a demo may shorten the waits between attempts */
  readonly delayScale: number
}
/** The contract's own answer, and the call that would execute. */
export interface DryRun {
  readonly code: string
  /** may the same intent still pass later, within its window? */
  readonly retryable: boolean
  // absent in what older versions stored: the rest
  /** until the chain's time is past the deadline */
  readonly endsInS?: number
  /** until time itself lifts the refusal; null where the contract cannot know when */
  readonly waitS?: number | null
  /** what the code means, with the figures found */
  readonly detail?: string
  readonly to: string
  readonly data: string
}
/** What `IntentExecuted` said. */
export interface Execution {
  readonly txHash: string
  readonly block: number
  readonly amountIn: string
  readonly amountOut: string
}
/** What the executor finds of people's approval. */
export interface ApprovalFinding {
  /** null: none is due, or it holds for this very trade */
  readonly problem: string | null
}
export interface Report {
  readonly outcome: 'executed' | 'failed'
  readonly txHash: string | null
  readonly block: number | null
  readonly code: string | null
  readonly detail: string
}
export interface ExecutorContext extends ExecutorInput {
  readonly cursor: string
  readonly task: ExecuteTask | null
  readonly dryRun: DryRun | null
  readonly txHash: string | null
  readonly report: Report | null
  /** attempts made of the current task */
  readonly attempts: number
  /** how many of them were asked for before their time: those do not use its attempts up */
  readonly sweeps?: number
}
export type ExecutorEvent =
  | AccountConfirmed
  | AccountFailed
  | { readonly type: 'executor.report.late' }
  /** a schedule, or a clock elsewhere: try now what waits for its next attempt */
  | { readonly type: 'executor.sweep'; readonly by: string }

/** Attempts that count towards the last one. */
export const triesOf = ({ attempts, sweeps = 0 }: ExecutorContext): number => attempts - sweeps

/** `account:<chainId>-<address>` is the bot of that address. */
export const addressOf = (account: Address): string => account.slice(account.indexOf('-') + 1)

/** @throws between tasks */
export function taskOf(context: ExecutorContext): ExecuteTask {
  if (context.task === null) throw new Error('an executor at work has a task')
  return context.task
}
/** @throws before a dry run */
export function dryRunOf(context: ExecutorContext): DryRun {
  if (context.dryRun === null) throw new Error('a dry run comes before an execution')
  return context.dryRun
}
/** @throws before a report is written */
export function reportOf(context: ExecutorContext): Report {
  if (context.report === null) throw new Error('a report is written before it is sent')
  return context.report
}
