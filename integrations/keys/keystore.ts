// Web3 Secret Storage, version 3: the encrypted key files that geth and other wallets write and read.
import {
  createCipheriv,
  createDecipheriv,
  pbkdf2Sync,
  randomBytes,
  randomUUID,
  scrypt,
  timingSafeEqual,
  type ScryptOptions,
} from 'node:crypto'
import { bytesToHex, concat, hexToBytes, keccak256, type Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'

/** geth's "standard" cost: about a second of work, 256 MiB. */
const standardCost = { n: 262_144, r: 8, p: 1 } as const
/** A hostile file must not take the machine: four times the standard's memory. */
const scryptMemoryMax = 1_073_741_824
const pbkdf2RoundsMax = 10_000_000

const hexText = (bytes?: number) =>
  z
    .string()
    .regex(/^(?:0x)?(?:[0-9a-fA-F]{2})*$/, 'expected hex')
    .transform((text) => hexToBytes(text.startsWith('0x') ? (text as Hex) : `0x${text}`)) // the pattern has checked it
    .refine((value) => bytes === undefined || value.length === bytes, `expected ${bytes} bytes`)

const scryptSchema = z.object({
  kdf: z.literal('scrypt'),
  kdfparams: z.object({
    dklen: z.literal(32),
    n: z.int().min(2),
    r: z.int().min(1).max(64),
    p: z.int().min(1).max(64),
    salt: hexText(),
  }),
})
const pbkdf2Schema = z.object({
  kdf: z.literal('pbkdf2'),
  kdfparams: z.object({
    dklen: z.literal(32),
    c: z.int().min(1).max(pbkdf2RoundsMax),
    prf: z.literal('hmac-sha256'),
    salt: hexText(),
  }),
})
const sealedSchema = z.object({
  cipher: z.literal('aes-128-ctr'),
  cipherparams: z.object({ iv: hexText(16) }),
  ciphertext: hexText(32),
  mac: hexText(32),
})
const keystoreSchema = z.object({
  version: z.literal(3),
  address: z.string().optional(),
  // older geth wrote `Crypto`
  crypto: z.discriminatedUnion('kdf', [sealedSchema.extend(scryptSchema.shape), sealedSchema.extend(pbkdf2Schema.shape)]),
})
type Sealed = z.output<typeof keystoreSchema>['crypto']

/** scrypt's cost: memory is 128 · n · r bytes. */
export interface ScryptCost {
  readonly n: number
  readonly r: number
  readonly p: number
}

/**
 * The private key in a keystore document. `file` names it in messages, `variable` where its password comes from.
 * @throws QuorateError KEYSTORE_INVALID, KEYSTORE_PASSWORD_WRONG
 */
export async function openKeystore(
  text: string,
  password: string,
  names: { readonly file: string; readonly variable: string },
): Promise<Hex> {
  const sealed = parseKeystore(text, names.file)
  const derived = await deriveKey(sealed, password, names.file)
  const mac = hexToBytes(keccak256(concat([derived.subarray(16, 32), sealed.ciphertext])))
  if (!timingSafeEqual(mac, sealed.mac)) throw new QuorateError('KEYSTORE_PASSWORD_WRONG', names)
  const decipher = createDecipheriv('aes-128-ctr', derived.subarray(0, 16), sealed.cipherparams.iv)
  return bytesToHex(Buffer.concat([decipher.update(sealed.ciphertext), decipher.final()]))
}

/** A keystore document for a private key; `cost` is only lowered by tests. */
export async function sealKeystore(key: Hex, password: string, cost: ScryptCost = standardCost): Promise<string> {
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const derived = await runScrypt(password, salt, cost)
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv)
  const ciphertext = Buffer.concat([cipher.update(hexToBytes(key)), cipher.final()])
  const mac = keccak256(concat([derived.subarray(16, 32), ciphertext]))
  const document = {
    version: 3,
    id: randomUUID(),
    address: privateKeyToAddress(key).slice(2).toLowerCase(),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: iv.toString('hex') },
      ciphertext: ciphertext.toString('hex'),
      kdf: 'scrypt',
      kdfparams: { dklen: 32, ...cost, salt: salt.toString('hex') },
      mac: mac.slice(2),
    },
  }
  return `${JSON.stringify(document, undefined, 2)}\n`
}

function parseKeystore(text: string, file: string): Sealed {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new QuorateError('KEYSTORE_INVALID', { file, problem: 'it is not JSON' }) // no cause: it may quote the file
  }
  const given =
    typeof parsed === 'object' && parsed !== null && 'Crypto' in parsed ? { ...parsed, crypto: parsed.Crypto } : parsed
  const result = keystoreSchema.safeParse(given)
  if (!result.success) throw new QuorateError('KEYSTORE_INVALID', { file, problem: z.prettifyError(result.error) })
  return result.data.crypto
}

async function deriveKey(sealed: Sealed, password: string, file: string): Promise<Buffer> {
  if (sealed.kdf === 'pbkdf2') return pbkdf2Sync(password, sealed.kdfparams.salt, sealed.kdfparams.c, 32, 'sha256')
  const { n, r, p, salt } = sealed.kdfparams
  // RFC 7914: n < 2^(128 r / 8); OpenSSL enforces it, though the specification's own example (n 2^18, r 1) breaks it
  if (128 * n * r > scryptMemoryMax || (n & (n - 1)) !== 0 || n >= 2 ** (16 * r)) {
    throw new QuorateError('KEYSTORE_INVALID', { file, problem: `scrypt with n=${n}, r=${r} is not accepted` })
  }
  return runScrypt(password, salt, { n, r, p })
}

function runScrypt(password: string, salt: Uint8Array, cost: ScryptCost): Promise<Buffer> {
  // Node refuses work over maxmem; its own bookkeeping needs a little more than the formula
  const options: ScryptOptions = {
    N: cost.n,
    r: cost.r,
    p: cost.p,
    maxmem: 128 * cost.n * cost.r + 1_048_576 * cost.p + 1_048_576,
  }
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, options, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}
