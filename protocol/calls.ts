// Calldata of the calls that bots make: pure encoding of parsed protocol objects by the contracts' own ABIs.
import { encodeFunctionData } from 'viem/utils'
import { claimBookAbi } from './abi/ClaimBook.ts'
import { clawCoreAbi } from './abi/ClawCore.ts'
import { fundPolicyAbi } from './abi/FundPolicy.ts'
import { intentBookAbi } from './abi/IntentBook.ts'
import { priceGuardAbi } from './abi/PriceGuard.ts'
import { snapshotBookAbi } from './abi/SnapshotBook.ts'
import { vaultAbi } from './abi/Vault.ts'
import { verifierSetAbi } from './abi/VerifierSet.ts'
import type { SignedClaimAttestation, SignedIntentAttestation, SignedSnapshotAttestation } from './attestation.ts'
import type { Claim } from './claim.ts'
import { intentStruct, type Intent } from './intent.ts'

type Hex = `0x${string}`
type Signed = SignedClaimAttestation | SignedIntentAttestation | SignedSnapshotAttestation

/** Attestations as the books take them; the hash, round and epoch are the book's to fill in. */
function attestationStructs(
  attestations: readonly Signed[],
): { verifier: Hex; expiresAt: bigint; nonce: bigint; signature: Hex }[] {
  return attestations.map((one) => ({
    verifier: one.verifier,
    expiresAt: BigInt(one.expiresAt),
    nonce: BigInt(one.nonce),
    signature: one.signature,
  }))
}

export const submitClaimCall = (claim: Claim): Hex =>
  encodeFunctionData({
    abi: claimBookAbi,
    functionName: 'submitClaim',
    args: [{ ...claim, round: BigInt(claim.round), timestamp: BigInt(claim.timestamp) }],
  })

export const attestClaimCall = (claimHash: Hex, attestations: readonly SignedClaimAttestation[]): Hex =>
  encodeFunctionData({ abi: claimBookAbi, functionName: 'attestClaim', args: [claimHash, attestationStructs(attestations)] })

/** `claimHashes` are read by funds that finalize claims on chain; others pass none. */
export const publishSnapshotCall = (
  snapshot: { readonly round: number; readonly root: Hex; readonly claimHashes: readonly Hex[] },
  attestations: readonly SignedSnapshotAttestation[],
): Hex =>
  encodeFunctionData({
    abi: snapshotBookAbi,
    functionName: 'publishSnapshot',
    args: [BigInt(snapshot.round), snapshot.root, [...snapshot.claimHashes], attestationStructs(attestations)],
  })

export const proposeIntentCall = (intent: Intent): Hex =>
  encodeFunctionData({ abi: intentBookAbi, functionName: 'proposeIntent', args: [intentStruct(intent)] })

export const attestIntentCall = (intentHash: Hex, attestations: readonly SignedIntentAttestation[]): Hex =>
  encodeFunctionData({ abi: intentBookAbi, functionName: 'attestIntent', args: [intentHash, attestationStructs(attestations)] })

/** Of the strategy that proposed it, or of the guardian. */
export const cancelIntentCall = (intentHash: Hex): Hex =>
  encodeFunctionData({ abi: intentBookAbi, functionName: 'cancelIntent', args: [intentHash] })

export const executeIntentCall = (intentHash: Hex, adapterData: Hex): Hex =>
  encodeFunctionData({ abi: clawCoreAbi, functionName: 'executeIntent', args: [intentHash, adapterData] })

export const pauseCall = (): Hex => encodeFunctionData({ abi: clawCoreAbi, functionName: 'pause' })
export const unpauseCall = (): Hex => encodeFunctionData({ abi: clawCoreAbi, functionName: 'unpause' })

/** Of the keeper: the guard looks at the token's pool and keeps what it saw. */
export const observeCall = (token: Hex): Hex => encodeFunctionData({ abi: priceGuardAbi, functionName: 'observe', args: [token] })
/** Announces a change of a fund's configuration to its policy: the call `data` to its contract `target`. */
export const scheduleChangeCall = (target: Hex, data: Hex, salt: Hex): Hex =>
  encodeFunctionData({ abi: fundPolicyAbi, functionName: 'scheduleChange', args: [target, data, salt] })
/** Has the policy make a change that was announced so, once its time has come. */
export const executeChangeCall = (target: Hex, data: Hex, salt: Hex): Hex =>
  encodeFunctionData({ abi: fundPolicyAbi, functionName: 'executeChange', args: [target, data, salt] })

/** Of the owner: the next verifier set, frozen. Members come in any order; the contract wants them ascending. */
export const openEpochCall = (
  members: readonly { readonly address: string; readonly weight: number; readonly erc1271?: boolean }[],
  thresholds: { readonly claim: number; readonly snapshot: number; readonly intent: number },
): Hex => {
  const ascending = members.toSorted((one, other) => (BigInt(one.address) < BigInt(other.address) ? -1 : 1))
  return encodeFunctionData({
    abi: verifierSetAbi,
    functionName: 'openEpoch',
    args: [
      ascending.map(({ address, weight, erc1271 }) => ({
        signer: address as Hex, // parsed by whoever read or took it
        weight: BigInt(weight),
        erc1271: erc1271 ?? false,
      })),
      { claim: BigInt(thresholds.claim), snapshot: BigInt(thresholds.snapshot), intent: BigInt(thresholds.intent) },
    ],
  })
}
/** Of the guardian or the owner: at once, everywhere. */
export const revokeVerifierCall = (verifier: Hex): Hex =>
  encodeFunctionData({ abi: verifierSetAbi, functionName: 'revoke', args: [verifier] })

/** Deposits and withdrawals are in base units of the vault's asset. */
export const depositCall = (assets: string, receiver: Hex): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'deposit', args: [BigInt(assets), receiver] })
export const withdrawCall = (assets: string, receiver: Hex, owner: Hex): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'withdraw', args: [BigInt(assets), receiver, owner] })
/** Requests wait for the next moment without an open position. The account that asks is the one that claims. */
export const requestDepositCall = (assets: string, account: Hex): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'requestDeposit', args: [BigInt(assets), account, account] })
/** In shares: what they are worth is decided when the request settles. */
export const requestRedeemCall = (shares: string, account: Hex): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'requestRedeem', args: [BigInt(shares), account, account] })
/** Anyone's, for all requests that wait. */
export const settleCall = (): Hex => encodeFunctionData({ abi: vaultAbi, functionName: 'settle' })
/** Shares of a request for deposit that has settled. */
export const claimDepositCall = (assets: string, account: Hex): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'deposit', args: [BigInt(assets), account, account] })
/** Assets of a request for redemption that has settled. */
export const claimRedeemCall = (shares: string, account: Hex): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'redeem', args: [BigInt(shares), account, account] })
/** The vault's share token is an ERC-20 like its asset, so its ABI has `approve` in the standard form. */
export const approveCall = (spender: Hex, amount: string): Hex =>
  encodeFunctionData({ abi: vaultAbi, functionName: 'approve', args: [spender, BigInt(amount)] })
