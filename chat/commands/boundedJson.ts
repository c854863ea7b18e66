// Reads JSON that a stranger wrote: bounded before it is parsed, and without keys that reach an object's prototype.
import { QuorateError } from '#protocol/errors.ts'
import { bodyBytesMax, bodyDepthMax, bodyEntriesMax } from './limits.ts'

// the last is XState's own: reading a state back, it would put something else in the value's place
const forbidden = new Set(['__proto__', 'constructor', 'prototype', 'xstate$$type'])

/** An empty text is no arguments: `{}`. @throws BODY_REFUSED */
export function readBoundedJson(text: string): unknown {
  const bytes = Buffer.byteLength(text)
  if (bytes > bodyBytesMax) throw refused(`${bytes} bytes are over ${bodyBytesMax}`)
  if (text.trim() === '') return {}
  refuseBombs(text)
  refuseTwins(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new QuorateError('BODY_REFUSED', { problem: 'it is not JSON' }, { cause })
  }
  refuseKeys(value)
  return value
}

/** Depth and number of entries, counted on the text: nothing is built for a body that is refused. */
function refuseBombs(text: string): void {
  let depth = 0
  let entries = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (quoted) {
      if (sign === '\\') at += 1
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{' || sign === '[') depth += 1
    else if (sign === '}' || sign === ']') depth -= 1
    else if (sign === ',') entries += 1
    if (depth > bodyDepthMax) throw refused(`it nests deeper than ${bodyDepthMax}`)
    if (entries >= bodyEntriesMax) throw refused(`it has more than ${bodyEntriesMax} entries`)
  }
}

/** A key that stands twice in one object means one thing to us and another to whoever reads the first: it means nothing. */
function refuseTwins(text: string): void {
  // keys of each open object; undefined for an array
  const open: (Set<string> | undefined)[] = []
  let isKey = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]
    if (sign === '"') {
      const end = endOfString(text, at)
      const keys = open.at(-1)
      if (isKey && keys !== undefined) {
        const key = unescaped(text.slice(at, end + 1))
        if (keys.has(key)) throw refused(`the key ${key.slice(0, 64)} stands twice`)
        keys.add(key)
      }
      isKey = false
      at = end
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : undefined)
      isKey = sign === '{'
    } else if (sign === '}' || sign === ']') {
      open.pop()
      isKey = false
    } else if (sign === ',') isKey = open.at(-1) !== undefined
  }
}

/** Of the quote that ends it; the text's end when there is none. */
function endOfString(text: string, begin: number): number {
  let at = begin + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** What is no string is refused by the parser, not here. */
function unescaped(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted
  }
}

/** The depth is bounded already, so recursion is too. */
function refuseKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (['sessionId', 'send', 'ref'].every((key) => Object.hasOwn(value, key)))
    throw refused('an object with sessionId, send and ref is not allowed')
  for (const [key, inner] of Object.entries(value)) {
    if (forbidden.has(key)) throw refused(`the key ${key} is not allowed`)
    refuseKeys(inner)
  }
}

function refused(problem: string): QuorateError {
  return new QuorateError('BODY_REFUSED', { problem })
}
