// What a bot adds to a request so that the gateway knows it: a signature for one relayer, one method, one path and one moment.
import type { EvmAddress } from '#protocol/address.ts'
import { envelopeRequestSchema, envelopeTypedData, hashEnvelopeBody } from '#protocol/envelope.ts'

/** Who signs. */
export interface RequestSigner {
  readonly address: EvmAddress
  /** EIP-712. */
  signTypedData(typedData: { domain: object; types: object; primaryType: string; message: object }): Promise<`0x${string}`>
}
/** What is signed: the body as it was parsed, `undefined` for a GET. */
export interface Signable {
  readonly method: 'GET' | 'POST'
  /** The path with its query. */
  readonly target: string
  readonly body?: unknown
}

/** The headers of one request. Its nonce is a random number: nobody needs to keep count. @param by `now` is the wall clock, s */
export async function signedHeaders(
  by: { readonly audience: (fundId: string) => string; readonly reader: RequestSigner; readonly now: () => number },
  fundId: string,
  { method, target, body }: Signable,
): Promise<Record<string, string>> {
  const random = crypto.getRandomValues(new BigUint64Array(2))
  const request = envelopeRequestSchema.parse({
    audience: by.audience(fundId),
    method,
    target,
    bodyHash: hashEnvelopeBody(body),
    timestamp: by.now(),
    nonce: random.reduce((all, part) => (all << 64n) + part, 0n).toString(),
  })
  return {
    'quorate-signer': by.reader.address,
    'quorate-timestamp': String(request.timestamp),
    'quorate-nonce': request.nonce,
    'quorate-signature': await by.reader.signTypedData(envelopeTypedData(request)),
  }
}
