// A model of the fund's contracts and pool, as small as the cycle needs: for fast whole-cycle tests without a process.
// What the contracts really do is tested against the contracts.
import { decodeFunctionData } from 'viem'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { privateKeyToAccount, publicKeyToAddress, type PrivateKeyAccount } from 'viem/accounts'
import { bytesToHex, hexToBytes } from 'viem/utils'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { amountSchema } from '#protocol/amounts.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { DryRunCode } from '#protocol/dryRun.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { adapterDataSchema, toHash, type Hash } from '#protocol/hash.ts'
import { hashIntent, intentSchema, intentActions, type Intent } from '#protocol/intent.ts'
import { ammPriceRefSchema, ammPriceSchema } from '#protocol/source.ts'
import { firstVenueId } from '#protocol/venue.ts'
import type { ChainStatus, ProvenExecution } from '#machines/intent.ts'
import type { AccountDesk, ChainView, Signer } from '#actors/world.ts'
import { ModelSet } from './modelSet.ts'

const bytes32 = (n: number): Hash => toHash(`0x${n.toString(16).padStart(64, '0')}`)
const wad = 10n ** 18n
const nothing = amountSchema.parse('0')
/** What is read of a fund without a price guard. */
const unguarded = { guard: null, status: 'NO_SOURCE', value: '0', observedAt: 0, windowS: 0, maxAgeS: 0, obstacle: null } as const

interface StoredIntent {
  readonly intent: Intent
  status: ChainStatus
  weight: number
}

/** One model chain: prices advance with every block. */
export class ModelChain {
  block = 100
  time = 1_760_000_000
  baseAmount = 100_000_000_000n
  quantity = 0n
  costBasis = 0n
  realised = 0n
  /** wad price of the traded token at each block */
  priceAt: (block: number) => bigint = (block) => (2_000n * wad * BigInt(10_000 + ((block * 37) % 400))) / 10_000n
  /** a drill: what the dry run says of an approved intent */
  refuseWith: DryRunCode | null = null
  readonly set = new ModelSet()
  readonly roots = new Map<number, Hash>()
  readonly intents = new Map<string, StoredIntent>()
  readonly executions = new Map<string, NonNullable<ProvenExecution>>()
  readonly sent = new Map<string, { nonce: number; from: string; to: string; data: `0x${string}`; minedIn: number | null }>()
  readonly nonces = new Map<string, number>()

  mine(): void {
    this.block += 1
    this.time += 1
  }

  apply(fund: FundConfig, to: string, data: `0x${string}`, txHash: string): void {
    this.mine()
    this.set.apply(fund, to, data, this.time)
    if (to === fund.contracts.snapshotBook) {
      const { functionName, args } = decodeFunctionData({ abi: snapshotBookAbi, data })
      if (functionName === 'publishSnapshot') this.roots.set(Number(args[0]), toHash(args[1]))
    } else if (to === fund.contracts.intentBook) {
      const { functionName, args } = decodeFunctionData({ abi: intentBookAbi, data })
      if (functionName === 'proposeIntent') this.#propose(args[0])
      if (functionName === 'attestIntent') this.#attest(args[0], args[1].length)
      if (functionName === 'cancelIntent') this.#cancel(args[0])
    } else if (to === fund.contracts.core) {
      const { functionName, args } = decodeFunctionData({ abi: clawCoreAbi, data })
      if (functionName === 'executeIntent') this.#execute(args[0], txHash)
    }
  }

  #propose(raw: Record<string, unknown>): void {
    const intent = intentSchema.parse({
      ...raw,
      action: intentActions[Number(raw['action'])],
      ...Object.fromEntries(['setEpoch', 'validAfter', 'deadline', 'round'].map((key) => [key, Number(raw[key])])),
      ...Object.fromEntries(['amountIn', 'minAmountOut', 'quoteAmountOut', 'nonce'].map((key) => [key, String(raw[key])])),
    })
    this.intents.set(hashIntent(intent), { intent, status: 'PROPOSED', weight: 0 })
  }

  #attest(intentHash: string, signatures: number): void {
    const found = this.intents.get(intentHash)
    if (found === undefined) return
    found.weight += signatures
    if (found.weight >= 2) found.status = 'APPROVED'
  }

  #cancel(intentHash: string): void {
    const found = this.intents.get(intentHash)
    if (found === undefined || found.status === 'EXECUTED' || found.status === 'CANCELLED')
      throw new QuorateError('CALL_REVERTED', { label: 'cancel', problem: 'IntentNotFound' })
    found.status = 'CANCELLED'
  }

  #execute(intentHash: string, txHash: string): void {
    const found = this.intents.get(intentHash)
    if (found === undefined || found.status !== 'APPROVED')
      throw new QuorateError('CALL_REVERTED', { label: 'execute', problem: 'INTENT_NOT_APPROVED' })
    found.status = 'EXECUTED'
    const { action, amountIn } = found.intent
    const amountOut = this.quote(action, BigInt(amountIn))
    if (action === 'BUY') {
      this.baseAmount -= BigInt(amountIn)
      this.quantity += amountOut
      this.costBasis += BigInt(amountIn)
    } else {
      const cost = (this.costBasis * BigInt(amountIn)) / this.quantity
      this.baseAmount += amountOut
      this.realised += amountOut - cost
      this.quantity -= BigInt(amountIn)
      this.costBasis -= cost
    }
    this.executions.set(intentHash, {
      txHash,
      block: this.block,
      amountIn,
      amountOut: amountOut.toString(),
      realisedProfit: this.realised.toString(),
    })
  }

  /** base has 6 decimals, the traded token 18 */
  quote(action: 'BUY' | 'SELL', amountIn: bigint): bigint {
    const price = this.priceAt(this.block)
    return action === 'BUY' ? (amountIn * 10n ** 12n * wad) / price : (amountIn * price) / wad / 10n ** 12n
  }

  view(): ChainView {
    const status = (hash: string): ChainStatus => this.intents.get(hash)?.status ?? 'NONE'
    return {
      chainTime: () => Promise.resolve(this.time),
      ammPrice: ({ pair, base, quote, windowS, at }) => {
        const block = at?.block ?? this.block
        const price = this.priceAt(block).toString()
        const time = 1_760_000_000 + block - 100
        return Promise.resolve({
          ref: ammPriceRefSchema.parse({ chainId: 31_337, pair, block, blockHash: bytes32(block) }),
          price: ammPriceSchema.parse({
            base,
            quote,
            reserveBase: '1',
            reserveQuote: price,
            spotWad: price,
            twapWad: price,
            windowS,
            blockTime: time,
          }),
        })
      },
      agrees: () => Promise.resolve(false), // no verifier of the model signs by contract
      openSet: (fund) => Promise.resolve(this.set.open(fund)),
      rosterSet: (fund, candidates) => Promise.resolve(this.set.read(fund, candidates)),
      policyChange: (_fund, change) => Promise.resolve(this.set.change(change, this.time)),
      publishedRoot: (_fund, round) => Promise.resolve({ root: this.roots.get(round) ?? null, block: this.block }),
      intentStatus: (_fund, hash) => Promise.resolve(status(hash)),
      dryRun: (_fund, hash) => Promise.resolve(this.#dryRun(status(hash))),
      inspect: (_fund, hash) => Promise.resolve({ code: this.#dryRun(status(hash)), actual: nothing, bound: nothing }),
      // what a test refuses comes after the approval
      dryRunUnapproved: (_fund, hash) => Promise.resolve(status(hash) === 'PROPOSED' ? 'OK' : this.#dryRun(status(hash))),
      execution: (_fund, hash) => Promise.resolve(this.executions.get(hash) ?? null),
      quotes: (fund, { tokenIn, amountIn }) =>
        Promise.resolve([
          {
            venue: firstVenueId,
            adapter: fund.contracts.adapter,
            amountOut: this.quote(tokenIn === fund.baseAsset ? 'BUY' : 'SELL', BigInt(amountIn)).toString(),
            adapterData: adapterDataSchema.parse('0x01'),
          },
        ]),
      guard: (fund) => Promise.resolve({ ...unguarded, keeper: fund.accounts.relayer, blockTime: this.time }),
      holdings: () =>
        Promise.resolve({
          baseFree: this.baseAmount.toString(),
          held:
            this.quantity === 0n
              ? null
              : {
                  quantity: this.quantity.toString(),
                  entryPriceWad: ((this.costBasis * 10n ** 30n) / this.quantity).toString(),
                  cost: this.costBasis.toString(),
                },
        }),
      valuation: () =>
        Promise.resolve({
          baseAmount: this.baseAmount.toString(),
          positionAmount: this.quantity.toString(),
          costBasis: this.costBasis.toString(),
          value: this.baseAmount.toString(),
          realisedProfit: this.realised.toString(),
          priceWad: this.priceAt(this.block).toString(),
          paused: false,
          block: this.block,
          blockTime: this.time,
        }),
    }
  }

  #dryRun(status: ChainStatus): DryRunCode {
    if (status === 'APPROVED') return this.refuseWith ?? 'OK'
    return status === 'EXECUTED' ? 'INTENT_ALREADY_EXECUTED' : 'INTENT_NOT_APPROVED'
  }

  desk(fund: FundConfig): AccountDesk {
    return {
      nextNonce: (address) => Promise.resolve(this.nonces.get(address) ?? 0),
      undone: () => Promise.resolve([]),
      prepare: () => Promise.resolve({ gas: '1', maxFeePerGas: '1', maxPriorityFeePerGas: '1' }),
      sign: ({ address, nonce, call }) => {
        const hash = bytes32(Number(BigInt(address) % 1_000_003n) * 100_000 + nonce)
        return Promise.resolve({ raw: JSON.stringify({ hash, address, nonce, ...call }), hash })
      },
      broadcast: ({ raw }) => {
        const { hash, address, nonce, to, data } = JSON.parse(raw) as {
          hash: string
          address: string
          nonce: number
          to: string
          data: `0x${string}`
        }
        if (this.sent.has(hash)) return Promise.resolve()
        if ((this.nonces.get(address) ?? 0) !== nonce) throw new Error(`nonce ${nonce} of ${address} is not next`)
        this.nonces.set(address, nonce + 1)
        this.apply(fund, to, data, hash)
        this.sent.set(hash, { nonce, from: address, to, data, minedIn: this.block })
        return Promise.resolve()
      },
      fillGap: ({ upTo }) => Promise.resolve({ from: upTo }), // this chain never comes back older
      awaitReceipt: ({ hashes }) => {
        const hash = hashes.find((one) => this.sent.has(one))
        return Promise.resolve(
          hash === undefined
            ? { state: 'missing' as const }
            : { state: 'confirmed' as const, txHash: hash, block: this.block, gasUsed: '1' },
        )
      },
    }
  }
}

/** Keys for tests, from small numbers; published development material, never money. */
export function testAccount(n: number): PrivateKeyAccount {
  return privateKeyToAccount(`0x${(n + 1).toString(16).padStart(64, '0')}`)
}

/** A signer that signs typed data as viem does. */
export function testSigner(n: number): Signer {
  const account = testAccount(n)
  return {
    address: toEvmAddress(account.address),
    signTypedData: (typed) => account.signTypedData(typed as Parameters<PrivateKeyAccount['signTypedData']>[0]),
  }
}

/** Did this address sign the digest? Pure JavaScript, apart from the product's own check. */
export function isSignedBy(digest: Hash, signature: `0x${string}`, address: EvmAddress): boolean {
  const bytes = hexToBytes(signature)
  const recovered = secp256k1.Signature.fromBytes(bytes.slice(0, 64))
    .addRecoveryBit((bytes[64] ?? 0) % 27)
    .recoverPublicKey(hexToBytes(digest))
  return toEvmAddress(publicKeyToAddress(bytesToHex(recovered.toBytes(false)))) === address
}
