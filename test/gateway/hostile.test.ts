// Whoever means ill is refused, and nothing has changed: the journal ends where it ended, every bot is where it was.
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { modelFund } from '../cycle/modelSwarm.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'
import { bodyRows, pathRows, wireRows } from './hostileShapes.ts'
import { callerRows, cronSecret } from './hostileCallers.ts'
import { command, type HostileGround, type HostileRow } from './hostileGround.ts'
import { signatureRows, signed, verdict } from './hostileSignatures.ts'
import { rawRequest } from './rawRequest.ts'

let open: ModelGateway
let on: HostileGround
beforeAll(async () => {
  // no round for a day: whatever is written, a request has caused
  const { rounds } = modelFund()
  const fund = modelFund({ rounds: { ...rounds, intervalMs: 86_400_000, claimsMs: 86_400_000, snapshotMs: 86_400_000 } })
  open = await openModelGateway(undefined, { fund, requestTimeoutMs: 3_000, parts: { cronSecret } })
  const { host } = open.swarm
  await host.spawn('audit', 'log', {})
  await open.swarm.fact(({ type }) => type === 'fund.valued')
  on = {
    port: open.gateway.port,
    fund,
    claimHash: `0x${'c1'.repeat(32)}`,
    viewer: await open.key('viewer', 'viewer'),
    operator: await open.key('operator', 'operator'),
    oneFund: await open.key('one', 'operator', ['main']),
    stranger: await open.key('stranger', 'admin', ['other']),
    revoked: await open.key('revoked', 'admin'),
    usedKey: 'used',
  }
  await host.ask('key:revoked', { type: 'key.revoke', by: 'test' })
  await rawRequest(on.port, command(on.operator, 'fund.pause', '{"fund":"main"}', { 'Idempotency-Key': on.usedKey }))
  await atRest()
}, 120_000)
afterAll(() => open.close())

/** Waits until nothing was written for half a second but what goes on by itself. */
async function atRest(): Promise<void> {
  const { host } = open.swarm
  for (let isQuiet = false; !isQuiet;) {
    isQuiet = true
    for await (const { event } of host.turns({ after: host.durableThrough(), follow: true, signal: AbortSignal.timeout(500) }))
      if (!event.type.startsWith('xstate.')) isQuiet = false
  }
}

const roles = ['swarm', 'relayer', 'crawler', 'verifier', 'strategy', 'executor', 'intent', 'key', 'request', 'audit', 'bot']

/** The journal's end, and every bot with its state. */
function everything(): { readonly through: number; readonly bots: readonly { readonly address: string }[] } {
  const { host } = open.swarm
  const bots = roles.flatMap((role) => host.list(role).map(({ address, value, context }) => ({ address, value, context })))
  return { through: host.durableThrough(), bots }
}

/**
 * What was written since then, and what is otherwise. Timers and results of effects go on by themselves; whatever a request
 * changes begins with an event of its own.
 */
async function changedSince(before: ReturnType<typeof everything>): Promise<readonly unknown[]> {
  const { host } = open.swarm
  const turns: unknown[] = []
  const moved = new Set<string>()
  const now = everything()
  for await (const { seq, actor, event } of host.turns({ after: before.through })) {
    if (seq > now.through) continue
    if (/^xstate\.(after|done|error)\./.test(event.type)) moved.add(actor)
    else turns.push({ seq, actor, event })
  }
  const still = ({ bots }: typeof before): unknown => bots.filter(({ address }) => !moved.has(address))
  return [...turns, ...(isDeepStrictEqual(still(now), still(before)) ? [] : ['a bot is otherwise'])]
}

const rows: Readonly<Record<string, readonly HostileRow[]>> = {
  signatures: signatureRows,
  callers: callerRows,
  bodies: bodyRows,
  paths: pathRows,
  'HTTP itself': wireRows,
}

describe.each(Object.entries(rows))('%s', (_group, table) => {
  test.each(table)('%s: %i %s', { timeout: 60_000 }, async (_name, status, code, request) => {
    const before = everything()
    const answer = await rawRequest(on.port, await request(on))
    expect([answer.status, answer.code]).toEqual([status, code])
    // no refusal tells what is behind it
    expect(answer.body).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/)
    expect(await changedSince(before)).toEqual([])
  })
})

test('there are more than a hundred of them, each with a name of its own', () => {
  const names = Object.values(rows).flatMap((table) => table.map(([name]) => name))
  expect(names.length).toBeGreaterThan(100)
  expect(new Set(names).size).toBe(names.length)
})

test('a signed verdict that is sent again is answered the same and heard once', async () => {
  const request = {
    method: 'POST',
    target: '/api/v1/funds/main/attestations',
    headers: await signed(on),
    body: JSON.stringify(verdict(on)),
  }
  const first = await rawRequest(on.port, request)
  await atRest()
  const before = everything()
  const again = await rawRequest(on.port, request)
  expect([again.status, again.body]).toEqual([first.status, first.body])
  expect(await changedSince(before)).toEqual([])
})

test('a read that is sent again is refused', async () => {
  const target = '/api/v1/funds/main/status'
  const headers = await signed(on, { method: 'GET', target, body: undefined })
  expect((await rawRequest(on.port, { target, headers })).status).toBe(200)
  const again = await rawRequest(on.port, { target, headers })
  expect([again.status, again.code]).toEqual([401, 'UNAUTHENTICATED'])
})

test('the look at everything sees what a request changes', async () => {
  const before = everything()
  const answer = await rawRequest(on.port, command(on.operator, 'fund.pause', '{"fund":"main"}'))
  expect(answer.status).toBe(200)
  expect(await changedSince(before)).not.toEqual([])
})
