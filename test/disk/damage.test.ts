// One damage at a time, at every byte of every file of the journal. A start either finds exactly what was there, or
// refuses with file, byte and remedy; only where nothing proves that a batch was acknowledged may it be cut off.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { systemDisk } from '#runtime/disk.ts'
import { durableMarkName } from '#runtime/durableMark.ts'
import { checkJournal } from '#runtime/journalCheck.ts'
import { segmentFirstSeq } from '#runtime/journalFormat.ts'
import { copyOf, foundBy, killedStorage, removeFolders } from './storageFixture.ts'

let killed: string
let names: readonly string[]
let whole: ReturnType<typeof foundBy>
/** What is found when the last batch never was. */
let shorter: ReturnType<typeof foundBy>

beforeAll(async () => {
  killed = await killedStorage()
  names = readdirSync(join(killed, 'journal'))
    .filter((name) => name !== 'archive')
    .toSorted()
  whole = foundBy(copyOf(killed))
  const cut = copyOf(killed)
  rmSync(join(cut, 'journal', durableMarkName))
  const last = join(cut, 'journal', segments().at(-1) ?? '')
  const bytes = written(readFileSync(last))
  writeFileSync(last, bytes.subarray(0, bytes.length - 2))
  shorter = foundBy(cut)
})
afterAll(removeFolders)

const segments = (): readonly string[] => names.filter((name) => segmentFirstSeq(name) !== undefined)
/** Without the zeros it grew by. */
const written = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.lastIndexOf(10) + 1)

/** What became of a start. */
type Outcome = 'whole' | 'shorter' | 'refused'
interface Judged {
  readonly outcome: Outcome
  readonly verdict: string
}

/** Damages one file, judges, and puts it back. */
function judge(storage: string, file: string, damaged: Buffer): Judged {
  const path = join(storage, 'journal', file)
  const before = readFileSync(path)
  writeFileSync(path, damaged)
  try {
    const { verdict } = checkJournal(storage, systemDisk)
    return { outcome: outcomeOf(storage), verdict }
  } finally {
    writeFileSync(path, before)
  }
}

function outcomeOf(storage: string): Outcome {
  try {
    const { text } = foundBy(storage)
    if (text === whole.text) return 'whole'
    if (text === shorter.text) return 'shorter'
  } catch (error) {
    if (!(error instanceof QuorateError) || error.code !== 'JOURNAL_CORRUPT') throw error
    expect(error.message).toMatch(/^journal \S+ is damaged at byte \d+: ./)
    expect(error.hint).toContain('./quorate journal repair')
    return 'refused'
  }
  throw new Error('a start found a state that never was')
}

/** How each single damage of a file ends, counted. */
function sweep(storage: string, file: string, damage: (bytes: Buffer, at: number) => Buffer): Record<string, number> {
  const bytes = written(readFileSync(join(storage, 'journal', file)))
  const counts: Record<string, number> = {}
  for (let at = 0; at < bytes.length; at += 1) {
    const { outcome, verdict } = judge(storage, file, damage(bytes, at))
    const key = `${outcome}, ${verdict}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}
const flipped = (bytes: Buffer, at: number): Buffer => {
  const damaged = Buffer.from(bytes)
  damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
  return damaged
}
const torn = (bytes: Buffer, at: number): Buffer => bytes.subarray(0, at)
const zeroed = (bytes: Buffer, at: number): Buffer => Buffer.concat([bytes.subarray(0, at), Buffer.alloc(bytes.length - at)])

describe('after a process was killed', { timeout: 120_000 }, () => {
  test('the fixture has what it should have', () => {
    expect(names.filter((name) => name.startsWith('base-'))).toHaveLength(2)
    expect(segments().length).toBeGreaterThan(2)
    expect(whole.lastSeq).toBeGreaterThan(shorter.lastSeq)
    expect(whole.text).not.toBe(shorter.text)
  })

  test.each(['flipped', 'torn', 'zeroed'] as const)('no byte of a segment can be %s without the start refusing', (kind) => {
    const storage = copyOf(killed)
    const damage = { flipped, torn, zeroed }[kind]
    for (const file of segments()) {
      const ways = Object.keys(sweep(storage, file, damage))
      expect([file, ways]).toEqual([file, ['refused, damaged']])
    }
  })
})
