// What a contract gave as its reason, wherever a client put it.
import type { Hex } from '#protocol/hash.ts'

/** The revert data that a node's error carries, wherever the client put it; null when it carries none. */
export function revertDataIn(error: unknown): Hex | null {
  for (let each = error; typeof each === 'object' && each !== null; each = 'cause' in each ? each.cause : null) {
    const data = 'data' in each ? each.data : null
    // the pattern is what the type says
    if (typeof data === 'string' && /^0x(?:[0-9a-f]{2})+$/i.test(data)) return data as Hex
  }
  return null
}
