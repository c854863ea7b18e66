// 32-byte hashes and other hex values as branded lower-case strings.
import { z } from 'zod'
import { adapterDataBytesMax, signatureBytesMax } from './limits.ts'

/** `0x` and an even number of lower-case hex digits. */
export type Hex = `0x${string}`

const lower = (text: string): Hex => text.toLowerCase() as Hex // the schemas below have checked the prefix

/** A 32-byte hash, 0x + 64 hex digits; upper case is folded, so equal hashes are equal strings. */
export const hashSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/, 'expected 0x and 64 hex digits')
  .transform(lower)
  .brand<'Hash'>()
  .meta({
    id: 'Hash',
    description: '32 bytes as 0x and 64 hex digits; hashed and answered in lower case.',
    type: 'string',
    pattern: '^0x[0-9a-fA-F]{64}$',
  })
/** A 32-byte hash in lower-case hex. */
export type Hash = z.output<typeof hashSchema>

/** Parses a hash. @throws ZodError when it is not 0x and 64 hex digits. */
export const toHash = (value: string): Hash => hashSchema.parse(value)

/** The hash of nothing: where a contract's mapping has no entry. */
export const zeroHash: Hash = hashSchema.parse(`0x${'0'.repeat(64)}`)

/** Bytes of any kind, bounded; returned in lower case. */
export const bytesTextSchema = (bytesMax: number): z.ZodPipe<z.ZodString, z.ZodTransform<Hex, string>> =>
  z
    .string()
    .max(2 + bytesMax * 2, `expected at most ${bytesMax} bytes`)
    // what is none is looked at no further: later checks read its bytes
    .regex(/^0x(?:[0-9a-fA-F]{2})*$/, { error: 'expected 0x and whole hex bytes', abort: true })
    .transform(lower)
    .meta({ type: 'string', maxLength: 2 + bytesMax * 2, pattern: '^0x(?:[0-9a-fA-F]{2})*$' })

/** Arguments of a venue's adapter, ABI encoded; a contract compares their hash with the one in the intent. */
export const adapterDataSchema = bytesTextSchema(adapterDataBytesMax).brand<'AdapterData'>().meta({
  id: 'AdapterData',
  description:
    'Arguments of one call of the venue’s adapter, ABI encoded, in lower-case hex; its keccak256 is the intent’s adapterDataHash.',
})
/** ABI-encoded adapter arguments. */
export type AdapterData = z.output<typeof adapterDataSchema>

/** A signature: 65 bytes from a key, or more from an ERC-1271 contract. Who made it is checked elsewhere. */
export const signatureSchema = bytesTextSchema(signatureBytesMax).brand<'Signature'>().meta({
  id: 'Signature',
  description:
    '65 bytes (r, s, v with v 27 or 28; low s) in lower-case hex; more bytes only from a contract that verifies signatures (ERC-1271).',
})
/** A signature's bytes in hex. */
export type Signature = z.output<typeof signatureSchema>
