// What a messenger's tokens and answering addresses are kept in: sealed with AES-256-GCM (NIST SP 800-38D) under a key that
// is in no journal, no snapshot and no backup. Whoever reads the files without the key reads nothing.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { QuorateError } from '#protocol/errors.ts'

const nonceBytes = 12
const tagBytes = 16
/** What is sealed says how, so that a later way can be told from this one. */
const version = 's1.'

/** Seals and opens under one key. */
export class Seal {
  readonly #key: Buffer

  /** @param secret at least 32 characters of randomness, such as 32 random bytes in hex */
  constructor(secret: string) {
    if (secret.length < 32) throw new QuorateError('SEAL_REFUSED', { problem: 'its key has fewer than 32 characters' })
    this.#key = createHash('sha256').update(`quorate seal ${secret}`).digest()
  }

  /** @param about what it is for: it opens for nothing else */
  seal(text: string, about: string): string {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(about))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${version}${sealed.toString('base64url')}`
  }

  /** @throws SEAL_REFUSED for what was sealed under another key, for something else, or changed since */
  open(sealed: string, about: string): string {
    const bytes = Buffer.from(sealed.slice(version.length), 'base64url')
    if (!sealed.startsWith(version) || bytes.length < nonceBytes + tagBytes)
      throw new QuorateError('SEAL_REFUSED', { problem: 'it is not sealed by this program' })
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, nonceBytes))
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(-tagBytes))
      return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
    } catch (cause) {
      throw new QuorateError(
        'SEAL_REFUSED',
        { problem: 'it was sealed under another key, for something else, or was changed' },
        { cause },
      )
    }
  }
}
