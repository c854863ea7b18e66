// The fund's contracts as one small state machine: what a transaction may do, and what it does. A second, dull reading of
// contracts/, for whole-swarm simulations; what the contracts really do is tested against the contracts.
import { claimBookAbi } from '#protocol/abi/ClaimBook.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { intentAttestationDigest, snapshotAttestationDigest } from '#protocol/attestation.ts'
import type { DryRunCode } from '#protocol/dryRun.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { hashIntent, intentActions, intentSchema, type Intent } from '#protocol/intent.ts'
import type { ChainStatus } from '#machines/intent.ts'
import { calledIn } from './calledIn.ts'
import { isCheaplySigned } from './cheapSignatures.ts'

/** A call as a transaction makes it, and the block it is made in. */
export interface CallInBlock {
  readonly from: string
  readonly to: string
  readonly data: `0x${string}`
  readonly txHash: string
  readonly block: number
  readonly time: number
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
  readonly isApproved: boolean
  readonly isCancelled: boolean
  readonly execution: Execution | null
}
interface Attested {
  readonly verifier: `0x${string}`
  readonly expiresAt: bigint
  readonly nonce: bigint
  readonly signature: `0x${string}`
}

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
  /** A drill: thresholds are not asked for, windows not looked at, executions not remembered. The invariants must notice. */
  readonly lax: boolean

  constructor(from: ContractState | { readonly lax: boolean }) {
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
    // claims on chain and token approvals change nothing that the model looks at
    else if (to === contracts.claimBook) calledIn(claimBookAbi, data)
  }

  status(intentHash: string, time: number): ChainStatus {
    const found = this.intents.get(intentHash)
    if (found === undefined) return 'NONE'
    if (found.execution !== null) return 'EXECUTED'
    if (found.isCancelled) return 'CANCELLED'
    if (time > found.intent.deadline) return 'EXPIRED'
    return found.isApproved ? 'APPROVED' : 'PROPOSED'
  }

  /** The first check that would stop an execution in a block of this time and price; a verifier asks before the approval. */
  dryRun(intentHash: string, time: number, priceWad: bigint, stage: 'approved' | 'unapproved' = 'approved'): DryRunCode {
    const found = this.intents.get(intentHash)
    if (this.paused) return 'CORE_PAUSED'
    if (found === undefined) return 'INTENT_NOT_FOUND'
    if (found.execution !== null && !this.lax) return 'INTENT_ALREADY_EXECUTED'
    if (found.isCancelled) return 'INTENT_CANCELLED'
    if (stage === 'approved' && !found.isApproved && !this.lax) return 'INTENT_NOT_APPROVED'
    if (time < found.intent.validAfter && !this.lax) return 'INTENT_NOT_YET_VALID'
    if (time > found.intent.deadline && !this.lax) return 'INTENT_EXPIRED'
    const { action, amountIn, minAmountOut } = found.intent
    if ((action === 'BUY' ? this.base : this.quantity) < BigInt(amountIn)) return 'INSUFFICIENT_BALANCE'
    return quote(action, BigInt(amountIn), priceWad) < BigInt(minAmountOut) ? 'QUOTE_BELOW_MIN' : 'OK'
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
    this.intents.set(intentHash, { intent, approvedBy: [], isApproved: false, isCancelled: false, execution: null })
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
    this.intents.set(intentHash, { ...found, approvedBy, isApproved: weightOf(fund, approvedBy) >= fund.thresholds.intent })
  }

  #core(fund: FundConfig, call: CallInBlock): void {
    const { functionName, args } = calledIn(clawCoreAbi, call.data)
    if (functionName === 'pause' || functionName === 'unpause') {
      if (call.from !== (functionName === 'pause' ? fund.accounts.guardian : fund.accounts.owner))
        throw new Reverted('Unauthorized')
      this.paused = functionName === 'pause'
    } else if (functionName === 'executeIntent') this.#execute(args[0], call)
  }

  #execute(intentHash: string, { txHash, block, time, priceWad }: CallInBlock): void {
    const code = this.dryRun(intentHash, time, priceWad)
    const found = this.intents.get(intentHash)
    if (code !== 'OK' || found === undefined) throw new Reverted(code)
    const { action, amountIn } = found.intent
    const [given, amountOut] = [BigInt(amountIn), quote(action, BigInt(amountIn), priceWad)]
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

  #vault(data: `0x${string}`): void {
    const { functionName, args } = calledIn(vaultAbi, data)
    if (functionName !== 'deposit' && functionName !== 'withdraw') return
    const amount = args[0] as bigint
    if (functionName === 'withdraw' && amount > this.base) throw new Reverted('InsufficientBalance')
    this.base += functionName === 'deposit' ? amount : -amount
    const key = `${functionName} ${amount}`
    this.transfers.set(key, (this.transfers.get(key) ?? 0) + 1)
  }

  #alive(intentHash: string): StoredIntent {
    const found = this.intents.get(intentHash)
    if (found === undefined) throw new Reverted('IntentNotFound')
    if (found.execution !== null) throw new Reverted('IntentAlreadyExecuted')
    if (found.isCancelled) throw new Reverted('IntentIsCancelled')
    return found
  }
}

/** The base asset has 6 decimals, the traded token 18. */
export function quote(action: 'BUY' | 'SELL', amountIn: bigint, priceWad: bigint): bigint {
  return action === 'BUY' ? (amountIn * 10n ** 12n * wad) / priceWad : (amountIn * priceWad) / wad / 10n ** 12n
}

const numbersOf = (one: Attested) => ({ expiresAt: Number(one.expiresAt), nonce: one.nonce.toString() as IntentNonce })
type IntentNonce = Parameters<typeof intentAttestationDigest>[0]['nonce']

function signersOf(
  fund: FundConfig,
  attested: readonly Attested[],
  time: number,
  digest: (one: Attested) => Hash,
): readonly string[] {
  return attested.flatMap((one) =>
    Number(one.expiresAt) >= time &&
    fund.verifiers.some(({ address }) => address === one.verifier) &&
    isCheaplySigned(digest(one), one.signature, one.verifier as EvmAddress)
      ? [one.verifier]
      : [],
  )
}
const weightOf = (fund: FundConfig, signers: readonly string[]): number =>
  fund.verifiers.reduce((sum, { address, weight }) => sum + (signers.includes(address) ? weight : 0), 0)
