import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { systemDisk } from './disk.ts'
import { DurableMark, durableMarkName, readDurableMark } from './durableMark.ts'
import { closeAll, newFolder } from './hostFixtures.ts'

afterEach(closeAll)

test('says what was noted last, also to the next process', () => {
  const folder = newFolder()
  expect(readDurableMark(folder, systemDisk)).toBe(0)
  const mark = new DurableMark(folder, systemDisk)
  for (const seq of [1, 99_999, 123_456_789]) {
    mark.note(seq)
    expect(readDurableMark(folder, systemDisk)).toBe(seq)
  }
  mark.close()
  new DurableMark(folder, systemDisk).note(123_456_790)
  expect(readDurableMark(folder, systemDisk)).toBe(123_456_790)
})

test('proves nothing when any of its bytes is wrong or missing', () => {
  const folder = newFolder()
  new DurableMark(folder, systemDisk).note(1_234_567)
  const path = join(folder, durableMarkName)
  const bytes = readFileSync(path)
  for (let at = 0; at < bytes.length; at += 1) {
    const damaged = Buffer.from(bytes)
    damaged[at] = (damaged[at] ?? 0) ^ 4
    writeFileSync(path, damaged)
    expect([at, readDurableMark(folder, systemDisk)]).toEqual([at, 0])
    writeFileSync(path, bytes.subarray(0, at))
    expect([at, readDurableMark(folder, systemDisk)]).toEqual([at, 0])
  }
})
