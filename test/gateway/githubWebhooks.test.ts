// GitHub's webhooks: off without a secret, nothing without its signature, and no more than a hint that something changed.
import { createHmac } from 'node:crypto'
import { Webhooks } from '@octokit/webhooks'
import { createEmulator } from 'emulate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeGithubHands } from '#actors/githubHands.ts'
import { githubWebhookSecretOf } from '#cli/githubHere.ts'
import { apiOf, repositories } from '../github/runHost.ts'
import { runInput } from '../github/runInput.ts'
import { standIn, standInRepo, type StandIn } from '../github/standIn.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const secret = 'a-secret-of-sixteen-or-more'
const path = '/api/v1/github/webhooks'
let github: StandIn
let open: ModelGateway
beforeEach(async () => {
  github = await standIn()
  const hands = makeGithubHands({ api: apiOf(github.url), repositories, host: () => ({ list: () => [] }) })
  open = await openModelGateway((world) => ({ ...world, github: hands }), { parts: { githubSecret: secret } })
  await open.swarm.host.spawn('workflow', 'r1', runInput())
  await open.swarm.fact(({ type }) => type === 'workflow.progressed')
}, 60_000)
afterEach(async () => {
  await open.close()
  await github.close()
})

let deliveries = 0
interface Hook {
  readonly event?: string
  readonly delivery?: string
  readonly signature?: string
  readonly body?: unknown
}
const text = (body: unknown): string => (typeof body === 'string' ? body : JSON.stringify(body))
const hook = async ({ event = 'workflow_run', delivery = `d-${(deliveries += 1)}`, signature, body = runHook() }: Hook = {}) => {
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': delivery,
    'x-hub-signature-256': signature ?? (await new Webhooks({ secret }).sign(text(body))),
  }
  return open.ask(path, { method: 'POST', headers, body: text(body) })
}
const runId = (): number => github.runs[0]?.id ?? 0
const runHook = (id = runId(), name = standInRepo) => ({
  action: 'completed',
  workflow_run: { id },
  repository: { full_name: name },
})
const looks = (): number => (open.swarm.host.view('workflow:r1')?.context as { quiet: number }).quiet // the machine's
const turns = async (): Promise<number> => {
  let count = 0
  for await (const { event } of open.swarm.host.turns({ after: 0, actor: 'workflow:r1' }))
    if (event.type === 'workflow.look') count += 1
  return count
}

describe('a webhook that is signed', () => {
  test.each([
    ['workflow_run', () => runHook()],
    ['workflow_run', () => runHook(runId(), standInRepo.toUpperCase())],
    ['workflow_job', () => ({ action: 'completed', workflow_job: { run_id: runId() }, repository: { full_name: standInRepo } })],
    ['deployment_review', () => runHook()],
  ])('%s has the run’s bot look at once', async (event, body) => {
    Object.assign(github.runs[0] ?? {}, { status: 'completed', conclusion: 'success' })
    expect(await hook({ event, body: body() })).toMatchObject({ status: 202, body: { looked: ['r1'] } })
    await expect.poll(() => open.swarm.host.view('workflow:r1')?.value).toEqual({ ended: 'succeeded' })
  })

  test('delivered again is one look', async () => {
    await hook({ delivery: 'same' })
    await hook({ delivery: 'same' })
    expect(await turns()).toBe(1)
  })

  test('is not believed: what it says of the run is looked up', async () => {
    await hook({ body: { ...runHook(), workflow_run: { id: runId(), status: 'completed', conclusion: 'success' } } })
    await expect.poll(looks).toBeGreaterThan(0)
    expect(open.swarm.host.view('workflow:r1')?.value).toEqual({ followed: 'queued' })
  })

  test.each<[string, () => Hook]>([
    ['of a run of others', () => ({ body: runHook(1) })],
    ['of another repository', () => ({ body: runHook(undefined, 'quorate/other') })],
    ['of an event that nobody reads', () => ({ event: 'push' })],
    ['of an event with the name of a member of objects', () => ({ event: 'constructor' })],
    ['that says hello', () => ({ event: 'ping', body: { zen: 'Keep it logically awesome.' } })],
    ['without what it should have', () => ({ body: { action: 'completed' } })],
  ])('%s is answered and ignored', async (_what, given) => {
    expect(await hook(given())).toMatchObject({ status: 202, body: { looked: [] } })
    expect(await turns()).toBe(0)
  })
})

describe('a webhook is refused', () => {
  const sign = (algorithm: string, key: string, body: string): string => createHmac(algorithm, key).update(body).digest('hex')
  test.each<[string, () => Hook]>([
    ['with no signature', () => ({ signature: '' })],
    [
      'with the signature of another secret',
      () => ({ signature: `sha256=${sign('sha256', 'another-secret-16', text(runHook()))}` }),
    ],
    ['with the signature of another body', () => ({ signature: `sha256=${sign('sha256', secret, '{}')}` })],
    ['with the old kind of signature', () => ({ signature: `sha1=${sign('sha1', secret, text(runHook()))}` })],
    ['with what is no signature', () => ({ signature: 'sha256=é' })],
  ])('%s', async (_what, given) => {
    expect(await hook(given())).toMatchObject({ status: expect.toSatisfy((status: number) => status === 401 || status === 400) })
    expect(await turns()).toBe(0)
  })
  test.each<[string, Hook, number]>([
    ['that is no JSON', { body: '{"a":' }, 400],
    ['with a delivery that is no id', { delivery: 'a b' }, 400],
    ['that is larger than any of use', { body: JSON.stringify({ a: 'x'.repeat(1_100_000) }) }, 413],
  ])('%s', async (_what, given, status) => expect(await hook(given)).toMatchObject({ status }))

  test('by an API key alone, of whatever role', async () => {
    const key = await open.key('boss', 'admin')
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'x-github-event': 'workflow_run',
      'x-github-delivery': 'd',
    }
    expect((await open.ask(path, { method: 'POST', headers, body: text(runHook()) })).status).toBe(401)
  })
})

test('one that another’s GitHub signs is taken', async () => {
  const token = 'a-token-that-mara-has'
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: { [token]: { login: 'mara', scopes: ['repo'] } },
      github: { users: [{ login: 'mara' }], repos: [{ owner: 'mara', name: 'site' }] },
    },
  })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const config = { url: `${open.gateway.url}${path}`, content_type: 'json', secret }
  const made = await fetch(`${emulator.url}/repos/mara/site/hooks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'web', active: true, events: ['push', 'issues'], config }),
  })
  const { id } = (await made.json()) as { readonly id: number }
  await fetch(`${emulator.url}/repos/mara/site/issues`, { method: 'POST', headers, body: JSON.stringify({ title: 'x' }) })
  await expect
    .poll(async () => {
      const listed = await fetch(`${emulator.url}/repos/mara/site/hooks/${id}/deliveries`, { headers })
      return ((await listed.json()) as readonly { readonly event: string; readonly status_code: number }[]).filter(
        ({ event }) => event === 'issues',
      )
    })
    .toMatchObject([{ status_code: 202 }])
  await emulator.close()
})

test('without a secret there is no such path; and a secret that could be guessed is none', async () => {
  await open.close()
  open = await openModelGateway()
  expect((await hook()).status).toBe(404)
  expect(githubWebhookSecretOf({})).toBeUndefined()
  expect(githubWebhookSecretOf({ QUORATE_GITHUB_WEBHOOK_SECRET: secret })).toBe(secret)
  expect(() => githubWebhookSecretOf({ QUORATE_GITHUB_WEBHOOK_SECRET: 'short' })).toThrow(
    expect.objectContaining({ code: 'SETTINGS_INVALID' }),
  )
})
