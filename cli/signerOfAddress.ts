import { QuorateError } from '#protocol/errors.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { KeyRing, Signer } from '#integrations/keys/keyRing.ts'

/** The ring's signer for an address. @throws KEY_MISSING when the ring does not hold its key */
export function signerOfAddress(keys: KeyRing, address: EvmAddress): Signer {
  const signer = keys.signerOf(address)
  if (signer === undefined) throw new QuorateError('KEY_MISSING', { name: address, variable: 'QUORATE_KEY_<NAME>' })
  return signer
}
