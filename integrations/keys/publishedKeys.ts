// The keys that Anvil and Hardhat publish: everybody has them, so only a throw-away chain may use them.
import { pbkdf2Sync } from 'node:crypto'
import { HDKey, hdKeyToAccount, privateKeyToAddress, type LocalAccount } from 'viem/accounts'
import type { EvmAddress } from '#protocol/address.ts'

const developmentMnemonic = 'test test test test test test test test test test test junk'
/** Anvil makes ten accounts and Hardhat twenty; those who ask for more seldom ask for so many. */
const publishedMax = 50

let root: HDKey | undefined
/** The mnemonic's root key (BIP-39), once and by the native pbkdf2: eleven keys in pure JavaScript took a start 3 s. */
function developmentRoot(): HDKey {
  root ??= HDKey.fromMasterSeed(pbkdf2Sync(developmentMnemonic, 'mnemonic', 2_048, 64, 'sha512'))
  return root
}

/** One of them, by its place. */
export function publishedAccount(index: number): LocalAccount {
  return hdKeyToAccount(developmentRoot(), { addressIndex: index })
}

/** Keys that stand in tutorials: 1, 2, 3 … and the same digit all over. */
const guessable = [
  ...Array.from({ length: 16 }, (_, at) => `0x${(at + 1).toString(16).padStart(64, '0')}` as const),
  ...Array.from({ length: 14 }, (_, at) => `0x${(at + 1).toString(16).repeat(64)}` as const),
]

let known: ReadonlySet<string> | undefined
/** Does everybody have the key of this address? */
export function isPublishedAddress(address: EvmAddress): boolean {
  known ??= new Set(
    [
      ...Array.from({ length: publishedMax }, (_, index) => publishedAccount(index).address),
      ...guessable.map((key) => privateKeyToAddress(key)),
    ].map((one) => one.toLowerCase()),
  )
  return known.has(address.toLowerCase())
}
