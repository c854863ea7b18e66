// Amounts travel as decimal strings in base units; bigint lives only inside a function.
import { formatUnits, parseUnits } from 'viem/utils'
import { z } from 'zod'
import { bpsMax, decimalsMax } from './limits.ts'
import { uint256Schema } from './uint.ts'

/** An amount of a token in its base units: "1500000" is 1.5 of a token with 6 decimals. */
export const amountSchema = uint256Schema.brand<'Amount'>().meta({
  id: 'Amount',
  description:
    'An amount in the token’s base units as a decimal string: "1500000" is 1.5 of a token with 6 decimals. At most 2^256 - 1.',
})
/** A decimal string in base units. */
export type Amount = z.output<typeof amountSchema>

/** A price or ratio with 18 decimals: "1500000000000000000" is 1.5. */
export const wadSchema = uint256Schema.brand<'Wad'>()
/** A decimal string with 18 implied decimals. */
export type Wad = z.output<typeof wadSchema>

/** A difference of amounts, such as a profit: may be negative. */
export const signedAmountSchema = z
  .string()
  .max(78)
  .regex(/^(?:0|-?[1-9][0-9]*)$/, 'expected a whole decimal number')
  .brand<'SignedAmount'>()
/** A decimal string in base units that may be negative. */
export type SignedAmount = z.output<typeof signedAmountSchema>

/** One, in wad. */
export const wadOne = 10n ** 18n

/** @throws ZodError when negative or over 2^256 - 1. */
export const toAmount = (value: bigint): Amount => amountSchema.parse(value.toString())
/** @throws ZodError when negative or over 2^256 - 1. */
export const toWad = (value: bigint): Wad => wadSchema.parse(value.toString())
/** A difference as a string. */
export const toSignedAmount = (value: bigint): SignedAmount => signedAmountSchema.parse(value.toString())

/** `a * b / wad`, rounded down. */
export const wadMultiply = (a: bigint, b: bigint): bigint => (a * b) / wadOne
/** `a / b` in wad, rounded down. @throws RangeError when `b` is zero. */
export const wadDivide = (a: bigint, b: bigint): bigint => (a * wadOne) / b

/** `value * bps / 10,000`, rounded down: a share of an amount. */
export const shareOf = (value: bigint, bps: number): bigint => (value * BigInt(bps)) / BigInt(bpsMax)

/** The least one accepts of a quote under a slippage bound; rounded up, so the bound is never exceeded by rounding. */
export function minimumAfterSlippage(quote: bigint, slippageBps: number): bigint {
  const kept = quote * BigInt(bpsMax - slippageBps)
  return (kept + BigInt(bpsMax) - 1n) / BigInt(bpsMax)
}

/** How far `value` is from `reference`, in basis points rounded toward zero; negative below it. @throws RangeError for a zero reference. */
export function changeBps(value: bigint, reference: bigint): number {
  return Number(((value - reference) * BigInt(bpsMax)) / reference)
}

/**
 * The price of one whole `base` token in `quote` tokens, in wad, from two amounts that are worth the same
 * (a pool's reserves, or both sides of a trade). @throws RangeError when `baseAmount` is zero.
 */
export function priceWad(sides: {
  readonly baseAmount: bigint
  readonly baseDecimals: number
  readonly quoteAmount: bigint
  readonly quoteDecimals: number
}): bigint {
  const up = sides.quoteAmount * 10n ** BigInt(sides.baseDecimals) * wadOne
  return up / (sides.baseAmount * 10n ** BigInt(sides.quoteDecimals))
}

/** "1.5" from "1500000" with 6 decimals: for people; never parse it back into a decision. */
export const formatAmount = (amount: string | bigint, decimals: number): string => formatUnits(BigInt(amount), decimals)

const decimalText = /^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/

/** Base units from what a person typed, such as "1.5". @throws ZodError for signs, exponents or more fraction digits than the token has. */
export function parseAmount(text: string, decimals: number): Amount {
  const checked = z
    .string()
    .regex(decimalText, 'expected a decimal number such as 1.5')
    .refine(
      (typed) => (typed.split('.')[1] ?? '').length <= Math.min(decimals, decimalsMax),
      `expected at most ${decimals} fraction digits`,
    )
    .parse(text.trim())
  return toAmount(parseUnits(checked, decimals))
}
