// What crawlers and verifiers read over HTTP, under the instance's fetch policy.
import { keccak256 } from 'viem'
import type { HttpSources } from '#actors/world.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash } from '#protocol/hash.ts'
import { extractedCharsMax } from '#protocol/limits.ts'
import { readJsonSource } from '#integrations/http/jsonSource.ts'
import { safeFetch } from '#integrations/http/safeFetch.ts'
import type { Settings } from './settings.ts'

const textTypes = ['text/plain', 'text/html', 'text/csv'] as const

/** @param settings their `fetch.allowLoopback` opens single ports of this machine; everything private stays closed */
export function httpSources({ fetch: { allowLoopback } }: Pick<Settings, 'fetch'>): HttpSources {
  return {
    // only these two: what else the reading knows is no part of a claim
    json: async (of) => {
      const { extracted, responseHash } = await readJsonSource(of, { allowLoopback })
      return { extracted, responseHash }
    },
    async text({ url }) {
      const { body } = await safeFetch(url, { allowLoopback, accept: textTypes })
      const extracted = decoded(url, body)
      return { extracted, responseHash: toHash(keccak256(body)) }
    },
  }
}

function decoded(url: string, body: Uint8Array): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body).normalize('NFC').trim()
  } catch (cause) {
    throw new QuorateError('SOURCE_UNAVAILABLE', { source: url, problem: 'the text is not UTF-8' }, { cause })
  }
  if (text.length > extractedCharsMax)
    throw new QuorateError('SOURCE_UNAVAILABLE', {
      source: url,
      problem: `the text is longer than ${extractedCharsMax} characters`,
    })
  return text
}
