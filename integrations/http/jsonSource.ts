// A value taken out of a JSON document by URL and JSONPath (RFC 9535), the same way by crawler and verifier.
import { QuorateError } from '#protocol/errors.ts'
import type { Hash } from '#protocol/hash.ts'
import { shown } from './fetchError.ts'
import { compileSelector } from './jsonSelector.ts'
import { safeFetch, type SafeFetchOptions } from './safeFetch.ts'
import { parseStrictJson, type StrictJson } from './strictJson.ts'

const accepted = ['application/json'] as const

/** What was taken: a string stays a string, anything else becomes canonical JSON; both as a claim spells text. */
export interface JsonExtract {
  /** Where the answer came from, after redirects. */
  readonly finalUrl: string
  readonly extracted: string
  /** keccak256 of the decompressed body. */
  readonly responseHash: Hash
}

/**
 * Fetches JSON and selects exactly one value.
 * @throws QuorateError FETCH_… as safeFetch, SOURCE_NOT_JSON, SELECTOR_INVALID, SELECTOR_NO_MATCH, EXTRACT_REFUSED
 */
export async function readJsonSource(
  source: { readonly url: string; readonly jsonPath: string },
  options: Omit<SafeFetchOptions, 'accept'> = {},
): Promise<JsonExtract> {
  const select = compileSelector(source.jsonPath) // a wrong selector costs no fetch
  const { finalUrl, body, responseHash } = await safeFetch(source.url, { ...options, accept: accepted })
  return { finalUrl, extracted: select(parseBody(source.url, body)), responseHash }
}

function parseBody(url: string, body: Uint8Array): StrictJson {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw new QuorateError('SOURCE_NOT_JSON', { url: shown(url), problem: 'it is not UTF-8' }, { cause })
  }
  try {
    return parseStrictJson(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new QuorateError('SOURCE_NOT_JSON', { url: shown(url), problem: cause.message }, { cause })
  }
}
