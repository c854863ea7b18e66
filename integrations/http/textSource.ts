// Text read from a URL the same way by crawler and verifier: strict UTF-8, one spelling, of bounded length.
import { QuorateError } from '#protocol/errors.ts'
import type { Hash } from '#protocol/hash.ts'
import { extractedText } from './extractedText.ts'
import { shown } from './fetchError.ts'
import { safeFetch, type SafeFetchOptions } from './safeFetch.ts'

const accepted = ['text/plain', 'text/html', 'text/csv'] as const

/** US-ASCII is UTF-8 too; anything else would be read as what it is not. */
const charsets: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii'])

/** The whole text, as a claim spells text. */
export interface TextExtract {
  /** Where the answer came from, after redirects. */
  readonly finalUrl: string
  readonly extracted: string
  /** keccak256 of the decompressed body. */
  readonly responseHash: Hash
}

/**
 * Fetches a short text.
 * @throws QuorateError FETCH_… as safeFetch, SOURCE_NOT_TEXT
 */
export async function readTextSource(
  source: { readonly url: string },
  options: Omit<SafeFetchOptions, 'accept'> = {},
): Promise<TextExtract> {
  const { finalUrl, headers, body, responseHash } = await safeFetch(source.url, { ...options, accept: accepted })
  const refused = (problem: string, cause?: unknown): QuorateError =>
    new QuorateError('SOURCE_NOT_TEXT', { url: shown(source.url), problem }, { cause })
  const charset = /;\s*charset="?([^\s;"]{1,40})/i.exec(headers['content-type'] ?? '')?.[1]?.toLowerCase() ?? 'utf-8'
  if (!charsets.has(charset)) throw refused(`it is written in ${charset}, not utf-8`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (cause) {
    throw refused('it is not UTF-8', cause)
  }
  return { finalUrl, extracted: extractedText(text, refused), responseHash }
}
