// Real Octokit against a GitHub by others: who we are by a token and as an app, default branches, and a workflow's inputs from
// its own file at a branch.
import { generateKeyPairSync } from 'node:crypto'
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openGithub, type GithubApi } from '#integrations/github/githubApi.ts'

const token = 'a-token-that-mara-has'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
let emulator: Emulator
let mine: GithubApi
let app: GithubApi

beforeAll(async () => {
  emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [token]: { login: 'mara', scopes: ['repo'] } },
      github: {
        users: [{ login: 'mara' }],
        repos: [{ owner: 'mara', name: 'site', default_branch: 'trunk', private: true }],
        apps: [
          {
            app_id: 7,
            slug: 'quorate-runs',
            name: 'Quorate runs',
            private_key: pem,
            permissions: { contents: 'read', metadata: 'read', actions: 'write' },
            installations: [{ installation_id: 70, account: 'mara', repositories: ['mara/site'] }],
          },
        ],
      },
    },
  })
  mine = openGithub({ auth: { kind: 'token', token }, apiUrl: emulator.url })
  app = openGithub({ auth: { kind: 'app', appId: 7, privateKey: pem }, apiUrl: emulator.url })
  await put('trunk', 'on: { workflow_dispatch: { inputs: { target: { type: choice, options: [staging], required: true } } } }\n')
}, 60_000)
afterAll(() => emulator.close())

/** Writes the workflow's file as a person would. */
async function put(branch: string, text: string, sha?: string): Promise<void> {
  const response = await fetch(`${emulator.url}/repos/mara/site/contents/.github/workflows/deploy.yml`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      message: 'deploy',
      branch,
      content: Buffer.from(text).toString('base64'),
      ...(sha === undefined ? {} : { sha }),
    }),
  })
  expect(response.status).toBe(201)
}

const place = { repo: 'mara/site', workflow: 'deploy.yml', ref: 'trunk' }

describe.each<[string, () => GithubApi, string]>([
  ['a token', () => mine, 'mara'],
  ['an app, whose installation is found for the repository', () => app, 'quorate-runs[bot]'],
])('by %s', (_how, api, login) => {
  test('it is known who runs are begun by', () => expect(api().login()).resolves.toBe(login))
  test('the default branch is looked up', () => expect(api().defaultBranch('mara/site')).resolves.toBe('trunk'))
  test('a branch has a newest commit; another has none', async () => {
    await expect(api().head({ repo: 'mara/site', ref: 'trunk' })).resolves.toMatchObject({
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    })
    await expect(api().head({ repo: 'mara/site', ref: 'no/such' })).rejects.toMatchObject({ code: 'UNKNOWN_REF' })
  })
  test('inputs are read from the workflow’s file at the branch', async () => {
    await expect(api().inputs(place)).resolves.toEqual([
      { name: 'target', says: '', kind: 'text', required: true, choices: ['staging'], preset: '' },
    ])
    await expect(api().inputs({ ...place, workflow: 'other.yml' })).rejects.toMatchObject({ code: 'WORKFLOW_UNREADABLE' })
  })
  test('a repository that it may not see is refused with what is missing', () =>
    expect(api().defaultBranch('mara/gone')).rejects.toMatchObject({
      code: 'GITHUB_REFUSED',
      hint: expect.stringMatching(/metadata: read|installation/),
    }))
  test('a workflow that is not there cannot be run, and the secret stands in no error', async () => {
    const failure = await api()
      .dispatch({ ...place, workflow: 'other.yml', inputs: {} })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'GITHUB_REFUSED', details: { permission: 'actions: write' } })
    expect(JSON.stringify([failure, String(failure)])).not.toContain(token)
  })
})
