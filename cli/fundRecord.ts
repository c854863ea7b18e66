// Where each fund was put on the chain: storage/state/funds.json. Written after a fund is whole on chain, so a daemon
// that dies while it deploys makes the fund anew.
import { join } from 'node:path'
import { LowSync } from 'lowdb'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundConfigSchema, fundIdSchema, type FundConfig } from '#protocol/fund.ts'
import { durableDocument } from './durableDocument.ts'

const recordSchema = z.strictObject({
  version: z.literal(1),
  funds: z.array(fundConfigSchema),
  // absent in what older versions wrote
  requests: z.record(fundIdSchema, z.string()).default({}),
})
interface FundRecord {
  readonly version: 1
  readonly funds: readonly FundConfig[]
  readonly requests: Readonly<Record<string, string>>
}

export const fundRecordFile = (storage: string): string => join(storage, 'state', 'funds.json')

/** The funds that were made; none when there is no file. @throws SETTINGS_INVALID when it was damaged */
export function readFundRecord(storage: string): readonly FundConfig[] {
  return read(storage).funds
}

/** The request that each fund was made or taken over for, where there was one: sent again, it makes no second fund. */
export function readFundRequests(storage: string): Readonly<Record<string, string>> {
  return read(storage).requests
}

function read(storage: string): FundRecord {
  const database = open(storage)
  try {
    database.read()
    return recordSchema.parse(database.data)
  } catch (cause) {
    throw new QuorateError(
      'SETTINGS_INVALID',
      { file: fundRecordFile(storage), problem: 'it is not a record of funds' },
      { cause },
    )
  }
}

/** Replaces the record in one step; it is on disk when this returns. @param requests those that are new */
export function writeFundRecord(
  storage: string,
  funds: readonly FundConfig[],
  requests: Readonly<Record<string, string>> = {},
): void {
  const database = open(storage)
  database.data = { version: 1, funds, requests: { ...readFundRequests(storage), ...requests } }
  database.write()
}

function open(storage: string): LowSync<FundRecord> {
  return new LowSync<FundRecord>(durableDocument(fundRecordFile(storage)), { version: 1, funds: [], requests: {} })
}
