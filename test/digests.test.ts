// What TypeScript hashes and what the contracts hash is one thing: random documents, a real chain, the real books.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { createPublicClient, createWalletClient, encodeAbiParameters, getAbiItem, http } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { claimBookAbi } from '#protocol/abi/ClaimBook.ts'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { partDeployerAbi } from '#protocol/abi/PartDeployer.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { snapshotBookAbi } from '#protocol/abi/SnapshotBook.ts'
import { accountAttestationDigest } from '#protocol/accountSignature.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { attestationArbitrary, claimArbitrary, hashArbitrary, intentArbitrary } from '#protocol/arbitraries.ts'
import {
  claimAttestationDigest,
  domainSeparator,
  intentAttestationDigest,
  snapshotAttestationDigest,
  type AttestationPlace,
} from '#protocol/attestation.ts'
import { claimBookDeployerBytecode } from '#protocol/bytecode/ClaimBookDeployer.ts'
import { clawCoreDeployerBytecode } from '#protocol/bytecode/ClawCoreDeployer.ts'
import { intentBookDeployerBytecode } from '#protocol/bytecode/IntentBookDeployer.ts'
import { snapshotBookDeployerBytecode } from '#protocol/bytecode/SnapshotBookDeployer.ts'
import { claimTypedData, hashClaim } from '#protocol/claim.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { zeroHash, type Hex } from '#protocol/hash.ts'
import { hashIntent, intentStruct } from '#protocol/intent.ts'
import { inLeafOrder, merkleProof, merkleRoot, snapshotLeaf, verifyMerkleProof } from '#protocol/snapshot.ts'
import { intentVetoDigest } from '#protocol/veto.ts'

const chainId = 31_337
const folder = mkdtempSync(join(tmpdir(), 'quorate-digests-'))
let anvil: AnvilHandle
let core: EvmAddress
let books: Readonly<Record<'claim' | 'snapshot' | 'intent', AttestationPlace>>

const reader = () => createPublicClient({ transport: http(anvil.url), cacheTime: 0 })

beforeAll(async () => {
  anvil = await attachOrStart({ folder, chainId })
  const place = async (bytecode: Hex): Promise<AttestationPlace> => ({ chainId, book: await deployBook(bytecode) })
  books = {
    claim: await place(claimBookDeployerBytecode),
    snapshot: await place(snapshotBookDeployerBytecode),
    intent: await place(intentBookDeployerBytecode),
  }
  core = await deployBook(clawCoreDeployerBytecode)
})
afterAll(async () => {
  await anvil.stop()
  rmSync(folder, { recursive: true })
})

/** A book as its deployer makes it, in a fund of made-up parts: hashing asks none of them. */
async function deployBook(bytecode: Hex): Promise<EvmAddress> {
  const [account] = await createWalletClient({ transport: http(anvil.url) }).getAddresses()
  if (account === undefined) throw new Error('the development chain has no accounts')
  const wallet = createWalletClient({ account, transport: http(anvil.url) })
  const receiptOf = (hash: Hex) => reader().waitForTransactionReceipt({ hash, pollingInterval: 20 })
  const { contractAddress } = await receiptOf(await wallet.deployContract({ abi: [], bytecode, chain: null }))
  if (!contractAddress) throw new Error('the deployer was not created')
  const call = { address: contractAddress, abi: partDeployerAbi, functionName: 'deploy', args: [zeroHash, blueprint()] } as const
  const { result, request } = await reader().simulateContract({ ...call, account })
  const { status } = await receiptOf(await wallet.writeContract({ ...request, chain: null }))
  expect(status).toBe('success')
  return toEvmAddress(result)
}

function blueprint(): Hex {
  const { inputs, outputs } = getAbiItem({ abi: fundFactoryAbi, name: 'createFund' })
  const [one, two] = [addressFixture(1), addressFixture(2)]
  return encodeAbiParameters(
    [...outputs, ...inputs],
    [
      { policy: one, verifierSet: one, claimBook: one, snapshotBook: one, intentBook: one, core: one, vault: one },
      {
        salt: zeroHash,
        name: 'fund',
        symbol: 'FUND',
        asset: two,
        claimMode: 0,
        roles: { owner: two, guardian: two, strategy: two, executor: two, keeper: two },
        verifiers: [],
        thresholds: { claim: 1n, snapshot: 1n, intent: 1n },
        tokens: [],
        adapters: [],
        risk: { maxIntentWindow: 1_800n, maxSnapshotAge: 3_600n, maxSlippageBps: 500 },
        limits: {
          maxNotional: 0n,
          dailyNotionalCap: 0n,
          cooldown: 0n,
          priceGuard: two,
          maxPriceDeviationBps: 0,
          lossLimit: 0n,
          lossWindow: 0n,
          performanceFeeBps: 0,
          feeRecipient: two,
          configDelay: 0n,
          challengeDelay: 0n,
          maxQueueTime: 0n,
        },
      },
    ],
  )
}

/** 50 documents a case: each is a call to the chain, and every field is random in every one. */
const runs = { numRuns: 50 }

describe('TypeScript and Solidity agree on', () => {
  test('the hash of a claim', async () => {
    const { book } = books.claim
    const property = fc.asyncProperty(claimArbitrary, async (claim) => {
      const args = [claimTypedData(claim).message] as const
      expect(hashClaim(claim)).toBe(
        await reader().readContract({ address: book, abi: claimBookAbi, functionName: 'hashClaim', args }),
      )
    })
    await fc.assert(property, runs)
  })

  test('the hash of an intent', async () => {
    const { book } = books.intent
    const property = fc.asyncProperty(intentArbitrary, async (intent) => {
      const args = [intentStruct(intent)] as const
      expect(hashIntent(intent)).toBe(
        await reader().readContract({ address: book, abi: intentBookAbi, functionName: 'hashIntent', args }),
      )
    })
    await fc.assert(property, runs)
  })

  test('what a verifier signs over a claim, a snapshot and an intent', async () => {
    const property = fc.asyncProperty(attestationArbitrary, async ({ subject, round, ...shared }) => {
      const tail = [BigInt(shared.setEpoch), shared.verifier, BigInt(shared.expiresAt), BigInt(shared.nonce)] as const
      const functionName = 'attestationDigest'
      const inRound = [subject, BigInt(round), ...tail] as const
      const said = await Promise.all([
        reader().readContract({ address: books.claim.book, abi: claimBookAbi, functionName, args: inRound }),
        reader().readContract({ address: books.snapshot.book, abi: snapshotBookAbi, functionName, args: inRound }),
        reader().readContract({ address: books.intent.book, abi: intentBookAbi, functionName, args: [subject, ...tail] }),
      ])
      expect(said).toEqual([
        claimAttestationDigest({ claimHash: subject, round, ...shared }, books.claim),
        snapshotAttestationDigest({ root: subject, round, ...shared }, books.snapshot),
        intentAttestationDigest({ intentHash: subject, ...shared }, books.intent),
      ])
    })
    await fc.assert(property, runs)
  })

  test('what the account of a verifier is asked about', async () => {
    const property = fc.asyncProperty(attestationArbitrary, async ({ subject, round, ...shared }) => {
      const tail = [BigInt(shared.setEpoch), shared.verifier, BigInt(shared.expiresAt), BigInt(shared.nonce)] as const
      const functionName = 'accountDigest'
      const inRound = [subject, BigInt(round), ...tail] as const
      const asked = await Promise.all([
        reader().readContract({ address: books.claim.book, abi: claimBookAbi, functionName, args: inRound }),
        reader().readContract({ address: books.snapshot.book, abi: snapshotBookAbi, functionName, args: inRound }),
        reader().readContract({ address: books.intent.book, abi: intentBookAbi, functionName, args: [subject, ...tail] }),
      ])
      expect(asked).toEqual([
        accountAttestationDigest({ kind: 'claim', attestation: { claimHash: subject, round, ...shared } }, books.claim),
        accountAttestationDigest({ kind: 'snapshot', attestation: { root: subject, round, ...shared } }, books.snapshot),
        accountAttestationDigest({ kind: 'intent', attestation: { intentHash: subject, ...shared } }, books.intent),
      ])
    })
    await fc.assert(property, runs)
  })

  test('what a verifier signs to stop an intent', async () => {
    const property = fc.asyncProperty(attestationArbitrary, async ({ subject, setEpoch, verifier, expiresAt, nonce }) => {
      const args = [subject, BigInt(setEpoch), verifier, BigInt(expiresAt), BigInt(nonce)] as const
      expect(intentVetoDigest({ intentHash: subject, setEpoch, verifier, expiresAt, nonce }, { chainId, core })).toBe(
        await reader().readContract({ address: core, abi: clawCoreAbi, functionName: 'vetoDigest', args }),
      )
    })
    await fc.assert(property, runs)
  })

  test('the domain of each book', async () => {
    for (const kind of ['claim', 'snapshot', 'intent'] as const) {
      const call = { address: books[kind].book, abi: claimBookAbi, functionName: 'domainSeparator' } as const
      expect(domainSeparator(kind, books[kind])).toBe(await reader().readContract(call))
    }
  })

  test('leaves, roots and the order of claims in a snapshot', async () => {
    const address = books.snapshot.book
    const property = fc.asyncProperty(fc.uniqueArray(hashArbitrary, { minLength: 1, maxLength: 20 }), async (claimHashes) => {
      const [first] = claimHashes
      if (first === undefined) throw new Error('at least one hash is made')
      const [leaf, root] = await Promise.all([
        reader().readContract({ address, abi: snapshotBookAbi, functionName: 'leafOf', args: [first] }),
        reader().readContract({ address, abi: snapshotBookAbi, functionName: 'rootOfClaims', args: [inLeafOrder(claimHashes)] }),
      ])
      expect([snapshotLeaf(first), merkleRoot(claimHashes)]).toEqual([leaf, root])
      expect(verifyMerkleProof({ root: merkleRoot(claimHashes), claimHash: first, proof: merkleProof(claimHashes, first) })).toBe(
        true,
      )
    })
    await fc.assert(property, runs)
  })
})

test('a digest of one book is not that of another', async () => {
  const [given] = fc.sample(attestationArbitrary, { numRuns: 1, seed: 7 })
  if (given === undefined) throw new Error('one sample was asked for')
  const { subject, round, ...shared } = given
  const attestation = { claimHash: subject, round, ...shared }
  expect(claimAttestationDigest(attestation, books.claim)).not.toBe(claimAttestationDigest(attestation, books.snapshot))
})
