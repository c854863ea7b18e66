// Ways to say who may spend what, and that nobody may any more.
import type { Phrasing } from './phrasing.ts'

/** Approvals of an exact amount, and their end. */
export const permissions: readonly Phrasing<'approve' | 'revoke'>[] = [
  {
    kind: 'approve',
    forms: [
      {
        form: '(approve|allow|permit|authorise|authorize|let) {spender} [(to spend|to use|to take|for|spend|use|spending)] [(up to|at most|max)] [{amountIn}] [{token}]',
        example: 'approve uniswap-v2 to spend 100 USDC',
      },
      {
        form: '(approve|authorise|authorize) [(up to|at most|max)] [{amountIn}] [{token}] [(for|to) {spender}]',
        example: 'approve 100 USDC for uniswap-v2',
      },
      {
        form: '(approve|authorise|authorize) {token} for {spender} [(up to|at most|max)] {amountIn}',
        example: 'approve USDC for uniswap-v2 up to 100',
      },
      {
        form: '(give|grant) {spender} (allowance|approval) [for] [{amountIn}] [{token}]',
        example: 'give uniswap-v2 an allowance of 100 USDC',
      },
      {
        form: '(give|grant) {spender} {amountIn} [{token}] (allowance|approval)',
        example: 'give uniswap-v2 a 100 USDC allowance',
      },
      {
        form: 'set (allowance|approval) [(for|to)] {spender} to {amountIn} [{token}]',
        example: 'set the allowance of uniswap-v2 to 100 USDC',
      },
    ],
  },
  {
    kind: 'revoke',
    forms: [
      {
        form: 'revoke [(approval|allowance|permission|access)] [(for|to|from)] [{token}] [(from|for|to|of)] [{spender}]',
        example: 'revoke WETH from uniswap-v2',
      },
      { form: 'revoke [(approval|allowance|permission|access)] [(for|to|from|of)] {spender}', example: 'revoke uniswap-v2' },
      {
        form: 'revoke {spender} (approval|allowance|permission|access) [(for|to|from)] [{token}]',
        example: "revoke uniswap-v2's allowance for USDC",
      },
      {
        form: 'revoke {token} (approval|allowance|permission|access) [(for|from|to) {spender}]',
        example: 'revoke the WETH approval for uniswap-v2',
      },
      {
        form: '(remove|end|clear) [{token}] (approval|allowance|permission|access) [(for|to|from)] [{spender}]',
        example: 'remove the USDC allowance of uniswap-v2',
      },
    ],
  },
]
