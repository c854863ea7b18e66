// A sentence as a line of plain words and numbered pieces: "swap 250 USDC to WETH" becomes "swap #v0 #n1 to #n2". The
// grammar is written over such lines; what a piece is worth is kept beside it. Pure.
import { allWords, readNumber, readPercent, shown, vagueWords, type Doubt, type PercentRead } from './amounts.ts'
import type { Lexicon, Named } from './lexicon.ts'
import type { Word } from './words.ts'

/** Something in a sentence that has a worth of its own. */
export type Piece =
  | { readonly kind: 'number'; readonly raw: string; readonly text: string; readonly note?: string }
  | { readonly kind: 'percent'; readonly raw: string; readonly bps: number; readonly unit: 'percent' | 'bps' }
  | { readonly kind: 'share'; readonly raw: string; readonly bps: number }
  | { readonly kind: 'all'; readonly raw: string }
  /** meant as an amount or a percentage, and not clear */
  | { readonly kind: 'doubtful'; readonly raw: string; readonly doubt: Doubt }
  | { readonly kind: 'name'; readonly raw: string; readonly named: Named }
  | { readonly kind: 'unknown'; readonly raw: string }

/** A sentence that has been read word by word. */
export interface Line {
  /** words and pieces with one space between them: `#v` an amount, `#p` a percentage, `#b` basis points, `#n` a name */
  readonly tags: string
  readonly pieces: readonly Piece[]
}

/** A piece, how many words it took, and its letter. */
type Taken = readonly [Piece, number, 'v' | 'p' | 'b' | 'n']

/** Reads a sentence's words. @param grammar words that mean what the grammar says */
export function lineOf(typed: readonly Word[], lexicon: Lexicon, grammar: ReadonlySet<string>): Line {
  const words = typed.flatMap((word) => unglued(word, lexicon))
  const pieces: Piece[] = []
  const tags: string[] = []
  for (let at = 0; at < words.length;) {
    const taken = takePiece(words, at, lexicon, grammar)
    if (taken === undefined) {
      tags.push(words[at]?.low ?? '')
      at += 1
    } else {
      const [piece, count, letter] = taken
      tags.push(`#${letter}${pieces.length}`)
      pieces.push(piece)
      at += count
    }
  }
  return { tags: tags.join(' '), pieces }
}

/** "250usdc" is two words. */
function unglued(word: Word, lexicon: Lexicon): readonly Word[] {
  const [, number = '', symbol = ''] = /^(\d[\d.,]*)([a-z][a-z0-9.]*)$/i.exec(word.raw) ?? []
  if (symbol === '' || lexicon.find(word.raw) !== undefined || lexicon.find(symbol)?.token === undefined) return [word]
  return [number, symbol].map((raw) => ({ raw, low: raw.toLowerCase() }))
}

function takePiece(words: readonly Word[], at: number, lexicon: Lexicon, grammar: ReadonlySet<string>): Taken | undefined {
  const word = words[at]
  if (word === undefined) return undefined
  const fraction = percentInWords(words, at) ?? shareInWords(words, at, lexicon)
  if (fraction !== undefined) return fraction
  const named = takeName(words, at, lexicon)
  if (named !== undefined) return named
  const number = takeNumber(words, at)
  if (number !== undefined) return number
  const { raw, low } = word
  if (allWords.has(low)) return [{ kind: 'all', raw }, 1, 'v']
  const why = vagueWords.get(low)
  // "max" belongs to a slippage that follows it
  const bounds = (low === 'max' || low === 'maximum') && isBound(words, at)
  if (why !== undefined && !bounds) return [{ kind: 'doubtful', raw, doubt: { says: `“${low}” ${why}`, choices: [] } }, 1, 'v']
  return bounds || grammar.has(low) ? undefined : [{ kind: 'unknown', raw }, 1, 'n']
}

const fractions = new Map([
  ['half', 5_000],
  ['quarter', 2_500],
])
const ones = new Map(Object.entries({ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5 }))
const glue = new Set(['of', 'a', 'an'])

const isPercentWord = (words: readonly Word[], at: number): number => {
  const [one = '', two = ''] = [words[at]?.low, words[at + 1]?.low]
  if (['percent', 'pct', '%', 'bps', 'bp'].includes(one)) return 1
  return (one === 'per' && two === 'cent') || (one === 'basis' && /^points?$/.test(two)) ? 2 : 0
}
const unitAt = (words: readonly Word[], at: number): 'percent' | 'bps' =>
  /^(bps?|basis)$/.test(words[at]?.low ?? '') ? 'bps' : 'percent'

/** Does "max" stand before or after a percentage here, and not for an amount? */
function isBound(words: readonly Word[], at: number): boolean {
  const near = [words[at - 1], words[at + 1], words[at + 2], words[at + 3], words[at + 4]].map((word) => word?.low ?? '')
  return near.some((low) => /^(slippage|slip|percent|pct|bps?|basis|cent)$|%$|\dbps?$/.test(low))
}

/** "half a percent", "a quarter of a percent", "one percent". */
function percentInWords(words: readonly Word[], at: number): Taken | undefined {
  let next = at
  const first = words[next]?.low ?? ''
  if (glue.has(first) && first !== 'of') next += 1
  const share = fractions.get(words[next]?.low ?? '')
  let hundredths = 100 * (ones.get(first) ?? 0)
  if (share !== undefined) {
    hundredths = share / 100
    for (next += 1; glue.has(words[next]?.low ?? ''); next += 1);
  } else if (next === at) next += 1
  const unit = isPercentWord(words, next)
  // "a basis point" needs no word for it, and "half a basis point" is too fine
  if (hundredths === 0 || unit === 0 || unitAt(words, next) === 'bps') return undefined
  const count = next + unit - at
  const raw = words
    .slice(at, at + count)
    .map((word) => word.raw)
    .join(' ')
  return [{ kind: 'percent', raw, bps: hundredths, unit: 'percent' }, count, 'p']
}

/** "half of my", "a quarter of", "three quarters"; "half a WETH" may be 0.5 of it or half of what one has. */
function shareInWords(words: readonly Word[], at: number, lexicon: Lexicon): Taken | undefined {
  const first = words[at]?.low ?? ''
  if (first === 'three' && words[at + 1]?.low === 'quarters')
    return [{ kind: 'share', raw: 'three quarters', bps: 7_500 }, 2, 'v']
  const begin = (first === 'a' || first === 'one') && fractions.has(words[at + 1]?.low ?? '') ? at + 1 : at
  const word = words[begin]?.low ?? ''
  const bps = fractions.get(word)
  if (bps === undefined) return undefined
  const after = words[begin + 1]
  const one = after?.low === 'a' || after?.low === 'an'
  const token = one ? words[begin + 2] : after
  const symbol = token === undefined ? undefined : lexicon.find(token.raw)?.token?.text
  const count = begin - at + 1
  if (!one && symbol === undefined) return [{ kind: 'share', raw: word, bps }, count, 'v']
  const of = symbol ?? (token === undefined ? 'it' : shown(token.raw))
  const choices = [`${bps / 10_000} ${of}`, `${word} of my ${of}`]
  const says = `“${word}${one ? ' a' : ''} ${of}” can be read in two ways: is it ${choices.join(', or ')}?`
  return [{ kind: 'doubtful', raw: word, doubt: { says, choices } }, count + (one ? 1 : 0), 'v']
}

/** Names of up to three words: only chains have several. */
function takeName(words: readonly Word[], at: number, lexicon: Lexicon): Taken | undefined {
  for (const count of [3, 2, 1]) {
    if (at + count > words.length) continue
    const raw = words.slice(at, at + count).map((word) => word.raw)
    const named = lexicon.find(raw.join('-'))
    if (named !== undefined && (count === 1 || named.chain !== undefined))
      return [{ kind: 'name', raw: raw.join(' '), named }, count, 'n']
  }
  return undefined
}

function takeNumber(words: readonly Word[], at: number): Taken | undefined {
  const raw = words[at]?.raw ?? ''
  const [, glued, sign] = /^(.+?)(%|percent|pct|bps?)$/i.exec(raw) ?? []
  if (glued !== undefined && readNumber(glued) !== undefined)
    return percentPiece(raw, readPercent(glued, /^b/i.test(sign ?? '') ? 'bps' : 'percent'), 1)
  const read = readNumber(raw)
  if (read === undefined) return undefined
  const unit = isPercentWord(words, at + 1)
  if (unit > 0) return percentPiece(raw, readPercent(raw, unitAt(words, at + 1)), 1 + unit)
  if (read.kind === 'number') return [{ raw, ...read }, 1, 'v']
  return [{ kind: 'doubtful', raw, doubt: read.doubt }, 1, 'v']
}

function percentPiece(raw: string, read: PercentRead, count: number): Taken {
  if (read.kind === 'doubt') return [{ kind: 'doubtful', raw, doubt: read.doubt }, count, 'p']
  return [{ raw, ...read }, count, read.unit === 'bps' ? 'b' : 'p']
}
