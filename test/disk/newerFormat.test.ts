import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { systemDisk } from '#runtime/disk.ts'
import { openFaulty } from '#runtime/faultyFixtures.ts'
import { closeAll } from '#runtime/hostFixtures.ts'
import { checkJournal } from '#runtime/journalCheck.ts'
import { readSeal, sealLine, segmentFirstSeq } from '#runtime/journalFormat.ts'
import { planRepair } from '#runtime/journalRepair.ts'
import { copyOf, killedStorage, removeFolders } from './storageFixture.ts'

let killed: string
beforeAll(async () => {
  killed = await killedStorage()
})
afterEach(closeAll)
afterAll(removeFolders)

/** Gives every seal of a file another format, as a newer program would have written it. */
function renew(path: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  const renewed = lines.map((line) => {
    const seal = line.startsWith('{"seal":') ? readSeal(line) : undefined
    return seal === undefined ? line : sealLine({ ...seal, format: seal.format + 1 }).trimEnd()
  })
  writeFileSync(path, renewed.join('\n'))
}

test.each([
  ['segment', (name: string) => segmentFirstSeq(name) !== undefined],
  ['base segment', (name: string) => /^base-.*jsonl$/.test(name)],
  ['hint', (name: string) => name.endsWith('.hint')],
])('a %s of a newer format is refused, not repaired, and named', async (_what, isOne) => {
  const storage = copyOf(killed)
  const file = readdirSync(join(storage, 'journal')).toSorted().findLast(isOne) ?? 'none'
  const path = join(storage, 'journal', file)
  renew(path)
  const before = readFileSync(path)
  const refusal = expect.objectContaining({
    code: 'JOURNAL_VERSION',
    exit: 7,
    message: expect.stringContaining(`journal ${file} was written by format`),
    hint: 'run the newer program that wrote it',
  })
  await expect(openFaulty(storage)).rejects.toEqual(refusal)
  expect(() => checkJournal(storage, systemDisk)).toThrow(refusal)
  for (const fromSnapshots of [false, true])
    expect(() => planRepair({ storage, disk: systemDisk, now: new Date(), fromSnapshots })).toThrow(refusal)
  expect(readFileSync(path)).toEqual(before)
})
