// A value taken out of a JSON document by URL and JSONPath (RFC 9535), the same way by crawler and verifier.
import { JSONPathEnvironment, type JSONValue } from 'json-p3'
import { keccak256 } from 'viem'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { extractedCharsMax, jsonDepthMax } from '#protocol/limits.ts'
import { shown } from './fetchTarget.ts'
import { safeFetch, type SafeFetchOptions } from './safeFetch.ts'

/** Values in one document: a list of every token of a large exchange fits, a flood does not. */
const valuesMax = 100_000
const accepted = ['application/json'] as const

/** What was taken: a string stays as it is, anything else becomes canonical JSON. */
export interface JsonExtract {
  readonly url: string
  readonly extracted: string
  /** keccak256 of the decompressed body. */
  readonly responseHash: Hash
}

/**
 * Fetches JSON and selects exactly one value.
 * @throws QuorateError FETCH_… as safeFetch, SOURCE_NOT_JSON, SELECTOR_INVALID, SELECTOR_NO_MATCH
 */
export async function readJsonSource(
  source: { readonly url: string; readonly jsonPath: string },
  options: Omit<SafeFetchOptions, 'accept'> = {},
): Promise<JsonExtract> {
  const select = compile(source.jsonPath) // a wrong selector costs no fetch
  const { url, body } = await safeFetch(source.url, { ...options, accept: accepted })
  const extracted = select(parseDocument(shown(source.url), body))
  return { url, extracted, responseHash: toHash(keccak256(body)) }
}

function compile(selector: string): (document: JSONValue) => string {
  const environment = new JSONPathEnvironment({ maxRecursionDepth: jsonDepthMax + 1 })
  let query: ReturnType<JSONPathEnvironment['compile']>
  try {
    query = environment.compile(selector)
  } catch (cause) {
    throw new QuorateError(
      'SELECTOR_INVALID',
      { selector, problem: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    )
  }
  return (document) => {
    const values = query.query(document).values()
    const [value] = values
    if (values.length !== 1 || value === undefined)
      throw new QuorateError('SELECTOR_NO_MATCH', { selector, found: values.length })
    const extracted = typeof value === 'string' ? value.normalize('NFC').trim() : canonicalJson(value)
    if (extracted.length > extractedCharsMax) {
      throw new QuorateError('SELECTOR_INVALID', {
        selector,
        problem: `the value is longer than ${extractedCharsMax} characters`,
      })
    }
    return extracted
  }
}

/** Strict UTF-8 JSON of bounded depth and size, without keys that reach prototypes. @throws QuorateError SOURCE_NOT_JSON */
export function parseDocument(url: string, body: Uint8Array): JSONValue {
  const not = (problem: string, cause?: unknown): QuorateError => new QuorateError('SOURCE_NOT_JSON', { url, problem }, { cause })
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw not('it is not UTF-8', cause)
  }
  // before parsing: the parser itself recurses
  const problem = shapeProblem(text)
  if (problem !== undefined) throw not(problem)
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw not('it has a key __proto__')
      return value
    }) as JSONValue // what JSON.parse returns is JSON
  } catch (cause) {
    if (cause instanceof QuorateError) throw cause
    throw not('it does not parse', cause)
  }
}

function shapeProblem(text: string): string | undefined {
  let depth = 0
  let values = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const char = text[index]
    if (quoted) {
      if (char === '\\') index++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '[' || char === '{') {
      depth++
      if (depth > jsonDepthMax) return `it is nested deeper than ${jsonDepthMax}`
    } else if (char === ']' || char === '}') depth--
    else if (char === ',' && ++values > valuesMax) return `it has more than ${valuesMax} values`
  }
  return undefined
}
