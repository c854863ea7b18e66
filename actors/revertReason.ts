// Why a contract said no, in the contract's own words: revert data decoded with the errors of the fund's contracts, of
// the standards they follow and of Solidity itself.
import { decodeErrorResult, parseAbi } from 'viem/utils'
import { adapterAbi } from '#protocol/abi/Adapter.ts'
import { claimBookAbi } from '#protocol/abi/ClaimBook.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { dryRunCodes } from '#protocol/dryRun.ts'
import type { Hex } from '#protocol/hash.ts'

/** A contract's refusal: the error's name, and the name with its arguments. */
export interface RevertReason {
  readonly name: string
  readonly text: string
}

/** ERC-6093 and OpenZeppelin: what assets, shares and their guards throw. */
const standardErrors = parseAbi([
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxMint(address receiver, uint256 shares, uint256 max)',
  'error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)',
  'error SafeERC20FailedOperation(address token)',
  'error ReentrancyGuardReentrantCall()',
])

const errors = [
  ...[adapterAbi, claimBookAbi, clawCoreAbi, intentBookAbi, priceGuardAbi, snapshotBookAbi, vaultAbi, verifierSetAbi].flatMap(
    (abi) => (abi as readonly { readonly type: string }[]).filter(({ type }) => type === 'error'),
  ),
  ...standardErrors,
]

/** A venue's error inside the vault's, and no deeper: the data is a stranger's. */
const nestingMax = 2
/** One line for people; a stranger's error may carry anything. */
const textCharsMax = 500

/** Names revert data; an error nobody declared is named by its selector. Null for no data. */
export function revertReason(data: Hex, nesting = 0): RevertReason | null {
  if (data.length < 10) return null
  const unknown = { name: `error ${data.slice(0, 10)}`, text: `error ${data.slice(0, 10)}` }
  let decoded: { errorName: string; args?: readonly unknown[] | undefined }
  try {
    decoded = decodeErrorResult({ abi: errors, data })
  } catch {
    return unknown // a selector that none of our contracts declares, or arguments that do not fit it
  }
  const { errorName: name, args = [] } = decoded
  if (name === 'Error') return { name: 'Error', text: String(args[0]).slice(0, textCharsMax) }
  const words = args.map((value, index) => argument({ name, index, value, nesting }))
  return { name, text: `${name}(${words.join(', ')})`.slice(0, textCharsMax) }
}

function argument(at: { name: string; index: number; value: unknown; nesting: number }): string {
  const { name, index, value, nesting } = at
  if (name === 'ExecutionRefused' && index === 1) return dryRunCodes[Number(value)] ?? String(value)
  if (name === 'VenueFailed' && index === 1 && nesting < nestingMax)
    return revertReason(value as Hex, nesting + 1)?.text ?? String(value) // its ABI says bytes
  return String(value)
}
