// What waits for people, over HTTP: who sees it, who may decide, and that every decision is answered for what it is.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditVerifyCommand, type AuditVerdict } from '#chat/commands/audit.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import type { PolicyDesk } from '#gateway/gatewayParts.ts'
import { wireStatus } from '#gateway/wireStatus.ts'
import { approvalIdOf } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundPolicy } from '#protocol/fundPolicy.ts'
import { hashIntent } from '#protocol/intent.ts'
import { modelFund } from '../cycle/modelSwarm.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
const keys: Record<string, string> = {}
let id: string
/** A key that is revoked after the door let its request in, and before what it asks is done. */
const late = 'late'
/** What was tried. */
const rehearsed: string[] = []
let looks = 0
const policy: PolicyDesk = {
  bounds: (fund) => {
    looks += 1
    return fund.fundId === 'main' ? Promise.resolve(bounds) : Promise.reject(new Error('one fund is there'))
  },
  rehearse: (_fund, { intent, intentHash }) => {
    rehearsed.push(hashIntent(intent), intentHash)
    return Promise.resolve({ block: 12, code: 'COOLDOWN', detail: 'the fund rests between trades for another 9 s', waits: true })
  },
}
const bounds: FundPolicy = {
  block: 12,
  at: '2026-01-01T00:00:00.000Z',
  maxSlippageBps: 100,
  maxIntentWindowS: 1_800,
  maxSnapshotAgeS: 600,
  maxNotional: '5000000000',
  dailyNotionalCap: null,
  notionalSpent: '0',
  lossLimit: null,
  lossWindowS: null,
  lossLevel: '0',
  maxPriceDeviationBps: null,
  cooldownS: 60,
  lastExecutedAt: null,
  challengeDelayS: null,
}
beforeAll(async () => {
  const rules = { approvalAboveValue: '1000000000', twoPersonsAboveValue: '2000000000', proposer: 'ines' }
  open = await openModelGateway(undefined, {
    fund: modelFund(rules),
    parts: { policy },
    seen: (host) =>
      new Proxy(host, {
        get(target, name) {
          if (name === 'spawn')
            return async (role: string, of: string, input: { readonly principal?: string }) => {
              if (role === 'request' && input.principal === `key:${late}`)
                await target.ask(`key:${late}`, { type: 'key.revoke', by: 'test' })
              return target.spawn(role, of, input)
            }
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      }),
  })
  for (const [name, person] of [
    ['mara', 'mara'],
    ['mara-phone', 'mara'],
    ['noor', 'noor'],
    ['ines', 'ines'],
    [late, 'olga'],
    ['service', undefined],
  ] as const)
    keys[name] = await open.key(name, 'approver', ['main'], person)
  keys['looker'] = await open.key('looker', 'viewer')
  keys['stranger'] = await open.key('stranger', 'approver', ['other'], 'zoe')
  id = String((await open.swarm.fact(({ type }) => type === 'approval.asked')).data['approvalId'])
}, 60_000)
afterAll(() => open.close())

const get = (key: string, path: string) => open.ask(`/api/v1/${path}`, { headers: { authorization: `Bearer ${keys[key]}` } })
const decide = (key: string, verdict: string, revision: unknown, more: Record<string, string> = {}) =>
  open.ask(`/api/v1/approvals/${id}/${verdict}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keys[key]}`, 'content-type': 'application/json', ...more },
    body: JSON.stringify(typeof revision === 'object' ? revision : { revision }),
  })
const code = ({ status, body }: { readonly status: number; readonly body: unknown }) => [
  status,
  (body as { error?: { code: string } }).error?.code,
]

test('whoever sees the fund sees what waits, and exactly what it is about', async () => {
  const { body } = await get('looker', 'approvals?state=pending')
  expect(body).toMatchObject({
    approvals: [
      {
        id,
        fundId: 'main',
        what: 'intent.execute',
        state: 'pending',
        revision: 1,
        quorum: 2,
        requester: { principal: 'strategy:main', person: 'ines' },
        words: expect.stringMatching(/^BUY 5,000 USDQ for at least [\d.]+ WAVE$/),
        votes: [],
      },
    ],
  })
  expect((await get('mara', `approvals/${id}`)).body).toMatchObject({ id, until: expect.stringMatching(/Z$/) })
  const intents = await get('looker', 'funds/main/intents')
  expect(intents.body).toMatchObject({ intents: [{ status: 'awaitingApproval', txHash: null }] })
})

test('to another tenant there is no such approval', async () => {
  expect((await get('stranger', 'approvals')).body).toEqual({ approvals: [] })
  expect(code(await get('stranger', `approvals/${id}`))).toEqual([404, 'UNKNOWN_APPROVAL'])
  expect(code(await decide('stranger', 'approve', 1))).toEqual([404, 'UNKNOWN_APPROVAL'])
  expect(code(await get('mara', 'approvals/0000'))).toEqual([404, 'UNKNOWN_APPROVAL'])
})

test('whoever sees it may have it tried against the contracts, and see their bounds; nobody asks a node more than it takes', async () => {
  const { body } = await get('looker', `approvals/${id}/rehearsal`)
  expect(body).toEqual({ block: 12, code: 'COOLDOWN', detail: 'the fund rests between trades for another 9 s', waits: true })
  const [digest, named] = rehearsed
  expect([approvalIdOf(String(digest)), named]).toEqual([id, digest])
  expect(code(await get('stranger', `approvals/${id}/rehearsal`))).toEqual([404, 'UNKNOWN_APPROVAL'])
  const answers = await Promise.all([1, 2, 3].map(() => get('looker', 'funds/main/policy')))
  expect([answers.map((answer) => answer.body), looks]).toEqual([[bounds, bounds, bounds], 1])
  expect(code(await get('stranger', 'funds/main/policy'))).toEqual([404, 'UNKNOWN_FUND'])
})

test('who may not decide is told why', async () => {
  expect(code(await decide('looker', 'approve', 1))).toEqual([403, 'NOT_PERMITTED'])
  expect(code(await decide('service', 'approve', 1))).toEqual([403, 'PERSON_UNKNOWN'])
  expect(code(await decide('ines', 'approve', 1))).toEqual([403, 'APPROVAL_DENIED'])
  expect(code(await decide('mara', 'approve', 'latest'))).toEqual([400, 'REQUEST_INVALID'])
})

test('a key that is revoked between the door and the decision decides nothing', async () => {
  expect(code(await decide(late, 'approve', 1))).toEqual([403, 'NOT_PERMITTED'])
  expect((await get('mara', `approvals/${id}`)).body).toMatchObject({ votes: [], revision: 1 })
})

test('one person with two keys is one person, and a decision that is sent twice is one decision', async () => {
  const once = { 'idempotency-key': 'd-1' }
  const first = await decide('mara', 'approve', 1, once)
  expect([first.status, first.body]).toMatchObject([200, { id, verdict: 'approve', did: '1 of 2 approved' }])
  const again = await decide('mara', 'approve', 1, once)
  expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true'])
  expect(code(await decide('mara', 'approve', 2, once))).toEqual([422, 'IDEMPOTENCY_MISMATCH'])
  expect(code(await decide('mara-phone', 'approve', 2))).toEqual([409, 'APPROVAL_DECIDED'])
})

test('who looked at an older revision is told so, and what is newer', async () => {
  const stale = await decide('noor', 'approve', 1)
  expect([code(stale), stale.body]).toMatchObject([[412, 'APPROVAL_STALE'], { error: { details: { revision: 2 } } }])
})

test(
  'the second person lets it go on; it is executed, and who comes later is told who decided',
  { timeout: 60_000 },
  async () => {
    expect((await decide('noor', 'approve', { revision: 2, reason: 'a good price' })).body).toMatchObject({ did: 'approved' })
    await open.swarm.fact(({ type }) => type === 'intent.executed')
    expect((await get('looker', `approvals/${id}`)).body).toMatchObject({ state: 'used', until: null })
    const tooLate = await decide('mara', 'reject', 3)
    expect([code(tooLate), tooLate.body]).toMatchObject([
      [409, 'APPROVAL_DECIDED'],
      { error: { message: expect.stringContaining('approved by mara, noor and used') } },
    ])
  },
)

test('the log says who asked, who decided and what used it, and its chain is whole', async () => {
  const entries = open.swarm.facts
    .filter(({ type }) => type === 'audit.entry')
    .map(({ data }) => data['entry'] as { readonly kind: string; readonly approvalId?: string; readonly person?: string })
  const own = entries.filter((entry) => entry.kind === 'approval' && entry.approvalId === id)
  expect(own).toMatchObject([
    { step: 'asked', principal: 'strategy:main', person: 'ines' },
    { step: 'approve', principal: 'key:mara', person: 'mara' },
    { step: 'approve', principal: 'key:noor', person: 'noor' },
    { step: 'used' },
  ])
  // what was asked at the door is there, too, with what it came to
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'settled', principal: 'key:ines', code: 'APPROVAL_DENIED' }))
  for await (const verdict of auditVerifyCommand.answer({}, contextOf({ host: open.swarm.host })))
    expect((verdict as AuditVerdict).whole).toBe(true)
})

test('an executor that lives elsewhere reads the approval by its trade', async () => {
  const { data } = await open.swarm.fact(({ type }) => type === 'intent.executed')
  const hash = String(data['intentHash'])
  expect((await get('looker', `funds/main/intents/${hash}/approval`)).body).toEqual({
    approvalId: id,
    fundId: 'main',
    digest: hash,
    state: 'used',
    requester: 'ines',
    approvedBy: ['mara', 'noor'],
  })
  expect(code(await get('looker', `funds/main/intents/0x${'ab'.repeat(32)}/approval`))).toEqual([404, 'UNKNOWN_APPROVAL'])
})

test('the story of the trade says who let it go on, and in which turns', async () => {
  const { data } = await open.swarm.fact(({ type }) => type === 'intent.executed')
  const { body } = await get('looker', `funds/main/intents/${String(data['intentHash'])}/story`)
  const told = open.swarm.facts.filter(({ type, data: said }) => type === 'approval.decided' && said['approvalId'] === id)
  expect(body).toMatchObject({
    intent: {
      outcome: 'executed',
      approval: {
        approvalId: id,
        quorum: 2,
        above: '2000000000',
        state: 'used',
        votes: told.map(({ seq, data: said }, index) => ({
          verdict: 'approve',
          person: said['person'],
          by: said['by'],
          reason: ['', 'a good price'][index],
          seq,
        })),
      },
    },
  })
})

test('what came too late has a status of its own', () => {
  expect(wireStatus(new QuorateError('APPROVAL_EXPIRED', { id, problem: '' }))).toBe(410)
})
