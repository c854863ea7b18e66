import { decodeFunctionData, toFunctionSelector } from 'viem/utils'
import { describe, expect, it, test } from 'vitest'
import { claimBookAbi } from './abi/ClaimBook.ts'
import { clawCoreAbi } from './abi/ClawCore.ts'
import { intentBookAbi } from './abi/IntentBook.ts'
import { snapshotBookAbi } from './abi/SnapshotBook.ts'
import { vaultAbi } from './abi/Vault.ts'
import { signedClaimAttestationSchema, signedIntentAttestationSchema, signedSnapshotAttestationSchema } from './attestation.ts'
import {
  approveCall,
  attestClaimCall,
  attestIntentCall,
  depositCall,
  executeIntentCall,
  pauseCall,
  proposeIntentCall,
  publishSnapshotCall,
  submitClaimCall,
  unpauseCall,
  withdrawCall,
} from './calls.ts'
import { adapterDataFixture, addressFixture, claimFixture, hashFixture, intentFixture } from './fixtures.ts'

const signed = {
  verifier: addressFixture(40),
  setEpoch: 1,
  expiresAt: 1_760_000_600,
  nonce: '18446744073709551616',
  signature: `0x${'11'.repeat(64)}1b`,
}
const onChain = {
  verifier: addressFixture(40),
  expiresAt: 1_760_000_600n,
  nonce: 18_446_744_073_709_551_616n,
  signature: signed.signature,
}

describe('calldata', () => {
  it('of a claim carries every field of it', () => {
    const claim = claimFixture()
    const { functionName, args } = decodeFunctionData({ abi: claimBookAbi, data: submitClaimCall(claim) })
    expect([functionName, args]).toEqual([
      'submitClaim',
      [{ ...claim, round: BigInt(claim.round), timestamp: BigInt(claim.timestamp) }],
    ])
  })

  it('of attestations carries verifier, expiry, nonce beyond a double, and signature', () => {
    const claimHash = hashFixture(3)
    const attestation = signedClaimAttestationSchema.parse({ ...signed, claimHash, round: 7 })
    expect(decodeFunctionData({ abi: claimBookAbi, data: attestClaimCall(claimHash, [attestation]) })).toEqual({
      functionName: 'attestClaim',
      args: [claimHash, [onChain]],
    })
  })

  it('of a snapshot names the round, the root and the claims it stands on', () => {
    const root = hashFixture(4)
    const claimHashes = [hashFixture(5), hashFixture(6)]
    const attestation = signedSnapshotAttestationSchema.parse({ ...signed, root, round: 7 })
    const data = publishSnapshotCall({ round: 7, root, claimHashes }, [attestation])
    expect(decodeFunctionData({ abi: snapshotBookAbi, data })).toEqual({
      functionName: 'publishSnapshot',
      args: [7n, root, claimHashes, [onChain]],
    })
  })

  it('of an intent is the intent, field by field', () => {
    const intent = intentFixture()
    const { functionName, args } = decodeFunctionData({ abi: intentBookAbi, data: proposeIntentCall(intent) })
    expect(functionName).toBe('proposeIntent')
    expect(args?.[0]).toMatchObject({
      fund: intent.fund,
      action: 0,
      tokenIn: intent.tokenIn,
      tokenOut: intent.tokenOut,
      amountIn: BigInt(intent.amountIn),
      minAmountOut: BigInt(intent.minAmountOut),
      snapshotRoot: intent.snapshotRoot,
      round: BigInt(intent.round),
      adapter: intent.adapter,
      adapterDataHash: intent.adapterDataHash,
      nonce: BigInt(intent.nonce),
    })
  })

  it('of an intent’s attestations and execution names the intent', () => {
    const intentHash = hashFixture(8)
    const attestation = signedIntentAttestationSchema.parse({ ...signed, intentHash })
    expect(decodeFunctionData({ abi: intentBookAbi, data: attestIntentCall(intentHash, [attestation]) }).args).toEqual([
      intentHash,
      [onChain],
    ])
    expect(decodeFunctionData({ abi: clawCoreAbi, data: executeIntentCall(intentHash, adapterDataFixture) }).args).toEqual([
      intentHash,
      adapterDataFixture,
    ])
  })

  it('of deposits and withdrawals keeps receiver and owner apart', () => {
    const [receiver, owner] = [addressFixture(1), addressFixture(2)]
    expect(decodeFunctionData({ abi: vaultAbi, data: depositCall('5', receiver) }).args).toEqual([5n, receiver])
    expect(decodeFunctionData({ abi: vaultAbi, data: withdrawCall('5', receiver, owner) }).args).toEqual([5n, receiver, owner])
  })
})

test.each([
  [pauseCall(), 'pause()'],
  [unpauseCall(), 'unpause()'],
  [approveCall(addressFixture(1), '5').slice(0, 10), 'approve(address,uint256)'],
])('%s is %s, by the standard’s selector', (data, signature) => {
  expect(data).toBe(toFunctionSelector(signature))
})
