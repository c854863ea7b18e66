// The Merkle root over a round's finalized claims, as OpenZeppelin's StandardMerkleTree builds it: double-hashed
// leaves, sorted, sorted pairs. Double hashing keeps an inner node from passing as a leaf.
import { z } from 'zod'
import { QuorateError } from './errors.ts'
import { hashSchema, type Hash } from './hash.ts'
import { claimsPerRoundMax } from './limits.ts'
import { hashWord, hashWords } from './structHash.ts'
import { uint64Schema } from './uint.ts'

/** A round's snapshot: its root and the claim hashes under it, in the order of their leaves. */
export const snapshotSchema = z.strictObject({
  round: uint64Schema,
  root: hashSchema,
  claimHashes: z.array(hashSchema).min(1).max(claimsPerRoundMax),
})
export type Snapshot = z.output<typeof snapshotSchema>

/** The leaf of one claim: keccak256(keccak256(abi.encode(claimHash))). One static word encodes to itself. */
export const snapshotLeaf = (claimHash: Hash): Hash => hashWords([hashWord(hashWords([hashWord(claimHash)]))])

/**
 * The root over claim hashes, in any order.
 * @throws QuorateError SNAPSHOT_EMPTY, SNAPSHOT_DUPLICATE
 */
export function merkleRoot(claimHashes: readonly Hash[]): Hash {
  return at(buildTree(claimHashes), 0)
}

/**
 * The siblings that lead from a claim to the root, as `SnapshotBook.verifyClaim` takes them.
 * @throws QuorateError SNAPSHOT_UNKNOWN_CLAIM when the claim is not among the hashes
 */
export function merkleProof(claimHashes: readonly Hash[], claimHash: Hash): Hash[] {
  const tree = buildTree(claimHashes)
  let index = tree.lastIndexOf(snapshotLeaf(claimHash))
  if (index < claimHashes.length - 1) throw new QuorateError('SNAPSHOT_UNKNOWN_CLAIM', { claimHash })
  const proof: Hash[] = []
  while (index > 0) {
    proof.push(at(tree, index % 2 === 0 ? index - 1 : index + 1))
    index = (index - 1) >> 1
  }
  return proof
}

/** Does this proof lead from the claim to the root? */
export function verifyMerkleProof(given: {
  readonly root: Hash
  readonly claimHash: Hash
  readonly proof: readonly Hash[]
}): boolean {
  return given.proof.reduce(hashPair, snapshotLeaf(given.claimHash)) === given.root
}

/** Claim hashes in the order of their leaves: the only order that `SnapshotBook.publishSnapshot` takes. */
export function inLeafOrder(claimHashes: readonly Hash[]): Hash[] {
  const leaves = new Map(claimHashes.map((claimHash) => [claimHash, snapshotLeaf(claimHash)]))
  const leafOf = (claimHash: Hash): string => leaves.get(claimHash) ?? ''
  return claimHashes.toSorted((a, b) => (leafOf(a) < leafOf(b) ? -1 : 1))
}

/** The snapshot of a round: hashes in leaf order, so that equal sets are equal documents. @throws as merkleRoot */
export function makeSnapshot(round: number, claimHashes: readonly Hash[]): Snapshot {
  return { round, root: merkleRoot(claimHashes), claimHashes: inLeafOrder(claimHashes) }
}

/** A heap: the root first, node i over 2i + 1 and 2i + 2, leaves last and in falling order. */
function buildTree(claimHashes: readonly Hash[]): Hash[] {
  if (claimHashes.length === 0) throw new QuorateError('SNAPSHOT_EMPTY')
  const seen = new Set<Hash>()
  for (const claimHash of claimHashes) {
    if (seen.has(claimHash)) throw new QuorateError('SNAPSHOT_DUPLICATE', { claimHash })
    seen.add(claimHash)
  }
  const leaves = claimHashes.map(snapshotLeaf).toSorted().toReversed()
  const inner = leaves.length - 1
  const tree: Hash[] = [...leaves.slice(0, inner), ...leaves] // the first `inner` places are overwritten below
  for (let index = inner - 1; index >= 0; index--) tree[index] = hashPair(at(tree, 2 * index + 1), at(tree, 2 * index + 2))
  return tree
}

/** Sorted pairs: a proof needs no left and right. Lower-case hex sorts as the numbers do. */
function hashPair(a: Hash, b: Hash): Hash {
  return hashWords(a < b ? [hashWord(a), hashWord(b)] : [hashWord(b), hashWord(a)])
}

function at(tree: readonly Hash[], index: number): Hash {
  const node = tree[index]
  if (node === undefined) throw new RangeError(`a Merkle tree of ${tree.length} nodes has no node ${index}`)
  return node
}
