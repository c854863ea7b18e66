// Why a call failed, as far as its data says: words of Solidity's own errors and of the standards of tokens and vaults.
import { decodeErrorResult, parseAbi, type Hex } from 'viem'

const standard = parseAbi([
  'error Error(string reason)',
  'error Panic(uint256 code)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC20InvalidReceiver(address receiver)',
  'error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)',
  'error SafeERC20FailedOperation(address token)',
])
/** What routers mean by their short codes. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/INSUFFICIENT_OUTPUT_AMOUNT|Too little received/, 'the price moved: it would give less than the least that was accepted'],
  [/TRANSFER_FROM_FAILED|^STF$/, 'the token could not be taken: too little of it, or no allowance for it'],
  [/EXPIRED|Transaction too old/, 'its deadline is over'],
  [/INSUFFICIENT_LIQUIDITY/, 'there is too little in the pool'],
  [/EXCESSIVE_INPUT_AMOUNT|Too much requested/, 'the price moved: it would take more than the most that was accepted'],
]
const charsMax = 400

/** @param data revert data; null or empty: the contract gave no reason */
export function revertWords(data: Hex | null, nodeSaid = ''): string {
  const said = (data === null ? undefined : decodedWords(data)) ?? nodeSaid.slice(0, charsMax)
  if (said === '') return 'it fails, and the contract does not say why'
  const meaning = meanings.find(([pattern]) => pattern.test(said))?.[1]
  return meaning === undefined ? said : `${meaning} (${said})`.slice(0, charsMax)
}

function decodedWords(data: Hex): string | undefined {
  try {
    const { errorName, args } = decodeErrorResult({ abi: standard, data })
    if (errorName === 'Error') return args[0].slice(0, charsMax)
    if (errorName === 'Panic') return `a panic of the contract, ${String(args[0])}`
    return `${errorName}(${args.map(String).join(', ')})`.slice(0, charsMax)
  } catch {
    return data.length >= 10 ? `error ${data.slice(0, 10)} of the contract` : undefined
  }
}

/** Does it fail because a token may not be taken? Tokens of different ages say so in different ways. */
export const isWantOfAllowance = (words: string): boolean =>
  /allowance|TRANSFER_FROM_FAILED|\bSTF\b|ERC20InsufficientAllowance/i.test(words)
