// What crawlers and verifiers read over HTTP, under one policy of where they may go.
import type { Hash } from '#protocol/hash.ts'
import type { FetchPolicy } from './fetchTarget.ts'
import { readJsonSource } from './jsonSource.ts'
import type { SafeFetchOptions } from './safeFetch.ts'
import { readTextSource } from './textSource.ts'

/** An answer's hash and the value in it. */
export interface SourceAnswer {
  readonly extracted: string
  /** keccak256 of the decompressed body. */
  readonly responseHash: Hash
}

/** Both kinds of source. Errors are QuorateErrors of `readJsonSource` and `readTextSource`. */
export interface BoundHttpSources {
  json(of: { readonly url: string; readonly jsonPath: string; readonly signal?: AbortSignal }): Promise<SourceAnswer>
  text(of: { readonly url: string; readonly signal?: AbortSignal }): Promise<SourceAnswer>
}

/** @param policy `allowLoopback` opens single ports of this machine, as `host:port`; everything private stays closed */
export function makeHttpSources(
  policy: FetchPolicy & Pick<SafeFetchOptions, 'limits'> & { readonly allowLoopback: readonly string[] },
): BoundHttpSources {
  return {
    async json({ signal, ...source }) {
      const { extracted, responseHash } = await readJsonSource(source, { ...policy, ...(signal && { signal }) })
      return { extracted, responseHash }
    },
    async text({ signal, ...source }) {
      const { extracted, responseHash } = await readTextSource(source, { ...policy, ...(signal && { signal }) })
      return { extracted, responseHash }
    },
  }
}
