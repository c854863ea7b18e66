// A proposed trade. Every field is signed: nothing about it can be chosen after the verifiers agreed.
import { hexToBytes } from 'viem/utils'
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { amountSchema } from './amounts.ts'
import { hashSchema, type AdapterData, type Hash } from './hash.ts'
import { keccak } from './keccak.ts'
import { addressWord, decimalWord, hashWord, hashWords, numberWord, textWord, typeString } from './structHash.ts'
import { bpsSchema, nonceSchema, secondsSchema, uint64Schema } from './uint.ts'

/** In the order of the Solidity enum: BUY is 0, SELL is 1. */
export const intentActions = ['BUY', 'SELL'] as const
export const intentActionSchema = z.enum(intentActions)

/** An intent as JSON: amounts and nonce are decimal strings, times are seconds. */
export const intentSchema = z
  .strictObject({
    fund: evmAddressSchema.describe("the fund's vault"),
    setEpoch: uint64Schema.describe('the set epoch whose verifiers may sign it'),
    action: intentActionSchema.describe('BUY: base asset into the traded token; SELL: back'),
    tokenIn: evmAddressSchema.describe('what the vault spends'),
    tokenOut: evmAddressSchema.describe('what the vault receives'),
    amountIn: amountSchema.describe('in base units of tokenIn'),
    minAmountOut: amountSchema.describe('in base units of tokenOut; less reverts'),
    quoteAmountOut: amountSchema.describe('what the venue quoted, in base units of tokenOut'),
    maxSlippageBps: bpsSchema.describe('basis points that minAmountOut may be below the quote: 100 are 1 %'),
    validAfter: secondsSchema.describe('Unix time in seconds from which it may execute'),
    deadline: secondsSchema.describe('Unix time in seconds after which it may not execute'),
    snapshotRoot: hashSchema.describe('root of the snapshot that it is based on'),
    round: uint64Schema.describe('round of that snapshot'),
    adapter: evmAddressSchema.describe('contract of the venue'),
    adapterDataHash: hashSchema.describe('keccak256 of the adapter data'),
    nonce: nonceSchema,
  })
  .refine((intent) => intent.tokenIn !== intent.tokenOut, { path: ['tokenOut'], error: 'expected another token than tokenIn' })
  .refine((intent) => intent.validAfter < intent.deadline, { path: ['deadline'], error: 'expected a time after validAfter' })
  .meta({
    id: 'Intent',
    description:
      'A proposed trade; every field is signed. Its intentHash is the EIP-712 struct hash of these fields, action as uint8: BUY 0, SELL 1.',
  })
/** A parsed intent. */
export type Intent = z.output<typeof intentSchema>

/** The EIP-712 struct; its string is what both sides hash. */
export const intentTypes = {
  Intent: [
    { name: 'fund', type: 'address' },
    { name: 'setEpoch', type: 'uint64' },
    { name: 'action', type: 'uint8' },
    { name: 'tokenIn', type: 'address' },
    { name: 'tokenOut', type: 'address' },
    { name: 'amountIn', type: 'uint256' },
    { name: 'minAmountOut', type: 'uint256' },
    { name: 'quoteAmountOut', type: 'uint256' },
    { name: 'maxSlippageBps', type: 'uint16' },
    { name: 'validAfter', type: 'uint64' },
    { name: 'deadline', type: 'uint64' },
    { name: 'snapshotRoot', type: 'bytes32' },
    { name: 'round', type: 'uint64' },
    { name: 'adapter', type: 'address' },
    { name: 'adapterDataHash', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

type BigIntFields = 'setEpoch' | 'amountIn' | 'minAmountOut' | 'quoteAmountOut' | 'validAfter' | 'deadline' | 'round' | 'nonce'
/** An intent as viem encodes it. */
export type IntentStruct = Omit<Intent, BigIntFields | 'action'> & { readonly [Field in BigIntFields]: bigint } & {
  readonly action: number
}

/** The intent with numbers as a contract call takes them; also the EIP-712 message. */
export function intentStruct(intent: Intent): IntentStruct {
  return {
    ...intent,
    setEpoch: BigInt(intent.setEpoch),
    action: intentActions.indexOf(intent.action),
    amountIn: BigInt(intent.amountIn),
    minAmountOut: BigInt(intent.minAmountOut),
    quoteAmountOut: BigInt(intent.quoteAmountOut),
    validAfter: BigInt(intent.validAfter),
    deadline: BigInt(intent.deadline),
    round: BigInt(intent.round),
    nonce: BigInt(intent.nonce),
  }
}

const typeWord = textWord(typeString('Intent', intentTypes.Intent))

/** The EIP-712 struct hash; the contract recomputes it from the fields. */
export function hashIntent(intent: Intent): Hash {
  return hashWords([
    typeWord,
    addressWord(intent.fund),
    numberWord(intent.setEpoch),
    numberWord(intentActions.indexOf(intent.action)),
    addressWord(intent.tokenIn),
    addressWord(intent.tokenOut),
    decimalWord(intent.amountIn),
    decimalWord(intent.minAmountOut),
    decimalWord(intent.quoteAmountOut),
    numberWord(intent.maxSlippageBps),
    numberWord(intent.validAfter),
    numberWord(intent.deadline),
    hashWord(intent.snapshotRoot),
    numberWord(intent.round),
    addressWord(intent.adapter),
    hashWord(intent.adapterDataHash),
    decimalWord(intent.nonce),
  ])
}

/** What `adapterDataHash` must be for this route. */
export const hashAdapterData = (data: AdapterData): Hash => keccak(hexToBytes(data))
