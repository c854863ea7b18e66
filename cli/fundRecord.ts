// Where each fund was put on the chain: storage/state/funds.json. Written after a fund is whole on chain, so a daemon
// that dies while it deploys makes the fund anew.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundConfigSchema, type FundConfig } from '#protocol/fund.ts'

const recordSchema = z.strictObject({ version: z.literal(1), funds: z.array(fundConfigSchema) })

export const fundRecordFile = (storage: string): string => join(storage, 'state', 'funds.json')

/** The funds that were made; none when there is no file. @throws SETTINGS_INVALID when it was damaged */
export function readFundRecord(storage: string): readonly FundConfig[] {
  const file = fundRecordFile(storage)
  if (!existsSync(file)) return []
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).funds
  } catch (cause) {
    throw new QuorateError('SETTINGS_INVALID', { file, problem: 'it is not a record of funds' }, { cause })
  }
}

/** Replaces the record in one step. */
export function writeFundRecord(storage: string, funds: readonly FundConfig[]): void {
  const file = fundRecordFile(storage)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, `${JSON.stringify({ version: 1, funds }, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
