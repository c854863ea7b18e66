// What is read of GitHub's answers; what they say besides is dropped at the door.
import { z } from 'zod'

const id = z.int().min(1)
/** Names that people chose there are shown in a line: the rest of a long one is cut. */
const name = z.string().transform((text) => text.replaceAll(/\s+/g, ' ').trim().toWellFormed().slice(0, 120).toWellFormed())
const link = z.string().max(512)

/** GET /user, and GET /app */
export const userShape = z.object({ login: z.string().max(100) })
export const appShape = z.object({ slug: z.string().max(100) })
/** GET /repos/{owner}/{repo}/installation */
export const installationShape = z.object({ id, permissions: z.record(z.string(), z.string()).default({}) })
/** GET /repos/{owner}/{repo} */
export const repositoryShape = z.object({ full_name: z.string(), default_branch: z.string().max(255) })
/** GET …/commits */
export const commitsShape = z.array(z.object({ sha: z.string().regex(/^[0-9a-f]{40,64}$/) })).min(1)
/** GET …/contents/{path} of a file */
export const contentShape = z.object({
  type: z.literal('file'),
  encoding: z.literal('base64'),
  size: z.int(),
  content: z.string(),
})
/** GET …/actions/workflows */
export const workflowsShape = z.object({
  total_count: z.int(),
  workflows: z.array(z.object({ name, path: z.string().max(512), state: z.string().max(64), html_url: link })),
})
/** POST …/dispatches: 200 with the run, or 204 with nothing */
export const dispatchedShape = z.union([z.object({ workflow_run_id: id, html_url: link }), z.literal('').or(z.undefined())])
/** One run. */
export const runShape = z.object({
  id,
  event: z.string(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().max(64).nullable(),
  run_attempt: z.int().min(1).default(1),
  html_url: link,
  created_at: z.iso.datetime({ offset: true }),
  actor: z.object({ login: z.string() }).nullish(),
})
export const runsShape = z.object({ workflow_runs: z.array(runShape) })
/** GET …/actions/runs/{run_id}/jobs */
export const jobsShape = z.object({
  total_count: z.int(),
  jobs: z.array(
    z.object({
      name,
      status: z.string(),
      conclusion: z.string().nullable(),
      html_url: link.nullable(),
      steps: z.array(z.object({ name, conclusion: z.string().nullable() })).default([]),
    }),
  ),
})
/** GET …/pending_deployments */
export const pendingShape = z.array(z.object({ environment: z.object({ id, name }), current_user_can_approve: z.boolean() }))
/** GET …/approvals */
export const approvalsShape = z.array(
  z.object({ state: z.string(), comment: z.string(), environments: z.array(z.object({ name })) }),
)
/** What nobody reads. */
export const anyShape = z.unknown()
