// GitHub's refusals as rows of the table of errors: which of them pass by themselves, and what is missing for the others.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'

/** What was asked, for whoever reads of its failure. */
export interface AskedOfGithub {
  /** in words: `for the workflows of quorate/site` */
  readonly what: string
  /** what a token or an app needs for it: `actions: read` */
  readonly permission: string
  /** what a 404 means here; absent: that it may not be seen */
  readonly missing?: () => QuorateError
}

/** What GitHub wants where it does not say how long: docs.github.com, rate limits, "wait for at least one minute". */
const restMs = 60_000
/** Its limits are counted by the hour. */
const restMaxMs = 3_600_000

/** Any failure of a call as ours. */
export function githubError(failure: unknown, asked: AskedOfGithub, now: number): QuorateError {
  if (failure instanceof QuorateError) return failure
  const { what } = asked
  const problem = shortly(failure)
  const { status, headers } = answerOf(failure)
  const options = { cause: failure }
  if (status === undefined || status >= 500 || status === 408)
    return new QuorateError('GITHUB_UNREACHABLE', { what, problem }, options)
  const retryAfterMs = limitOf(status, headers, problem, now)
  if (retryAfterMs !== undefined) return new QuorateError('GITHUB_LIMITED', { retryAfterMs }, options)
  if (status === 401)
    return new QuorateError(
      'GITHUB_AUTH_INVALID',
      { problem, remedy: 'make a token or a key anew, and give it to the daemon: docs/github.md' },
      options,
    )
  if (status === 404 && asked.missing !== undefined) return asked.missing()
  if (status === 403 || status === 404) {
    const named = headers['x-accepted-github-permissions']
    const permission = named === undefined || named === '' ? asked.permission : String(named).replaceAll('=', ': ')
    return new QuorateError('GITHUB_REFUSED', { what, problem, permission }, options)
  }
  return new QuorateError('GITHUB_DECLINED', { what, problem }, options)
}

// @octokit/request-error: an answer that was no success. One without an answer is a connection that failed, called 500
const answeredShape = z.object({
  status: z.int(),
  response: z.object({ headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()) }),
})
type Headers = z.output<typeof answeredShape>['response']['headers']

/** Of what did answer; no status where nothing did. */
function answerOf(failure: unknown): { readonly status: number | undefined; readonly headers: Headers } {
  const read = answeredShape.safeParse(failure)
  return read.success ? { status: read.data.status, headers: read.data.response.headers } : { status: undefined, headers: {} }
}

/** How long GitHub wants to be left alone; undefined where it did not say so. */
function limitOf(status: number, headers: Headers, problem: string, now: number): number | undefined {
  if (status !== 403 && status !== 429) return undefined
  const bounded = (ms: number): number => Math.min(restMaxMs, Math.max(1_000, Math.ceil(ms)))
  const after = Number(headers['retry-after'])
  if (Number.isFinite(after) && after > 0) return bounded(after * 1_000)
  // by its own clock: ours may be another
  const sent = Date.parse(String(headers['date']))
  const reset = Number(headers['x-ratelimit-reset']) * 1_000 - (Number.isNaN(sent) ? now : sent)
  if (String(headers['x-ratelimit-remaining']) === '0' && Number.isFinite(reset)) return bounded(reset)
  return status === 429 || /rate limit|abuse detection/i.test(problem) ? restMs : undefined
}

/** The first line, without the address of a page about the API. */
function shortly(failure: unknown): string {
  const text = failure instanceof Error ? failure.message : String(failure)
  return (text.split('\n')[0] ?? '').replace(/ - https:\/\/docs\.github\.com\S*$/, '').slice(0, 300)
}
