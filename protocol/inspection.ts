// The contract's dry run with its figures: what it found, what it missed, when time lifts it, and what that means in words.
import { z } from 'zod'
import { amountSchema } from './amounts.ts'
import { dryRunCodeSchema, mayPassLater, type DryRunCode } from './dryRun.ts'
import { priceStatuses, priceStatusWords } from './priceStatus.ts'

/** What `ClawCore.inspect` answers; 0 where there is nothing to compare. */
export const inspectionSchema = z.object({
  code: dryRunCodeSchema,
  actual: amountSchema.describe('the value found'),
  bound: amountSchema.describe('the bound it missed'),
})
export type Inspection = z.output<typeof inspectionSchema>

/** Refusals whose figures are times: the chain's, and when they lift. */
const timed: ReadonlySet<DryRunCode> = new Set(['INTENT_NOT_YET_VALID', 'COOLDOWN', 'CHALLENGE_OPEN'])

/** Seconds of chain time until a refusal lifts by itself; null where the contract cannot know. */
export function liftsInS({ code, actual, bound }: Inspection): number | null {
  return timed.has(code) ? Math.max(0, Number(BigInt(bound) - BigInt(actual))) : null
}

/** May the intent still pass within the seconds it has left? What lifts only afterwards is final for it. */
export function mayPassWithin(inspection: Inspection, endsInS: number): boolean {
  return mayPassLater(inspection.code) && (liftsInS(inspection) ?? 0) <= endsInS
}

/** What each code says, where its figures add nothing or their unit says all. Amounts are base units of the asset. */
const words: Readonly<Record<DryRunCode, (given: Inspection) => string>> = {
  OK: () => 'nothing stands against it',
  CORE_PAUSED: () => 'the fund is paused',
  INTENT_NOT_FOUND: () => 'it is not on this chain',
  INTENT_NOT_APPROVED: ({ actual, bound }) => `verifiers of weight ${actual} signed it; ${bound} are needed`,
  INTENT_NOT_YET_VALID: (given) => `its window opens in ${liftsInS(given)} s`,
  INTENT_EXPIRED: () => 'its deadline is past',
  INTENT_ALREADY_EXECUTED: () => 'it was executed before',
  INTENT_CANCELLED: () => 'it was cancelled',
  EPOCH_CLOSED: () => 'the verifier set that signed it is closed',
  QUORUM_LOST: ({ actual, bound }) => `its signers that still count weigh ${actual}; ${bound} are needed`,
  SNAPSHOT_UNKNOWN: () => 'its snapshot was not published by this fund',
  SNAPSHOT_STALE: ({ actual, bound }) => `its snapshot is ${actual} s old; ${bound} are allowed`,
  MAX_NOTIONAL_EXCEEDED: ({ actual, bound }) => `it is worth ${actual}; one trade may be worth ${bound}`,
  SLIPPAGE_EXCEEDED: ({ actual, bound }) => `its slippage of ${actual} bps is over ${bound}`,
  PRICE_DEVIATION: ({ actual, bound }) =>
    BigInt(actual) < BigInt(bound)
      ? `by the price guard it would give ${actual} at worst, less than the ${bound} that the fund takes`
      : `the venue would give ${actual} by the price guard, more than the ${bound} that is to be believed`,
  ADAPTER_DATA_MISMATCH: () => 'its route is not the one that was signed',
  COOLDOWN: (given) => `the fund rests between trades for another ${liftsInS(given)} s`,
  LOSS_LIMIT: ({ actual, bound }) => `with it the losses against the time-weighted price are ${actual}; ${bound} are allowed`,
  VAULT_PAUSED: () => 'the vault is paused',
  TOKEN_NOT_ALLOWED: () => 'its token is not on the fund’s list',
  ADAPTER_NOT_ALLOWED: () => 'its venue is not on the fund’s list',
  QUOTE_BELOW_MIN: ({ actual, bound }) => `the venue would give ${actual}, less than its minimum of ${bound}`,
  INSUFFICIENT_BALANCE: ({ actual, bound }) => `the vault holds ${actual} of what it sells, less than ${bound}`,
  DAILY_NOTIONAL_EXCEEDED: ({ actual, bound }) => `with it the trades of 24 hours are worth ${actual}; ${bound} are allowed`,
  PRICE_UNAVAILABLE: ({ actual }) => {
    const status = priceStatuses[Number(actual)]
    const why = status === undefined ? 'is not told by the price guard' : priceStatusWords[status]
    return `the time-weighted price ${why}; its keeper has to observe it`
  },
  CHALLENGE_OPEN: (given) => `verifiers and the guardian may stop it for another ${liftsInS(given)} s`,
}

/** A refusal in words that people read, without its code. */
export const inspectionWords = (inspection: Inspection): string => words[inspection.code](inspection)
