// Whether what was final still is. A reorganisation deeper than the confirmations can take a transaction back and let the
// same bytes revert, or others have its nonce: the account's count is right then, and only the receipt tells.
import { toEvmAddress } from '#protocol/address.ts'
import { toHash } from '#protocol/hash.ts'
import type { ChainClient } from '#integrations/chain/chainClient.ts'
import { blockHashAt, lookup, readNonces } from '#integrations/chain/transactions.ts'
import type { Undone } from '#machines/account.ts'
import type { Final, LandedBytes } from './landedBytes.ts'

/** Looks at an address's latest final transactions, and tells each one that came to another end, once. */
export async function findUndone(client: ChainClient, landed: LandedBytes, address: string): Promise<readonly Undone[]> {
  const finals = landed.finals(address)
  const [newest] = finals
  // blocks are chained: while the newest stands where it stood, so do all before it
  if (newest === undefined || (await blockHashAt(client, newest.block)) === newest.blockHash) return []
  const { mined } = await readNonces(client, toEvmAddress(address))
  const found: Undone[] = []
  for (const final of finals.toReversed()) {
    const undone = await lookAgain(client, landed, { address, final, mined })
    if (undone === null) continue
    landed.forget(address, final.nonce)
    found.push(undone)
  }
  return found
}

/** Null while it stands, here or in another block, and while it may yet: what the chain lost is put back elsewhere. */
async function lookAgain(
  client: ChainClient,
  landed: LandedBytes,
  { address, final, mined }: { readonly address: string; readonly final: Final; readonly mined: number },
): Promise<Undone | null> {
  const { hash, nonce } = final
  const sighting = await lookup(client, toHash(hash))
  if (sighting.state === 'pending') return null
  if (sighting.state === 'unknown') return mined > nonce ? { txHash: hash, nonce, how: 'replaced', block: null } : null
  const { status, block, blockHash } = sighting
  if (status === final.status) {
    landed.landed(address, hash, { nonce, status, block, blockHash })
    return null
  }
  return { txHash: hash, nonce, how: status === 'success' ? 'executed' : 'reverted', block }
}
