// What savers ask of a fund that is not flat, worked out from the books that its bot read last.
import type { FundReceipt, FundRequests } from '#chat/commands/fundDesk.ts'
import { QuorateError } from '#protocol/errors.ts'

/** The part of a fund's books that requests are about; amounts in base units. */
export interface RequestBooks {
  readonly baseAmount: string
  readonly positionAmount: string
  readonly costBasis: string
  readonly shareSupply?: string | undefined
  readonly requests?: FundRequests | null | undefined
}
/** What a claim takes, and whether the requests settle first. */
export interface FundClaim {
  readonly settle: boolean
  readonly assets: string
  readonly shares: string
}

/** Of Vault.sol: what a share is worth begins at a millionth of a base unit. */
const virtualShares = 1_000_000n

/** While a position is open the vault takes requests only. */
const isFlat = (books: RequestBooks | null): boolean => (books?.positionAmount ?? '0') === '0'

/** Shares that are worth so much by account, rounded up; the price that counts is that of the flat moment. */
function sharesWorth(assets: string, books: RequestBooks | null): string {
  const total = BigInt(books?.baseAmount ?? 0) + BigInt(books?.costBasis ?? 0) + 1n
  const supply = BigInt(books?.shareSupply ?? 0) + virtualShares
  return ((BigInt(assets) * supply + total - 1n) / total).toString()
}

/** What the commands of the fund's bot that move money do, in the words of a receipt. */
const deeds = {
  'fund.deposit': 'deposited',
  'fund.requestDeposit': 'asked to deposit',
  'fund.withdraw': 'withdrew',
  'fund.requestRedeem': 'asked to withdraw',
} as const satisfies Readonly<Record<string, FundReceipt['did']>>

/** A deposit or a withdrawal as a command of the fund's bot. */
export type FundMove = { readonly type: keyof typeof deeds } & Readonly<Record<string, string>>

/**
 * What was done. The bot's answer says it, not the move that was just worked out: a request that is sent again after a death
 * gets the first one's answer, and the fund may have been in another state then.
 * @throws for an answer that is not about a move
 */
export function deedOf(command: string): FundReceipt['did'] {
  if (!Object.hasOwn(deeds, command)) throw new Error(`${command} moves no money`)
  return deeds[command as FundMove['type']]
}

/** At once while flat; else asked for. */
export const depositOf = (amount: string, books: RequestBooks | null): FundMove =>
  isFlat(books) ? { type: 'fund.deposit', amount } : { type: 'fund.requestDeposit', amount }

/** At once while flat; else asked for, in shares. */
export const withdrawalOf = (amount: string, books: RequestBooks | null): FundMove =>
  isFlat(books) ? { type: 'fund.withdraw', amount } : { type: 'fund.requestRedeem', shares: sharesWorth(amount, books) }

/** What the owner's account can take now. @throws NOTHING_TO_CLAIM */
export function claimOf(fundId: string, books: RequestBooks | null): FundClaim {
  const requests = books?.requests ?? null
  if (requests === null) throw new QuorateError('NOTHING_TO_CLAIM', { fundId, problem: 'nothing was asked for' })
  const { depositPending, depositClaimable, redeemPending, redeemClaimable } = requests
  const waits = depositPending !== '0' || redeemPending !== '0'
  const settle = waits && isFlat(books)
  const assets = settle ? sum(depositPending, depositClaimable) : depositClaimable
  const shares = settle ? sum(redeemPending, redeemClaimable) : redeemClaimable
  if (assets !== '0' || shares !== '0') return { settle, assets, shares }
  const problem = waits ? 'a position is open, so what was asked for waits' : 'nothing was asked for'
  throw new QuorateError('NOTHING_TO_CLAIM', { fundId, problem })
}

const sum = (one: string, other: string): string => (BigInt(one) + BigInt(other)).toString()
