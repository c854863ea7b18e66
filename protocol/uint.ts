// Unsigned integers as JSON carries them: small ones as numbers, uint256 as decimal strings.
import { z } from 'zod'
import { bpsMax, safeIntegerMax } from './limits.ts'

const uint256Max = 2n ** 256n - 1n

/** A uint64 that is a JSON number: a round, a set epoch, a time in seconds. Over 2^53 - 1 is refused, not rounded. */
export const uint64Schema = z.int().min(0).max(safeIntegerMax)

/** Unix time in seconds, as a chain tells it. */
export const secondsSchema = uint64Schema.describe('Unix time in seconds, as the chain tells it')

/** Basis points, 0 to 10,000. */
export const bpsSchema = z.int().min(0).max(bpsMax).describe('basis points: 100 are 1 %')

/** A chain id: positive, and small enough for every wallet. */
export const chainIdSchema = z.int().min(1).max(safeIntegerMax)

/** A uint256 as a decimal string without sign or leading zeros. */
export const uint256Schema = z
  .string()
  .max(78, 'expected at most 78 digits')
  // what is none is looked at no further: the next check reads its value
  .regex(/^(?:0|[1-9][0-9]*)$/, { error: 'expected a whole decimal number without leading zeros', abort: true })
  .refine((text) => text.length < 78 || BigInt(text) <= uint256Max, 'expected at most 2^256 - 1')

/** A single-use number of a signed thing; unordered, so a random one is fine. */
export const nonceSchema = uint256Schema.brand<'Nonce'>().meta({
  id: 'Nonce',
  description:
    'A single-use number below 2^256 as a decimal string without leading zeros; in any order, so a random one is fine.',
})
/** A single-use number as a decimal string. */
export type Nonce = z.output<typeof nonceSchema>

/** A nonce from a bigint. @throws ZodError outside 0 to 2^256 - 1. */
export const toNonce = (value: bigint): Nonce => nonceSchema.parse(value.toString())
