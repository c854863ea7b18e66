import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fundFixture } from '#protocol/fixtures.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { defaultFund, defaultSettings } from './defaultSettings.ts'
import { readFundRecord, writeFundRecord } from './fundRecord.ts'
import { FundShelf, type NewOnShelf } from './fundShelf.ts'
import { fundsMax, readSettings, writeSettings } from './settings.ts'

let folder: string
let file: string
let byId: Map<string, FundConfig>
let shelf: FundShelf
let brought: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-shelf-'))
  file = join(folder, 'settings.json')
  brought = []
  writeSettings(file, defaultSettings())
  open()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** As a daemon begins: with what the record has. */
function open(): void {
  byId = new Map([['main', fundFixture()], ...readFundRecord(folder).map((fund) => [fund.fundId, fund] as const)])
  shelf = new FundShelf({ settings: defaultSettings(), folders: { storage: folder, settingsFile: file } }, byId)
}
const made = (fundId: string): NewOnShelf => ({
  settings: defaultFund(fundId, fundId, '0'),
  config: fundFixture({ fundId, name: fundId }),
})
const bring = (fundId: string) => async (): Promise<NewOnShelf> => {
  brought.push(`${fundId} begun`)
  await Promise.resolve()
  brought.push(`${fundId} done`)
  return made(fundId)
}
const inSettings = () => readSettings(file)?.funds.map(({ fundId }) => fundId)

test('a fund that is brought is there, on record and in the settings', async () => {
  expect(await shelf.add('second', 'one', bring('second'))).toMatchObject({ fundId: 'second' })
  expect([[...byId.keys()], readFundRecord(folder).map(({ fundId }) => fundId), inSettings()]).toEqual([
    ['main', 'second'],
    ['main', 'second'],
    ['main', 'second'],
  ])
})

test('the same request finds its fund, also in another process; another request is told that there is one', async () => {
  await shelf.add('second', 'one', bring('second'))
  open()
  expect(await shelf.add('second', 'one', bring('second'))).toMatchObject({ fundId: 'second' })
  expect(brought).toEqual(['second begun', 'second done'])
  for (const other of ['two', undefined])
    await expect(shelf.add('second', other, bring('second'))).rejects.toThrow(expect.objectContaining({ code: 'FUND_EXISTS' }))
  await expect(shelf.add('main', 'one', bring('main'))).rejects.toThrow(expect.objectContaining({ code: 'FUND_EXISTS' }))
})

test('a process that ended between record and settings: the same request writes what is missing', async () => {
  writeFundRecord(folder, [made('second').config], { second: 'one' })
  open()
  await shelf.add('second', 'one', bring('second'))
  expect(inSettings()).toEqual(['main', 'second'])
})

test('two that are asked for at once are brought one after the other, and one that fails is nobody else’s trouble', async () => {
  const failing = shelf.add('broken', 'zero', () => Promise.reject(new Error('the chain said no')))
  const both = [shelf.add('second', 'one', bring('second')), shelf.add('third', 'two', bring('third'))]
  await expect(failing).rejects.toThrow('the chain said no')
  await Promise.all(both)
  expect(brought).toEqual(['second begun', 'second done', 'third begun', 'third done'])
  expect(inSettings()).toEqual(['main', 'second', 'third'])
})

test('the same name asked for twice at once is one fund', async () => {
  const [first, second] = await Promise.allSettled([
    shelf.add('second', 'one', bring('second')),
    shelf.add('second', 'two', bring('second')),
  ])
  expect([first.status, second.status, brought.length]).toEqual(['fulfilled', 'rejected', 2])
})

test('an instance is full before its settings cannot be read any more', async () => {
  for (let at = byId.size; at < fundsMax; at += 1) await shelf.add(`fund-${at}`, undefined, bring(`fund-${at}`))
  await expect(shelf.add('more', undefined, bring('more'))).rejects.toThrow(
    expect.objectContaining({ code: 'NOT_SUPPORTED', message: expect.stringContaining(`more than ${fundsMax} funds`) }),
  )
  expect(inSettings()).toHaveLength(fundsMax)
})

test('the fund that another is to be like is the one that was named, else the first', () => {
  expect(shelf.like().settings.fundId).toBe('main')
  expect(shelf.like('main').config.fundId).toBe('main')
  expect(() => shelf.like('nobody')).toThrow(expect.objectContaining({ code: 'UNKNOWN_FUND' }))
})
