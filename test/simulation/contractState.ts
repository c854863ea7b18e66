// The fund's contracts as one small state machine: what a transaction may do, and what it does. A second, dull reading of
// contracts/, for whole-swarm simulations; what the contracts really do is tested against the contracts.
import { claimBookAbi } from '#protocol/abi/ClaimBook.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { intentAttestationDigest, snapshotAttestationDigest } from '#protocol/attestation.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import type { Inspection } from '#protocol/inspection.ts'
import { hashIntent, intentActions, intentSchema, type Intent } from '#protocol/intent.ts'
import type { ChainStatus } from '#machines/intent.ts'
import { calledIn } from './calledIn.ts'
import { consult, observed, obstacleTo, type ModelGuard, type PooledPrice } from './modelGuard.ts'
import { charged, inspection, inspectLimits, isFull, type Charge, type Judged, type ModelLimits } from './modelLimits.ts'
import { numbersOf, signersOf, weightOf, type Attested } from './modelVotes.ts'

/** A call as a transaction makes it, and the block it is made in. */
export interface CallInBlock extends PooledPrice {
  readonly from: string
  readonly to: string
  readonly data: `0x${string}`
  readonly txHash: string
  readonly block: number
  readonly priceWad: bigint
}
/** What `IntentExecuted` says, and what the model checks about it. */
export interface Execution {
  readonly intentHash: string
  readonly txHash: string
  readonly block: number
  readonly time: number
  readonly amountIn: string
  readonly amountOut: string
  readonly realisedProfit: string
}
interface StoredIntent {
  readonly intent: Intent
  readonly approvedBy: readonly string[]
  /** Of the block in which it was approved; null until then. */
  readonly approvedAt: number | null
  readonly isCancelled: boolean
  readonly execution: Execution | null
}

/** Limits with the guard that they are judged by. */
export interface GuardedLimits {
  readonly guard: ModelGuard
  readonly limits: ModelLimits
}

type Priced = PooledPrice & { readonly priceWad: bigint }

/** A call that the contract refuses; the text is the error's name. */
export class Reverted extends Error {}

const wad = 10n ** 18n

/** The contracts' storage. Copied for every block that changes it, so that a reorg takes up an older one. */
export class ContractState {
  readonly intents: Map<string, StoredIntent>
  readonly roots: Map<number, Hash>
  /** Deposits and withdrawals by amount: the workload never uses an amount twice. */
  readonly transfers: Map<string, number>
  readonly executions: Execution[]
  base: bigint
  quantity: bigint
  costBasis: bigint
  realised: bigint
  paused: boolean
  /** Null: the fund has none. */
  guard: ModelGuard | null
  /** Those of a fund with a guard. */
  readonly limits: ModelLimits | null
  readonly charges: Charge[]
  /** A drill: thresholds are not asked for, windows not looked at, executions not remembered. The invariants must notice. */
  readonly lax: boolean

  constructor(from: ContractState | { readonly lax: boolean; readonly limits?: GuardedLimits | null }) {
    const given = from instanceof ContractState ? from : undefined
    this.intents = new Map(given?.intents)
    this.roots = new Map(given?.roots)
    this.transfers = new Map(given?.transfers)
    this.executions = [...(given?.executions ?? [])]
    this.base = given?.base ?? 100_000_000_000n
    this.quantity = given?.quantity ?? 0n
    this.costBasis = given?.costBasis ?? 0n
    this.realised = given?.realised ?? 0n
    this.paused = given?.paused ?? false
    this.guard = given?.guard ?? null
    this.limits = given?.limits ?? null
    this.charges = [...(given?.charges ?? [])]
    if (!(from instanceof ContractState) && from.limits) [this.guard, this.limits] = [from.limits.guard, from.limits.limits]
    this.lax = from.lax
  }

  /** @throws Reverted; what was changed until then is the caller's to throw away */
  apply(fund: FundConfig, call: CallInBlock): void {
    const { contracts } = fund
    const { to, data } = call
    if (data === '0x') return
    if (to === contracts.snapshotBook) this.#snapshotBook(fund, call)
    else if (to === contracts.intentBook) this.#intentBook(fund, call)
    else if (to === contracts.core) this.#core(fund, call)
    else if (to === contracts.vault) this.#vault(data)
    else if (to === contracts.priceGuard) this.#observe(fund, call)
    // claims on chain and token approvals change nothing that the model looks at
    else if (to === contracts.claimBook) calledIn(claimBookAbi, data)
  }

  status(intentHash: string, time: number): ChainStatus {
    const found = this.intents.get(intentHash)
    if (found === undefined) return 'NONE'
    if (found.execution !== null) return 'EXECUTED'
    if (found.isCancelled) return 'CANCELLED'
    if (time > found.intent.deadline) return 'EXPIRED'
    return found.approvedAt !== null ? 'APPROVED' : 'PROPOSED'
  }

  /** The first check that would stop an execution in a block of this time and price; a verifier asks before the approval. */
  inspect(intentHash: string, at: Priced, stage: 'approved' | 'unapproved' = 'approved'): Inspection {
    const { time, priceWad } = at
    const found = this.intents.get(intentHash)
    if (this.paused) return inspection('CORE_PAUSED')
    if (found === undefined) return inspection('INTENT_NOT_FOUND')
    const { intent, approvedAt } = found
    if (found.execution !== null && !this.lax) return inspection('INTENT_ALREADY_EXECUTED')
    if (found.isCancelled) return inspection('INTENT_CANCELLED')
    if (stage === 'approved' && approvedAt === null && !this.lax) return inspection('INTENT_NOT_APPROVED')
    if (time < intent.validAfter && !this.lax) return inspection('INTENT_NOT_YET_VALID', time, intent.validAfter)
    if (time > intent.deadline && !this.lax) return inspection('INTENT_EXPIRED', time, intent.deadline)
    const open = (approvedAt ?? 0) + (this.limits?.challengeS ?? 0)
    if (time < open) return inspection('CHALLENGE_OPEN', time, open)
    const trade = tradeOf(intent, priceWad)
    const held = trade.action === 'BUY' ? this.base : this.quantity
    if (held < trade.amountIn) return inspection('INSUFFICIENT_BALANCE', held, trade.amountIn)
    if (trade.quote < trade.minAmountOut) return inspection('QUOTE_BELOW_MIN', trade.quote, trade.minAmountOut)
    if (this.limits === null || this.guard === null) return inspection('OK')
    return inspectLimits(this.limits, this.guard, this.charges, trade, at)
  }

  #snapshotBook(fund: FundConfig, { data, time }: CallInBlock): void {
    const { functionName, args } = calledIn(snapshotBookAbi, data)
    if (functionName !== 'publishSnapshot') return
    const [round, root] = [Number(args[0]), toHash(args[1])]
    if (this.roots.has(round)) throw new Reverted('SnapshotAlreadyPublished')
    const signers = signersOf(fund, args[3], time, (one) =>
      snapshotAttestationDigest(
        { root, round, setEpoch: 1, verifier: one.verifier as EvmAddress, ...numbersOf(one) },
        { chainId: fund.chainId, book: fund.contracts.snapshotBook },
      ),
    )
    if (weightOf(fund, signers) < fund.thresholds.snapshot) throw new Reverted('ThresholdNotReached')
    this.roots.set(round, root)
  }

  #intentBook(fund: FundConfig, { data, from, time }: CallInBlock): void {
    const { functionName, args } = calledIn(intentBookAbi, data)
    if (functionName === 'proposeIntent') return this.#propose(fund, args[0] as unknown as Record<string, unknown>, from, time)
    if (functionName === 'attestIntent') return this.#attest(fund, args[0], args[1], time)
    if (functionName !== 'cancelIntent') return
    const found = this.#alive(args[0])
    if (from !== fund.accounts.strategy && from !== fund.accounts.guardian) throw new Reverted('Unauthorized')
    this.intents.set(args[0], { ...found, isCancelled: true })
  }

  #propose(fund: FundConfig, raw: Record<string, unknown>, from: string, time: number): void {
    if (from !== fund.accounts.strategy) throw new Reverted('Unauthorized')
    const intent = intentSchema.parse({
      ...raw,
      action: intentActions[Number(raw['action'])],
      ...Object.fromEntries(['setEpoch', 'validAfter', 'deadline', 'round'].map((key) => [key, Number(raw[key])])),
      ...Object.fromEntries(['amountIn', 'minAmountOut', 'quoteAmountOut', 'nonce'].map((key) => [key, String(raw[key])])),
    })
    const intentHash = hashIntent(intent)
    if (this.intents.has(intentHash)) throw new Reverted('IntentAlreadyProposed')
    if (time > intent.deadline) throw new Reverted('WindowOutOfRange')
    if (this.roots.get(intent.round) !== intent.snapshotRoot) throw new Reverted('SnapshotUnknown')
    this.intents.set(intentHash, { intent, approvedBy: [], approvedAt: null, isCancelled: false, execution: null })
  }

  #attest(fund: FundConfig, intentHash: Hash | string, attested: readonly Attested[], time: number): void {
    const found = this.#alive(intentHash)
    if (time > found.intent.deadline) throw new Reverted('IntentExpired')
    const signers = signersOf(fund, attested, time, (one) =>
      intentAttestationDigest(
        { intentHash: toHash(intentHash), setEpoch: 1, verifier: one.verifier as EvmAddress, ...numbersOf(one) },
        { chainId: fund.chainId, book: fund.contracts.intentBook },
      ),
    )
    const approvedBy = [...new Set([...found.approvedBy, ...signers])]
    const isApproved = weightOf(fund, approvedBy) >= fund.thresholds.intent
    this.intents.set(intentHash, { ...found, approvedBy, approvedAt: isApproved ? (found.approvedAt ?? time) : null })
  }

  #core(fund: FundConfig, call: CallInBlock): void {
    const { functionName, args } = calledIn(clawCoreAbi, call.data)
    if (functionName === 'pause' || functionName === 'unpause') {
      if (call.from !== (functionName === 'pause' ? fund.accounts.guardian : fund.accounts.owner))
        throw new Reverted('Unauthorized')
      this.paused = functionName === 'pause'
    } else if (functionName === 'executeIntent') this.#execute(args[0], call)
  }

  #execute(intentHash: string, { txHash, block, time, priceWad, priceSum }: CallInBlock): void {
    const { code } = this.inspect(intentHash, { time, priceWad, priceSum })
    const found = this.intents.get(intentHash)
    if (code !== 'OK' || found === undefined) throw new Reverted(code)
    const { amountIn } = found.intent
    const trade = tradeOf(found.intent, priceWad)
    const { action, amountIn: given, quote: amountOut } = trade
    this.#charge(trade, { time, priceSum })
    if (action === 'BUY') {
      this.base -= given
      this.quantity += amountOut
      this.costBasis += given
    } else {
      const cost = (this.costBasis * given) / this.quantity
      this.base += amountOut
      this.realised += amountOut - cost
      this.quantity -= given
      this.costBasis -= cost
    }
    const execution = {
      intentHash,
      txHash,
      block,
      time,
      amountIn,
      amountOut: String(amountOut),
      realisedProfit: String(this.realised),
    }
    this.executions.push(execution)
    this.intents.set(intentHash, { ...found, execution })
  }

  /** What a trade counts towards the limits. Full of losses, the fund pauses itself. */
  #charge(trade: Judged, at: PooledPrice): void {
    if (this.limits === null || this.guard === null) return
    const { priceWad } = consult(this.guard, at)
    this.charges.push({ time: at.time, ...charged(trade, priceWad, trade.quote) })
    this.paused = isFull(this.limits, this.charges)
  }

  #vault(data: `0x${string}`): void {
    const { functionName, args } = calledIn(vaultAbi, data)
    if (functionName !== 'deposit' && functionName !== 'withdraw') return
    const amount = args[0] as bigint
    if (functionName === 'withdraw' && amount > this.base) throw new Reverted('InsufficientBalance')
    this.base += functionName === 'deposit' ? amount : -amount
    const key = `${functionName} ${amount}`
    this.transfers.set(key, (this.transfers.get(key) ?? 0) + 1)
  }

  #observe(fund: FundConfig, { data, from, ...at }: CallInBlock): void {
    const { functionName } = calledIn(priceGuardAbi, data)
    if (functionName !== 'observe' || this.guard === null) return
    if (from !== fund.accounts.keeper) throw new Reverted('Unauthorized')
    const obstacle = obstacleTo(this.guard, at)
    if (obstacle !== null) throw new Reverted(obstacle)
    this.guard = observed(this.guard, at)
  }

  #alive(intentHash: string): StoredIntent {
    const found = this.intents.get(intentHash)
    if (found === undefined) throw new Reverted('IntentNotFound')
    if (found.execution !== null) throw new Reverted('IntentAlreadyExecuted')
    if (found.isCancelled) throw new Reverted('IntentIsCancelled')
    return found
  }
}

/** An intent as the venue's price makes it. */
const tradeOf = ({ action, amountIn, minAmountOut }: Intent, priceWad: bigint): Judged => ({
  action,
  amountIn: BigInt(amountIn),
  minAmountOut: BigInt(minAmountOut),
  quote: quote(action, BigInt(amountIn), priceWad),
})

/** The base asset has 6 decimals, the traded token 18. */
export function quote(action: 'BUY' | 'SELL', amountIn: bigint, priceWad: bigint): bigint {
  return action === 'BUY' ? (amountIn * 10n ** 12n * wad) / priceWad : (amountIn * priceWad) / wad / 10n ** 12n
}
