// A small account that is a contract: it stands behind what its owner's key signed (ERC-1271), and behind nothing else.
import { concat, numberToHex, size } from 'viem'
import type { Hex } from '#protocol/hash.ts'

const recover = concat([
  '0x6004355f52', // the digest to memory 0
  '0x60a4355f1a602052', // v, the signature's last byte, to 32
  '0x6064356040526084356060526020', // r to 64, s to 96; the size of the answer
  '0x608060805f60015afa50608051', // ecrecover(memory 0 to 128) to 128, and what it found
])
const magic: Hex = `0x1626ba7e${'0'.repeat(56)}`

/** Its code: `isValidSignature(bytes32,bytes)` for signatures of 65 bytes; any other call is answered with nonsense. */
export const ownedAccountCode = (owner: Hex): Hex => concat([recover, '0x73', owner, '0x147f', magic, '0x025f5260205ff3']) // 1 if it is the owner, times the magic value

/** What a transaction without a recipient deploys it with. */
export function ownedAccountInit(owner: Hex): Hex {
  const code = ownedAccountCode(owner)
  return concat(['0x61', numberToHex(size(code), { size: 2 }), '0x80600a5f395ff3', code])
}
