// JSON in which nothing is guessed: JSON.parse takes the last of two equal keys and rounds long numbers in silence.
import type { JSONValue } from 'json-p3'
import { jsonDepthMax } from '#protocol/limits.ts'

/** Values in one document: a list of every token of a large exchange fits, a flood does not. */
export const jsonValuesMax = 100_000
/** A key is a name; longer ones are payload. */
export const jsonKeyCharsMax = 1_024

/** A number that this machine cannot hold as it was written, and where it stands. */
export interface LossyNumber {
  readonly location: readonly (string | number)[]
  readonly written: string
}

/** A document, and its numbers that a double had to round: whoever takes a value must look whether it is one of them. */
export interface StrictJson {
  readonly document: JSONValue
  readonly lossy: readonly LossyNumber[]
}

interface Reader {
  readonly text: string
  at: number
  values: number
  readonly location: (string | number)[]
  readonly lossy: LossyNumber[]
}

/**
 * RFC 8259 JSON of bounded depth and size, with unique keys, none of them `__proto__`.
 * @throws SyntaxError saying what is wrong
 */
export function parseStrictJson(text: string): StrictJson {
  const reader: Reader = { text, at: 0, values: 0, location: [], lossy: [] }
  skipSpace(reader)
  const document = readValue(reader)
  if (reader.at < text.length) throw unexpected(reader)
  return { document, lossy: reader.lossy }
}

/** Reads one value and the white space behind it. The depth limit bounds the recursion. */
function readValue(reader: Reader): JSONValue {
  if (++reader.values > jsonValuesMax) throw new SyntaxError(`it has more than ${jsonValuesMax} values`)
  const value = readBareValue(reader)
  skipSpace(reader)
  return value
}

function readBareValue(reader: Reader): JSONValue {
  switch (reader.text[reader.at]) {
    case '{':
      return readObject(reader)
    case '[':
      return readArray(reader)
    case '"':
      return readString(reader)
    case 't':
      return readWord(reader, 'true', true)
    case 'f':
      return readWord(reader, 'false', false)
    case 'n':
      return readWord(reader, 'null', null)
    default:
      return readNumber(reader)
  }
}

function readObject(reader: Reader): JSONValue {
  const object: Record<string, JSONValue> = {}
  readList(reader, '}', () => {
    const key = reader.text[reader.at] === '"' ? readString(reader) : undefined
    if (key === undefined) throw unexpected(reader)
    if (key === '__proto__') throw new SyntaxError('it has a key __proto__')
    if (key.length > jsonKeyCharsMax) throw new SyntaxError(`it has a key of more than ${jsonKeyCharsMax} characters`)
    if (Object.hasOwn(object, key)) throw new SyntaxError(`it has the key ${JSON.stringify(key.slice(0, 64))} twice`)
    skipSpace(reader)
    take(reader, ':')
    reader.location.push(key)
    object[key] = readValue(reader)
  })
  return object
}

function readArray(reader: Reader): JSONValue {
  const array: JSONValue[] = []
  readList(reader, ']', () => {
    reader.location.push(array.length)
    array.push(readValue(reader))
  })
  return array
}

/** Members up to `end`; each one pushes its place to the location. */
function readList(reader: Reader, end: '}' | ']', readMember: () => void): void {
  const depth = reader.location.length
  if (depth >= jsonDepthMax) throw new SyntaxError(`it is nested deeper than ${jsonDepthMax}`)
  take(reader, end === '}' ? '{' : '[')
  if (reader.text[reader.at] !== end) {
    readMember()
    reader.location.length = depth
    while (reader.text[reader.at] === ',') {
      take(reader, ',')
      readMember()
      reader.location.length = depth
    }
  }
  if (reader.text[reader.at] !== end) throw unexpected(reader)
  reader.at++
}

function readString(reader: Reader): string {
  const start = reader.at++
  for (; ; reader.at++) {
    const char = reader.text[reader.at]
    if (char === undefined) throw unexpected(reader)
    if (char === '\\') reader.at++
    else if (char === '"') break
  }
  // escapes and control characters are judged by the language's own parser
  return JSON.parse(reader.text.slice(start, ++reader.at)) as string // what stands in quotes is a string or throws
}

function readWord<Value>(reader: Reader, word: string, value: Value): Value {
  if (!reader.text.startsWith(word, reader.at)) throw unexpected(reader)
  reader.at += word.length
  return value
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function readNumber(reader: Reader): number {
  numberPattern.lastIndex = reader.at
  const written = numberPattern.exec(reader.text)?.[0]
  if (written === undefined) throw unexpected(reader)
  reader.at += written.length
  if (!isHeldExactly(written)) reader.lossy.push({ location: [...reader.location], written: written.slice(0, 64) })
  return Number(written)
}

/** Whether a double, written again, has the decimal value that was written. */
export function isHeldExactly(written: string): boolean {
  const value = Number(written)
  const again = String(value)
  return again === written || (Number.isFinite(value) && decimal(written) === decimal(again))
}

/** One spelling per decimal value, so that 1.50, 15e-1 and 1.5 are equal: digits without zeros around them, and an exponent. */
function decimal(written: string): string {
  const sign = written.startsWith('-') ? '-' : ''
  const [mantissa = '', exponent = '0'] = written.slice(sign.length).toLowerCase().split('e')
  const value = unsigned(mantissa, exponent)
  return value === '0' ? value : sign + value // JSON.stringify writes -0 as 0
}

function unsigned(mantissa: string, exponent: string): string {
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = whole + fraction
  let start = 0
  let end = digits.length
  while (digits[start] === '0') start++
  if (start === end) return '0'
  while (digits[end - 1] === '0') end--
  return `${digits.slice(start, end)}e${Number(exponent) - fraction.length + digits.length - end}`
}

function skipSpace(reader: Reader): void {
  for (; ; reader.at++) {
    const char = reader.text[reader.at]
    if (char !== ' ' && char !== '\n' && char !== '\r' && char !== '\t') return
  }
}

function take(reader: Reader, char: string): void {
  if (reader.text[reader.at] !== char) throw unexpected(reader)
  reader.at++
  skipSpace(reader)
}

function unexpected(reader: Reader): SyntaxError {
  const char = reader.text[reader.at]
  return new SyntaxError(char === undefined ? 'it ends too early' : `it has ${JSON.stringify(char)} at character ${reader.at}`)
}
