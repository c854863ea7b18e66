// Every call that integrations/github makes, by real Octokit, against GitHub's own description of its API: paths, parameters
// and bodies are judged by it, and its examples are read as answers.
import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { GithubDoor } from '#integrations/github/githubDoor.ts'
import { githubApiOf, openGithub, type GithubApi } from '#integrations/github/githubApi.ts'
import { githubDocument, judge, type Judge } from './documented.ts'

const asked: { readonly method: string; readonly path: string }[] = []
const real = globalThis.fetch
let document: Judge
let api: GithubApi
beforeAll(async () => {
  document = await judge()
  vi.stubGlobal('fetch', (target: string, init: RequestInit) => {
    asked.push({ method: (init.method ?? 'GET').toLowerCase(), path: new URL(target).pathname })
    // Octokit wants GitHub's own name for JSON, by which the document does not call it
    return real(target, { ...init, headers: { ...(init.headers as Record<string, string>), accept: 'application/json' } })
  })
  api = openGithub({ auth: { kind: 'token', token: 'a-token-that-nobody-has' }, apiUrl: document.url })
}, 60_000)
afterAll(async () => {
  vi.unstubAllGlobals()
  await document.close()
})

const repo = 'octocat/Hello-World'
const runId = 30_433_642
const place = { repo, workflow: 'deploy.yml', ref: 'release/1.2' }

describe('what GitHub documents', () => {
  test.each<[string, () => Promise<unknown>, unknown]>([
    ['who we are', () => api.login(), 'octocat'],
    ['a default branch', () => api.defaultBranch(repo), 'master'],
    [
      'the newest commit',
      () => api.head({ repo, ref: 'release/1.2' }),
      { sha: expect.stringMatching(/^[0-9a-f]{40}$/), now: expect.any(Number) },
    ],
    [
      'the workflows that have a file',
      () => api.workflows(repo),
      [
        { file: 'blank.yaml', name: 'CI', isActive: true, url: expect.stringContaining('github.com') },
        { file: 'linter.yaml', name: 'Linter', isActive: true, url: expect.stringContaining('github.com') },
      ],
    ],
    [
      'runs that were begun since',
      () => api.begunSince({ repo, workflow: 'deploy.yml', since: 0 }),
      [expect.objectContaining({ runId, ref: 'master', head: expect.any(String), login: expect.any(String) })],
    ],
    [
      'a run and its jobs',
      () => api.run({ repo, runId }),
      expect.objectContaining({ attempt: 1, phase: 'queued', jobs: { queued: 0, running: 0, done: 1, failed: 0 }, failed: null }),
    ],
    [
      'what waits for a review',
      () => api.pending({ repo, runId }),
      [{ id: 161_088_068, environment: 'staging', mayDecide: true }],
    ],
    [
      'what was decided',
      () => api.decided({ repo, runId }),
      [{ state: 'approved', comment: 'Ship it!', environments: ['staging'] }],
    ],
    [
      'a run that it names as it takes it',
      () => api.dispatch({ ...place, inputs: { target: 'staging' } }),
      { runId: expect.any(Number), url: expect.stringContaining('/actions/runs/') },
    ],
    ['a cancellation', () => api.cancel({ repo, runId }), undefined],
    ['another attempt', () => api.rerun({ repo, runId, failedOnly: false }), undefined],
    ['another attempt of what failed', () => api.rerun({ repo, runId, failedOnly: true }), undefined],
    [
      'a decision',
      () =>
        api.review({
          repo,
          runId,
          deployment: { id: 161_088_068, environment: 'staging', mayDecide: true },
          verdict: 'approve',
          comment: 'tested',
        }),
      undefined,
    ],
  ])('%s', async (_what, call, answer) => {
    await expect(call()).resolves.toEqual(answer)
    expect(document.violations).toEqual([])
  })

  test('a file, which is no workflow in the example', async () => {
    await expect(api.inputs(place)).rejects.toMatchObject({ code: expect.stringMatching(/^(WORKFLOW|GITHUB)_UNREADABLE$/) })
    expect(document.violations).toEqual([])
  })

  test('an app, whose installation is found for the repository', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const door = new GithubDoor({ auth: { kind: 'app', appId: 7, privateKey: pem }, apiUrl: document.url })
    await expect(door.login()).resolves.toBe('octoapp[bot]')
    await expect(door.installation(repo)).resolves.toMatchObject({ id: 1, permissions: expect.any(Object) })
    await expect(githubApiOf(door).defaultBranch(repo)).resolves.toBe('master')
    expect(document.violations).toEqual([])
  })

  test('is asked for by every operation that was cut out, and by no other', () => {
    const operations = Object.entries(githubDocument().paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => ({
        operationId,
        method,
        pattern: new RegExp(`^${path.replaceAll(/\{path\}|\{ref\}/g, '.+').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      })),
    )
    const isAsked = ({ method, pattern }: (typeof operations)[number]): boolean =>
      asked.some((one) => one.method === method && pattern.test(one.path))
    expect(operations.filter((one) => !isAsked(one)).map(({ operationId }) => operationId)).toEqual([])
    const strays = asked.filter((one) =>
      operations.every(({ method, pattern }) => one.method !== method || !pattern.test(one.path)),
    )
    expect(strays).toEqual([])
  })
})

test('what does not fit it is caught: a verdict that GitHub does not know, a number that is none', async () => {
  const wrong = { id: 161_088_068.5, environment: 'staging', mayDecide: true }
  await expect(api.review({ repo, runId, deployment: wrong, verdict: 'approve', comment: '' })).rejects.toMatchObject({
    code: 'GITHUB_DECLINED',
  })
})
