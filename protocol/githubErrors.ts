// The rows of the table of errors that are about GitHub and its workflows.
import { row } from './errorRow.ts'

/** Part of the one table, errors.ts. */
export const githubErrors = {
  GITHUB_OFF: row(
    4,
    false,
    'this instance is not connected to GitHub',
    'name its repositories under github.repositories in the settings, and a token in QUORATE_GITHUB_TOKEN: docs/github.md',
  ),
  GITHUB_UNREACHABLE: row(
    5,
    true,
    'GitHub does not answer {what}: {problem}',
    'look at https://www.githubstatus.com; what waits is asked again',
  ),
  GITHUB_LIMITED: row(6, true, 'GitHub wants {retryAfterMs} ms of rest', 'nothing: it is asked again when the time is up'),
  GITHUB_REFUSED: row(4, false, 'GitHub refuses {what}: {problem}', 'give the token or the app {permission}: docs/github.md'),
  GITHUB_DECLINED: row(
    4,
    false,
    'GitHub declines {what}: {problem}',
    'see it on GitHub: what is asked for does not go there now',
  ),
  GITHUB_UNREADABLE: row(
    70,
    false,
    'GitHub answered {what} in a shape that this program does not know: {problem}',
    'report it, with the version of your GitHub server if you have one of your own',
  ),
  GITHUB_AUTH_INVALID: row(5, false, 'the way in to GitHub cannot be used: {problem}', '{remedy}'),
  UNKNOWN_REPOSITORY: row(
    3,
    false,
    'no repository {repo} is open to this instance',
    'name one of {known}; github.repositories in the settings lists them',
  ),
  UNKNOWN_WORKFLOW: row(3, false, 'no workflow {workflow} in {repo}', '{near}: ./quorate workflow list'),
  UNKNOWN_REF: row(3, false, '{repo} has no branch or tag {ref}', 'leave it out for the default branch, or push it first'),
  WORKFLOW_UNREADABLE: row(
    4,
    false,
    '{workflow} of {repo} at {ref} cannot be begun by hand: {problem}',
    'mend the file at that branch or tag; it needs on: workflow_dispatch',
  ),
  INPUT_INVALID: row(2, false, 'input {name} of {workflow}: {problem}', 'give it as {name}=value: {expected}'),
  UNKNOWN_RUN: row(3, false, 'no workflow run {id}', 'list them: ./quorate workflow runs'),
  RUN_REFUSED: row(4, false, 'run {id} does not take {what}: {problem}', 'see where it stands: ./quorate workflow show {id}'),
  REVIEW_DENIED: row(
    4,
    false,
    'the deployment of run {id} to {environment} is not yours to decide: {problem}',
    'have another of its reviewers decide; github.repositories in the settings lists them',
  ),
} as const
