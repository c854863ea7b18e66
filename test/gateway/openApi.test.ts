// The OpenAPI document: fresh, whole, sound by a public linter, with examples that hold.
import { spawnSync } from 'node:child_process'
import { lintFromString, loadConfig } from '@redocly/openapi-core'
import { privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { claimSchema } from '#protocol/claim.ts'
import {
  attestationDigest,
  signedClaimAttestationSchema,
  signedIntentAttestationSchema,
  signedSnapshotAttestationSchema,
} from '#protocol/attestation.ts'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { envelopeDigest, envelopeSchema, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'
import { envelopeBodySchema, intentProposeSchema } from '#protocol/envelopeBody.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { intentSchema } from '#protocol/intent.ts'
import { errorTable, QuorateError, type ErrorCode } from '#protocol/errors.ts'
import { wireStatus } from '#gateway/wireStatus.ts'
import { examples, signedExample } from '#gateway/apiExamples.ts'
import type { ApiDocument, ApiOperation } from '#gateway/tidyDocument.ts'
import { root } from '../house/trackedFiles.ts'
import { join } from 'node:path'
import { isSignedBy } from '../cycle/modelChain.ts'
import { committedDocument } from './committedDocument.ts'

const document: ApiDocument = committedDocument()

const operations = (): readonly (readonly [string, ApiOperation])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  )
const problems = async (text: string): Promise<readonly string[]> => {
  const config = await loadConfig({ configPath: join(root, 'redocly.yaml') })
  const found = await lintFromString({ source: text, absoluteRef: join(root, 'docs/openapi.json'), config })
  return found.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ''}: ${message}`)
}

test('the committed document and the types of the client are what the routes say', () => {
  // in a process of its own: what other tests have loaded is in none of it. It names the file that is stale
  const { status, stderr } = spawnSync(process.execPath, ['scripts/openapi.ts', '--check'], { cwd: root, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})

test('a public linter finds nothing in it, and finds a planted fault', { timeout: 60_000 }, async () => {
  expect(await problems(JSON.stringify(document))).toEqual([])
  const broken = structuredClone(document) as { paths: Record<string, Record<string, { operationId?: string }>> }
  delete broken.paths['/api/v1/me']?.['get']?.operationId
  expect(await problems(JSON.stringify(broken))).toEqual([expect.stringContaining('operation-operationId')])
})

test('every status that an error may be answered with is stated where commands are asked', () => {
  // of the connection: no route has read the request by then
  const early = new Set([408, 431])
  const statuses = new Set(Object.keys(errorTable).map((code) => wireStatus(new QuorateError(code as ErrorCode, {} as never))))
  const wanted = [...statuses].filter((status) => !early.has(status)).map(String)
  const commands = operations().filter(([target]) => target.startsWith('POST /api/v1/commands/'))
  const short = commands.filter(([, { responses }]) => wanted.some((status) => !Object.hasOwn(responses, status)))
  expect(short.map(([target]) => target)).toEqual([])
  expect(commands.length).toBeGreaterThan(20)
})

/** What shared/protocol promises to bots and operators: path, method, statuses beside those that every refusal has. */
const promised: readonly (readonly [string, readonly string[]])[] = [
  ['GET /api/v1/funds', ['200']],
  ['GET /api/v1/funds/{fundId}/status', ['200']],
  ['POST /api/v1/funds/{fundId}/claims', ['200', '202', '409']],
  ['GET /api/v1/funds/{fundId}/claims', ['200']],
  ['POST /api/v1/funds/{fundId}/attestations', ['200', '202', '403', '409']],
  ['GET /api/v1/funds/{fundId}/snapshots/latest', ['200', '404']],
  ['POST /api/v1/funds/{fundId}/snapshots/attestations', ['200', '202', '403', '409']],
  ['POST /api/v1/funds/{fundId}/intents/propose', ['202', '403', '409']],
  ['GET /api/v1/funds/{fundId}/intents', ['200']],
  ['POST /api/v1/funds/{fundId}/intents/attestations', ['200', '202', '403', '409']],
  ['POST /api/v1/funds/{fundId}/intents/attestations/batch', ['200', '207']],
  ['GET /api/v1/funds/{fundId}/events/claims', ['200', '410']],
  ['GET /api/v1/funds/{fundId}/events/intents', ['200', '410']],
  ['GET /api/v1/events', ['200', '410']],
  ['POST /api/v1/funds/{fundId}/executions', ['200', '403', '409']],
  ['POST /api/v1/cron/execute-intents', ['200', '401', '403', '422']],
  ['GET /api/v1/approvals', ['200']],
  ['POST /api/v1/approvals/{id}/approve', ['200', '403', '409', '410', '412']],
  ['POST /api/v1/approvals/{id}/reject', ['200', '403', '409', '410', '412']],
  ['GET /api/v1/me', ['200']],
  ['POST /api/v1/funds', ['201', '403', '409', '422']],
  ['POST /api/v1/funds/bootstrap', ['201', '403', '409', '422']],
  ['GET /api/v1/executions', ['200']],
  ['GET /api/v1/metrics', ['200']],
]

test.each(promised)('%s is there', (name, statuses) => {
  const operation = operations().find(([each]) => each === name)?.[1]
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([...statuses]))
})

/** What is wrong with an operation. */
function complaints([name, { summary, security, responses, tags }]: readonly [string, ApiOperation]): readonly string[] {
  const refused = security?.length === 0 ? ['400', '403', '500'] : ['400', '401', '403', '404', '500', '503']
  return [
    ...(summary?.length > 3 ? [] : [`${name}: no summary`]),
    ...(security === undefined ? [`${name}: for nobody in particular`] : []),
    ...(tags?.length === 1 ? [] : [`${name}: not in one group`]),
    ...refused.filter((status) => !(status in responses)).map((status) => `${name}: no ${status}`),
    ...Object.entries(responses)
      // one of its own has a description, a shared one a name
      .filter(([, response]) => !/"(\$ref|description)":"[^"]{4}/.test(JSON.stringify(response)))
      .map(([status]) => `${name}: ${status} is not described`),
  ]
}

test('every operation says who may ask, what it is called, and how it is refused', () => {
  const ids = operations().map(([, { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(operations().flatMap(complaints)).toEqual([])
  const bare = { operationId: 'a', summary: '', description: '', tags: [], responses: { 200: { description: '' } } }
  expect(complaints(['GET /', bare])).toHaveLength(10)
})

test('a command takes an Idempotency-Key, and a used one is told', () => {
  const commands = operations().filter(([name]) => name.includes('/commands/'))
  expect(commands.length).toBeGreaterThan(20)
  const key = JSON.stringify({ $ref: '#/components/parameters/idempotencyKey' })
  const without = commands.filter(([, one]) => !('422' in one.responses) || !JSON.stringify(one.parameters).includes(key))
  expect(without.map(([name]) => name)).toEqual([])
})

const { privateKey, request, canonicalBody, digest, signature } = signedExample
const signer = privateKeyToAccount(privateKey)

test('the worked example of a signed request holds, step by step, and stands in the document', async () => {
  expect(canonicalJson(JSON.parse(canonicalBody))).toBe(canonicalBody)
  expect(hashEnvelopeBody(JSON.parse(canonicalBody))).toBe(request.bodyHash)
  expect(envelopeDigest(request as never)).toBe(digest)
  expect(await signer.signTypedData(envelopeTypedData(request as never))).toBe(signature)
  for (const part of [request.audience, canonicalBody, request.bodyHash, digest, signature])
    expect(document.info.description).toContain(part)
})

test.each([
  ['Claim', claimSchema],
  ['Intent', intentSchema],
  ['ClaimSubmit', envelopeBodySchema],
  ['ClaimAttest', envelopeBodySchema],
  ['SnapshotAttest', envelopeBodySchema],
  ['IntentPropose', intentProposeSchema],
  ['IntentAttest', envelopeBodySchema],
  ['ExecutionReport', envelopeBodySchema],
  ['Envelope', envelopeSchema],
])('the example of %s is one, in its normal form', (name, schema) => {
  expect(schema.parse(examples[name])).toEqual(examples[name])
  expect(document.components['schemas']?.[name]).toMatchObject({ examples: [examples[name]] })
})

test('the attestations of the examples are signed', () => {
  const signed = [
    ['claim', signedClaimAttestationSchema.parse(examples['ClaimAttestation']), 4],
    ['snapshot', signedSnapshotAttestationSchema.parse(examples['SnapshotAttestation']), 5],
    ['intent', signedIntentAttestationSchema.parse(examples['IntentAttestation']), 6],
  ] as const
  const unsigned = signed.filter(([kind, attestation, book]) => {
    // kind and attestation belong together
    const over = attestationDigest({ kind, attestation } as never, { chainId: 31_337, book: addressFixture(book) })
    return !isSignedBy(over, attestation.signature, signer.address as never)
  })
  expect(unsigned).toEqual([])
})
