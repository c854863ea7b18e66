// What a verifier says about a claim, a snapshot or an intent after checking it with its own client.
import { z } from 'zod'
import { dryRunCodes } from './dryRun.ts'

/** Only PASS carries a signature. NEED_MORE_EVIDENCE is neither: the verifier could not find out. */
export const verdictSchema = z.enum(['PASS', 'FAIL', 'NEED_MORE_EVIDENCE'])
export type Verdict = z.output<typeof verdictSchema>

/** Why, for claims and snapshots. */
export const verdictReasons = [
  'OK',
  'MISSING_FIELDS',
  'INVALID_SCOPE',
  'STALE_DATA',
  'REPRODUCTION_FAILED',
  'HASH_MISMATCH',
] as const
export const verdictReasonSchema = z.enum(verdictReasons)
export type VerdictReason = z.output<typeof verdictReasonSchema>

/** Why, for intents: the reasons above, the contract's own codes, and what only a second opinion can see. */
export const intentReasons = [
  ...verdictReasons,
  ...dryRunCodes.filter((code) => code !== 'OK'),
  'LIMIT_EXCEEDED',
  'QUOTE_DISAGREES',
] as const
export const intentReasonSchema = z.enum(intentReasons)
export type IntentReason = z.output<typeof intentReasonSchema>

/** PASS and OK go together, and so do PASS and a signature; anything else is a contradiction. */
export function isConsistentVerdict(said: {
  readonly verdict: Verdict
  readonly reason: string
  readonly attestation: unknown
}): boolean {
  const passed = said.verdict === 'PASS'
  return passed === (said.reason === 'OK') && passed === (said.attestation !== null)
}
