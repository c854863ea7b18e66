import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of LeakyBucket.sol. */
export const leakyBucketMutants: readonly MutantRow[] = [
  ['window == 0) return', 'false'],
  ['(size * (block.timestamp - bucket.chargedAt)) / window', '0'],
  ['(size * (block.timestamp - bucket.chargedAt)) / window', '(bucket.level * (block.timestamp - bucket.chargedAt)) / window'],
  [
    '(bucket.level, bucket.chargedAt) = (SafeCast.toUint128(level), uint64(block.timestamp));',
    'bucket.level = SafeCast.toUint128(level);',
  ],
  [
    '(bucket.level, bucket.chargedAt) = (SafeCast.toUint128(level), uint64(block.timestamp));',
    'bucket.chargedAt = uint64(block.timestamp);',
  ],
]
