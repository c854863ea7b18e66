// What the fund commands need from whoever keeps the funds; the composition root binds it.

import type { EvmAddress } from '#protocol/address.ts'
import type { PriceStatus } from '#protocol/priceStatus.ts'

/** The guard as the keeper read it last. */
export interface GuardStatus {
  /** Null before the first look, and for a fund whose limits name no guard. */
  readonly status: PriceStatus | null
  /** Worth of one whole traded token in base units of the base asset; 0 unless KNOWN. */
  readonly value: string
  /** Of the newest observation, in seconds; 0 if there is none. */
  readonly observedAt: number
  /** Why the keeper observes nothing; null when it does. */
  readonly heldBy: 'NO_GUARD' | 'NO_SOURCE' | 'NOT_KEEPER' | 'GAS_SPENT' | null
}

/** A token as people call it. */
export interface TokenWords {
  readonly symbol: string
  readonly decimals: number
  readonly address: string
}

/** What a fund is worth and holds. Amounts are decimal strings in base units. */
export interface FundStatus {
  readonly fundId: string
  readonly name: string
  /** The fund bot's state, for example `collecting`. */
  readonly state: string
  readonly paused: boolean
  readonly round: number
  readonly core: string
  readonly vault: string
  /** The asset that deposits, value and profit are counted in. */
  readonly base: TokenWords
  /** The other side of every trade. */
  readonly traded: TokenWords
  readonly totalAssets: string | null
  readonly idle: string | null
  readonly realisedProfit: string | null
  /** Of the traded token; null while flat. */
  readonly position: { readonly quantity: string; readonly costBasis: string } | null
  /** The price guard as its keeper sees it; null when no keeper is there. */
  readonly guard: GuardStatus | null
  /** What the owner's account asked for and did not claim; null if that is nothing, or is not known. */
  readonly requests: FundRequests | null
  readonly verifiers: readonly { readonly name: string; readonly address: string; readonly weight: number }[]
  /** Everyone else who acts for it: crawlers, strategy, relayer, executor, owner. */
  readonly accounts: readonly { readonly role: string; readonly address: string }[]
  readonly thresholds: { readonly claim: number; readonly snapshot: number; readonly intent: number; readonly total: number }
}

/** Amounts in base units: assets of a request for deposit, shares of a request for redemption. */
export interface FundRequests {
  readonly depositPending: string
  readonly depositClaimable: string
  readonly redeemPending: string
  readonly redeemClaimable: string
  /** From when the redemption may be taken in kind, in seconds; 0 without one. */
  readonly inKindAt: number
}

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
export interface FundReceipt {
  readonly fundId: string
  /** `announced` and `waiting` are of a change that the fund's contracts make only after a delay. */
  readonly did:
    | 'created'
    | 'adopted'
    | 'deposited'
    | 'withdrew'
    | 'asked to deposit'
    | 'asked to withdraw'
    | 'claimed'
    | 'paused'
    | 'unpaused'
    | 'announced'
    | 'waiting'
  /** ISO times between which a change that waits may be made. */
  readonly readyAt?: string
  readonly expiresAt?: string
  readonly amount?: string
  readonly symbol?: string
  readonly decimals?: number
  readonly txHash: string | null
  readonly block: number | null
}

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
