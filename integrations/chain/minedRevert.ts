// Why a transaction that was mined did not succeed. Its estimate did, so the receipt alone explains nothing: what it
// used of its gas, and what the same call says on the state before it, tell a lack of gas from a contract's refusal.
import { QuorateError } from '#protocol/errors.ts'
import type { Hash } from '#protocol/hash.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import type { Sighting } from './transactions.ts'

/** A call inside a call gets 63/64 of what is left, so a lack of gas two calls deep leaves a few percent unused. */
const nearlyAllPercent = 95n

/** The error for a mined transaction that reverted, with its gas and what repeating it says. It never throws. */
export async function minedRevert(
  client: ChainClient,
  given: { readonly hash: Hash; readonly label: string; readonly mined: Extract<Sighting, { state: 'mined' }> },
): Promise<QuorateError> {
  const { hash, label, mined } = given
  const gasUsed = BigInt(mined.gasUsed)
  const { gasLimit, reason } = await repeated(client, given)
  const share = gasLimit === null ? '' : ` of ${gasLimit}`
  const isShort = gasLimit !== null && gasUsed * 100n >= gasLimit * nearlyAllPercent
  const problem = `it did, in ${hash} (block ${mined.block}, ${gasUsed}${share} gas${isShort ? ': too little' : ''}); ${reason}`
  const details = { block: mined.block, gasUsed: mined.gasUsed, gasLimit: gasLimit === null ? null : gasLimit.toString(), reason }
  return new QuorateError('CALL_REVERTED', { label, problem, ...details })
}

/** Makes the call again on its parent's state, at its own block's time. */
async function repeated(
  client: ChainClient,
  { hash, mined }: { readonly hash: Hash; readonly mined: Extract<Sighting, { state: 'mined' }> },
): Promise<{ readonly gasLimit: bigint | null; readonly reason: string }> {
  let gasLimit: bigint | null = null
  try {
    await askChain(client, `repeating ${hash}`, async () => {
      const [sent, { timestamp: time }] = await Promise.all([
        client.getTransaction({ hash }),
        client.getBlock({ blockNumber: BigInt(mined.block) }),
      ])
      gasLimit = sent.gas
      const { from: account, to, input: data, value, gas } = sent
      await client.call({ account, to, data, value, gas, blockNumber: BigInt(mined.block - 1), blockOverrides: { time } })
    })
    return { gasLimit, reason: 'repeated on the state before it, it succeeds' }
  } catch (error) {
    if (error instanceof QuorateError && error.code === 'CALL_REVERTED')
      return { gasLimit, reason: `repeated, it says: ${String(error.details['problem'])}` }
    // the receipt stands without it: the reason is for people
    const problem = error instanceof Error ? error.message : String(error)
    return { gasLimit, reason: `it could not be repeated: ${problem}` }
  }
}
