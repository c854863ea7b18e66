import { describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { githubError } from './githubError.ts'

const asked = { what: 'to run deploy.yml of quorate/site', permission: 'actions: write' }
const now = Date.parse('2026-05-01T10:00:00Z')
/** As Octokit throws it. */
const refusal = (status: number, message = 'no', headers: Readonly<Record<string, string>> = {}): Error =>
  Object.assign(new Error(message), { name: 'HttpError', status, response: { status, headers, data: {}, url: '' } })
const of = (failure: unknown): { code: string; retryable: boolean; details: QuorateError['details'] } => {
  const { code, retryable, details } = githubError(failure, asked, now)
  return { code, retryable, details }
}

describe('a limit', () => {
  test.each<[string, Error, number]>([
    ['says for how long', refusal(429, 'slow down', { 'retry-after': '30' }), 30_000],
    ['of second kind says it on a 403', refusal(403, 'You have exceeded a secondary rate limit', { 'retry-after': '7' }), 7_000],
    [
      'says until when, by its own clock',
      refusal(403, 'API rate limit exceeded', {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Date.parse('2026-05-01T11:20:00Z') / 1_000),
        date: 'Fri, 01 May 2026 11:00:00 GMT',
      }),
      1_200_000,
    ],
    ['does not say: a minute', refusal(403, 'You have exceeded a secondary rate limit'), 60_000],
    ['of a 429 that says nothing: a minute', refusal(429), 60_000],
    ['for days: an hour at most', refusal(429, 'no', { 'retry-after': '999999' }), 3_600_000],
    ['that is over: a second', refusal(403, 'no', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }), 1_000],
  ])('%s', (_what, failure, retryAfterMs) =>
    expect(of(failure)).toEqual({ code: 'GITHUB_LIMITED', retryable: true, details: { retryAfterMs } }),
  )
})

test.each<[string, unknown]>([
  ['no connection', new TypeError('fetch failed')],
  ['no connection, as Octokit calls it', Object.assign(new Error('ECONNREFUSED'), { status: 500 })],
  ['an outage', refusal(503)],
  ['a gateway that gave up', refusal(504)],
  ['nothing in time', new DOMException('it took too long', 'TimeoutError')],
])('%s passes by itself', (_what, failure) => expect(of(failure)).toMatchObject({ code: 'GITHUB_UNREACHABLE', retryable: true }))

test('a refusal names what is missing: as GitHub says it, or as it is known here', () => {
  const named = refusal(403, 'Resource not accessible by personal access token', {
    'x-accepted-github-permissions': 'actions=write',
  })
  expect(of(named).details).toMatchObject({
    permission: 'actions: write',
    problem: 'Resource not accessible by personal access token',
  })
  expect(githubError(refusal(404), { ...asked, permission: 'contents: read' }, now).hint).toContain('contents: read')
})

test('a token that is not in force, what does not go there now, and what is not there', () => {
  expect(of(refusal(401, 'Bad credentials')).code).toBe('GITHUB_AUTH_INVALID')
  expect(of(refusal(409)).code).toBe('GITHUB_DECLINED')
  expect(of(refusal(422, 'Unexpected inputs provided: ["x"] - https://docs.github.com/rest/actions')).details['problem']).toBe(
    'Unexpected inputs provided: ["x"]',
  )
  const missing = () => new QuorateError('UNKNOWN_REF', { repo: 'quorate/site', ref: 'trunk' })
  expect(githubError(refusal(404), { ...asked, missing }, now).code).toBe('UNKNOWN_REF')
})

test('what is ours already stays as it is', () => {
  const mine = new QuorateError('GITHUB_OFF')
  expect(githubError(mine, asked, now)).toBe(mine)
})
