import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashArbitrary } from './arbitraries.ts'
import { hashFixture } from './fixtures.ts'
import { makeSnapshot, merkleProof, merkleRoot, snapshotLeaf, snapshotSchema, verifyMerkleProof } from './snapshot.ts'

const someClaims = fc.uniqueArray(hashArbitrary, { minLength: 1, maxLength: 33 })

describe('merkleProof', () => {
  test('leads from every claim to the root', () => {
    fc.assert(
      fc.property(someClaims, (hashes) => {
        const root = merkleRoot(hashes)
        for (const claimHash of hashes)
          expect(verifyMerkleProof({ root, claimHash, proof: merkleProof(hashes, claimHash) })).toBe(true)
      }),
    )
  })

  test('of one claim does not prove another', () => {
    fc.assert(
      fc.property(someClaims, hashArbitrary, (hashes, stranger) => {
        fc.pre(!hashes.includes(stranger))
        const [first] = hashes
        fc.pre(first !== undefined)
        const proof = merkleProof(hashes, first)
        expect(verifyMerkleProof({ root: merkleRoot(hashes), claimHash: stranger, proof })).toBe(false)
      }),
    )
  })

  test('does not let an inner node pass as a claim', () => {
    const [a, b] = [hashFixture(1), hashFixture(2)]
    const root = merkleRoot([a, b])
    expect(verifyMerkleProof({ root, claimHash: root, proof: [] })).toBe(false)
    expect(verifyMerkleProof({ root, claimHash: snapshotLeaf(a), proof: [snapshotLeaf(b)] })).toBe(false)
  })

  test('refuses a claim that is not in the snapshot, even if it is an inner node', () => {
    const hashes = [1, 2, 3].map(hashFixture)
    expect(() => merkleProof(hashes, hashFixture(4))).toThrow(/not in this snapshot/)
    expect(() => merkleProof(hashes, merkleRoot(hashes))).toThrow(/not in this snapshot/)
  })
})

describe('merkleRoot', () => {
  test('changes when a claim is added, removed or replaced', () => {
    const roots = [[1], [1, 2], [1, 3], [1, 2, 3]].map((all) => merkleRoot(all.map(hashFixture)))
    expect(new Set(roots).size).toBe(roots.length)
  })

  test('refuses an empty round', () => {
    expect(() => merkleRoot([])).toThrow(expect.objectContaining({ code: 'SNAPSHOT_EMPTY' }))
  })

  test('refuses a claim that is listed twice', () => {
    expect(() => merkleRoot([hashFixture(1), hashFixture(1)])).toThrow(expect.objectContaining({ code: 'SNAPSHOT_DUPLICATE' }))
  })
})

test('a snapshot lists its claims by rising leaf, as the contract demands', () => {
  const { claimHashes } = makeSnapshot(3, [1, 2, 3, 4, 5, 6].map(hashFixture))
  const leaves = claimHashes.map(snapshotLeaf)
  expect(leaves).toEqual(leaves.toSorted())
  expect(claimHashes).not.toEqual(claimHashes.toSorted())
})

test('equal sets of claims make equal snapshots', () => {
  const [a, b] = [makeSnapshot(3, [hashFixture(2), hashFixture(1)]), makeSnapshot(3, [hashFixture(1), hashFixture(2)])]
  expect(a).toEqual(b)
  expect(snapshotSchema.parse(a)).toEqual(a)
})
