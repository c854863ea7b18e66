// One thing that was looked at on a chain: what it should be, what it is, and what to do about a difference.
import { QuorateError } from '#protocol/errors.ts'
import { asChainError } from './chainError.ts'
import { urlOf, type ChainClient } from './chainClient.ts'

export interface FundFinding {
  /** Such as `policy.guardian`. */
  readonly what: string
  /** `told`: nobody said what it should be. */
  readonly state: 'same' | 'different' | 'told'
  readonly expected: string | null
  readonly found: string
  /** What mends it; null when nothing has to be. */
  readonly remedy: string | null
}

/** What to look at. */
export interface Looked {
  readonly what: string
  /** Null: nobody said. */
  readonly expected: string | null
  readonly remedy: string
}

/** Compares one value that was read. */
export function compared({ what, expected, remedy }: Looked, found: string): FundFinding {
  if (expected === null) return { what, state: 'told', expected, found, remedy: null }
  const same = expected.toLowerCase() === found.toLowerCase() // addresses may be spelled either way
  return { what, state: same ? 'same' : 'different', expected, found, remedy: same ? null : remedy }
}

/**
 * Reads and compares. A contract that is not there, or says no, is a difference; a node that is not there is a failure.
 * @throws RPC_UNREACHABLE
 */
export async function lookedAt(client: ChainClient, looked: Looked, read: () => Promise<unknown>): Promise<FundFinding> {
  const found = await readOr(client, looked.what, read)
  if ('value' in found) return compared(looked, String(found.value))
  const expected = looked.expected ?? 'an answer'
  return { what: looked.what, state: 'different', expected, found: `no answer: ${found.problem}`, remedy: looked.remedy }
}

/** A value, or why there is none. @throws RPC_UNREACHABLE */
export async function readOr<Value>(
  client: ChainClient,
  label: string,
  read: () => Promise<Value>,
): Promise<{ readonly value: Value } | { readonly problem: string }> {
  try {
    return { value: await read() }
  } catch (failure) {
    const typed = asChainError(failure, { url: urlOf(client), label })
    if (typed instanceof QuorateError && typed.code === 'RPC_UNREACHABLE') throw typed
    const { problem } = typed.details
    return { problem: (typeof problem === 'string' ? problem : typed.message).split('\n')[0] ?? '' }
  }
}
