// The hands of a verifier whose address is a contract: its owner's key signs, with the account named around what is signed.
import { forAccount } from '#protocol/accountSignature.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { Signer } from './world.ts'

/** Signs as `account`, by the key of `owner`. The contract decides whether that key speaks for it. */
export function accountSigner(owner: Signer, account: EvmAddress): Signer {
  return { address: account, signTypedData: (typed) => owner.signTypedData(forAccount(typed, account)) }
}
