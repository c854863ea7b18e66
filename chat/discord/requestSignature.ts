// Whether a request is from Discord and of now: Ed25519 over its timestamp and its body, as it came
// (https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint, RFC 8032).
import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { signedWithinMs } from './limits.ts'

/** @param publicKey 64 hex digits */
export function discordKey(publicKey: string): KeyObject {
  const x = Buffer.from(publicKey, 'hex').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/** A request as it came. */
export interface SignedRequest {
  /** `x-signature-ed25519`: 128 hex digits */
  readonly signature: string | undefined
  /** `x-signature-timestamp`: seconds since 1970 */
  readonly timestamp: string | undefined
  readonly body: Buffer
}

/** @param now ms since 1970 */
export function isSigned({ signature, timestamp, body }: SignedRequest, key: KeyObject, now: number): boolean {
  if (signature === undefined || !/^[0-9a-f]{128}$/i.test(signature)) return false
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false
  // what was signed too long ago may have been kept by somebody; too far ahead is no clock of Discord's
  if (Math.abs(now - Number(timestamp) * 1_000) > signedWithinMs) return false
  return verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, 'hex'))
}
