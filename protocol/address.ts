// Addresses on an EVM chain. (A bot's address, `role:id`, is runtime/authoring.ts's `Address`: another thing.)
import { getAddress, isAddress } from 'viem/utils'
import { z } from 'zod'

/**
 * An EVM address in any unambiguous spelling, returned checksummed (EIP-55). Mixed case with a wrong checksum is
 * refused: it is a typing error more often than a style.
 */
export const evmAddressSchema = z
  .string()
  .refine((text) => isAddress(text, { strict: !/^0x[0-9a-f]{40}$/.test(text) }), 'expected a checksummed or lower-case address')
  .transform((text) => getAddress(text))
  .brand<'EvmAddress'>()
  .meta({
    id: 'EvmAddress',
    description: 'An account on the chain: checksummed (EIP-55) or all lower case; hashed and answered checksummed.',
    // the checks above are functions, which a document cannot show
    type: 'string',
    pattern: '^0x[0-9a-fA-F]{40}$',
  })
/** A checksummed EVM address. */
export type EvmAddress = z.output<typeof evmAddressSchema>

/** Parses an address. @throws ZodError when it is malformed or its checksum is wrong. */
export const toEvmAddress = (value: string): EvmAddress => evmAddressSchema.parse(value)

/** The address nobody owns: what a contract returns for "none". */
export const zeroAddress: EvmAddress = evmAddressSchema.parse(`0x${'0'.repeat(40)}`)
