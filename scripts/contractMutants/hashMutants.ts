// Hashes and domains in which a field is missing, or has changed places with another.
import type { MutantRow } from './MutantRow.ts'

/** `target` zeroed, and pairs of the same type exchanged. */
const intentFields: readonly (readonly [field: string, zero: string])[] = [
  ['fund', 'address(0)'],
  ['setEpoch', '0'],
  ['action', '0'],
  ['tokenIn', 'address(0)'],
  ['tokenOut', 'address(0)'],
  ['amountIn', '0'],
  ['minAmountOut', '0'],
  ['quoteAmountOut', '0'],
  ['maxSlippageBps', '0'],
  ['validAfter', '0'],
  ['deadline', '0'],
  ['snapshotRoot', 'bytes32(0)'],
  ['round', '0'],
  ['adapter', 'address(0)'],
  ['adapterDataHash', 'bytes32(0)'],
  ['nonce', '0'],
]
const intentPairs: readonly (readonly [string, string])[] = [
  ['tokenIn', 'tokenOut'],
  ['fund', 'adapter'],
  ['amountIn', 'minAmountOut'],
  ['minAmountOut', 'quoteAmountOut'],
  ['validAfter', 'deadline'],
  ['setEpoch', 'round'],
  ['snapshotRoot', 'adapterDataHash'],
]

const intentHash = 'return keccak256(abi.encode(INTENT_TYPEHASH, intent));'
const intentCopy = (change: string): MutantRow => [
  intentHash,
  `Intent memory copy = intent; ${change} return keccak256(abi.encode(INTENT_TYPEHASH, copy));`,
]

const claimHash = 'return keccak256(bytes.concat(head, tail));'
const claimChange = (change: string): MutantRow => [claimHash, `assembly ("memory-safe") { ${change} } ${claimHash}`]
/** Word 0 of `head` is the type; the rest of both are the fields in their order. */
const claimWords: readonly (readonly [half: 'head' | 'tail', word: number])[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((word) => ['head', word] as const),
  ...[0, 1, 2, 3, 4, 5, 6].map((word) => ['tail', word] as const),
]
const at = (half: string, word: number): string => `add(${half}, ${32 * (word + 1)})`
const claimSwap = (half: 'head' | 'tail', word: number): MutantRow =>
  claimChange(
    `let one := mload(${at(half, word)}) mstore(${at(half, word)}, mload(${at(half, word + 1)})) mstore(${at(half, word + 1)}, one)`,
  )

/** Each argument left out in its turn, and each pair of neighbours exchanged, in `abi.encode` of an attestation. */
function attestationRows(statement: string, args: readonly (readonly [value: string, zero: string])[]): readonly MutantRow[] {
  const [before, after] = statement.includes('keccak256') ? ['keccak256(', ')'] : ['', '']
  const made = (values: readonly string[]): string => `return ${before}abi.encode(${values.join(', ')})${after};`
  const values = args.map(([value]) => value)
  return [
    ...args.map(([, zero], index): MutantRow => [statement, made(values.with(index, zero))]),
    ...values.slice(1, -1).map((value, place): MutantRow => {
      const index = place + 1
      return [statement, made(values.with(index, values[index + 1] ?? '').with(index + 1, value))]
    }),
  ]
}

const withRound = `return
            abi.encode(ATTESTATION_TYPEHASH, subject.hash, subject.round, subject.setEpoch, verifier, expiresAt, nonce);`
const withoutRound = `return
            abi.encode(ATTESTATION_TYPEHASH, subject.hash, subject.setEpoch, verifier, expiresAt, nonce);`
const vetoed = 'return keccak256(abi.encode(VETO_TYPEHASH, intentHash, setEpoch, verifier, expiresAt, nonce));'
const typeAndHash = [
  ['ATTESTATION_TYPEHASH', 'bytes32(0)'],
  ['subject.hash', 'bytes32(0)'],
] as const
const restOfFields = [
  ['subject.setEpoch', 'uint64(0)'],
  ['verifier', 'address(0)'],
  ['expiresAt', 'uint64(0)'],
  ['nonce', 'uint256(0)'],
] as const
const roundToo = attestationRows(withRound, [...typeAndHash, ['subject.round', 'uint64(0)'], ...restOfFields])

/** What an account is asked about, taken for what a key signs. */
const accountType: MutantRow = ['return ACCOUNT_TYPEHASH;', 'return ATTESTATION_TYPEHASH;']

const domain = (name: string, other: string): readonly MutantRow[] => [
  [`EIP712(⟦"${name}"⟧, "2")`, `"${other}"`],
  [`EIP712("${name}", ⟦"2"⟧)`, '"1"'],
]

/** Contract (a path below contracts/) → its wrong hashes. */
export const hashMutants: Readonly<Record<string, readonly MutantRow[]>> = {
  'IntentBook.sol': [
    ...intentFields.map(([field, zero]) => intentCopy(`copy.${field} = ${zero};`)),
    ...intentPairs.map(([one, other]) => intentCopy(`(copy.${one}, copy.${other}) = (copy.${other}, copy.${one});`)),
    [intentHash, 'return keccak256(abi.encode(intent));'],
    ...attestationRows(withoutRound, [...typeAndHash, ...restOfFields]),
    accountType,
    ...domain('ClawIntentBook', 'ClawSnapshotBook'),
  ],
  'ClaimBook.sol': [
    ...claimWords.map(([half, word]) => claimChange(`mstore(${at(half, word)}, 0)`)),
    ...[1, 2, 3, 4, 5, 6].map((word) => claimSwap('head', word)),
    ...[0, 1, 2, 3, 4, 5].map((word) => claimSwap('tail', word)),
    ...roundToo,
    accountType,
    ...domain('ClawClaimBook', 'ClawSnapshotBook'),
  ],
  'base/IntentVeto.sol': [
    ...attestationRows(vetoed, [
      ['VETO_TYPEHASH', 'bytes32(0)'],
      ['intentHash', 'bytes32(0)'],
      ['setEpoch', 'uint64(0)'],
      ...restOfFields.slice(1),
    ]),
    ['abi.encode(DOMAIN_TYPEHASH, ⟦NAME_HASH⟧, VERSION_HASH, block.chainid, address(this))', 'keccak256("ClawIntentBook")'],
    ['abi.encode(DOMAIN_TYPEHASH, NAME_HASH, ⟦VERSION_HASH⟧, block.chainid, address(this))', 'keccak256("1")'],
    ['abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, ⟦block.chainid⟧, address(this))', 'uint256(1)'],
    ['abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, ⟦address(this)⟧)', 'address(_intents)'],
  ],
  'SnapshotBook.sol': [...roundToo, accountType, ...domain('ClawSnapshotBook', 'ClawClaimBook')],
}
