// What is done at GitHub: a workflow is run, a run is cancelled or run again, a deployment is let go on or held back. None of
// these is the same when it is done twice: whoever calls them looks first where it may have been done before.
import { QuorateError } from '#protocol/errors.ts'
import type { GithubDoor } from './githubDoor.ts'
import type { PendingDeployment, WorkflowPlace } from './githubReads.ts'
import { anyShape, dispatchedShape } from './githubShapes.ts'

interface RunPlace {
  readonly repo: string
  readonly runId: number
}
export interface GithubActs {
  /**
   * Begins a run. GitHub names it where it can (`return_run_details`); older servers say nothing, and it has to be looked for.
   * @throws GITHUB_DECLINED for inputs or a branch that it does not take
   */
  dispatch(
    of: WorkflowPlace & { readonly inputs: Readonly<Record<string, string>> },
  ): Promise<{ readonly runId: number | null; readonly url: string }>
  /** GitHub ends it when it gets there. @throws GITHUB_DECLINED when it is over, UNKNOWN_RUN */
  cancel(of: RunPlace): Promise<void>
  /** Begins the next attempt of a run, of all its jobs or of those that failed. @throws GITHUB_DECLINED, UNKNOWN_RUN */
  rerun(of: RunPlace & { readonly failedOnly: boolean }): Promise<void>
  /** @throws GITHUB_DECLINED, GITHUB_REFUSED where we are no reviewer of the environment */
  review(
    of: RunPlace & {
      readonly deployment: PendingDeployment
      readonly verdict: 'approve' | 'reject'
      readonly comment: string
    },
  ): Promise<void>
}

const writing = { permission: 'actions: write' }

export function githubActs(door: GithubDoor): GithubActs {
  const missingRun = (runId: number) => () => new QuorateError('UNKNOWN_RUN', { id: String(runId) })
  return {
    async dispatch({ repo, workflow, ref, inputs }) {
      const asked = { what: `to run ${workflow} of ${repo}`, ...writing }
      const { data } = await door.ask(repo, asked, dispatchedShape, (octokit, place, signal) =>
        octokit.rest.actions.createWorkflowDispatch({
          ...place,
          workflow_id: workflow,
          ref,
          inputs,
          return_run_details: true,
          request: { signal },
        }),
      )
      return typeof data === 'object' ? { runId: data.workflow_run_id, url: data.html_url } : { runId: null, url: '' }
    },
    async cancel({ repo, runId }) {
      const asked = { what: `to cancel run ${runId} of ${repo}`, ...writing, missing: missingRun(runId) }
      await door.ask(repo, asked, anyShape, (octokit, place, signal) =>
        octokit.rest.actions.cancelWorkflowRun({ ...place, run_id: runId, request: { signal } }),
      )
    },
    async rerun({ repo, runId, failedOnly }) {
      const asked = { what: `to repeat run ${runId} of ${repo}`, ...writing, missing: missingRun(runId) }
      await door.ask(repo, asked, anyShape, (octokit, place, signal) => {
        const of = { ...place, run_id: runId, request: { signal } }
        return failedOnly ? octokit.rest.actions.reRunWorkflowFailedJobs(of) : octokit.rest.actions.reRunWorkflow(of)
      })
    },
    async review({ repo, runId, deployment, verdict, comment }) {
      const { id, environment, mayDecide } = deployment
      const what = `to decide about ${environment} of run ${runId}`
      const permission = `a place among the reviewers of the environment ${environment}, and deployments: write`
      if (!mayDecide) throw new QuorateError('GITHUB_REFUSED', { what, problem: 'it has other reviewers', permission })
      const asked = { what, permission, missing: missingRun(runId) }
      await door.ask(repo, asked, anyShape, (octokit, place, signal) =>
        octokit.rest.actions.reviewPendingDeploymentsForRun({
          ...place,
          run_id: runId,
          environment_ids: [id],
          state: verdict === 'approve' ? 'approved' : 'rejected',
          comment,
          request: { signal },
        }),
      )
    },
  }
}
