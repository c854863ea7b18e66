// Heads of audit logs on chain, found again: transactions of known accounts to themselves that carry one. Blocks in which an
// account sent nothing are passed over by its nonce, so a year of them costs a few questions.
import type { EvmAddress } from '#protocol/address.ts'
import { readAnchor, type AuditAnchor } from '#protocol/auditAnchor.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { askChain, type ChainClient } from './chainClient.ts'

/** A head and the transaction that carries it. */
export interface FoundAnchor extends AuditAnchor {
  readonly txHash: Hash
  readonly block: number
}
/** Newest first; `since` is the first block that was looked at. */
export interface FoundAnchors {
  readonly anchors: readonly FoundAnchor[]
  readonly since: number
}

/** Blocks that are read one by one where a node has no old states: every node has the blocks. */
const readOneByOne = 1_000
/** Questions at once. */
const atOnce = 25

/** @param blocks how far to look back @throws RPC_UNREACHABLE, RPC_FAILED */
export async function readAnchors(
  client: ChainClient,
  { accounts, blocks }: { readonly accounts: readonly EvmAddress[]; readonly blocks: number },
): Promise<FoundAnchors> {
  const newest = Number(await askChain(client, 'the newest block', () => client.getBlockNumber()))
  const since = Math.max(0, newest - blocks)
  try {
    return await lookedThrough(client, accounts, since, newest)
  } catch (error) {
    // pruned, or a local chain that was started again: its old blocks are there, their states are not
    if (asksForOldState(error)) return everyBlock(client, accounts, Math.max(since, newest - readOneByOne), newest)
    throw error
  }
}

/** A node that does not answer at all is asked nothing more. */
const asksForOldState = (error: unknown): boolean => !(error instanceof QuorateError && error.code === 'RPC_UNREACHABLE')

async function everyBlock(
  client: ChainClient,
  accounts: readonly EvmAddress[],
  since: number,
  newest: number,
): Promise<FoundAnchors> {
  const anchors: FoundAnchor[] = []
  for (let high = newest; high > since; high -= atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, high - since) }, (_, index) => high - index)
    const found = await Promise.all(numbers.map((number) => anchorsIn(client, accounts, number)))
    anchors.push(...found.flat())
  }
  return { anchors: anchors.toSorted(newestFirst), since }
}

const newestFirst = (one: FoundAnchor, other: FoundAnchor): number => other.block - one.block || other.count - one.count

async function lookedThrough(
  client: ChainClient,
  accounts: readonly EvmAddress[],
  since: number,
  newest: number,
): Promise<FoundAnchors> {
  const found: FoundAnchor[] = []
  for (const account of accounts) found.push(...(await sentBy(client, account, since, newest)))
  return { anchors: found.toSorted(newestFirst), since }
}

/** Anchors of one account in the blocks after `low` up to `high`. */
async function sentBy(client: ChainClient, account: EvmAddress, low: number, high: number): Promise<readonly FoundAnchor[]> {
  const nonceAt = (block: number): Promise<number> =>
    askChain(client, `the nonce of ${account} at block ${block}`, () =>
      client.getTransactionCount({ address: account, blockNumber: BigInt(block) }),
    )
  const within = async (from: number, before: number, to: number, after: number): Promise<readonly FoundAnchor[]> => {
    if (before === after) return []
    if (to - from === 1) return anchorsIn(client, [account], to)
    const middle = from + Math.floor((to - from) / 2)
    const nonce = await nonceAt(middle)
    return [...(await within(from, before, middle, nonce)), ...(await within(middle, nonce, to, after))]
  }
  return within(low, await nonceAt(low), high, await nonceAt(high))
}

async function anchorsIn(client: ChainClient, accounts: readonly EvmAddress[], number: number): Promise<readonly FoundAnchor[]> {
  const { transactions } = await askChain(client, `block ${number}`, () =>
    client.getBlock({ blockNumber: BigInt(number), includeTransactions: true }),
  )
  const own = new Set(accounts.map((account) => account.toLowerCase()))
  return transactions.flatMap(({ from, to, input, hash }) => {
    const anchor = own.has(from.toLowerCase()) && to?.toLowerCase() === from.toLowerCase() ? readAnchor(input) : null
    return anchor === null ? [] : [{ ...anchor, txHash: toHash(hash), block: number }]
  })
}
