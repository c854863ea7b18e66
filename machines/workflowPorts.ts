// What a workflow run's bot asks of GitHub.
import { port, type EffectFailure } from '#runtime/authoring.ts'
import type { RunState } from '#protocol/workflowRun.ts'
import {
  runIdOf,
  type AskedOfRun,
  type Beginning,
  type Dispatched,
  type Found,
  type WorkflowContext,
  type WorkflowInput,
} from './workflowState.ts'

/** Which workflow at which branch or tag, and for which bot. */
export type WorkflowPlace = Pick<WorkflowInput, 'id' | 'repo' | 'workflow' | 'ref'>
/** Which run, and which attempt of it is followed. */
export type RunPlace = Pick<WorkflowInput, 'id' | 'repo'> & { readonly runId: number; readonly attempt: number }
/** What a run is begun from. `mayHaveBegun`: an attempt before this one may have. */
export type DispatchInput = WorkflowPlace & {
  readonly inputs: WorkflowInput['inputs']
  readonly beginning: Beginning
  readonly mayHaveBegun: boolean
}
/** `isLast`: what cannot be told now is not looked for again. */
export type FindInput = WorkflowPlace & { readonly beginning: Beginning; readonly isLast: boolean }
export type RepeatInput = RunPlace & { readonly failedOnly: boolean }
export type ReviewInput = RunPlace & Pick<AskedOfRun, 'environment' | 'verdict' | 'reason'> & { readonly person: string }

/** By the name of each. */
export const workflowPorts = {
  'workflow.prepare': port<WorkflowPlace, Beginning>('workflow.prepare', 'read'),
  'workflow.dispatch': port<DispatchInput, Dispatched>('workflow.dispatch', 'act'),
  'workflow.find': port<FindInput, Found>('workflow.find', 'read'),
  'workflow.readRun': port<RunPlace, RunState>('workflow.readRun', 'read'),
  'workflow.cancelRun': port<RunPlace, null>('workflow.cancelRun', 'act'),
  'workflow.repeatRun': port<RepeatInput, { readonly attempt: number }>('workflow.repeatRun', 'act'),
  'workflow.reviewDeployment': port<ReviewInput, null>('workflow.reviewDeployment', 'act'),
}

export const place = ({ id, repo, workflow, ref }: WorkflowContext): WorkflowPlace => ({ id, repo, workflow, ref })
export const runPlace = (context: WorkflowContext): RunPlace => ({
  id: context.id,
  repo: context.repo,
  runId: runIdOf(context),
  attempt: context.attempt,
})

/** A port's answer, and its failure, as params of guards and actions. */
export const answered = <Output>({ event }: { readonly event: { readonly output: Output } }): Output => event.output
// a port's failure is one, whatever XState's type says
export const failed = ({ event }: { readonly event: { readonly error: unknown } }): EffectFailure => event.error as EffectFailure
