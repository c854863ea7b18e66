// Where each fund was put on the chain: storage/state/funds.json. Written after a fund is whole on chain, so a daemon
// that dies while it deploys makes the fund anew.
import { join } from 'node:path'
import { LowSync } from 'lowdb'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundConfigSchema, type FundConfig } from '#protocol/fund.ts'
import { durableDocument } from './durableDocument.ts'

const recordSchema = z.strictObject({ version: z.literal(1), funds: z.array(fundConfigSchema) })
interface FundRecord {
  readonly version: 1
  readonly funds: readonly FundConfig[]
}

export const fundRecordFile = (storage: string): string => join(storage, 'state', 'funds.json')

/** The funds that were made; none when there is no file. @throws SETTINGS_INVALID when it was damaged */
export function readFundRecord(storage: string): readonly FundConfig[] {
  const database = open(storage)
  try {
    database.read()
    return recordSchema.parse(database.data).funds
  } catch (cause) {
    throw new QuorateError(
      'SETTINGS_INVALID',
      { file: fundRecordFile(storage), problem: 'it is not a record of funds' },
      { cause },
    )
  }
}

/** Replaces the record in one step; it is on disk when this returns. */
export function writeFundRecord(storage: string, funds: readonly FundConfig[]): void {
  const database = open(storage)
  database.data = { version: 1, funds }
  database.write()
}

function open(storage: string): LowSync<FundRecord> {
  return new LowSync<FundRecord>(durableDocument(fundRecordFile(storage)), { version: 1, funds: [] })
}
