// Notices that a receipt left the chain: looks at a transaction follow each other, and a block may be gone between two.
import type { Sighting } from '#integrations/chain/transactions.ts'

/** One of our hashes, and where it was at this look. */
export interface Seen {
  readonly hash: string
  readonly sighting: Sighting
}
type Mined = Extract<Sighting, { state: 'mined' }>

/** The one that is in a block; at most one can be, they share a nonce. */
export function minedIn(seen: readonly Seen[]): { readonly hash: string; readonly sighting: Mined } | undefined {
  return seen.find((one): one is { hash: string; sighting: Mined } => one.sighting.state === 'mined')
}

/** Is given look after look; answers with the receipt that a look before saw and this one does not, else with null. */
export function reorgWatch(): (seen: readonly Seen[]) => { readonly txHash: string; readonly block: number } | null {
  let last: ReturnType<typeof minedIn>
  return (seen) => {
    const [before, now] = [last, minedIn(seen)]
    last = now
    // the same transaction in another block of the same height is another receipt: confirmations count anew
    if (before === undefined || before.sighting.blockHash === now?.sighting.blockHash) return null
    return { txHash: before.hash, block: before.sighting.block }
  }
}
