// Ways to put money into a fund's vault and to take it out.
import type { Phrasing } from './phrasing.ts'

/** Deposits, and redemptions of shares or of an amount of the fund's own token. */
export const vaults: readonly Phrasing<'deposit' | 'redeem'>[] = [
  {
    kind: 'deposit',
    forms: [
      {
        form: '(deposit|invest|put|add) [{amountIn}] [{token}] [(into|in|to) [(fund|vault)] {fund} [(fund|vault)]]',
        example: 'deposit 100 into main',
      },
    ],
  },
  {
    kind: 'redeem',
    forms: [
      {
        form: 'redeem [{amountIn}] [(share|shares)] [(from|in|out)] [(fund|vault)] [{fund}] [(fund|vault)]',
        example: 'redeem half my shares of main',
      },
      {
        form: 'redeem [{amountIn}] {fund} shares',
        example: 'redeem 10 main shares',
      },
      {
        form: 'withdraw [{amountIn}] shares [(from|in|out) [(fund|vault)] {fund} [(fund|vault)]]',
        example: 'withdraw 10 shares from main',
      },
      {
        form: '(redeem|withdraw) {amountOut} {token} [(from|out) [(fund|vault)] {fund} [(fund|vault)]]',
        example: 'withdraw 100 USDC from main',
      },
      {
        form: 'withdraw [{amountOut}] [(from|out) [(fund|vault)] {fund} [(fund|vault)]]',
        example: 'withdraw everything from main',
      },
    ],
  },
]
