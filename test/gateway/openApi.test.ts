// The OpenAPI document: fresh, whole, sound by a public linter, with examples that hold.
import { readFileSync } from 'node:fs'
import { lintFromString, loadConfig } from '@redocly/openapi-core'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, test } from 'vitest'
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
import { examples, signedExample } from '#gateway/apiExamples.ts'
import type { ApiDocument, ApiOperation } from '#gateway/tidyDocument.ts'
import { openApiFiles } from '../../scripts/openapi.ts'
import { root } from '../house/trackedFiles.ts'
import { join } from 'node:path'
import { isSignedBy } from '../cycle/modelChain.ts'

let files: Readonly<Record<string, string>>
let document: ApiDocument
beforeAll(async () => {
  files = await openApiFiles()
  document = JSON.parse(files['docs/openapi.json'] ?? '') as ApiDocument
})

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
  for (const [path, wanted] of Object.entries(files)) expect(readFileSync(join(root, path), 'utf8') === wanted, path).toBe(true)
})

test('a public linter finds nothing in it, and finds a planted fault', async () => {
  expect(await problems(files['docs/openapi.json'] ?? '')).toEqual([])
  const broken = structuredClone(document) as { paths: Record<string, Record<string, { operationId?: string }>> }
  delete broken.paths['/api/v1/me']?.['get']?.operationId
  expect(await problems(JSON.stringify(broken))).toEqual([expect.stringContaining('operation-operationId')])
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
  ['GET /api/v1/me', ['200']],
]

test.each(promised)('%s is there', (name, statuses) => {
  const operation = operations().find(([each]) => each === name)?.[1]
  expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([...statuses]))
})

test('every operation says who may ask, what it is called, and how it is refused', () => {
  const ids = operations().map(([, { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const [name, { summary, security, responses, tags }] of operations()) {
    expect(summary, name).toMatch(/^\S/)
    expect(security, name).toBeDefined()
    expect(tags, name).toHaveLength(1)
    for (const [status, response] of Object.entries(responses)) {
      const { description } =
        (response as { $ref?: string; description?: string }).$ref === undefined
          ? (response as { description: string })
          : { description: 'by name' }
      expect(description.length, `${name} ${status}`).toBeGreaterThan(3)
    }
    if (security?.length !== 0)
      expect(Object.keys(responses), name).toEqual(expect.arrayContaining(['400', '401', '403', '404', '500', '503']))
  }
})

test('a command that changes something takes an Idempotency-Key, and a used one is told', () => {
  const commands = operations().filter(([name]) => name.includes('/commands/'))
  expect(commands.length).toBeGreaterThan(20)
  for (const [name, { parameters, responses }] of commands) {
    expect(parameters, name).toContainEqual({ $ref: '#/components/parameters/idempotencyKey' })
    expect(Object.keys(responses), name).toContain('422')
  }
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
  for (const [kind, attestation, book] of signed) {
    // kind and attestation belong together
    const over = attestationDigest({ kind, attestation } as never, { chainId: 31_337, book: addressFixture(book) })
    expect(isSignedBy(over, attestation.signature, signer.address as never), kind).toBe(true)
  }
})
