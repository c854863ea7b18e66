import { expect, test } from 'vitest'
import { dryRunCodes, type DryRunCode } from './dryRun.ts'
import { inspectionSchema, inspectionWords, liftsInS, mayPassWithin, type Inspection } from './inspection.ts'

const said = (code: DryRunCode, actual: number | string = 0, bound: number | string = 0): Inspection =>
  inspectionSchema.parse({ code, actual: String(actual), bound: String(bound) })

test('only what is about time says when it lifts', () => {
  const timed = dryRunCodes.filter((code) => liftsInS(said(code, 1_000, 1_045)) !== null)
  expect(timed).toEqual(['INTENT_NOT_YET_VALID', 'COOLDOWN', 'CHALLENGE_OPEN'])
  expect(timed.map((code) => liftsInS(said(code, 1_000, 1_045)))).toEqual([45, 45, 45])
  expect(liftsInS(said('COOLDOWN', 1_045, 1_000))).toBe(0)
})

test('what lifts within the time that is left may pass, to the second', () => {
  expect(mayPassWithin(said('COOLDOWN', 1_000, 1_045), 45)).toBe(true)
  expect(mayPassWithin(said('COOLDOWN', 1_000, 1_045), 44)).toBe(false)
  expect(mayPassWithin(said('PRICE_UNAVAILABLE', 3), 0)).toBe(true)
})

test('what time does not lift is final, however much of it is left', () => {
  const final = dryRunCodes.filter((code) => !mayPassWithin(said(code), 1_000_000))
  expect(final).toMatchInlineSnapshot(`
    [
      "OK",
      "INTENT_NOT_FOUND",
      "INTENT_EXPIRED",
      "INTENT_ALREADY_EXECUTED",
      "INTENT_CANCELLED",
      "EPOCH_CLOSED",
      "QUORUM_LOST",
      "SNAPSHOT_UNKNOWN",
      "SNAPSHOT_STALE",
      "MAX_NOTIONAL_EXCEEDED",
      "ADAPTER_DATA_MISMATCH",
      "TOKEN_NOT_ALLOWED",
      "ADAPTER_NOT_ALLOWED",
      "INSUFFICIENT_BALANCE",
    ]
  `)
})

test('every code has words, with the figures that matter', () => {
  const all = dryRunCodes.map((code) => [code, inspectionWords(said(code, 3, 60))])
  expect(Object.fromEntries(all)).toMatchInlineSnapshot(`
    {
      "ADAPTER_DATA_MISMATCH": "its route is not the one that was signed",
      "ADAPTER_NOT_ALLOWED": "its venue is not on the fund’s list",
      "CHALLENGE_OPEN": "verifiers and the guardian may stop it for another 57 s",
      "COOLDOWN": "the fund rests between trades for another 57 s",
      "CORE_PAUSED": "the fund is paused",
      "DAILY_NOTIONAL_EXCEEDED": "with it the trades of 24 hours are worth 3; 60 are allowed",
      "EPOCH_CLOSED": "the verifier set that signed it is closed",
      "INSUFFICIENT_BALANCE": "the vault holds 3 of what it sells, less than 60",
      "INTENT_ALREADY_EXECUTED": "it was executed before",
      "INTENT_CANCELLED": "it was cancelled",
      "INTENT_EXPIRED": "its deadline is past",
      "INTENT_NOT_APPROVED": "verifiers of weight 3 signed it; 60 are needed",
      "INTENT_NOT_FOUND": "it is not on this chain",
      "INTENT_NOT_YET_VALID": "its window opens in 57 s",
      "LOSS_LIMIT": "with it the losses against the time-weighted price are 3; 60 are allowed",
      "MAX_NOTIONAL_EXCEEDED": "it is worth 3; one trade may be worth 60",
      "OK": "nothing stands against it",
      "PRICE_DEVIATION": "by the price guard it would give 3 at worst, less than the 60 that the fund takes",
      "PRICE_UNAVAILABLE": "the time-weighted price is stale: its observations are too old or too far apart; its keeper has to observe it",
      "QUORUM_LOST": "its signers that still count weigh 3; 60 are needed",
      "QUOTE_BELOW_MIN": "the venue would give 3, less than its minimum of 60",
      "SLIPPAGE_EXCEEDED": "its slippage of 3 bps is over 60",
      "SNAPSHOT_STALE": "its snapshot is 3 s old; 60 are allowed",
      "SNAPSHOT_UNKNOWN": "its snapshot was not published by this fund",
      "TOKEN_NOT_ALLOWED": "its token is not on the fund’s list",
      "VAULT_PAUSED": "the vault is paused",
    }
  `)
})

test('a deviation is told by its side', () => {
  expect(inspectionWords(said('PRICE_DEVIATION', 70, 60))).toContain('more than the 60 that is to be believed')
})

test('an unavailable price says why, also when the guard says what nobody knows', () => {
  expect(inspectionWords(said('PRICE_UNAVAILABLE', 2))).toContain('two observations a window apart are needed')
  expect(inspectionWords(said('PRICE_UNAVAILABLE', 99))).toContain('is not told by the price guard')
})

test('figures beyond what a number holds are told whole', () => {
  const much = (2n ** 200n).toString()
  expect(inspectionWords(said('MAX_NOTIONAL_EXCEEDED', much, '5'))).toBe(`it is worth ${much}; one trade may be worth 5`)
})
