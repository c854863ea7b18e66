// A fund's relayer over HTTP, for bots that live elsewhere: they post what they signed and follow what happens.
import { z } from 'zod'
import { gatewayClient } from '#client/gatewayClient.ts'
import type { RequestSigner } from '#client/signedHeaders.ts'
import { approvalProofSchema, type ApprovalProof } from '#protocol/approval.ts'
import { envelopeRoute, type Envelope } from '#protocol/envelope.ts'
import { QuorateError } from '#protocol/errors.ts'
import { hashSchema, type Hash } from '#protocol/hash.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import { openEventStream, type EventStream, type RelayedFact } from './eventStream.ts'

/** Where a relayer is, and who reads there. */
export interface HttpRelayOptions {
  /** Of the gateway, without a path: `https://quorate.example`. */
  readonly url: string
  /** What requests of this fund are signed for. */
  readonly audience: (fundId: string) => string
  /** One of the fund's participants: what it reads, it asks for in this name. */
  readonly reader: RequestSigner
  /** Wall clock, s. */
  readonly now: () => number
}
/** As actors/world.ts asks for it. */
export interface HttpRelay {
  post(fundId: string, envelope: Envelope): Promise<RelayAnswer>
  next(given: {
    readonly fundId: string
    readonly cursor: string
    readonly wants: (fact: RelayedFact) => boolean
    readonly signal: AbortSignal
  }): Promise<RelayedFact | undefined>
  isOpen(fundId: string, of: { readonly round: number } | { readonly intentHash: string }): Promise<boolean>
  approval(fundId: string, intentHash: Hash): Promise<ApprovalProof | null>
  /** Ends what it has open. */
  close(): void
}

/** A gateway answers at once, or when a turn is durable. */
const answerMs = 20_000
/** A stream that nobody took up again. */
const parkedMs = 120_000

const answerSchema = z.object({
  status: z.union([z.literal(200), z.literal(202), z.literal(403), z.literal(404), z.literal(409)]),
  detail: z.string(),
  attestedWeight: z.int().optional(),
  thresholdWeight: z.int().optional(),
  totalWeight: z.int().optional(),
  finalized: z.boolean().optional(),
})
const problemSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Speaks to one gateway. @throws RELAY_UNREACHABLE when it does not answer, RELAY_FAILED when it answers something else */
export function httpRelay(options: HttpRelayOptions): HttpRelay {
  const parked = new Map<string, EventStream>()
  return {
    async post(fundId, { signer, request, signature, body }) {
      const { target } = envelopeRoute(body.type, fundId)
      const { status, body: said } = await ask(options.url, target, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'quorate-signer': signer,
          'quorate-timestamp': String(request.timestamp),
          'quorate-nonce': request.nonce,
          'quorate-signature': signature,
        },
        body: JSON.stringify(body),
      })
      const answer = answerSchema.safeParse(said)
      if (answer.success) return answer.data as RelayAnswer // without members that are not there
      throw failed(target, status, said)
    },
    async next({ fundId, cursor, wants, signal }) {
      const place = `${fundId} ${cursor}`
      const waiting = parked.get(place)
      parked.delete(place)
      const stream = waiting ?? (await openEventStream(options, fundId, cursor, signal))
      for (;;) {
        const fact = await stream.next(signal)
        if (fact === undefined) {
          park(parked, `${fundId} ${stream.cursor}`, stream)
          return undefined
        }
        if (!wants(fact)) continue
        park(parked, `${fundId} ${fact.id}`, stream)
        return fact
      }
    },
    async isOpen(fundId, of) {
      const client = gatewayClient(options.url, options)
      const init = { signal: AbortSignal.timeout(answerMs) }
      if ('round' in of) {
        const asked = client.GET('/api/v1/funds/{fundId}/status', { params: { path: { fundId } }, ...init })
        return (await read(options.url, asked))?.openRound === of.round
      }
      const path = { fundId, intentHash: hashSchema.parse(of.intentHash) }
      const asked = client.GET('/api/v1/funds/{fundId}/intents/{intentHash}', { params: { path }, ...init })
      return (await read(options.url, asked))?.isOpen === true
    },
    async approval(fundId, intentHash) {
      const asked = gatewayClient(options.url, options).GET('/api/v1/funds/{fundId}/intents/{intentHash}/approval', {
        params: { path: { fundId, intentHash } },
        signal: AbortSignal.timeout(answerMs),
      })
      const proof = await read(options.url, asked)
      return proof === null ? null : approvalProofSchema.parse(proof)
    },
    close() {
      for (const stream of parked.values()) stream.close()
      parked.clear()
    },
  }
}

/** What it says, or null where it is not there. */
async function read<Data>(
  url: string,
  asking: Promise<{ readonly data?: Data; readonly error?: unknown; readonly response: Response }>,
): Promise<Data | null> {
  const { data, error, response } = await reached(url, asking)
  if (response.status === 404) return null
  if (data === undefined) throw failed(new URL(response.url).pathname, response.status, error)
  return data
}

/** @throws RELAY_UNREACHABLE */
async function reached<Answer>(url: string, asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking
  } catch (cause) {
    throw new QuorateError(
      'RELAY_UNREACHABLE',
      { url, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    )
  }
}

/** Whoever asks for what comes after that fact goes on with the same stream. */
function park(parked: Map<string, EventStream>, place: string, stream: EventStream): void {
  // two bots at the same place: one of them opens its own
  parked.get(place)?.close()
  parked.set(place, stream)
  const timer = setTimeout(() => {
    if (parked.get(place) !== stream) return
    parked.delete(place)
    stream.close()
  }, parkedMs)
  timer.unref()
}

async function ask(url: string, target: string, init: RequestInit): Promise<{ readonly status: number; readonly body: unknown }> {
  const asking = fetch(new URL(target, url), { ...init, redirect: 'error', signal: AbortSignal.timeout(answerMs) })
  const response = await reached(url, asking)
  const text = await response.text()
  try {
    return { status: response.status, body: JSON.parse(text) as unknown }
  } catch (cause) {
    throw new QuorateError('RELAY_FAILED', { target, status: response.status, problem: 'it answers no JSON' }, { cause })
  }
}

function failed(target: string, status: number, body: unknown): QuorateError {
  const told = problemSchema.safeParse(body)
  const problem = told.success ? `${told.data.error.code}: ${told.data.error.message}` : 'it answers something else'
  return new QuorateError(status >= 500 ? 'RELAY_UNREACHABLE' : 'RELAY_FAILED', { target, url: target, status, problem })
}
