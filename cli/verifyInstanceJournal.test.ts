import { appendFileSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { segmentFirstSeq, segmentName } from '#runtime/journalFormat.ts'
import { createLocalHost } from '#runtime/localHost.ts'
import { runtimeFolder } from './fixtures.ts'
import { verifyJournal } from './verifyInstanceJournal.ts'

let folder: ReturnType<typeof runtimeFolder>
let journal: string
let segment: string
beforeEach(async () => {
  folder = runtimeFolder()
  journal = join(folder.path, 'journal')
  // two runs without a bot: each writes that it began and that it ended
  for (let run = 0; run < 2; run += 1) await (await createLocalHost({ directory: folder.path, bots: [], effects: [] })).shutdown()
  segment = join(journal, readdirSync(journal).find((name) => segmentFirstSeq(name) === 1) ?? 'none')
})
afterEach(() => folder.end())

test('a journal that a daemon left is sound', () => {
  expect(verifyJournal(journal)).toMatchObject({ verdict: 'sound', segments: 1, records: 4, durableThrough: 4, findings: [] })
})

test('an instance that never ran has an empty one', () => {
  expect(verifyJournal(join(folder.path, 'none', 'journal'))).toMatchObject({ segments: 0, records: 0, durableThrough: 0 })
})

test('a torn tail is named, not refused, and stays where it is', () => {
  appendFileSync(segment, '{"seq":5,"ki')
  const { size } = statSync(segment)
  const finding = { kind: 'tail', offset: size - 12, problem: 'a batch without its seal' }
  expect(verifyJournal(journal)).toMatchObject({ verdict: 'tail', records: 4, findings: [finding] })
  expect(statSync(segment).size).toBe(size)
})

test('a flipped byte before the last seal is damage', () => {
  const bytes = readFileSync(segment)
  bytes[10] = (bytes[10] ?? 0) ^ 1
  writeFileSync(segment, bytes)
  expect(() => verifyJournal(journal)).toThrow(expect.objectContaining({ code: 'JOURNAL_CORRUPT', exit: 7 }))
})

test('missing records are named', () => {
  renameSync(segment, join(journal, segmentName(9)))
  expect(() => verifyJournal(journal)).toThrow(
    expect.objectContaining({ code: 'JOURNAL_CORRUPT', message: expect.stringContaining('records 1 to 8 are missing') }),
  )
})
