import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of AttestationBook.sol. */
export const attestationBookMutants: readonly MutantRow[] = [
  ['items.length == 0', 'false'],
  ['items.length > MAX_BATCH', 'false'],
  ['items.length > MAX_BATCH', 'items.length >= MAX_BATCH'],
  ['block.timestamp > tally.until(stored, index)', 'false'],
  ['block.timestamp > tally.until(stored, index)', 'block.timestamp >= tally.until(stored, index)'],
  ['tally.signers(stored) & ~roll.revoked', 'tally.signers(stored)'],
  ['block.timestamp > item.expiresAt', 'false'],
  ['block.timestamp > item.expiresAt', 'block.timestamp >= item.expiresAt'],
  ['item.expiresAt > block.timestamp + MAX_LIFETIME', 'false'],
  ['item.expiresAt > block.timestamp + MAX_LIFETIME', 'item.expiresAt >= block.timestamp + MAX_LIFETIME'],
  ['index < roll.members.length ? tally.until(stored, index) : 0', '0'],
  ['index == roll.members.length', 'false'],
  ['roll.revoked & (1 << index) != 0', 'false'],
  ['isNonceUsed(item.verifier, item.nonce)', 'false'],
  ['before >= item.expiresAt', 'false'],
  ['before >= item.expiresAt', 'before > item.expiresAt'],
  ['roll.contracts & (1 << index) != 0', 'true'],
  ['roll.contracts & (1 << index) != 0', 'roll.contracts != 0'],
  ['_nonces[item.verifier][item.nonce >> 8] |= 1 << (item.nonce & 0xff);', ''],
  [
    '_nonces[item.verifier][item.nonce >> 8] |= 1 << (item.nonce & 0xff);',
    '_nonces[item.verifier][item.nonce >> 8] |= 3 << (item.nonce & 0xff);',
  ],
  [
    '_nonces[item.verifier][item.nonce >> 8] |= 1 << (item.nonce & 0xff);',
    '_nonces[item.verifier][0] |= 1 << (item.nonce & 0xff);',
  ],
  ['_nonces[msg.sender][word] |= mask;', '_nonces[msg.sender][word] = mask;'],
  ['tally.set(stored, index, item.expiresAt);', 'if (before == 0) tally.set(stored, index, item.expiresAt);'],
  ['tally.save(stored);', ''],
  ['if (block.timestamp > before) total += weight;', 'total += weight;'],
  ['if (block.timestamp > before) total += weight;', 'if (before == 0) total += weight;'],
  ['until != 0', 'true'],
  ['abi.encode(subject.hash, subject.round, subject.setEpoch)', 'abi.encode(subject.hash, subject.round)'],
]
