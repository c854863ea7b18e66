// Numbers, percentages and shares as people write them. What may be read in two ways, or is no number at all, is a doubt
// with the question that settles it: a digit is never guessed. Pure.
import { saidDecimalsMax, saidAmountSchema } from '#protocol/copilotRoute.ts'
import { bpsMax } from '#protocol/limits.ts'

/** Why something cannot be taken as it was written, and what may be said instead. */
export interface Doubt {
  readonly says: string
  readonly choices: readonly string[]
}

/** What a word that begins like a number came to. */
export type NumberRead =
  | { readonly kind: 'number'; readonly text: string; readonly note?: string }
  | { readonly kind: 'doubt'; readonly doubt: Doubt }

const doubt = (says: string, choices: readonly string[] = []): NumberRead => ({ kind: 'doubt', doubt: { says, choices } })

/** What is wrong with a word that has digits but is no plain number: the first that fits. */
const unclear: readonly (readonly [RegExp, string])[] = [
  [/^[-\u2212\u2013]/, 'is less than 0: an amount is more than 0'],
  [/^0x/i, 'is hexadecimal: write it in decimal digits'],
  [/^[\d.,]+e[-+]?\d+$/i, 'is an exponent: write the number out'],
  [/_/, 'has underscores: write the number without them'],
  [/[^\u0000-\u007f]/, 'has digits or signs other than 0 to 9: write it with those'],
  [/^\d+\/\d+$/, 'is a fraction: write a decimal number, or a percentage'],
  [/^[$€£¥]|[$€£¥]$/, 'is money of another kind: say how much of a token'],
  [/^[~<>=+]/, 'is no exact number: write just the digits'],
  [/^[\d.,]+(k|m|b|bn|mm|mio|t)$/i, 'is shortened: write the number out, with all its zeros'],
  [/^[\d.,]+(wei|gwei)$/i, 'is in small units: say it in whole tokens'],
  [/^\d[\d.,]*(-|\.\.)\d/, 'is a range: say one number'],
]

/** Reads a word that begins like a number. @returns undefined for a word that does not */
export function readNumber(raw: string): NumberRead | undefined {
  if (!/^[-+~<>=$€£¥\u2212\u2013.]*\p{N}/u.test(raw)) return undefined
  if (/^(?:0|[1-9]\d*)?(?:\.\d+)?$/.test(raw)) return checked(raw.startsWith('.') ? `0${raw}` : raw)
  if (/^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/.test(raw)) return checked(raw.replaceAll(',', ''))
  if (/^\d+,\d+$/.test(raw)) return decimalComma(raw)
  if (/^[1-9]\d{0,2}(?:\.\d{3})+,\d+$/.test(raw)) {
    const meant = raw.replaceAll('.', '').replace(',', '.')
    return doubt(`“${raw}” is not how numbers are written here. Is it ${meant}?`, [meant])
  }
  const [, why = 'is no number that can be read: write just the digits'] = unclear.find(([form]) => form.test(raw)) ?? []
  return doubt(`“${shown(raw)}” ${why}.`)
}

/** "0,5" is a half to some and five to others. */
function decimalComma(raw: string): NumberRead {
  const readings = [raw.replace(',', '.'), raw.replace(',', '').replace(/^0+(?=\d)/, '')]
  return doubt(`“${raw}” can be read in two ways: is it ${readings.join(' or ')}?`, readings)
}

function checked(text: string): NumberRead {
  const decimals = text.split('.')[1] ?? ''
  if (!/[1-9]/.test(text)) return doubt(`“${shown(text)}” is nothing: an amount is more than 0.`)
  if (decimals.length > saidDecimalsMax)
    return doubt(`“${shown(text)}” has ${decimals.length} decimals; there are at most ${saidDecimalsMax}.`)
  if (!saidAmountSchema.safeParse({ kind: 'exact', text, of: 'in' }).success)
    return doubt(`“${shown(text)}” is more than there can be of any token.`)
  // a thousand to those who write groups with points
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(text))
    return { kind: 'number', text, note: `“${text}” has a decimal point: it is not ${text.replace('.', '')}` }
  return { kind: 'number', text }
}

/** What a percentage came to, in basis points. */
export type PercentRead =
  | { readonly kind: 'percent'; readonly bps: number; readonly unit: 'percent' | 'bps' }
  | { readonly kind: 'doubt'; readonly doubt: Doubt }

/** Basis points of a number that stands before "%" or "bps". @param number as it was typed */
export function readPercent(number: string, unit: 'percent' | 'bps'): PercentRead {
  // of nothing it is for the clause to say
  if (/^0(?:\.0+)?$/.test(number)) return { kind: 'percent', bps: 0, unit }
  const read = readNumber(number)
  const sign = unit === 'percent' ? ' %' : ' bps'
  if (read === undefined || read.kind === 'doubt') {
    const { says, choices } = read?.doubt ?? { says: `“${shown(number)}” is no number.`, choices: [] }
    return { kind: 'doubt', doubt: { says, choices: choices.map((each) => `${each}${sign}`) } }
  }
  const bps = unit === 'bps' ? Number(read.text) : Number(read.text) * 100
  const rounded = Math.round(bps)
  // 0.07 × 100 is not 7 in binary; what is further off has a third decimal
  if (Math.abs(bps - rounded) > 1e-9)
    return { kind: 'doubt', doubt: { says: `“${number}${sign}” is finer than a basis point, which is 0.01 %.`, choices: [] } }
  if (rounded > bpsMax) return { kind: 'doubt', doubt: { says: `“${number}${sign}” is more than all of it.`, choices: [] } }
  return { kind: 'percent', bps: rounded, unit }
}

/** Words that say how much without saying it, and why they are asked about. */
const unlimited = 'is no amount. Approvals without a limit are never built: say a number, or “all” for what you hold.'
const inWords = 'is a number in words: write it in digits.'
const inexact = 'is no exact amount: say the number alone.'
const vague = 'is no amount: say a number, a share such as “half of my”, or “all”.'
export const vagueWords: ReadonlyMap<string, string> = new Map([
  ...['unlimited', 'infinite', 'infinity', 'unbounded', 'limitless', 'uint256', 'max', 'maximum'].map((word) => [
    word,
    unlimited,
  ]),
  ...['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'twenty', 'fifty'].map(
    (word) => [word, inWords],
  ),
  ...['about', 'around', 'roughly', 'approximately', 'approx', 'circa', 'nearly', 'almost'].map((word) => [word, inexact]),
  ...['hundred', 'thousand', 'million', 'billion', 'dozen'].map((word) => [word, inWords]),
  ...['couple', 'few', 'some', 'bit', 'little', 'lots', 'several', 'plenty', 'rest', 'remaining', 'third', 'thirds'].map(
    (word) => [word, vague],
  ),
] as [string, string][])

/** Words that say all of something. */
export const allWords: ReadonlySet<string> = new Set(['all', 'everything', 'entire', 'whole', 'full'])

/** Words that say an amount, a share or a percentage, or try to: nothing can be called so. */
export const amountWords: ReadonlySet<string> = new Set([
  ...vagueWords.keys(),
  ...allWords,
  ...'half quarter quarters percent pct per cent bps bp basis point points'.split(' '),
])

/** A word as it is shown back: short, in characters that one sees, and never what may be a key. */
export const shown = (word: string): string =>
  /^(0x)?[0-9a-f]{64}$/i.test(word)
    ? '64 hexadecimal digits'
    : Array.from(word.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ''))
        .slice(0, 42)
        .join('')
