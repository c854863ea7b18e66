import { decodeFunctionData } from 'viem/utils'
import { expect, test } from 'vitest'
import { claimBookAbi } from './abi/ClaimBook.ts'
import { clawCoreAbi } from './abi/ClawCore.ts'
import { intentBookAbi } from './abi/IntentBook.ts'
import { priceGuardAbi } from './abi/PriceGuard.ts'
import { snapshotBookAbi } from './abi/SnapshotBook.ts'
import { vaultAbi } from './abi/Vault.ts'
import {
  approveCall,
  attestClaimCall,
  attestIntentCall,
  cancelIntentCall,
  depositCall,
  executeIntentCall,
  observeCall,
  pauseCall,
  proposeIntentCall,
  publishSnapshotCall,
  submitClaimCall,
  unpauseCall,
  withdrawCall,
} from './calls.ts'
import { signedClaimAttestationSchema, signedIntentAttestationSchema, signedSnapshotAttestationSchema } from './attestation.ts'
import { adapterDataFixture, addressFixture, claimFixture, hashFixture, intentFixture } from './fixtures.ts'
import { intentStruct } from './intent.ts'

const signature = `0x${'11'.repeat(64)}1b`
const common = { setEpoch: 1, verifier: addressFixture(40), expiresAt: 1_760_000_600, nonce: (2n ** 255n).toString(), signature }
const struct = { verifier: addressFixture(40), expiresAt: 1_760_000_600n, nonce: 2n ** 255n, signature }
const claimSigned = signedClaimAttestationSchema.parse({ claimHash: hashFixture(1), round: 7, ...common })
const rootSigned = signedSnapshotAttestationSchema.parse({ root: hashFixture(2), round: 7, ...common })
const intentSigned = signedIntentAttestationSchema.parse({ intentHash: hashFixture(3), ...common })

test('a claim is submitted whole', () => {
  const claim = claimFixture()
  expect(decodeFunctionData({ abi: claimBookAbi, data: submitClaimCall(claim) })).toEqual({
    functionName: 'submitClaim',
    args: [{ ...claim, round: 7n, timestamp: 1_760_000_000n }],
  })
})

test('attestations carry who signed, until when, under which nonce; the book knows the rest', () => {
  expect(decodeFunctionData({ abi: claimBookAbi, data: attestClaimCall(hashFixture(1), [claimSigned]) })).toEqual({
    functionName: 'attestClaim',
    args: [hashFixture(1), [struct]],
  })
  expect(
    decodeFunctionData({ abi: intentBookAbi, data: attestIntentCall(hashFixture(3), [intentSigned, intentSigned]) }),
  ).toEqual({
    functionName: 'attestIntent',
    args: [hashFixture(3), [struct, struct]],
  })
})

test('a snapshot is published with its claims, in the order given, or with none', () => {
  const publish = (claimHashes: readonly `0x${string}`[]) =>
    decodeFunctionData({
      abi: snapshotBookAbi,
      data: publishSnapshotCall({ round: 7, root: hashFixture(2), claimHashes }, [rootSigned]),
    })
  expect(publish([hashFixture(5), hashFixture(4)])).toEqual({
    functionName: 'publishSnapshot',
    args: [7n, hashFixture(2), [hashFixture(5), hashFixture(4)], [struct]],
  })
  expect(publish([]).args).toEqual([7n, hashFixture(2), [], [struct]])
})

test.each(['BUY', 'SELL'] as const)('a %s is proposed field by field', (action) => {
  const intent = intentFixture({ action })
  expect(decodeFunctionData({ abi: intentBookAbi, data: proposeIntentCall(intent) })).toEqual({
    functionName: 'proposeIntent',
    args: [intentStruct(intent)],
  })
})

test('an execution names its intent and brings its route', () => {
  expect(decodeFunctionData({ abi: clawCoreAbi, data: executeIntentCall(hashFixture(3), adapterDataFixture) })).toEqual({
    functionName: 'executeIntent',
    args: [hashFixture(3), adapterDataFixture],
  })
})

test('pausing and going on take no arguments', () => {
  expect([pauseCall(), unpauseCall()].map((data) => decodeFunctionData({ abi: clawCoreAbi, data }).functionName)).toEqual([
    'pause',
    'unpause',
  ])
})

test('deposits, withdrawals and approvals are in base units, also beyond what a number holds', () => {
  const [owner, other] = [addressFixture(60), addressFixture(61)]
  const much = (2n ** 200n).toString()
  const decode = (data: `0x${string}`) => decodeFunctionData({ abi: vaultAbi, data })
  expect(decode(depositCall(much, owner))).toEqual({ functionName: 'deposit', args: [2n ** 200n, owner] })
  expect(decode(withdrawCall('1', other, owner))).toEqual({ functionName: 'withdraw', args: [1n, other, owner] })
  expect(decode(approveCall(other, '5'))).toEqual({ functionName: 'approve', args: [other, 5n] })
})

test('an observation names the token; what is seen is the guard’s to say', () => {
  expect(decodeFunctionData({ abi: priceGuardAbi, data: observeCall(addressFixture(11)) })).toEqual({
    functionName: 'observe',
    args: [addressFixture(11)],
  })
})

test('a cancellation names the intent and nothing else: who may cancel is the contract’s to judge', () => {
  expect(decodeFunctionData({ abi: intentBookAbi, data: cancelIntentCall(hashFixture(3)) })).toEqual({
    functionName: 'cancelIntent',
    args: [hashFixture(3)],
  })
})
