// What the fund commands need from whoever keeps the funds; the composition root binds it.

import type { EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { priceStatusSchema } from '#protocol/priceStatus.ts'
import { z } from 'zod'
import type { Told } from './told.ts'

/** The guard as the keeper read it last. */
export const guardStatusSchema = z.object({
  status: priceStatusSchema.nullable().describe('Null before the first look, and for a fund whose limits name no guard'),
  value: z.string().describe('Worth of one whole traded token in base units of the base asset; 0 unless KNOWN'),
  observedAt: z.int().describe('Of the newest observation, in seconds; 0 if there is none'),
  heldBy: z
    .enum(['NO_GUARD', 'NO_SOURCE', 'NOT_KEEPER', 'GAS_SPENT'])
    .nullable()
    .describe('Why the keeper observes nothing; null when it does'),
})
export type GuardStatus = Told<typeof guardStatusSchema>

/** A token as people call it. */
export const tokenWordsSchema = z.object({
  symbol: z.string(),
  decimals: z.int(),
  address: z.string(),
})
export type TokenWords = Told<typeof tokenWordsSchema>

/** A token of a fund as its configuration calls it; one that it does not name has 18 decimals and no symbol. */
export function tokenWordsOf(fund: Pick<FundConfig, 'tokens'>, address: EvmAddress): TokenWords {
  const token = fund.tokens.find((each) => each.address === address)
  return { symbol: token?.symbol ?? '?', decimals: token?.decimals ?? 18, address }
}

/** Amounts in base units: assets of a request for deposit, shares of a request for redemption. */
export const fundRequestsSchema = z.object({
  depositPending: z.string(),
  depositClaimable: z.string(),
  redeemPending: z.string(),
  redeemClaimable: z.string(),
  inKindAt: z.int().describe('From when the redemption may be taken in kind, in seconds; 0 without one'),
})
export type FundRequests = Told<typeof fundRequestsSchema>

/** What a fund is worth and holds. Amounts are decimal strings in base units. */
export const fundStatusSchema = z.object({
  fundId: z.string(),
  name: z.string(),
  state: z.string().describe("The fund bot's state, for example `collecting`"),
  paused: z.boolean(),
  round: z.int(),
  core: z.string(),
  vault: z.string(),
  base: tokenWordsSchema.describe('The asset that deposits, value and profit are counted in'),
  traded: tokenWordsSchema.describe('The other side of every trade'),
  totalAssets: z.string().nullable(),
  idle: z.string().nullable(),
  realisedProfit: z.string().nullable(),
  position: z
    .object({
      quantity: z.string(),
      costBasis: z.string(),
    })
    .nullable()
    .describe('Of the traded token; null while flat'),
  guard: guardStatusSchema.nullable().describe('The price guard as its keeper sees it; null when no keeper is there'),
  requests: fundRequestsSchema
    .nullable()
    .describe("What the owner's account asked for and did not claim; null if that is nothing, or is not known"),
  verifiers: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      weight: z.int(),
    }),
  ),
  accounts: z
    .array(
      z.object({
        role: z.string(),
        address: z.string(),
      }),
    )
    .describe('Everyone else who acts for it: crawlers, strategy, relayer, executor, owner'),
  thresholds: z.object({
    claim: z.int(),
    snapshot: z.int(),
    intent: z.int(),
    total: z.int(),
  }),
})
export type FundStatus = Told<typeof fundStatusSchema>

/** A fund to be made. */
export interface FundRequest {
  readonly fundId: string
  readonly name: string
  /** First deposit as typed, a decimal number of the base asset; "0" makes an empty fund. */
  readonly deposit: string
}

/** A fund that is on the chain already, and is to be looked after by this instance. */
export interface FundAdoption {
  readonly fundId: string
  readonly name: string
  readonly vault: EvmAddress
  /** The fund of this instance whose keys, sources, rules and limits it has; absent: the first. */
  readonly like?: string | undefined
  /** No event of it is older. */
  readonly fromBlock: number
}

/** A deposit or a withdrawal. */
export interface FundTransfer {
  readonly fundId: string
  /** base units */
  readonly amount: string
  /** The same one twice is the same command: it is done once and answered twice. Absent: a new command. */
  readonly id?: string | undefined
}

/** A transaction of an operator's command, confirmed. */
export const fundReceiptSchema = z
  .object({
    fundId: z.string(),
    did: z
      .enum([
        'created',
        'adopted',
        'deposited',
        'withdrew',
        'asked to deposit',
        'asked to withdraw',
        'claimed',
        'paused',
        'unpaused',
        'announced',
        'waiting',
      ])
      .describe("`announced` and `waiting` are of a change that the fund's contracts make only after a delay"),
    readyAt: z.string().exactOptional().describe('ISO times between which a change that waits may be made'),
    expiresAt: z.string().exactOptional(),
    amount: z.string().exactOptional(),
    symbol: z.string().exactOptional(),
    decimals: z.int().exactOptional(),
    txHash: z.string().nullable(),
    block: z.int().nullable(),
  })
  .meta({ id: 'FundReceipt' })
export type FundReceipt = Told<typeof fundReceiptSchema>

/** `id` names a command: the same one twice is done once. @throws UNKNOWN_FUND from every method that names one, and what the chain refuses. */
export interface FundDesk {
  list(): Promise<readonly FundStatus[]>
  status(fundId: string): Promise<FundStatus>
  create(request: FundRequest, who: string, id?: string): Promise<FundReceipt>
  /** Compares it with what its settings would be, and starts its bots. @throws FUND_DIFFERS, NO_CONTRACT */
  adopt(request: FundAdoption, who: string, id?: string): Promise<FundReceipt>
  deposit(request: FundTransfer, who: string): Promise<FundReceipt>
  withdraw(request: FundTransfer, who: string): Promise<FundReceipt>
  /** Settles the requests that wait, if the fund is flat, and takes what the owner's account asked for. */
  claim(fundId: string, who: string, id?: string): Promise<FundReceipt>
  pause(fundId: string, who: string, id?: string): Promise<FundReceipt>
  /** Where the fund's configuration waits, the first time announces it, and once it is ready the next time makes it. */
  unpause(fundId: string, who: string, id?: string): Promise<FundReceipt>
}
