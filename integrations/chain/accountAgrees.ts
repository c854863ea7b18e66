// ERC-1271 as the books ask it: one static call with a fixed amount of gas, one word read from the answer.
import { BaseError, encodeFunctionData, parseAbi, size } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import type { Hash, Hex } from '#protocol/hash.ts'
import type { ChainClient } from './chainClient.ts'
import { isRevert } from './chainError.ts'

const abi = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)'])
/** `isValidSignature`'s own selector, padded to a word. */
const yes: Hex = `0x1626ba7e${'0'.repeat(56)}`
/** contracts/base/VerifierSignature.sol: STIPEND. */
export const accountStipend = 100_000n
const gasOfCall = 21_000n // of any transaction
const gasOfByte = 40n // the most that a byte of calldata costs (EIP-7623): never less is left than the books leave

/**
 * Does the contract of `account` stand behind this signature? A revert, no code, another answer and too much gas are a
 * no, as in the books. @throws what the client throws when the node does not answer
 */
export async function accountAgrees(
  client: ChainClient,
  { account, digest, signature }: { readonly account: EvmAddress; readonly digest: Hash; readonly signature: Hex },
): Promise<boolean> {
  const data = encodeFunctionData({ abi, functionName: 'isValidSignature', args: [digest, signature] })
  const gas = accountStipend + gasOfCall + gasOfByte * BigInt(size(data))
  try {
    const { data: answer } = await client.call({ to: account, data, gas })
    return answer !== undefined && answer.slice(0, 66) === yes
  } catch (error) {
    if (error instanceof BaseError && (isRevert(error) || failure.test(`${error.message} ${error.details}`))) return false
    throw error
  }
}

/** How nodes put that a call ended badly without a revert: no gas left, an opcode that there is none of. */
const failure = /out of gas|OutOfGas|opcode|InvalidFEOpcode|stack (?:under|over)flow/i
