// What a fund's price guard says, and what its keeper does about it, in plain words.
import { priceStatusWords } from '#protocol/priceStatus.ts'
import { readableAmount } from './figures.ts'
import type { FundStatus, GuardStatus } from './fundDesk.ts'

const heldWords: Readonly<Record<NonNullable<GuardStatus['heldBy']>, string>> = {
  NO_GUARD: '',
  NO_SOURCE: '',
  NOT_KEEPER: '; its keeper observes nothing, for the role is another account’s',
  GAS_SPENT: '; its keeper rests, for the day’s gas is used',
}

/** One line about the price. */
export function guardWords({ guard, base, traded }: FundStatus): string {
  if (guard === null) return 'none: no bot observes prices, and no trade is held to one'
  const { status, value, observedAt, heldBy } = guard
  if (status === null) return heldBy === 'NO_GUARD' ? 'none: the fund’s limits name no price guard' : 'not read yet'
  const held = heldBy === null ? '' : heldWords[heldBy]
  if (status !== 'KNOWN')
    return `the price of ${traded.symbol} ${priceStatusWords[status]}; no trade executes until it is known${held}`
  const at = new Date(observedAt * 1_000).toISOString().replace('.000Z', ' UTC').replace('T', ' ')
  return `${readableAmount(value, base.decimals)} ${base.symbol} per ${traded.symbol}, observed ${at}${held}`
}

/** Does the guard hold every trade up? */
export const isHeldUp = ({ guard }: FundStatus): boolean => guard !== null && guard.status !== null && guard.status !== 'KNOWN'
