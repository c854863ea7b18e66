import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assign, setup } from 'xstate'
import { describe, expect, onTestFinished, test } from 'vitest'
import { claimAttestationTypedData } from '#protocol/attestation.ts'
import { hashClaim } from '#protocol/claim.ts'
import { envelopeAudience, envelopeRequest, envelopeTypedData } from '#protocol/envelope.ts'
import { envelopeBodySchema } from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import { adapterDataFixture, addressFixture, claimFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { signatureSchema } from '#protocol/hash.ts'
import { hashIntent } from '#protocol/intent.ts'
import { toNonce } from '#protocol/uint.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import { reply } from '#runtime/authoring.ts'
import type { BotEvent, Host } from '#runtime/host.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { defineBot } from '#runtime/registration.ts'
import { accountSigner } from './accountSigner.ts'
import { relayerEventSchema } from './externalEvents.ts'
import {
  actorsFund,
  addressOf,
  envelopeOf,
  signedClaim,
  signedIntent,
  signedRoot,
  testNow,
  testSigner,
  type Holder,
} from './fixtures.ts'
import { admit, type DoorGiven } from './relayDoor.ts'
import type { Signer } from './world.ts'

const fund = actorsFund()
const claim = claimFixture({ crawler: addressOf('pool') })
const claimHash = hashClaim(claim)
const intent = intentFixture()
const intentHash = hashIntent(intent)
const root = hashFixture(9)
const pass = { verdict: 'PASS', reason: 'OK', detail: '' }
const fail = { verdict: 'FAIL', reason: 'STALE_DATA', detail: 'old', attestation: null }
const decision = { rule: 'momentum', explanation: 'it rose', figures: {} }

const claimSubmit = { type: 'claim.submit', claim }
const propose = {
  type: 'intent.propose',
  intent,
  adapterData: adapterDataFixture,
  reason: 'it rose',
  decision,
  proposeTxHash: hashFixture(3),
}
const report = {
  type: 'execution.report',
  intentHash,
  outcome: 'failed',
  txHash: null,
  block: null,
  code: 'COOLDOWN',
  detail: 'later',
}
const claimAttest = { type: 'claim.attest', claimHash, ...pass, attestation: await signedClaim('alpha', { claimHash }) }
const rootAttest = { type: 'snapshot.attest', round: 7, root, ...pass, attestation: await signedRoot('alpha', { root }) }
const intentAttest = {
  type: 'intent.attest',
  intentHash,
  ...pass,
  attestation: await signedIntent('alpha', { intentHash }),
  dryRun: 'INTENT_NOT_APPROVED',
}

interface Asked {
  readonly to: string
  readonly event: BotEvent
  readonly options: unknown
}
/** A door before a host that knows one relayer and one intent, and answers 202. */
function door(change: Partial<Host> = {}): { given: DoorGiven; asked: Asked[] } {
  const asked: Asked[] = []
  const known = ['relayer:main', `intent:${intentHash}`]
  const host = {
    view: (address: string) => (known.includes(address) ? { address } : undefined),
    ask: (to: string, event: BotEvent, options: unknown) => {
      asked.push({ to, event, options })
      return Promise.resolve({ status: 202, detail: 'noted' })
    },
    ...change,
  } as unknown as Host // the door uses these two
  return { given: { host: () => host, fund: () => fund, now: () => testNow, isSignedBy }, asked }
}

test.each<[string, Parameters<typeof envelopeOf>[0], RegExp]>([
  ['that is none', { by: 'pool', body: claimSubmit, after: () => ({ hello: 'world' }) }, /expected|Invalid/],
  ['with a field too many', { by: 'pool', body: claimSubmit, after: (one) => ({ ...one, extra: 1 }) }, /Unrecognized key/],
  [
    'for another relayer',
    { by: 'pool', body: claimSubmit, request: { audience: `quorate:31337:${addressFixture(99)}` } },
    /it is for quorate:31337/,
  ],
  [
    'for another chain',
    { by: 'pool', body: claimSubmit, request: { audience: `quorate:1:${fund.contracts.vault}` } },
    /it is for quorate:1:/,
  ],
  [
    'signed for another path',
    { by: 'pool', body: claimSubmit, request: { target: '/api/v1/funds/main/executions' } },
    /claim\.submit goes to POST/,
  ],
  [
    'signed for another fund’s path',
    { by: 'pool', body: claimSubmit, request: { target: '/api/v1/funds/other/claims' } },
    /claim\.submit goes to POST/,
  ],
  ['signed for another method', { by: 'pool', body: claimSubmit, request: { method: 'GET' } }, /signed for GET/],
  [
    'whose body was changed',
    { by: 'pool', body: claimSubmit, after: (one) => ({ ...one, body: { ...claimSubmit, claim: { ...claim, round: 8 } } }) },
    /not the signed one/,
  ],
  ['from the past', { by: 'pool', body: claimSubmit, request: { timestamp: testNow - 301 } }, /more than 300 s/],
  ['from the future', { by: 'pool', body: claimSubmit, request: { timestamp: testNow + 301 } }, /more than 300 s/],
  [
    'signed by another key',
    { by: 'stranger', body: claimSubmit, after: (one) => ({ ...one, signer: addressOf('pool') }) },
    /not signed by/,
  ],
  [
    'whose time was changed after signing',
    { by: 'pool', body: claimSubmit, after: (one) => ({ ...one, request: { ...one.request, timestamp: testNow - 1 } }) },
    /not signed by/,
  ],
  [
    'whose nonce was changed after signing',
    { by: 'pool', body: claimSubmit, after: (one) => ({ ...one, request: { ...one.request, nonce: '8' } }) },
    /not signed by/,
  ],
  ['with another verifier’s attestation of a claim', { by: 'bravo', body: claimAttest }, /the attestation is .*'s, the envelope/],
  ['with another verifier’s attestation of a root', { by: 'bravo', body: rootAttest }, /the attestation is .*'s, the envelope/],
  [
    'with another verifier’s attestation of an intent',
    { by: 'bravo', body: intentAttest },
    /the attestation is .*'s, the envelope/,
  ],
  [
    'with an attestation of a claim that its verifier did not sign',
    { by: 'alpha', body: { ...claimAttest, attestation: await signedClaim('alpha', { claimHash }, 'bravo') } },
    /not signed by its verifier/,
  ],
  [
    'with an attestation of a root that its verifier did not sign',
    { by: 'alpha', body: { ...rootAttest, attestation: await signedRoot('alpha', { root }, 'bravo') } },
    /not signed by its verifier/,
  ],
  [
    'with an attestation of an intent that its verifier did not sign',
    { by: 'alpha', body: { ...intentAttest, attestation: await signedIntent('alpha', { intentHash }, 'bravo') } },
    /not signed by its verifier/,
  ],
])('refuses an envelope %s, and no bot hears of it', async (_, made, problem) => {
  const { given, asked } = door()
  const refused = admit(given, 'main', await envelopeOf(made))
  await expect(refused).rejects.toMatchObject({
    code: 'ENVELOPE_REFUSED',
    details: { problem: expect.stringMatching(problem) as string },
  })
  expect(asked).toEqual([])
})

test('takes an envelope at the very edge of its window', async () => {
  for (const timestamp of [testNow - 300, testNow + 300]) {
    const { given } = door()
    expect(await admit(given, 'main', await envelopeOf({ by: 'pool', body: claimSubmit, request: { timestamp } }))).toMatchObject(
      { status: 202 },
    )
  }
})

test.each<[string, Holder, object]>([
  [
    'a claim of a crawler that is not configured',
    'stranger',
    { type: 'claim.submit', claim: claimFixture({ crawler: addressOf('stranger') }) },
  ],
  ['a claim in the name of another crawler', 'figure', claimSubmit],
  ['a proposal of anyone but the strategy', 'executor', propose],
  ['a report of anyone but the executor', 'strategy', report],
])('answers 403 to %s, and no bot hears of it', async (_, by, body) => {
  const { given, asked } = door()
  expect(await admit(given, 'main', await envelopeOf({ by, body }))).toMatchObject({
    status: 403,
    detail: expect.stringContaining('may not') as string,
  })
  expect(asked).toEqual([])
})

test('answers 404 for an intent nobody proposed', async () => {
  const { given, asked } = door()
  const unknown = { ...report, intentHash: hashFixture(77) }
  expect(await admit(given, 'main', await envelopeOf({ by: 'executor', body: unknown }))).toEqual({
    status: 404,
    detail: `there is no intent:${hashFixture(77)}`,
  })
  expect(asked).toEqual([])
})

test('answers 409 for an intent that has finished, and hides no other failure', async () => {
  const failing = (code: 'BOT_FINISHED' | 'BUSY') =>
    door({ ask: () => Promise.reject(new QuorateError(code, { address: 'x' })) }).given
  const envelope = await envelopeOf({ by: 'executor', body: report })
  expect(await admit(failing('BOT_FINISHED'), 'main', envelope)).toEqual({
    status: 409,
    detail: `intent:${intentHash} has finished`,
  })
  await expect(admit(failing('BUSY'), 'main', envelope)).rejects.toMatchObject({ code: 'BUSY' })
})

test.each<[string, Holder, object, string, object]>([
  ['a claim', 'pool', claimSubmit, 'relayer:main', { claimHash }],
  ['a verdict on a claim', 'alpha', claimAttest, 'relayer:main', {}],
  ['a no to a claim', 'bravo', { type: 'claim.attest', claimHash, ...fail }, 'relayer:main', {}],
  ['a verdict on a root', 'alpha', rootAttest, 'relayer:main', {}],
  ['a proposal', 'strategy', propose, 'relayer:main', { intentHash }],
  ['a verdict on an intent', 'alpha', intentAttest, `intent:${intentHash}`, {}],
  ['a report', 'executor', report, `intent:${intentHash}`, {}],
])('hands %s on with its proven signer, under the envelope’s nonce', async (_, by, body, to, added) => {
  const { given, asked } = door()
  expect(await admit(given, 'main', await envelopeOf({ by, body }))).toEqual({ status: 202, detail: 'noted' })
  const from = addressOf(by)
  expect(asked).toEqual([{ to, event: { ...body, ...added, from }, options: { askId: `envelope/${from}/7`, who: from } }])
})

describe('the same envelope twice', () => {
  const machine = setup({
    types: { context: {} as { turns: number }, events: {} as BotEvent },
    actions: {
      answer: reply<{ turns: number }, BotEvent>(({ context }) => ({ output: { status: 202, detail: `turn ${context.turns}` } })),
    },
  }).createMachine({
    context: { turns: 0 },
    on: { 'claim.submit': { actions: [assign({ turns: ({ context }) => context.turns + 1 }), 'answer'] } },
  })
  const relayer = defineBot({ role: 'relayer', version: 1, machine, parseExternal: (event) => relayerEventSchema.parse(event) })
  const start = (directory: string): Promise<LocalHost> => createLocalHost({ directory, bots: [relayer], effects: [] })

  test('gets the first answer and makes one turn, also after a restart of the host', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'quorate-door-'))
    onTestFinished(() => rmSync(directory, { recursive: true }))
    const envelope = await envelopeOf({ by: 'pool', body: claimSubmit })
    const first = await start(directory)
    await first.spawn('relayer', 'main', {})
    const at = (host: Host): DoorGiven => ({ ...door().given, host: () => host })
    const both = await Promise.all([admit(at(first), 'main', envelope), admit(at(first), 'main', envelope)])
    await first.shutdown()
    const second = await start(directory)
    const again = await admit(at(second), 'main', envelope)
    const other = await admit(
      at(second),
      'main',
      await envelopeOf({ by: 'pool', body: claimSubmit, request: { nonce: '8' as never } }),
    )
    await second.shutdown()
    const turn = (n: number) => ({ status: 202, detail: `turn ${n}` })
    expect([...both, again, other]).toEqual([turn(1), turn(1), turn(1), turn(2)])
  })
})

describe('a verifier whose address is a contract', () => {
  const account = addressFixture(4_321)
  const owner = testSigner('alpha')
  const withAccount = {
    ...fund,
    verifiers: [...fund.verifiers, { name: 'delta', address: account, weight: 1, signsWith: owner.address }],
  }
  /** The contract takes its owner's signature, over whatever it is asked about. */
  const agrees: NonNullable<DoorGiven['agrees']> = (asked, digest, signature) =>
    Promise.resolve(asked === account && isSignedBy(digest, signature, owner.address))
  const signer = accountSigner(owner, account)

  async function envelope(by = signer): Promise<unknown> {
    const unsigned = { claimHash, round: 7, setEpoch: 1, verifier: account, expiresAt: testNow + 60, nonce: toNonce(5n) }
    const typed = claimAttestationTypedData(unsigned, { chainId: fund.chainId, book: fund.contracts.claimBook })
    const attestation = { ...unsigned, signature: signatureSchema.parse(await by.signTypedData(typed)) }
    const body = envelopeBodySchema.parse({ ...claimAttest, attestation })
    const audience = envelopeAudience({ chainId: fund.chainId, vault: fund.contracts.vault })
    const request = envelopeRequest({ audience, fundId: 'main', body, timestamp: testNow, nonce: '9' })
    return { signer: account, request, signature: await by.signTypedData(envelopeTypedData(request)), body }
  }

  test('is let in when its contract stands behind envelope and attestation', async () => {
    const { given, asked } = door()
    const answer = await admit({ ...given, fund: () => withAccount, agrees }, 'main', await envelope())
    expect(answer.status).toBe(202)
    expect(asked).toMatchObject([{ to: 'relayer:main', event: { from: account } }])
  })

  test.each<[string, Partial<DoorGiven>, Signer]>([
    ['its contract does not stand behind it', { fund: () => withAccount, agrees: () => Promise.resolve(false) }, signer],
    ['its owner signed as a key does', { fund: () => withAccount, agrees }, owner],
    ['nobody can ask its contract', { fund: () => withAccount }, signer],
    ['the fund has no such verifier', { agrees }, signer],
  ])('is refused when %s', async (_, change, by) => {
    const { given, asked } = door()
    await expect(admit({ ...given, ...change }, 'main', await envelope(by))).rejects.toThrow(/not signed by/)
    expect(asked).toEqual([])
  })
})
