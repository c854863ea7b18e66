// A read, signed for one relayer, one path and one moment.
import { randomBytes } from 'node:crypto'
import type { EvmAddress } from '#protocol/address.ts'
import { envelopeRequestSchema, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'

/** Who signs. */
export interface RequestSigner {
  readonly address: EvmAddress
  /** EIP-712. */
  signTypedData(typedData: { domain: object; types: object; primaryType: string; message: object }): Promise<`0x${string}`>
}

/** The headers of one GET. Its nonce is a random number: nobody needs to keep count. */
export async function signedHeaders(
  by: { readonly audience: (fundId: string) => string; readonly reader: RequestSigner; readonly now: () => number },
  fundId: string,
  method: 'GET',
  target: string,
): Promise<Record<string, string>> {
  const request = envelopeRequestSchema.parse({
    audience: by.audience(fundId),
    method,
    target,
    bodyHash: hashEnvelopeBody(undefined),
    timestamp: by.now(),
    nonce: BigInt(`0x${randomBytes(16).toString('hex')}`).toString(),
  })
  return {
    'quorate-signer': by.reader.address,
    'quorate-timestamp': String(request.timestamp),
    'quorate-nonce': request.nonce,
    'quorate-signature': await by.reader.signTypedData(envelopeTypedData(request)),
  }
}
