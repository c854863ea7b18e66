// One damage at a time, at every byte of every file of the journal. A start either finds exactly what was there, or
// refuses with file, byte and remedy; only where nothing proves that a batch was acknowledged may it be cut off.
import { closeSync, ftruncateSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
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
/** What is found when the last batches of the newest segment never were, each beginning of it once. */
const shorter = new Set<string>()

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
  for (let end = bytes.lastIndexOf(newline, -2); end > 0; end = bytes.lastIndexOf(newline, end - 1)) {
    writeFileSync(last, bytes.subarray(0, end + 1))
    shorter.add(foundBy(cut).text)
  }
  writeFileSync(last, '')
  shorter.add(foundBy(cut).text)
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
function judge(storage: string, file: string, damaged: Buffer, before: Buffer): Judged {
  const path = join(storage, 'journal', file)
  put(path, damaged)
  try {
    const { verdict } = checkJournal(storage, systemDisk)
    return { outcome: outcomeOf(storage), verdict }
  } finally {
    put(path, before)
  }
}

/** In place: some file systems sync a file that was emptied and written again, which thousands of times takes minutes. */
function put(path: string, bytes: Buffer): void {
  const fd = openSync(path, 'r+')
  try {
    writeSync(fd, bytes, 0, bytes.length, 0)
    ftruncateSync(fd, bytes.length)
  } finally {
    closeSync(fd)
  }
}

function outcomeOf(storage: string): Outcome {
  try {
    const { text } = foundBy(storage)
    if (text === whole.text) return 'whole'
    if (shorter.has(text)) return 'shorter'
  } catch (error) {
    if (!(error instanceof QuorateError) || error.code !== 'JOURNAL_CORRUPT') throw error
    expect(error.message).toMatch(/^journal \S+ is damaged at byte \d+: ./)
    expect(error.hint).toContain('./quorate journal repair')
    return 'refused'
  }
  throw new Error('a start found a state that never was')
}

/** How the single damages of a file end, each way once. */
function sweep(storage: string, file: string, damage: (bytes: Buffer, at: number) => Buffer, every = 1): readonly string[] {
  const before = readFileSync(join(storage, 'journal', file))
  const bytes = written(before)
  const ways = new Set<string>()
  for (let at = 0; at < bytes.length; at += 1) {
    // Where lines end and in the seals each byte has a meaning of its own.
    if (at % every !== 0 && bytes[at] !== newline && !isInSeal(bytes, at)) continue
    const { outcome, verdict } = judge(storage, file, damage(bytes, at), before)
    ways.add(`${outcome}, ${verdict}`)
  }
  return [...ways].toSorted()
}
const newline = 10
const isInSeal = (bytes: Buffer, at: number): boolean =>
  bytes.toString('latin1', bytes.lastIndexOf(newline, at) + 1, at + 1).startsWith('{"seal') && at % 3 === 0
const flipped = (bytes: Buffer, at: number): Buffer => {
  const damaged = Buffer.from(bytes)
  damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
  return damaged
}
const torn = (bytes: Buffer, at: number): Buffer => bytes.subarray(0, at)
const zeroed = (bytes: Buffer, at: number): Buffer => Buffer.concat([bytes.subarray(0, at), Buffer.alloc(bytes.length - at)])

const damages = { flipped, torn, zeroed }
const baseFile = (): string => names.find((name) => /^base-.*jsonl$/.test(name)) ?? 'none'

describe('after a process was killed', { timeout: 120_000 }, () => {
  test('the fixture has what it should have', () => {
    expect(names.filter((name) => name.startsWith('base-'))).toHaveLength(2)
    expect(segments().length).toBeGreaterThan(2)
    expect(shorter.size).toBeGreaterThan(1)
    expect(shorter.has(whole.text)).toBe(false)
  })

  test.each(['flipped', 'torn', 'zeroed'] as const)('no byte of a segment can be %s without the start refusing', (kind) => {
    const storage = copyOf(killed)
    for (const file of segments()) {
      const ways = sweep(storage, file, damages[kind], kind === 'flipped' ? 7 : 17)
      expect([file, ways]).toEqual([file, ['refused, damaged']])
    }
  })

  test.each(['flipped', 'torn', 'zeroed'] as const)(
    'no byte of the base segment can be %s without the start refusing',
    (kind) => {
      expect(sweep(copyOf(killed), baseFile(), damages[kind], kind === 'flipped' ? 7 : 17)).toEqual(['refused, damaged'])
    },
  )

  test.each(['flipped', 'torn', 'zeroed'] as const)(
    'whichever byte of the hint is %s, the start finds all without it',
    (kind) => {
      const ways = sweep(copyOf(killed), baseFile().replace('.jsonl', '.hint'), damages[kind], kind === 'flipped' ? 7 : 17)
      expect(ways).toEqual(['whole, sound'])
    },
  )

  test.each(['flipped', 'torn', 'zeroed'] as const)('whichever byte of the mark is %s, the start finds all', (kind) => {
    expect(sweep(copyOf(killed), durableMarkName, damages[kind])).toEqual(['whole, sound'])
  })

  test('garbage behind the last batch is cut off, and all that was acknowledged is there', () => {
    const storage = copyOf(killed)
    const last = segments().at(-1) ?? ''
    const before = readFileSync(join(storage, 'journal', last))
    for (const garbage of ['\0\0x', '{"seq":99', '{"seal":{}}\n', '{"seq":99}\n{"seal":{"firstSeq":99}}\n'])
      expect(judge(storage, last, Buffer.concat([written(before), Buffer.from(garbage)]), before)).toEqual({
        outcome: 'whole',
        verdict: 'tail',
      })
  })
})

describe('after a loss of power, which takes the mark with it', { timeout: 120_000 }, () => {
  test.each(['flipped', 'torn', 'zeroed'] as const)(
    'what is %s in the newest segment leaves a beginning of it, or is refused',
    (kind) => {
      const storage = copyOf(killed)
      rmSync(join(storage, 'journal', durableMarkName))
      const ways = sweep(storage, segments().at(-1) ?? 'none', damages[kind], kind === 'flipped' ? 7 : 17)
      expect(ways).toEqual(kind === 'flipped' ? ['refused, damaged', 'shorter, tail'] : ['shorter, sound', 'shorter, tail'])
    },
  )
})
