// What is read of GitHub: branches, workflows and their inputs, runs and what waits in them.
import { QuorateError } from '#protocol/errors.ts'
import type { WorkflowInput } from '#protocol/workflowInput.ts'
import type { RunState } from '#protocol/workflowRun.ts'
import type { GithubDoor } from './githubDoor.ts'
import {
  approvalsShape,
  commitsShape,
  contentShape,
  jobsShape,
  pendingShape,
  repositoryShape,
  runShape,
  runsShape,
  workflowsShape,
} from './githubShapes.ts'
import { mayWait, runStateOf } from './runState.ts'
import { readWorkflowFile, workflowFileBytesMax } from './workflowFile.ts'

/** A workflow as it is listed. */
export interface ListedWorkflow {
  /** its file's name in `.github/workflows` */
  readonly file: string
  readonly name: string
  readonly isActive: boolean
  readonly url: string
}
/** A run that was begun by hand. */
export interface BegunRun {
  readonly runId: number
  readonly ref: string | null
  readonly head: string
  readonly login: string
  /** ms since 1970, by GitHub's clock */
  readonly createdAt: number
  readonly url: string
}
/** A workflow at a branch or a tag. */
export interface WorkflowPlace {
  readonly repo: string
  readonly workflow: string
  readonly ref: string
}

export interface GithubReads {
  /** @throws GITHUB_REFUSED where the repository may not be seen */
  defaultBranch(repo: string): Promise<string>
  /** Those that have a file in the repository; at most 300. */
  workflows(repo: string): Promise<readonly ListedWorkflow[]>
  /** @throws UNKNOWN_REF, WORKFLOW_UNREADABLE */
  inputs(of: WorkflowPlace): Promise<readonly WorkflowInput[]>
  /** The newest commit, and GitHub's clock in ms. @throws UNKNOWN_REF */
  head(of: { readonly repo: string; readonly ref: string }): Promise<{ readonly sha: string; readonly now: number }>
  /** Runs of a workflow that were begun by hand since a moment, the newest 100. */
  begunSince(of: { readonly repo: string; readonly workflow: string; readonly since: number }): Promise<readonly BegunRun[]>
  /** @throws UNKNOWN_RUN when it was deleted */
  run(of: { readonly repo: string; readonly runId: number }): Promise<RunState>
  /** Environments whose deployment waits, with their numbers. */
  pending(of: { readonly repo: string; readonly runId: number }): Promise<readonly PendingDeployment[]>
  /** What was decided about deployments of a run. */
  decided(of: { readonly repo: string; readonly runId: number }): Promise<readonly DecidedDeployment[]>
}
export interface PendingDeployment {
  readonly id: number
  readonly environment: string
  /** may the token or the app decide? */
  readonly mayDecide: boolean
}
export interface DecidedDeployment {
  readonly environments: readonly string[]
  readonly state: string
  readonly comment: string
}

const pageSize = 100
/** 300 workflows, or jobs: more are not counted one by one. */
const pagesMax = 3
/** GitHub's own machines do not agree to the second. */
const skewMs = 5_000
const folder = '.github/workflows/'

const reading = { permission: 'actions: read' }
const runPlace = (runId: number, repo: string) => ({
  what: `for run ${runId} of ${repo}`,
  ...reading,
  missing: () => new QuorateError('UNKNOWN_RUN', { id: String(runId) }),
})

export function githubReads(door: GithubDoor): GithubReads {
  return {
    defaultBranch: async (repo) => {
      const asked = { what: `for ${repo}`, permission: 'metadata: read' }
      const call = door.ask(repo, asked, repositoryShape, (octokit, place, signal) =>
        octokit.rest.repos.get({ ...place, request: { signal } }),
      )
      return (await call).data.default_branch
    },
    workflows: (repo) => workflowsOf(door, repo),
    inputs: (of) => inputsOf(door, of),
    head: async ({ repo, ref }) => {
      const missing = () => new QuorateError('UNKNOWN_REF', { repo, ref })
      const asked = { what: `for ${ref} of ${repo}`, permission: 'contents: read', missing }
      const { data, now } = await door.ask(repo, asked, commitsShape, (octokit, place, signal) =>
        octokit.rest.repos.listCommits({ ...place, sha: ref, per_page: 1, request: { signal } }),
      )
      return { sha: data[0]?.sha ?? '', now }
    },
    begunSince: (of) => begunSince(door, of),
    run: (of) => stateOf(door, of),
    pending: (of) => pendingOf(door, of),
    decided: async ({ repo, runId }) => {
      const { data } = await door.ask(repo, runPlace(runId, repo), approvalsShape, (octokit, place, signal) =>
        octokit.rest.actions.getReviewsForRun({ ...place, run_id: runId, request: { signal } }),
      )
      return data.map(({ state, comment, environments }) => ({
        state,
        comment,
        environments: environments.map(({ name }) => name),
      }))
    },
  }
}

async function workflowsOf(door: GithubDoor, repo: string): Promise<readonly ListedWorkflow[]> {
  const found: ListedWorkflow[] = []
  for (let page = 1, seen = 0, all = 1; page <= pagesMax && seen < all; page += 1) {
    const asked = { what: `for the workflows of ${repo}`, ...reading }
    const { data } = await door.ask(repo, asked, workflowsShape, (octokit, place, signal) =>
      octokit.rest.actions.listRepoWorkflows({ ...place, per_page: pageSize, page, request: { signal } }),
    )
    ;[all, seen] = [data.total_count, seen + pageSize]
    for (const { name, path, state, html_url: url } of data.workflows)
      // others are GitHub's own, such as its dependency updates: no file says what they take
      if (path.startsWith(folder)) found.push({ file: path.slice(folder.length), name, isActive: state === 'active', url })
  }
  return found
}

async function inputsOf(door: GithubDoor, { repo, workflow, ref }: WorkflowPlace): Promise<readonly WorkflowInput[]> {
  const unreadable = (problem: string) => new QuorateError('WORKFLOW_UNREADABLE', { workflow, repo, ref, problem })
  const missing = () => unreadable('there is no such file at that branch or tag')
  const asked = { what: `for ${workflow} of ${repo}`, permission: 'contents: read', missing }
  const { data } = await door.ask(repo, asked, contentShape, (octokit, place, signal) =>
    octokit.rest.repos.getContent({ ...place, path: `${folder}${workflow}`, ref, request: { signal } }),
  )
  if (data.size > workflowFileBytesMax) throw unreadable(`it has ${data.size} bytes`)
  const read = readWorkflowFile(Buffer.from(data.content, 'base64').toString('utf8'))
  if ('problem' in read) throw unreadable(read.problem)
  return read.inputs
}

async function begunSince(
  door: GithubDoor,
  { repo, workflow, since }: { readonly repo: string; readonly workflow: string; readonly since: number },
): Promise<readonly BegunRun[]> {
  const from = since - skewMs
  const asked = { what: `for the runs of ${workflow} in ${repo}`, ...reading }
  const { data } = await door.ask(repo, asked, runsShape, (octokit, place, signal) =>
    octokit.rest.actions.listWorkflowRuns({
      ...place,
      workflow_id: workflow,
      event: 'workflow_dispatch',
      per_page: pageSize,
      request: { signal },
    }),
  )
  return data.workflow_runs
    .map((run) => ({
      runId: run.id,
      ref: run.head_branch,
      head: run.head_sha,
      login: run.actor?.login ?? '',
      createdAt: Date.parse(run.created_at),
      url: run.html_url,
    }))
    .filter(({ createdAt }) => createdAt >= Math.floor(from / 1_000) * 1_000)
}

async function stateOf(door: GithubDoor, of: { readonly repo: string; readonly runId: number }): Promise<RunState> {
  const { repo, runId } = of
  const { data: run } = await door.ask(repo, runPlace(runId, repo), runShape, (octokit, place, signal) =>
    octokit.rest.actions.getWorkflowRun({ ...place, run_id: runId, request: { signal } }),
  )
  const jobs = []
  for (let page = 1, all = 1; page <= pagesMax && jobs.length < all; page += 1) {
    const { data } = await door.ask(repo, runPlace(runId, repo), jobsShape, (octokit, place, signal) =>
      octokit.rest.actions.listJobsForWorkflowRun({ ...place, run_id: runId, per_page: pageSize, page, request: { signal } }),
    )
    if (data.jobs.length === 0) break
    jobs.push(...data.jobs)
    all = data.total_count
  }
  const waiting = mayWait(run, jobs) ? (await pendingOf(door, of)).map(({ environment }) => environment) : []
  return runStateOf(run, jobs, waiting)
}

async function pendingOf(
  door: GithubDoor,
  { repo, runId }: { readonly repo: string; readonly runId: number },
): Promise<readonly PendingDeployment[]> {
  const { data } = await door.ask(repo, runPlace(runId, repo), pendingShape, (octokit, place, signal) =>
    octokit.rest.actions.getPendingDeploymentsForRun({ ...place, run_id: runId, request: { signal } }),
  )
  return data.map(({ environment: { id, name: environment }, current_user_can_approve: mayDecide }) => ({
    id,
    environment,
    mayDecide,
  }))
}
