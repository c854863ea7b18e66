// A keystore on disk: written once, never over another, closed to others, and opened again before anyone relies on it.
import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { variableOf } from './keystorePassword.ts'
import { openKeystore, sealKeystore, type ScryptCost } from './keystore.ts'
import { isPublishedAddress } from './publishedKeys.ts'

/** A key that a password guards; shorter ones are guessed in hours where the file is stolen. */
const passwordSignsMin = 8

/** What is sealed, and where. */
export interface KeystoreToWrite {
  readonly name: string
  readonly key: Hex
  readonly password: string
  /** Its folder is there. */
  readonly file: string
  /** Lowered by tests only. */
  readonly cost?: ScryptCost
}

/**
 * Writes a new keystore, durably, and gives the address of its key.
 * @throws KEY_INVALID, PUBLISHED_KEY_REFUSED, PASSWORD_REFUSED, KEY_EXISTS
 */
export async function writeKeystore({ name, key, password, file, cost }: KeystoreToWrite): Promise<EvmAddress> {
  const address = addressOf(name, key)
  if (isPublishedAddress(address)) throw new QuorateError('PUBLISHED_KEY_REFUSED', { name, address })
  if (password.length < passwordSignsMin)
    throw new QuorateError('PASSWORD_REFUSED', { problem: `it has fewer than ${passwordSignsMin} signs` })
  const text = await sealKeystore(key, password, cost)
  // a keystore that cannot be opened is money lost: tried while the key is still known
  if ((await openKeystore(text, password, { file, variable: variableOf('PASSWORD', name) })) !== key.toLowerCase())
    throw new QuorateError('KEYSTORE_INVALID', { file, problem: 'what was sealed is not what was opened again' })
  place(file, text)
  return address
}

function addressOf(name: string, key: Hex): EvmAddress {
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw new QuorateError('KEY_INVALID', { name })
  try {
    return toEvmAddress(privateKeyToAddress(key))
  } catch {
    throw new QuorateError('KEY_INVALID', { name }) // no cause: curve errors quote the number
  }
}

/** A link is refused where a file is, also one that was made a moment ago. */
function place(file: string, text: string): void {
  const draft = `${file}.new-${process.pid}`
  try {
    const fd = openSync(draft, 'wx', 0o600)
    try {
      for (let left = Buffer.from(text); left.length > 0;) left = left.subarray(writeSync(fd, left))
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    linkSync(draft, file)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') throw new QuorateError('KEY_EXISTS', { file }, { cause })
    throw cause
  } finally {
    rmSync(draft, { force: true })
  }
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
