import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fundFixture } from '#protocol/fixtures.ts'
import { fundRecordFile, readFundRecord, readFundRequests, writeFundRecord } from './fundRecord.ts'

let storage: string

beforeEach(() => (storage = mkdtempSync(join(tmpdir(), 'quorate-funds-'))))
afterEach(() => rmSync(storage, { recursive: true, force: true }))

describe('the record of funds', () => {
  it('is empty before the first fund, without making a file', () => {
    expect(readFundRecord(storage)).toEqual([])
    expect(existsSync(fundRecordFile(storage))).toBe(false)
  })

  it('gives back every fund as it was made', () => {
    const funds = [fundFixture(), fundFixture({ fundId: 'second', name: 'Second fund' })]
    writeFundRecord(storage, funds)
    expect(readFundRecord(storage)).toEqual(funds)
  })

  it('keeps for which request each fund was made, and reads what an older version wrote', () => {
    writeFundRecord(storage, [fundFixture()], { main: 'one' })
    writeFundRecord(storage, [fundFixture()], { second: 'two' })
    writeFundRecord(storage, [fundFixture()])
    expect(readFundRequests(storage)).toEqual({ main: 'one', second: 'two' })
    writeFileSync(fundRecordFile(storage), JSON.stringify({ version: 1, funds: [fundFixture()] }))
    expect([readFundRequests(storage), readFundRecord(storage)]).toEqual([{}, [fundFixture()]])
  })

  it.each([
    ['no JSON', '{"version":1,"funds":['],
    ['of another version', '{"version":2,"funds":[]}'],
    ['without its funds', '{"version":1}'],
    ['null', 'null'],
  ])('is refused when it is %s, so that a fund is not made twice', (_, text) => {
    writeFundRecord(storage, [fundFixture()])
    writeFileSync(fundRecordFile(storage), text)
    expect(() => readFundRecord(storage)).toThrow(
      expect.objectContaining({ code: 'SETTINGS_INVALID', details: expect.objectContaining({ file: fundRecordFile(storage) }) }),
    )
  })
})
