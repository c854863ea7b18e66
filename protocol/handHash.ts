// The dull second implementation of every hash, for tests only: type strings written out, words encoded one by one.
import { concat, encodeAbiParameters, keccak256, stringToBytes, stringToHex } from 'viem/utils'
import type { AttestationKind, AttestationPlace } from './attestation.ts'
import type { Claim } from './claim.ts'
import type { EnvelopeRequest } from './envelope.ts'
import type { Hex } from './hash.ts'
import type { Intent } from './intent.ts'

type Word = readonly [type: 'bytes32' | 'address' | 'uint256', value: Hex | bigint]

function struct(typeString: string, words: readonly Word[]): Hex {
  const all: Word[] = [['bytes32', keccak256(stringToBytes(typeString))], ...words]
  return keccak256(
    encodeAbiParameters(
      all.map(([type]) => ({ type })),
      all.map(([, value]) => value),
    ),
  )
}
const text = (value: string): Word => ['bytes32', keccak256(stringToBytes(value))]
const number = (value: number | string): Word => ['uint256', BigInt(value)]
const hash = (value: Hex): Word => ['bytes32', value]
const address = (value: Hex): Word => ['address', value]

export const handHashClaim = (c: Claim): Hex =>
  struct(
    'Claim(address fund,uint64 round,string schemaId,string sourceType,string sourceRef,string selector,string extracted,string extractedType,uint64 timestamp,bytes32 responseHash,string evidenceType,string evidenceURI,address crawler,string notes)',
    [
      address(c.fund),
      number(c.round),
      text(c.schemaId),
      text(c.sourceType),
      text(c.sourceRef),
      text(c.selector),
      text(c.extracted),
      text(c.extractedType),
      number(c.timestamp),
      hash(c.responseHash),
      text(c.evidenceType),
      text(c.evidenceURI),
      address(c.crawler),
      text(c.notes),
    ],
  )

export const handHashIntent = (i: Intent): Hex =>
  struct(
    'Intent(address fund,uint64 setEpoch,uint8 action,address tokenIn,address tokenOut,uint256 amountIn,uint256 minAmountOut,uint256 quoteAmountOut,uint16 maxSlippageBps,uint64 validAfter,uint64 deadline,bytes32 snapshotRoot,uint64 round,address adapter,bytes32 adapterDataHash,uint256 nonce)',
    [
      address(i.fund),
      number(i.setEpoch),
      number(i.action === 'BUY' ? 0 : 1),
      address(i.tokenIn),
      address(i.tokenOut),
      number(i.amountIn),
      number(i.minAmountOut),
      number(i.quoteAmountOut),
      number(i.maxSlippageBps),
      number(i.validAfter),
      number(i.deadline),
      hash(i.snapshotRoot),
      number(i.round),
      address(i.adapter),
      hash(i.adapterDataHash),
      number(i.nonce),
    ],
  )

const books: Readonly<Record<AttestationKind, string>> = {
  claim: 'ClawClaimBook',
  snapshot: 'ClawSnapshotBook',
  intent: 'ClawIntentBook',
}

/** One function for all kinds: `subject` is the claim hash, the root or the intent hash. */
export function handAttestationDigest(
  kind: AttestationKind,
  a: { subject: Hex; round?: number; setEpoch: number; verifier: Hex; expiresAt: number; nonce: string },
  place: AttestationPlace,
): Hex {
  const tail = 'uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)'
  const typeStrings: Record<AttestationKind, string> = {
    claim: `ClaimAttestation(bytes32 claimHash,uint64 round,${tail}`,
    snapshot: `SnapshotAttestation(bytes32 root,uint64 round,${tail}`,
    intent: `IntentAttestation(bytes32 intentHash,${tail}`,
  }
  const rounds = kind === 'intent' ? [] : [number(a.round ?? 0)]
  const message = struct(typeStrings[kind], [
    hash(a.subject),
    ...rounds,
    number(a.setEpoch),
    address(a.verifier),
    number(a.expiresAt),
    number(a.nonce),
  ])
  const domain = struct('EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)', [
    text(books[kind]),
    text('2'),
    number(place.chainId),
    address(place.book),
  ])
  return digest(domain, message)
}

export function handEnvelopeDigest(r: EnvelopeRequest): Hex {
  const message = struct('Request(string audience,string method,string target,bytes32 bodyHash,uint64 timestamp,uint256 nonce)', [
    text(r.audience),
    text(r.method),
    text(r.target),
    hash(r.bodyHash),
    number(r.timestamp),
    number(r.nonce),
  ])
  return digest(struct('EIP712Domain(string name,string version)', [text('QuorateRelayer'), text('1')]), message)
}

const digest = (domain: Hex, message: Hex): Hex => keccak256(concat(['0x1901', domain, message]))

/** The root by pairing a list upward, written for reading: OpenZeppelin's heap, with the lowest level taken from the end. */
export function handMerkleRoot(claimHashes: readonly Hex[]): Hex {
  const leaves = claimHashes.map((claimHash) => keccak256(keccak256(encodeAbiParameters([{ type: 'bytes32' }], [claimHash]))))
  const sorted = leaves.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  // A queue: two nodes leave, their parent joins the end. The heap's last nodes are the smallest leaves.
  const queue = [...sorted]
  while (queue.length > 1) {
    const pair = queue.splice(0, 2).toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    queue.push(keccak256(concat(pair)))
  }
  return queue[0] ?? stringToHex('')
}
