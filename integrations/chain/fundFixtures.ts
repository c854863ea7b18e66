// A fund on a throw-away chain, with the people who move it: publish, propose, approve, execute, as the contracts want it.
import { join } from 'node:path'
import {
  intentAttestationTypedData,
  snapshotAttestationTypedData,
  type SignedIntentAttestation,
  type SignedSnapshotAttestation,
} from '#protocol/attestation.ts'
import { attestIntentCall, executeIntentCall, observeCall, proposeIntentCall, publishSnapshotCall } from '#protocol/calls.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { fundFixture } from '#protocol/fixtures.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { AdapterData, Hash } from '#protocol/hash.ts'
import { hashAdapterData, hashIntent, intentSchema, type Intent } from '#protocol/intent.ts'
import { makeSnapshot } from '#protocol/snapshot.ts'
import { toNonce } from '#protocol/uint.ts'
import { firstVenueId, routeOn, venuesOf } from '#protocol/venue.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import type { Mined } from './chainAccount.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { createFund, depositIntoFund } from './deployFund.ts'
import { deployGuard, guardAddress } from './deployGuard.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import { newFundFixture, verifierNames } from './newFundFixture.ts'
import { factoryConfig, type NewFund } from './newFund.ts'
import { readQuote } from './venueQuotes.ts'

/** 10,000 of the base asset. */
const deposit = 10_000_000_000n

export interface TestFund {
  readonly chain: TestChain
  readonly local: LocalChain
  readonly fund: FundConfig
  /** Publishes a round's snapshot with two of three signatures, and answers its root. */
  publish(round: number, claimHashes: readonly Hash[]): Promise<Hash>
  /** Puts a trade on chain that a venue would make now: the fund's first, unless it is named. */
  propose(trade: { action: 'BUY' | 'SELL'; amountIn: string; round: number; root: Hash; venue?: string }): Promise<ProposedTrade>
  /** Two of three verifiers sign it. */
  approve(intentHash: Hash): Promise<void>
  execute(trade: ProposedTrade): Promise<Mined>
}
export interface ProposedTrade {
  readonly intent: Intent
  readonly intentHash: Hash
  readonly adapterData: AdapterData
}

/** What else the fund has. */
export interface TestFundOptions {
  /** base units that its bucket of losses may hold; with it comes a price guard with a known price */
  readonly lossLimit?: bigint
}

/** Starts a chain with a market and a fund `main` on it; end it by `chain.end()`. */
export async function startTestFund(options: TestFundOptions = {}): Promise<TestFund> {
  const chain = await startTestChain()
  const local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const fund = await makeFund(chain, local, options)
  return { chain, local, fund, ...actionsOn(chain, fund) }
}

function actionsOn(chain: TestChain, fund: FundConfig): Pick<TestFund, 'publish' | 'propose' | 'approve' | 'execute'> {
  let nonce = 0
  const chainTime = async (): Promise<number> => Number((await chain.client.getBlock()).timestamp)
  const common = async (name: (typeof verifierNames)[number]) => ({
    setEpoch: 1,
    verifier: chain.keys.signer(name).address,
    expiresAt: (await chainTime()) + 600,
    nonce: toNonce(BigInt(++nonce)),
  })
  const place = { chainId: 31_337 }
  return {
    async publish(round, claimHashes) {
      const snapshot = makeSnapshot(round, claimHashes)
      const signed: SignedSnapshotAttestation[] = []
      for (const name of ['alpha', 'beta'] as const) {
        const attestation = { root: snapshot.root, round, ...(await common(name)) }
        const typed = snapshotAttestationTypedData(attestation, { ...place, book: fund.contracts.snapshotBook })
        signed.push({ ...attestation, signature: await chain.keys.signer(name).signTypedData(typed) })
      }
      await chain
        .account('relayer')
        .send({ to: fund.contracts.snapshotBook, data: publishSnapshotCall(snapshot, signed), label: 'publish' })
      return snapshot.root
    },
    async propose({ action, amountIn, round, root, venue: wanted = firstVenueId }) {
      const venue = venuesOf(fund).find(({ id }) => id === wanted)
      if (venue === undefined) throw new Error(`the fund does not trade on ${wanted}`)
      const [tokenIn, tokenOut] = action === 'BUY' ? [fund.baseAsset, fund.tradedToken] : [fund.tradedToken, fund.baseAsset]
      const adapterData = routeOn(venue, { tokenIn, tokenOut })
      const amountOut = await readQuote(chain.client, venue, { tokenIn, tokenOut, amountIn })
      const quoted = { action, tokenIn, tokenOut, amountIn, quoteAmountOut: amountOut, minAmountOut: amountOut }
      const signed = { validAfter: await chainTime(), snapshotRoot: root, round, nonce: String(++nonce) }
      const intent = intentOf(fund, {
        ...quoted,
        ...signed,
        adapter: venue.adapter,
        adapterDataHash: hashAdapterData(adapterData),
      })
      await chain.account('strategy').send({ to: fund.contracts.intentBook, data: proposeIntentCall(intent), label: 'propose' })
      return { intent, intentHash: hashIntent(intent), adapterData }
    },
    async approve(intentHash) {
      const signed: SignedIntentAttestation[] = []
      for (const name of ['alpha', 'beta'] as const) {
        const attestation = { intentHash, ...(await common(name)) }
        const typed = intentAttestationTypedData(attestation, { ...place, book: fund.contracts.intentBook })
        signed.push({ ...attestation, signature: await chain.keys.signer(name).signTypedData(typed) })
      }
      await chain
        .account('relayer')
        .send({ to: fund.contracts.intentBook, data: attestIntentCall(intentHash, signed), label: 'attest' })
    },
    execute: ({ intentHash, adapterData }) =>
      chain
        .account('executor')
        .send({ to: fund.contracts.core, data: executeIntentCall(intentHash, adapterData), label: 'execute' }),
  }
}

const intentOf = (fund: FundConfig, about: { readonly validAfter: number } & Record<string, unknown>): Intent =>
  intentSchema.parse({
    fund: fund.contracts.vault,
    setEpoch: 1,
    maxSlippageBps: 100,
    deadline: about.validAfter + 600,
    ...about,
  })

async function makeFund(chain: TestChain, local: LocalChain, { lossLimit }: TestFundOptions): Promise<FundConfig> {
  const { usdc, weth } = local.tokens
  const owner = chain.account('owner')
  const venues = local.venues[local.pools[0].id] ?? []
  const market = { asset: usdc.address, token: weth.address, adapter: local.adapter }
  const fund = newFundFixture(chain, market, { otherAdapters: venues.map(({ adapter }) => adapter) })
  const contracts = await createFund(
    owner,
    local.fundFactory,
    lossLimit === undefined ? fund : await guarded(chain, local, fund, lossLimit),
  )
  if (contracts.priceGuard !== null) await makeKnown(chain, contracts.priceGuard, weth.address)
  await mintToken(owner, usdc.address, owner.address, deposit)
  await depositIntoFund(owner, contracts.vault, usdc.address, deposit)
  const [pool] = local.pools
  return fundFixture({
    contracts,
    baseAsset: usdc.address,
    tradedToken: weth.address,
    tradePool: pool.id,
    tokens: [usdc, weth],
    pools: [pool],
    venues,
    verifiers: fund.verifiers.map((verifier, at) => ({ ...verifier, name: verifierNames[at] ?? '' })),
    crawlers: [{ name: 'pool', address: chain.keys.signer('gamma').address, source: { type: 'amm-price', pool: pool.id } }],
    accounts: { ...fund.roles, relayer: chain.keys.signer('relayer').address },
  })
}

/** Seconds between the two observations that a price needs. */
const guardWindowS = 60

/** The fund with a guard of the trade pool's price and a limit on losses against it. */
async function guarded(chain: TestChain, local: LocalChain, fund: NewFund, lossLimit: bigint): Promise<NewFund> {
  const owner = chain.account('owner')
  const priceGuard = guardAddress(owner.address, factoryConfig(fund))
  const named = { ...fund, limits: { priceGuard, lossLimit, lossWindow: 86_400n } }
  const [pool] = local.pools
  const source = { token: pool.base, pool: pool.pair, windowS: guardWindowS, maxAgeS: 604_800, minReserve: '1' }
  await deployGuard(owner, local.fundFactory, named, { minWindowS: guardWindowS, priced: [source] })
  return named
}

/** Its owner is the keeper: two observations, a window apart. */
async function makeKnown(chain: TestChain, guard: EvmAddress, token: EvmAddress): Promise<void> {
  const observe = { to: guard, data: observeCall(token), label: 'observe' }
  await chain.account('owner').send(observe)
  await callRpc(chain.anvil.url, 'evm_increaseTime', [guardWindowS + 1])
  await chain.account('owner').send(observe)
}
