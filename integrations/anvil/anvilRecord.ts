// The note a daemon leaves about its Anvil, so that the next daemon finds the same chain again.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { hashSchema } from '#protocol/hash.ts'
import { chainIdSchema, secondsSchema } from '#protocol/uint.ts'

const anvilRecordSchema = z.strictObject({
  version: z.literal(1),
  pid: z.int().positive(),
  port: z.int().min(1).max(65_535),
  chainId: chainIdSchema,
  genesisHash: hashSchema,
  /** Seconds; a chain that lost its state file is begun anew with the same genesis. */
  genesisTime: secondsSchema,
  forkUrl: z.string().nullable(),
})
/** Which process serves which chain on which port. */
export type AnvilRecord = z.output<typeof anvilRecordSchema>

const recordPath = (folder: string): string => join(folder, 'anvil.json')

/** The record in an instance's folder; undefined when there never was one. @throws QuorateError CHAIN_RECORD_DAMAGED */
export function readAnvilRecord(folder: string): AnvilRecord | undefined {
  const file = recordPath(folder)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined // fs errors carry a code
    throw new QuorateError('CHAIN_RECORD_DAMAGED', { file, problem: 'it cannot be opened' }, { cause })
  }
  try {
    return anvilRecordSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new QuorateError('CHAIN_RECORD_DAMAGED', { file, problem: 'not a chain record' }, { cause })
  }
}

/** Replaces the record in one step, so that a reader never sees half of it. */
export function writeAnvilRecord(folder: string, record: AnvilRecord): void {
  const file = recordPath(folder)
  writeFileSync(`${file}.new`, `${JSON.stringify(record, undefined, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
