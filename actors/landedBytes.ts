// An address's latest final transactions: their bytes, so that a chain which lost them can be given the same ones again, and
// where they stood, so that it is noticed when they no longer do. Kept in memory only: after a restart a lost nonce is filled
// with nothing instead.

/** Deeper than any reorganisation that a chain with a public history had, at a few transactions a block. */
const keptPerAddress = 64

/** Signed bytes and their hash. */
export interface Bytes {
  readonly raw: string
  readonly hash: string
}

/** What was final: which bytes, and where. */
export interface Final extends Bytes {
  readonly nonce: number
  readonly status: 'success' | 'reverted'
  readonly block: number
  readonly blockHash: string
}

export interface LandedBytes {
  /** Bytes went to a node; whether they get into a block is not known yet. */
  sent(address: string, bytes: Bytes): void
  /** The bytes of a hash are final at a nonce. Others that were sent at it never will be. */
  landed(address: string, hash: string, where: Omit<Final, keyof Bytes>): void
  /** Newest first. */
  finals(address: string): readonly Final[]
  /** It is told: it counts no longer. */
  forget(address: string, nonce: number): void
  /** What was final at a nonce; undefined when somebody else's bytes were, or when it is too long ago. */
  at(address: string, nonce: number): Bytes | undefined
}

export function landedBytes(): LandedBytes {
  const sentBy = new Map<string, Map<string, Bytes>>()
  const landedBy = new Map<string, Map<number, Final>>()
  return {
    sent: (address, bytes) => keep(of(sentBy, address), bytes.hash, bytes),
    landed(address, hash, where) {
      const bytes = sentBy.get(address)?.get(hash)
      if (bytes !== undefined) keep(of(landedBy, address), where.nonce, { ...bytes, ...where })
    },
    finals: (address) => [...(landedBy.get(address)?.values() ?? [])].toReversed(),
    forget: (address, nonce) => void landedBy.get(address)?.delete(nonce),
    at: (address, nonce) => landedBy.get(address)?.get(nonce),
  }
}

function of<Key, Value>(all: Map<string, Map<Key, Value>>, address: string): Map<Key, Value> {
  const kept = all.get(address) ?? new Map<Key, Value>()
  all.set(address, kept)
  return kept
}

/** The oldest goes: a map keeps the order of insertion. */
function keep<Key, Value>(kept: Map<Key, Value>, key: Key, bytes: Value): void {
  kept.delete(key)
  kept.set(key, bytes)
  for (const oldest of kept.keys()) {
    if (kept.size <= keptPerAddress) return
    kept.delete(oldest)
  }
}
