// Sign-In with Ethereum for an account that is a contract: whether it stands behind a message (ERC-1271). Reads only.
import { verifySiweMessage } from 'viem/siwe'
import type { EvmAddress } from '#protocol/address.ts'
import type { Signature } from '#protocol/hash.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { hasCode } from './create2.ts'

/** Signatures of accounts that are not there yet (ERC-6492) or are about to delegate (ERC-8010) end with these words. */
const wrapped = ['6492'.repeat(16), '8010'.repeat(16)]

/** What a message says was signed, and by whom. */
export interface SignedMessage {
  readonly address: EvmAddress
  readonly message: string
  readonly signature: Signature
}

/** The question for one chain, as the gateway asks it. */
export const accountsOn = (client: ChainClient): { readonly standsBehind: (asked: SignedMessage) => Promise<boolean> } => ({
  standsBehind: (asked) => standsBehind(client, asked),
})

/**
 * Does the contract at this address stand behind an EIP-4361 message? An address without code does not, and neither is
 * anything run before it is asked: what a wrapped signature wants to be called first is not called.
 * @throws RPC_UNREACHABLE, RPC_FAILED
 */
export async function standsBehind(client: ChainClient, { address, message, signature }: SignedMessage): Promise<boolean> {
  if (wrapped.some((end) => signature.endsWith(end))) return false
  if (!(await askChain(client, `code of ${address}`, () => hasCode(client, address)))) return false
  return askChain(client, `${address} about a message`, () => verifySiweMessage(client, { address, message, signature }))
}
