// What a signed request says of itself: its headers, and what of the signed part is the server's own to say. Nothing is
// proven here: a read is proven by gateway/identify.ts, what changes something by the relayer's door.
import type { FastifyRequest } from 'fastify'
import { envelopeAudience, hashEnvelopeBody } from '#protocol/envelope.ts'
import type { FundConfig } from '#protocol/fund.ts'

/** The headers of a signed request; audience, method, path and body are the server's own. */
export const signatureHeaders = {
  signer: 'quorate-signer',
  timestamp: 'quorate-timestamp',
  nonce: 'quorate-nonce',
  signature: 'quorate-signature',
} as const

/** An envelope without its body, as a stranger claims it. */
export interface ClaimedSignature {
  readonly signer: unknown
  readonly signature: unknown
  readonly request: Readonly<Record<'audience' | 'method' | 'target' | 'bodyHash' | 'timestamp' | 'nonce', unknown>>
}

/** @param received the body as it came, before any schema touched it; undefined for a read. @throws NOT_CANONICAL */
export function readSigned(
  request: Pick<FastifyRequest, 'headers' | 'method' | 'raw'>,
  { chainId, contracts }: FundConfig,
  received: unknown,
): ClaimedSignature {
  const header = (name: keyof typeof signatureHeaders): unknown => request.headers[signatureHeaders[name]]
  return {
    signer: header('signer'),
    signature: header('signature'),
    request: {
      audience: envelopeAudience({ chainId, vault: contracts.vault }),
      method: request.method,
      target: request.raw.url,
      bodyHash: hashEnvelopeBody(received),
      timestamp: Number(header('timestamp')),
      nonce: header('nonce'),
    },
  }
}
