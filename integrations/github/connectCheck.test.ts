// Over a GitHub by others, for who it is and what it may read; what it may write is asked of GitHub's own document.
import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { standIn, standInRepo, type StandIn } from '../../test/github/standIn.ts'
import { checkGithub, type GithubCheckParts } from './connectCheck.ts'

const token = 'a-token-that-mara-has'
const auth = { kind: 'token', token } as const
const repositories: GithubCheckParts['repositories'] = [{ repo: standInRepo, run: 'operator', review: ['jun'] }]
const webhooks = { hasSecret: true, publicUrl: 'https://quorate.example' }

let github: StandIn
let emulator: Emulator
beforeAll(async () => {
  github = await standIn()
  emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [token]: { login: 'mara', scopes: ['repo'] } },
      github: { users: [{ login: 'mara' }], repos: [{ owner: 'mara', name: 'site', default_branch: 'trunk' }] },
    },
  })
}, 60_000)
afterAll(async () => {
  await emulator.close()
  await github.close()
})

const check = (more: Partial<GithubCheckParts> = {}) => checkGithub({ auth, apiUrl: github.url, repositories, webhooks, ...more })

describe('a connection', () => {
  test('that is well says so of each thing, and changes nothing', async () => {
    const checks = await check()
    expect(checks.map(({ what, ok }) => [what, ok])).toEqual([
      ['token works', true],
      [`${standInRepo} is there`, true],
      [`${standInRepo}: contents: read`, true],
      [`${standInRepo}: actions: read`, true],
      [`${standInRepo}: actions: write`, true],
      [`${standInRepo}: deployments: write`, true],
      ['webhooks', true],
    ])
    expect(checks.every(({ fix }) => fix === '')).toBe(true)
    expect(github.deeds).toEqual([])
  })

  test('without a permission names it, as GitHub does', async () => {
    github.fail('/cancel', 403, 1, { 'x-accepted-github-permissions': 'actions=write' })
    github.fail('/pending_deployments', 403, 1)
    const failed = (await check()).filter(({ ok }) => !ok)
    expect(failed.map(({ what, fix }) => [what, fix])).toEqual([
      [`${standInRepo}: actions: write`, expect.stringContaining('actions: write')],
      [`${standInRepo}: deployments: write`, expect.stringContaining('deployments: write')],
    ])
  })

  test('by a token that is not in force looks no further', async () => {
    github.fail('/user', 401, 1)
    expect((await check()).map(({ what, ok, fix }) => [what, ok, fix])).toEqual([
      ['token works', false, expect.stringContaining('make a token')],
    ])
  })

  test('asks about permissions as GitHub documents it', async () => {
    expect((await check({ apiUrl: github.url })).every(({ ok }) => ok)).toBe(true)
    expect(github.violations).toEqual([])
  })

  test.each<[string, Partial<GithubCheckParts>, string, RegExp]>([
    ['nothing to show', { auth: undefined }, 'way in', /QUORATE_GITHUB_TOKEN/],
    ['no repository', { repositories: [] }, 'repositories', /github\.repositories/],
    ['no secret', { webhooks: { hasSecret: false, publicUrl: undefined } }, 'webhooks', /QUORATE_GITHUB_WEBHOOK_SECRET/],
    ['no address', { webhooks: { hasSecret: true, publicUrl: undefined } }, 'webhooks', /publicUrls/],
  ])('with %s says what to do', async (_what, more, what, fix) => {
    const [failed, ...others] = (await check(more)).filter(({ ok }) => !ok)
    expect([failed, others]).toEqual([expect.objectContaining({ what, fix: expect.stringMatching(fix) }), []])
  })
})

describe('with a GitHub by others', () => {
  const there: Pick<GithubCheckParts, 'repositories'> = { repositories: [{ repo: 'mara/site', run: 'operator', review: [] }] }
  test('says who it is, and what the default branch is called', async () => {
    const checks = await check({ ...there, apiUrl: emulator.url })
    expect(checks.slice(0, 4)).toEqual([
      { what: 'token works', ok: true, says: 'it is mara', fix: '' },
      { what: 'mara/site is there', ok: true, says: 'its default branch is trunk', fix: '' },
      {
        what: 'mara/site: contents: read',
        ok: true,
        says: expect.stringMatching(/^its newest commit is [0-9a-f]{10}$/),
        fix: '',
      },
      { what: 'mara/site: actions: read', ok: true, says: 'it has 0 workflows', fix: '' },
    ])
  })
  test('a repository that is not there', async () => {
    const gone = await check({ apiUrl: emulator.url, repositories: [{ repo: 'mara/gone', run: 'operator', review: [] }] })
    expect(gone[1]).toMatchObject({ what: 'mara/gone is there', ok: false, fix: expect.stringContaining('metadata: read') })
  })
  test('nobody who answers', async () => {
    const [only, ...more] = await check({ apiUrl: 'http://127.0.0.1:1' })
    expect([only?.ok, only?.says, more]).toEqual([false, expect.stringContaining('GitHub does not answer'), []])
  })
})
