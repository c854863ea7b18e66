import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of AttestationBook.sol. */
export const attestationBookMutants: readonly MutantRow[] = [
  ['items.length == 0', 'false'],
  ['items.length > MAX_BATCH', 'false'],
  ['items.length > MAX_BATCH', 'items.length >= MAX_BATCH'],
  ['signed & bit != 0 && block.timestamp <= tally.expiresAt[index]', 'signed & bit != 0'],
  [
    'signed & bit != 0 && block.timestamp <= tally.expiresAt[index]',
    'signed & bit != 0 && block.timestamp < tally.expiresAt[index]',
  ],
  ['index == 63', 'index == 62'],
  ['block.timestamp > item.expiresAt', 'false'],
  ['block.timestamp > item.expiresAt', 'block.timestamp >= item.expiresAt'],
  ['item.expiresAt > block.timestamp + MAX_LIFETIME', 'false'],
  ['item.expiresAt > block.timestamp + MAX_LIFETIME', 'item.expiresAt >= block.timestamp + MAX_LIFETIME'],
  ['weight == 0', 'false'],
  ['revoked) return', 'false'],
  ['isNonceUsed(item.verifier, item.nonce)', 'false'],
  ['until >= item.expiresAt', 'false'],
  ['until >= item.expiresAt', 'until > item.expiresAt'],
  ['!_signed(subject, item)', 'false'],
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
  ['tally.signed |= bit;', 'tally.signed = bit;'],
  ['tally.expiresAt[index] = item.expiresAt;', 'if (until == 0) tally.expiresAt[index] = item.expiresAt;'],
  ['block.timestamp <= until ? 0 : weight', 'weight'],
  ['problem == ECDSA.RecoverError.NoError && signer == item.verifier', 'problem == ECDSA.RecoverError.NoError'],
  ['abi.encode(subject.hash, subject.round, subject.setEpoch)', 'abi.encode(subject.hash, subject.round)'],
]
