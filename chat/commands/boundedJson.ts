// Reads JSON that a stranger wrote: bounded before it is parsed, and without keys that reach an object's prototype.
import { QuorateError } from '#protocol/errors.ts'
import { bodyBytesMax, bodyDepthMax, bodyEntriesMax } from './limits.ts'

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])

/** An empty text is no arguments: `{}`. @throws BODY_REFUSED */
export function readBoundedJson(text: string): unknown {
  const bytes = Buffer.byteLength(text)
  if (bytes > bodyBytesMax) throw refused(`${bytes} bytes are over ${bodyBytesMax}`)
  if (text.trim() === '') return {}
  refuseBombs(text)
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

/** The depth is bounded already, so recursion is too. */
function refuseKeys(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (forbidden.has(key)) throw refused(`the key ${key} is not allowed`)
    refuseKeys(inner)
  }
}

function refused(problem: string): QuorateError {
  return new QuorateError('BODY_REFUSED', { problem })
}
