// Addresses and tokens as people call them.
import { readableAmount, shortHash } from './figures.ts'
import type { FundStatus, TokenWords } from './fundDesk.ts'

/** Looks up what the funds say about addresses; what they do not know stays a short hash. */
export interface NameBook {
  who(address: string): string
  fund(fundId: string): FundStatus | undefined
  /** `1.5 WETH`; base units when the fund is not known. */
  amount(units: string, token: TokenWords | undefined): string
}

export function nameBook(funds: readonly FundStatus[]): NameBook {
  const names = new Map<string, string>()
  for (const fund of funds) {
    for (const { role, address } of fund.accounts) names.set(address.toLowerCase(), role)
    for (const { name, address } of fund.verifiers) names.set(address.toLowerCase(), `verifier ${name}`)
    names.set(fund.core.toLowerCase(), `core of ${fund.fundId}`)
    names.set(fund.vault.toLowerCase(), `vault of ${fund.fundId}`)
  }
  return {
    who: (address) => names.get(address.toLowerCase()) ?? shortHash(address),
    fund: (fundId) => funds.find((fund) => fund.fundId === fundId),
    amount: (units, token) =>
      token === undefined ? `${units} base units` : `${readableAmount(units, token.decimals)} ${token.symbol}`,
  }
}
