// What `ClawCore.dryRun` answers: the first failing check, exactly as execution would revert.
import { z } from 'zod'

/** In the order of the Solidity enum `ExecutionCode`: the index is the number on the wire. New ones are only appended. */
export const dryRunCodes = [
  'OK',
  'CORE_PAUSED',
  'INTENT_NOT_FOUND',
  'INTENT_NOT_APPROVED',
  'INTENT_NOT_YET_VALID',
  'INTENT_EXPIRED',
  'INTENT_ALREADY_EXECUTED',
  'INTENT_CANCELLED',
  'EPOCH_CLOSED',
  'QUORUM_LOST',
  'SNAPSHOT_UNKNOWN',
  'SNAPSHOT_STALE',
  'MAX_NOTIONAL_EXCEEDED',
  'SLIPPAGE_EXCEEDED',
  'PRICE_DEVIATION',
  'ADAPTER_DATA_MISMATCH',
  'COOLDOWN',
  'LOSS_LIMIT',
  'VAULT_PAUSED',
  'TOKEN_NOT_ALLOWED',
  'ADAPTER_NOT_ALLOWED',
  'QUOTE_BELOW_MIN',
  'INSUFFICIENT_BALANCE',
  'DAILY_NOTIONAL_EXCEEDED',
  'PRICE_UNAVAILABLE',
  'CHALLENGE_OPEN',
] as const

export const dryRunCodeSchema = z.enum(dryRunCodes)
export type DryRunCode = z.output<typeof dryRunCodeSchema>

/** The name of a code from the chain. @throws ZodError for a number the contract does not have. */
export const dryRunCodeAt = (index: number): DryRunCode => dryRunCodeSchema.parse(dryRunCodes[index])
/** The number of a code on the wire. */
export const dryRunIndexOf = (code: DryRunCode): number => dryRunCodes.indexOf(code)

/** Refusals that time alone may lift; every other one is final for this intent. */
const passing: ReadonlySet<DryRunCode> = new Set([
  'CORE_PAUSED',
  'INTENT_NOT_APPROVED',
  'INTENT_NOT_YET_VALID',
  'SLIPPAGE_EXCEEDED',
  'PRICE_DEVIATION',
  'COOLDOWN',
  'LOSS_LIMIT',
  'VAULT_PAUSED',
  'QUOTE_BELOW_MIN',
  'DAILY_NOTIONAL_EXCEEDED',
  'PRICE_UNAVAILABLE',
  'CHALLENGE_OPEN',
])
/** Is it worth asking again before the intent's deadline? */
export const mayPassLater = (code: DryRunCode): boolean => passing.has(code)
