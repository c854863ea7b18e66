// A bot joins a fund over HTTP: its own signature asks, people decide, the chain's set follows, the relayer counts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimAttestationTypedData } from '#protocol/attestation.ts'
import { envelopeAudience, envelopeRequest, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'
import { envelopeBodySchema, type EnvelopeBody } from '#protocol/envelopeBody.ts'
import { toHash, signatureSchema } from '#protocol/hash.ts'
import { toNonce } from '#protocol/uint.ts'
import { modelSigner, openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let boss: string
let nonce = 1_000
beforeAll(async () => {
  open = await openModelGateway()
  boss = await open.key('boss', 'admin')
}, 60_000)
afterAll(() => open.close())

const now = (): number => Math.floor(Date.now() / 1_000)
const audience = (): string => {
  const { chainId, contracts } = open.swarm.fund
  return envelopeAudience({ chainId, vault: contracts.vault })
}
const headersOf = async (by: number, request: ReturnType<typeof envelopeRequest>) => ({
  'content-type': 'application/json',
  'quorate-signer': modelSigner(by).address,
  'quorate-timestamp': String(request.timestamp),
  'quorate-nonce': request.nonce,
  'quorate-signature': await modelSigner(by).signTypedData(envelopeTypedData(request)),
})
/** Posts as the holder of a test key. */
async function post(by: number, given: unknown, again?: number) {
  const body: EnvelopeBody = envelopeBodySchema.parse(given)
  const request = envelopeRequest({
    audience: audience(),
    fundId: 'main',
    body,
    timestamp: now(),
    nonce: String(again ?? (nonce += 1)),
  })
  const headers = await headersOf(by, request)
  return open.ask(request.target, { method: 'POST', headers, body: JSON.stringify(body) })
}
async function read(by: number, target: string) {
  const request = {
    audience: audience(),
    method: 'GET' as const,
    target,
    bodyHash: hashEnvelopeBody(undefined),
    timestamp: now(),
    nonce: toNonce(BigInt((nonce += 1))),
  }
  const { 'content-type': _, ...headers } = await headersOf(by, request)
  return open.ask(target, { headers })
}
const command = (name: string, args: unknown) =>
  open.ask(`/api/v1/commands/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${boss}`, 'content-type': 'application/json' },
    body: JSON.stringify(args),
  })
const register = (name: string, weight = 1) => ({ type: 'bot.register', role: 'verifier', name, weight })
const codeOf = ({ body }: { readonly body: unknown }) => (body as { error?: { code: string } }).error?.code
/** A verdict on a claim; a round may end between the look and the answer. */
async function attest(by: number) {
  let answer = await attestNow(by)
  while (answer.status === 409 || answer.status === 404) answer = await attestNow(by)
  return answer
}
async function attestNow(by: number) {
  const { data } = await open.swarm.fact(({ type, data: found }) => {
    const view = open.swarm.host.view('relayer:main')?.context as { round: { round: number } | null } | undefined
    return type === 'claim.submitted' && view?.round?.round === found['round']
  })
  const { contracts, chainId } = open.swarm.fund
  const unsigned = {
    claimHash: toHash(String(data['claimHash'])),
    round: Number(data['round']),
    setEpoch: Number(data['setEpoch']),
    verifier: modelSigner(by).address,
    expiresAt: now() + 600,
    nonce: toNonce(BigInt((nonce += 1))),
  }
  const typed = claimAttestationTypedData(unsigned, { chainId, book: contracts.claimBook })
  const signature = signatureSchema.parse(await modelSigner(by).signTypedData(typed))
  const { claimHash } = unsigned
  return post(by, { type: 'claim.attest', claimHash, verdict: 'PASS', reason: 'OK', attestation: { ...unsigned, signature } })
}

test('whoever signs may ask, is given an id, and sees its own registration and nothing else of the fund', async () => {
  const asked = await post(20, { ...register('delta'), title: 'desk two' }, 1)
  expect([asked.status, asked.body]).toMatchObject([202, { botId: 'delta-1' }])
  // repeated word for word it is the same registration
  expect((await post(20, { ...register('delta'), title: 'desk two' }, 1)).body).toEqual(asked.body)
  const own = await read(20, '/api/v1/funds/main/bots/delta-1')
  expect([own.status, own.body]).toMatchObject([200, { state: 'requested', title: 'desk two', address: modelSigner(20).address }])
  for (const path of ['bots', 'rules', 'status', 'claims', 'events'])
    expect(codeOf(await read(20, `/api/v1/funds/main/${path}`))).toBe('UNKNOWN_FUND')
  expect(codeOf(await read(21, '/api/v1/funds/main/bots/delta-1'))).toBe('UNKNOWN_FUND')
})

test('what is not its signer’s, or asks for another’s name or address, is refused', async () => {
  const body = envelopeBodySchema.parse(register('echo'))
  const request = envelopeRequest({ audience: audience(), fundId: 'main', body, timestamp: now(), nonce: '5' })
  const forged = { ...(await headersOf(21, request)), 'quorate-signer': modelSigner(22).address }
  const answer = await open.ask(request.target, { method: 'POST', headers: forged, body: JSON.stringify(body) })
  expect(codeOf(answer)).toBe('ENVELOPE_REFUSED')
  expect((await post(22, register('delta'))).status).toBe(409)
  expect((await post(20, register('other'))).status).toBe(409)
  expect((await post(1, register('other'))).status).toBe(409)
  expect((await post(22, { type: 'bot.retire', botId: 'delta-1' })).status).toBe(403)
})

test('its attestations are refused before the set with it is open, and counted from then on', { timeout: 60_000 }, async () => {
  expect((await attest(20)).status).toBe(403)
  const decided = await command('bot.approve', { fund: 'main', bot: 'delta-1', reason: 'known since May' })
  expect(decided.body).toMatchObject({ bot: { state: expect.stringMatching(/joining|active/), by: 'key:boss' } })
  await open.swarm.fact(({ type }) => type === 'bot.joined')
  expect(open.swarm.chain.set).toMatchObject({ setEpoch: 2, thresholds: { claim: 3, snapshot: 3, intent: 3 } })
  expect((await read(20, '/api/v1/funds/main/bots/delta-1')).body).toMatchObject({ state: 'active', setEpoch: 2 })
  expect((await read(20, '/api/v1/funds/main/rules')).body).toMatchObject({ crawlers: [{ name: 'pool' }] })
  const opened = open.swarm.host.durableThrough()
  await open.swarm.fact(({ type, seq, data }) => type === 'round.opened' && seq > opened && data['setEpoch'] === 2)
  expect((await attest(20)).body).toMatchObject({ thresholdWeight: 3, totalWeight: 4 })
  const counted = await open.swarm.fact(
    ({ type, data }) => type === 'claim.attested' && data['verifier'] === modelSigner(20).address,
  )
  expect(counted.data).toMatchObject({ verdict: 'PASS', totalWeight: 4 })
  const status = await command('fund.status', { fund: 'main' })
  expect(status.body).toMatchObject({ funds: [{ thresholds: { claim: 3, total: 4 } }] })
  expect(JSON.stringify(status.body)).toContain('"name":"delta"')
})

test('a decision that does not fit is refused with where it stands', async () => {
  const again = await command('bot.approve', { fund: 'main', bot: 'delta-1' })
  expect([again.status, codeOf(again)]).toEqual([409, 'REGISTRATION_REFUSED'])
  expect(codeOf(await command('bot.approve', { fund: 'main', bot: 'nobody-9' }))).toBe('UNKNOWN_REGISTRATION')
  await post(23, register('foxtrot'))
  expect((await command('bot.refuse', { fund: 'main', bot: 'foxtrot-2' })).body).toMatchObject({ bot: { state: 'refused' } })
  expect(codeOf(await command('bot.retire', { fund: 'main', bot: 'foxtrot-2' }))).toBe('REGISTRATION_REFUSED')
})

test('it retires itself with the next set, and is let in nowhere any more', { timeout: 60_000 }, async () => {
  expect((await post(20, { type: 'bot.retire', botId: 'delta-1' })).status).toBe(202)
  await open.swarm.fact(({ type }) => type === 'bot.left')
  expect(open.swarm.chain.set).toMatchObject({ setEpoch: 3, thresholds: { claim: 2, snapshot: 2, intent: 2 } })
  expect(codeOf(await read(20, '/api/v1/funds/main/status'))).toBe('UNKNOWN_FUND')
})

test('one that must not count any more is revoked by the guardian at once', { timeout: 60_000 }, async () => {
  await post(24, register('golf', 2))
  await command('bot.approve', { fund: 'main', bot: 'golf-3' })
  await open.swarm.fact(({ type, data }) => type === 'bot.joined' && data['botId'] === 'golf-3')
  await command('bot.revoke', { fund: 'main', bot: 'golf-3' })
  await open.swarm.fact(({ type, data }) => type === 'bot.left' && data['how'] === 'revoked')
  expect(open.swarm.chain.set.revoked.has(modelSigner(24).address.toLowerCase())).toBe(true)
  const list = await open.ask('/api/v1/funds/main/bots?limit=2', { headers: { authorization: `Bearer ${boss}` } })
  expect(list.body).toMatchObject({ bots: [{ botId: 'delta-1', state: 'retired' }, { state: 'refused' }], next: 2 })
  const rest = await open.ask('/api/v1/funds/main/bots?cursor=2', { headers: { authorization: `Bearer ${boss}` } })
  expect(rest.body).toMatchObject({ bots: [{ botId: 'golf-3', state: 'revoked' }], next: null })
})
