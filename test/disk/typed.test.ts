// What a person types when the journal is damaged, in real processes: each message leads to the next, and the last one works.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runtimeFolder, type, type Typed } from '#cli/fixtures.ts'
import { instanceFolders, makeInstanceFolders } from '#cli/instance.ts'
import { segmentFirstSeq } from '#runtime/journalFormat.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { sealLine } from '#runtime/journalFormat.ts'

let runtime: ReturnType<typeof runtimeFolder>
let journal: string
let storage: string
const open = (): Promise<LocalHost> => createLocalHost({ directory: storage, bots: [], effects: [] })
beforeAll(async () => {
  runtime = runtimeFolder()
  const folders = instanceFolders('default', runtime.path)
  makeInstanceFolders(folders)
  storage = folders.storage
  journal = join(storage, 'journal')
  for (let run = 0; run < 3; run += 1) await (await open()).shutdown()
})
afterAll(() => runtime.end())

const quorate = (line: string): Promise<Typed> => type(line.split(' '), runtime.path)
/** The command that a message says to type next. */
const nextOf = (text: string): string => /next: .*?\.\/quorate ([a-z -]+?)(?: *$|;)/m.exec(text)?.[1] ?? 'nothing'
const segment = (): string => readdirSync(journal).find((name) => segmentFirstSeq(name) !== undefined) ?? 'none'

describe('a damaged journal', { timeout: 60_000 }, () => {
  test('is told by verify, which names the repair; that says what it costs; --yes does it; and then all is sound', async () => {
    const path = join(journal, segment())
    const bytes = readFileSync(path)
    const third = bytes.indexOf('{"seq":3')
    bytes[third + 20] = (bytes[third + 20] ?? 0) ^ 1
    writeFileSync(path, bytes)
    await expect(open()).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: `journal ${segment()} is damaged at byte ${third}: records that do not match their seal`,
      hint: 'see all of it: ./quorate journal verify; then: ./quorate journal repair',
    })

    const verify = await quorate('journal verify')
    expect(verify).toEqual({
      code: 7,
      err: '',
      out: [
        'damaged: 2 records in 1 segments, whole through 2',
        `  ${segment()}, byte ${third}: records that do not match their seal (a start refuses this)`,
        '  lost: records 3 to 6; which bots they were about is not known',
        '  next: ./quorate journal repair',
        '',
      ].join('\n'),
    })
    expect(nextOf(verify.out)).toBe('journal repair')

    const plan = await quorate(nextOf(verify.out))
    expect([plan.code, plan.out]).toEqual([
      7,
      expect.stringContaining('kept: the journal up to the damage; the next record is 7'),
    ])
    expect(readFileSync(path)).toEqual(bytes)
    expect(nextOf(plan.out)).toBe('journal repair --yes')

    const repaired = await quorate(`${nextOf(plan.out)} --json`)
    expect([repaired.code, JSON.parse(repaired.out)]).toEqual([
      0,
      expect.objectContaining({ does: 'base', done: true, lost: { from: 3, to: 6 }, aside: [segmentOf(1)], through: 6 }),
    ])
    // The answer's own field.
    const { asideFolder } = JSON.parse(repaired.out) as { asideFolder: string }
    expect(readFileSync(join(asideFolder, segmentOf(1)))).toEqual(bytes)

    const sound = await quorate('journal verify --json')
    expect([sound.code, JSON.parse(sound.out)]).toEqual([0, expect.objectContaining({ verdict: 'sound', base: 6, lost: null })])
    const again = await quorate('journal repair --yes')
    expect(again).toEqual({ code: 0, err: '', out: 'sound: there is nothing to repair\n' })
    const host = await open()
    expect([host.durableThrough(), host.incarnation]).toEqual([7, 2])
    const locked = await quorate('journal repair')
    expect([locked.code, locked.err]).toEqual([5, expect.stringMatching(/^INSTANCE_LOCKED: another daemon runs .*\(pid \d+\)/)])
    await host.shutdown()
  })

  test('is compacted and its archive pruned without a daemon; who asks for more is told the earliest turn there is', async () => {
    const compacted = await quorate('journal compact --json')
    expect([compacted.code, JSON.parse(compacted.out)]).toEqual([0, { through: 8, archived: [segmentOf(7)], by: 'here' }])
    const listed = await quorate('journal archive --json')
    expect(JSON.parse(listed.out)).toMatchObject({ archived: [{ firstSeq: 1 }, { firstSeq: 7 }], removed: [], earliest: 1 })
    const unsure = await quorate('journal archive --keep 1')
    expect([unsure.code, unsure.err]).toEqual([2, expect.stringContaining('CONFIRMATION_NEEDED')])
    const pruned = await quorate('journal archive --keep 1 --yes --json')
    expect(JSON.parse(pruned.out)).toMatchObject({ archived: [{ firstSeq: 7 }], removed: [segmentOf(1)], earliest: 7 })
    const host = await open()
    const reading = host.turns({ after: 0 })[Symbol.asyncIterator]()
    await expect(reading.next()).rejects.toMatchObject({ code: 'JOURNAL_TRUNCATED', details: { after: 0, earliest: 7 } })
    await host.shutdown()
  })

  test('of a newer format is refused by all that would read it, with what to run instead', async () => {
    const newer = { format: 99, firstSeq: 9, count: 0, crc: 0, durableThrough: 8 }
    writeFileSync(join(journal, segmentOf(9)), sealLine(newer))
    const refusal = {
      code: 'JOURNAL_VERSION',
      message: `journal ${segmentOf(9)} was written by format 99; this program reads 1`,
      hint: 'run the newer program that wrote it',
    }
    await expect(open()).rejects.toMatchObject(refusal)
    for (const line of ['journal verify', 'journal repair --yes', 'journal compact']) {
      const { code, err } = await quorate(line)
      expect([line, code, err]).toEqual([line, 7, `JOURNAL_VERSION: ${refusal.message}\n  next: ${refusal.hint}\n`])
    }
  })
})

const segmentOf = (firstSeq: number): string => `${String(firstSeq).padStart(16, '0')}.jsonl`
