// What a local chain was set up with. A note, not the truth: every address in it is checked by the code behind it.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { evmAddressSchema } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'

/** What the second venue consists of. */
const v3Parts = ['v3Factory', 'v3Router', 'v3Positions', 'v3Adapter', 'v3WethUsdc'] as const

const partsSchema = z.partialRecord(
  z.enum(['weth', 'usdc', 'wbtc', 'uniswapFactory', 'router', 'wethUsdc', 'wbtcUsdc', 'fundFactory', 'adapter', ...v3Parts]),
  evmAddressSchema,
)
/** Addresses by part, as far as they exist. */
export type LocalChainParts = z.output<typeof partsSchema>
export type LocalChainPart = keyof LocalChainParts

const recordSchema = z.strictObject({ version: z.literal(1), parts: partsSchema })

/** The parts in the file; none when there is no file. @throws QuorateError CHAIN_RECORD_DAMAGED */
export function readLocalChainRecord(file: string): LocalChainParts {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {} // fs errors carry a code
    throw new QuorateError('CHAIN_RECORD_DAMAGED', { file, problem: 'it cannot be opened' }, { cause })
  }
  try {
    return recordSchema.parse(JSON.parse(text)).parts
  } catch (cause) {
    throw new QuorateError('CHAIN_RECORD_DAMAGED', { file, problem: 'not a list of contracts' }, { cause })
  }
}

/** Replaces the file in one step. */
export function writeLocalChainRecord(file: string, parts: LocalChainParts): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ version: 1, parts }, undefined, 2)}\n`)
  renameSync(`${file}.new`, file)
}
