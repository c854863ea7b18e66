// One bot's reading of a fund on chain, through its own RPC client: sets, roots, intents, books.
// It reads and never sends.
import { BaseError, ContractFunctionRevertedError, erc20Abi } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { dryRunCodeAt, type DryRunCode } from '#protocol/dryRun.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { toHash, zeroHash, type AdapterData, type Hash } from '#protocol/hash.ts'
import { inspectionSchema, type Inspection } from '#protocol/inspection.ts'
import type { OpenSet } from '#protocol/relay.ts'
import { readAmmPrice } from './ammPrice.ts'
import type { ChainClient } from './chainClient.ts'

const intentStatuses = ['NONE', 'PROPOSED', 'APPROVED', 'EXECUTED', 'CANCELLED', 'EXPIRED'] as const
export type IntentStatus = (typeof intentStatuses)[number]

/** The open verifier set. Revoked members are left out; thresholds and total stay those of the opening. */
export async function readOpenSet(client: ChainClient, fund: FundConfig): Promise<OpenSet> {
  const at = { address: fund.contracts.verifierSet, abi: verifierSetAbi } as const
  const setEpoch = await client.readContract({ ...at, functionName: 'currentEpoch' })
  const [info, verifiers] = await Promise.all([
    client.readContract({ ...at, functionName: 'epochInfo', args: [setEpoch] }),
    client.readContract({ ...at, functionName: 'verifiersOf', args: [setEpoch] }),
  ])
  const revoked = await Promise.all(
    verifiers.map((one) => client.readContract({ ...at, functionName: 'isRevoked', args: [one.signer] })),
  )
  const nameOf = (address: string): string => fund.verifiers.find((one) => one.address === address)?.name ?? address
  return {
    setEpoch: Number(setEpoch),
    members: verifiers
      .filter((_, index) => revoked[index] === false)
      .map((one) => ({
        address: one.signer,
        name: nameOf(one.signer),
        weight: Number(one.weight),
        ...(one.erc1271 && { erc1271: true }),
      })),
    totalWeight: Number(info.totalWeight),
    thresholds: {
      claim: Number(info.thresholds.claim),
      snapshot: Number(info.thresholds.snapshot),
      intent: Number(info.thresholds.intent),
    },
  }
}

/** The root published for a round, or null; `block` is the newest when it was read. */
export async function readPublishedRoot(
  client: ChainClient,
  fund: FundConfig,
  round: number,
): Promise<{ root: Hash | null; block: number }> {
  const [record, block] = await Promise.all([
    client.readContract({
      address: fund.contracts.snapshotBook,
      abi: snapshotBookAbi,
      functionName: 'snapshotOf',
      args: [BigInt(round)],
    }),
    client.getBlockNumber(),
  ])
  return { root: record.root === zeroHash ? null : toHash(record.root), block: Number(block) }
}

export async function readIntentStatus(client: ChainClient, fund: FundConfig, intentHash: Hash): Promise<IntentStatus> {
  const index = await client.readContract({
    address: fund.contracts.intentBook,
    abi: intentBookAbi,
    functionName: 'statusOf',
    args: [intentHash],
  })
  const status = intentStatuses[index]
  if (status === undefined)
    throw new QuorateError('EFFECT_FAILED', { port: 'intent status', problem: `the contract says ${index}` })
  return status
}

/**
 * The first check that would stop the execution, as the contract says it.
 * @param stage `unapproved`: what stands behind the approval that is still missing, for who is asked to give it
 */
export async function readDryRun(
  client: ChainClient,
  fund: FundConfig,
  of: { readonly intentHash: Hash; readonly adapterData: AdapterData; readonly stage?: 'approved' | 'unapproved' },
): Promise<DryRunCode> {
  const core = { address: fund.contracts.core, abi: clawCoreAbi } as const
  const about = [of.intentHash, of.adapterData] as const
  if (of.stage !== 'unapproved') return dryRunCodeAt(await client.readContract({ ...core, functionName: 'dryRun', args: about }))
  const [code] = await client.readContract({ ...core, functionName: 'inspectAs', args: [...about, true] })
  return dryRunCodeAt(code)
}

/** As readDryRun, with the value found and the bound it missed. */
export async function readInspection(
  client: ChainClient,
  fund: FundConfig,
  intentHash: Hash,
  adapterData: AdapterData,
): Promise<Inspection> {
  const [code, actual, bound] = await client.readContract({
    address: fund.contracts.core,
    abi: clawCoreAbi,
    functionName: 'inspect',
    args: [intentHash, adapterData],
  })
  return inspectionSchema.parse({ code: dryRunCodeAt(code), actual: actual.toString(), bound: bound.toString() })
}

interface Books {
  readonly baseAmount: bigint
  readonly quantity: bigint
  readonly costBasis: bigint
  readonly realisedProfit: bigint
}
async function readBooks(client: ChainClient, fund: FundConfig): Promise<Books> {
  const at = { address: fund.contracts.vault, abi: vaultAbi } as const
  const [baseAmount, position, realisedProfit] = await Promise.all([
    client.readContract({ address: fund.baseAsset, abi: erc20Abi, functionName: 'balanceOf', args: [fund.contracts.vault] }),
    client.readContract({ ...at, functionName: 'positionOf', args: [fund.tradedToken] }),
    client.readContract({ ...at, functionName: 'realisedProfit' }),
  ])
  return { baseAmount, quantity: position.quantity, costBasis: position.costBasis, realisedProfit }
}

/** Free base asset and the open position with its average entry price and what it cost. */
export async function readHoldings(
  client: ChainClient,
  fund: FundConfig,
): Promise<{ baseFree: string; held: { quantity: string; entryPriceWad: string; cost: string } | null }> {
  const { baseAmount, quantity, costBasis } = await readBooks(client, fund)
  const held =
    quantity === 0n
      ? null
      : {
          quantity: quantity.toString(),
          entryPriceWad: ((costBasis * wadScale(fund)) / quantity).toString(),
          cost: costBasis.toString(),
        }
  return { baseFree: baseAmount.toString(), held }
}

export interface VaultBooks {
  readonly baseAmount: string
  readonly positionAmount: string
  readonly costBasis: string
  readonly value: string
  readonly realisedProfit: string
  readonly priceWad: string
  readonly paused: boolean
  readonly block: number
  readonly blockTime: number
  readonly shareSupply: string
  readonly requests: OwnerRequests | null
}

/** What the fund's owner asked of the vault: assets to deposit, shares to redeem. */
export interface OwnerRequests {
  readonly depositPending: string
  readonly depositClaimable: string
  readonly redeemPending: string
  readonly redeemClaimable: string
  readonly inKindAt: number
}

/** Null without an owner to ask for, and for a vault of an earlier version, whose contract knows no requests. */
async function readRequests(client: ChainClient, fund: FundConfig): Promise<OwnerRequests | null> {
  const at = { address: fund.contracts.vault, abi: vaultAbi } as const
  const owner = fund.accounts.owner
  if (owner === null) return null
  try {
    const [inDeposit, inRedeem, inKindAt] = await client.readContract({ ...at, functionName: 'requestsOf', args: [owner] })
    const [depositPending, depositClaimable, redeemPending, redeemClaimable] = await Promise.all([
      client.readContract({ ...at, functionName: 'pendingDepositRequest', args: [inDeposit, owner] }),
      client.readContract({ ...at, functionName: 'claimableDepositRequest', args: [inDeposit, owner] }),
      client.readContract({ ...at, functionName: 'pendingRedeemRequest', args: [inRedeem, owner] }),
      client.readContract({ ...at, functionName: 'claimableRedeemRequest', args: [inRedeem, owner] }),
    ])
    return {
      depositPending: depositPending.toString(),
      depositClaimable: depositClaimable.toString(),
      redeemPending: redeemPending.toString(),
      redeemClaimable: redeemClaimable.toString(),
      inKindAt: Number(inKindAt),
    }
  } catch (failure) {
    if (failure instanceof BaseError && failure.walk((each) => each instanceof ContractFunctionRevertedError) !== null)
      return null
    throw failure
  }
}

/** The vault's books at the newest block, its position valued at the pool's spot. */
export async function readValuation(client: ChainClient, fund: FundConfig): Promise<VaultBooks> {
  const pool = fund.pools.find((one) => one.id === fund.tradePool)
  if (pool === undefined) throw new QuorateError('NO_ROUTE', { problem: `the fund has no pool ${fund.tradePool}` })
  const [books, requests, shareSupply, paused, { block, price }] = await Promise.all([
    readBooks(client, fund),
    readRequests(client, fund),
    client.readContract({ address: fund.contracts.vault, abi: vaultAbi, functionName: 'totalSupply' }),
    client.readContract({ address: fund.contracts.core, abi: clawCoreAbi, functionName: 'paused' }),
    readAmmPrice(client, { pair: pool.pair, base: pool.base, quote: pool.quote, window: { blocks: 0 } }),
  ])
  const value = books.baseAmount + (books.quantity * BigInt(price.spotWad)) / wadScale(fund)
  return {
    baseAmount: books.baseAmount.toString(),
    positionAmount: books.quantity.toString(),
    costBasis: books.costBasis.toString(),
    value: value.toString(),
    realisedProfit: books.realisedProfit.toString(),
    priceWad: price.spotWad,
    paused,
    block,
    blockTime: price.blockTime,
    shareSupply: shareSupply.toString(),
    requests,
  }
}

/** Multiplies base units of base per base unit of token into wad per whole token. */
function wadScale(fund: FundConfig): bigint {
  const decimalsOf = (address: EvmAddress): number => {
    const token = fund.tokens.find((one) => one.address === address)
    if (token === undefined) throw new QuorateError('NO_ROUTE', { problem: `${address} is not among the fund's tokens` })
    return token.decimals
  }
  return 10n ** BigInt(18 + decimalsOf(fund.tradedToken) - decimalsOf(fund.baseAsset))
}
