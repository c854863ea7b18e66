// The bytes of an address's latest final transactions, so that a chain which lost them can be given the same ones again:
// what was confirmed stays what happened. Kept in memory only: after a restart a lost nonce is filled with nothing instead.

/** Deeper than any reorganisation that a chain with a public history had, at a few transactions a block. */
const keptPerAddress = 64

/** Signed bytes and their hash. */
export interface Bytes {
  readonly raw: string
  readonly hash: string
}

export interface LandedBytes {
  /** Bytes went to a node; whether they get into a block is not known yet. */
  sent(address: string, bytes: Bytes): void
  /** The bytes of a hash are final at a nonce. Others that were sent at it never will be. */
  landed(address: string, nonce: number, hash: string): void
  /** What was final at a nonce; undefined when somebody else's bytes were, or when it is too long ago. */
  at(address: string, nonce: number): Bytes | undefined
}

export function landedBytes(): LandedBytes {
  const sentBy = new Map<string, Map<string, Bytes>>()
  const landedBy = new Map<string, Map<number, Bytes>>()
  return {
    sent: (address, bytes) => keep(of(sentBy, address), bytes.hash, bytes),
    landed(address, nonce, hash) {
      const bytes = sentBy.get(address)?.get(hash)
      if (bytes !== undefined) keep(of(landedBy, address), nonce, bytes)
    },
    at: (address, nonce) => landedBy.get(address)?.get(nonce),
  }
}

function of<Key>(all: Map<string, Map<Key, Bytes>>, address: string): Map<Key, Bytes> {
  const kept = all.get(address) ?? new Map<Key, Bytes>()
  all.set(address, kept)
  return kept
}

/** The oldest goes: a map keeps the order of insertion. */
function keep<Key>(kept: Map<Key, Bytes>, key: Key, bytes: Bytes): void {
  kept.delete(key)
  kept.set(key, bytes)
  for (const oldest of kept.keys()) {
    if (kept.size <= keptPerAddress) return
    kept.delete(oldest)
  }
}
