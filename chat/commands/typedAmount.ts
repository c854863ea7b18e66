// An amount as a person types it, in whole tokens with decimals; base units from this door on.
import { parseAmount } from '#protocol/amounts.ts'
import { QuorateError } from '#protocol/errors.ts'

/** Base units. @throws ARGUMENTS_INVALID for what is no plain decimal number of that token */
export function typedAmount(command: string, typed: string, decimals: number): string {
  try {
    return parseAmount(typed, decimals)
  } catch (cause) {
    throw new QuorateError(
      'ARGUMENTS_INVALID',
      { command, problem: `amount ${typed} is not a decimal number with at most ${decimals} fraction digits` },
      { cause },
    )
  }
}
