// A bot's signed request. The signature covers who it is for, the method, the path and the body: it works once,
// at one relayer, for one thing. In process and over HTTP it is the same document.
import { stringToBytes } from 'viem/utils'
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from './address.ts'
import { canonicalJson } from './canonicalJson.ts'
import { envelopeBodySchema, type EnvelopeBody } from './envelopeBody.ts'
import { hashSchema, signatureSchema, type Hash } from './hash.ts'
import { keccak } from './keccak.ts'
import { envelopeBodyBytesMax, envelopeWindowS, referenceCharsMax } from './limits.ts'
import { decimalWord, digestOf, hashWord, hashWords, numberWord, textWord, typeString } from './structHash.ts'
import { chainIdSchema, nonceSchema, secondsSchema } from './uint.ts'

/** The signed part. */
export const envelopeRequestSchema = z
  .strictObject({
    audience: z.string().min(1).max(256).describe('which relayer: see envelopeAudience'),
    method: z.enum(['GET', 'POST']).describe('as it is sent'),
    target: z.string().max(referenceCharsMax).startsWith('/').describe('path with its query'),
    bodyHash: hashSchema.describe('keccak256 of the canonical JSON of the body; of no bytes when there is none'),
    timestamp: secondsSchema.describe(`Unix time in seconds; within ${envelopeWindowS} s of the relayer’s clock`),
    nonce: nonceSchema,
  })
  .meta({ id: 'EnvelopeRequest', description: 'What a bot signs: the EIP-712 struct Request.' })
export type EnvelopeRequest = z.output<typeof envelopeRequestSchema>

/** A whole envelope. That the signature is the signer's, and that the nonce is new, is checked at the door. */
export const envelopeSchema = z
  .strictObject({
    signer: evmAddressSchema,
    request: envelopeRequestSchema,
    signature: signatureSchema,
    body: envelopeBodySchema,
  })
  .meta({ id: 'Envelope', description: 'One signed request as a document, so that somebody else can carry it.' })
export type Envelope = z.output<typeof envelopeSchema>

/** The EIP-712 struct of the signed part. */
export const envelopeTypes = {
  Request: [
    { name: 'audience', type: 'string' },
    { name: 'method', type: 'string' },
    { name: 'target', type: 'string' },
    { name: 'bodyHash', type: 'bytes32' },
    { name: 'timestamp', type: 'uint64' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

/** No chain and no contract: a request moves nothing by itself, and its audience names both. */
export const envelopeDomain = { name: 'QuorateRelayer', version: '1' } as const

/** The audience of a fund's relayer: `quorate:<chain id>:<vault, checksummed>`. */
export function envelopeAudience(fund: { readonly chainId: number; readonly vault: EvmAddress }): string {
  return `quorate:${chainIdSchema.parse(fund.chainId)}:${fund.vault}`
}

/** keccak256 over the canonical JSON of a body; `undefined` (a GET) hashes no bytes. @throws NOT_CANONICAL */
export function hashEnvelopeBody(body: unknown): Hash {
  return keccak(stringToBytes(body === undefined ? '' : canonicalJson(body)))
}

/** A request as EIP-712 typed data. */
export interface EnvelopeTypedData {
  readonly domain: typeof envelopeDomain
  readonly types: typeof envelopeTypes
  readonly primaryType: 'Request'
  readonly message: Omit<EnvelopeRequest, 'timestamp' | 'nonce'> & { readonly timestamp: bigint; readonly nonce: bigint }
}

/** What the bot signs. */
export function envelopeTypedData(request: EnvelopeRequest): EnvelopeTypedData {
  return {
    domain: envelopeDomain,
    types: envelopeTypes,
    primaryType: 'Request',
    message: { ...request, timestamp: BigInt(request.timestamp), nonce: BigInt(request.nonce) },
  }
}

const typeWord = textWord(typeString('Request', envelopeTypes.Request))
/** The EIP-712 domain separator of every envelope. */
export const envelopeDomainSeparator: Hash = hashWords([
  textWord('EIP712Domain(string name,string version)'),
  textWord(envelopeDomain.name),
  textWord(envelopeDomain.version),
])

/** The EIP-712 hash of the struct, without a domain. */
export function envelopeStruct(request: EnvelopeRequest): Hash {
  const { audience, method, target, bodyHash, timestamp, nonce } = request
  const texts = [audience, method, target].map(textWord)
  return hashWords([typeWord, ...texts, hashWord(bodyHash), numberWord(timestamp), decimalWord(nonce)])
}

/** The EIP-712 digest that the signature of a key is over. */
export const envelopeDigest = (request: EnvelopeRequest): Hash => digestOf(envelopeDomainSeparator, envelopeStruct(request))

/** The unsigned request for a body: sign `envelopeTypedData` of it. */
export function envelopeRequest(given: {
  readonly audience: string
  readonly fundId: string
  readonly body: EnvelopeBody
  readonly timestamp: number
  readonly nonce: string
}): EnvelopeRequest {
  return envelopeRequestSchema.parse({
    audience: given.audience,
    ...envelopeRoute(given.body.type, given.fundId),
    bodyHash: hashEnvelopeBody(given.body),
    timestamp: given.timestamp,
    nonce: given.nonce,
  })
}

/** Method and path of each body, under one fund. */
export function envelopeRoute(type: EnvelopeBody['type'], fundId: string): { readonly method: 'POST'; readonly target: string } {
  return { method: 'POST', target: `/api/v1/funds/${fundId}/${targets[type]}` }
}

const targets: Readonly<Record<EnvelopeBody['type'], string>> = {
  'claim.submit': 'claims',
  'claim.attest': 'attestations',
  'snapshot.attest': 'snapshots/attestations',
  'intent.propose': 'intents/propose',
  'intent.attest': 'intents/attestations',
  'execution.report': 'executions',
  'bot.register': 'bots',
  'bot.retire': 'bots/retire',
}

/**
 * What is wrong with an envelope apart from signature and nonce, or null. `now` is in seconds; `received` is the body as it
 * came, before its schema filled in defaults and spelled texts its way: that is what its sender could sign.
 */
export function envelopeProblem(
  envelope: Envelope,
  door: { readonly audience: string; readonly fundId: string; readonly now: number; readonly received?: unknown },
): string | null {
  const { request, body } = envelope
  const route = envelopeRoute(body.type, door.fundId)
  if (request.audience !== door.audience) return `it is for ${request.audience}, this is ${door.audience}`
  if (request.method !== route.method || request.target !== route.target) {
    return `it was signed for ${request.method} ${request.target}, ${body.type} goes to ${route.method} ${route.target}`
  }
  const received = door.received ?? body
  const bytes = stringToBytes(canonicalJson(received)).length
  if (bytes > envelopeBodyBytesMax) return `its body has ${bytes} bytes, the most is ${envelopeBodyBytesMax}`
  if (request.bodyHash !== hashEnvelopeBody(received)) return 'its body is not the signed one'
  if (Math.abs(door.now - request.timestamp) > envelopeWindowS) {
    return `its time ${request.timestamp} is more than ${envelopeWindowS} s from ${door.now}`
  }
  return null
}
