import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { QuorateError } from '#protocol/errors.ts'
import { systemClock } from './clock.ts'
import { systemDisk, type Disk } from './disk.ts'
import { durableMarkName } from './durableMark.ts'
import { sealLine } from './journalFormat.ts'
import { recoverJournal } from './journalRecovery.ts'
import { JournalWriter } from './journalWriter.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-journal-'))
  folders.push(folder)
  return folder
}
const line = (seq: number, note: string): string =>
  JSON.stringify({ seq, at: '2026-01-01T00:00:00.000Z', kind: 'release', actor: 'a:b', who: note })
const recover = (
  folder: string,
  disk: Disk = systemDisk,
): { readonly notes: string[]; readonly tail: ReturnType<typeof recoverJournal> } => {
  const notes: string[] = []
  const tail = recoverJournal(folder, disk, (record) => {
    if (record.kind === 'release') notes.push(record.who)
  })
  return { notes, tail }
}
const writerOn = (
  folder: string,
  disk: Disk = systemDisk,
  onStopped: (error: QuorateError) => void = () => undefined,
): { readonly writer: JournalWriter; readonly durable: number[] } => {
  const durable: number[] = []
  const { tail } = recover(folder, disk)
  return { writer: new JournalWriter(tail, systemClock, (through) => durable.push(through), onStopped), durable }
}
/** Until the mark is noted. */
const nextRound = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
/** A segment without the zeros that it grew by. */
const writtenTo = (path: string): Buffer => {
  const bytes = readFileSync(path)
  return bytes.subarray(0, bytes.lastIndexOf(10) + 1)
}
/** Writes batches of notes, each under a seal of its own, and leaves as a loss of power would: without the unsynced mark. */
const write = async (folder: string, batches: readonly (readonly string[])[]): Promise<void> => {
  const { writer } = writerOn(folder)
  for (const batch of batches) {
    for (const note of batch) writer.append(line(writer.nextSeq, note))
    await writer.drain()
  }
  writer.abandon()
  rmSync(join(folder, durableMarkName), { force: true })
}
const onlySegment = (folder: string): string => join(folder, readdirSync(folder).find((name) => name.endsWith('.jsonl')) ?? '')
const errorOf = (run: () => unknown): QuorateError => {
  try {
    run()
  } catch (error) {
    return error as QuorateError
  }
  throw new Error('it did not throw')
}

describe('the journal', () => {
  test('gives back what was acknowledged, in order, over several writers', async () => {
    const folder = newFolder()
    await write(folder, [['a', 'b'], ['c']])
    await write(folder, [['d']])
    const { notes, tail } = recover(folder)
    expect(notes).toEqual(['a', 'b', 'c', 'd'])
    expect(tail.lastSeq).toBe(4)
  })

  test.each([
    [
      'that nothing proves to be durable is written and synced again',
      (folder: string) => rmSync(join(folder, durableMarkName), { force: true }),
      2,
    ],
    ['that was noted to be durable is left as it is', () => undefined, 0],
  ])('a last batch %s before a seal vouches for it', async (_name, lose, wanted) => {
    const folder = newFolder()
    const { writer } = writerOn(folder)
    for (const note of ['a', 'b']) {
      writer.append(line(writer.nextSeq, note))
      await writer.drain()
    }
    await nextRound()
    writer.abandon()
    lose(folder)
    const before = readFileSync(onlySegment(folder))
    const done: string[] = []
    recover(folder, {
      ...systemDisk,
      writeAt: (fd, bytes, offset) => {
        done.push(`${offset} ${bytes.toString()}`)
        systemDisk.writeAt(fd, bytes, offset)
      },
      syncNow: (fd) => {
        done.push('synced')
        systemDisk.syncNow(fd)
      },
    })
    expect(done).toHaveLength(wanted)
    const [written = '', synced = 'synced'] = done
    expect(written === '' || /^\d+ .*"who":"b".*\n.*"seal".*\n$/.test(written)).toBe(true)
    expect(synced).toBe('synced')
    expect(readFileSync(onlySegment(folder)).equals(before)).toBe(true)
  })

  test('writes what gathered while a sync was under way as one batch with one sync', async () => {
    const folder = newFolder()
    const gate = Promise.withResolvers<void>()
    let syncs = 0
    const slow: Disk = {
      ...systemDisk,
      syncNow: () => {
        // A slow disk: the average passes the limit and the writer goes to the thread pool.
        const end = performance.now() + 12
        while (performance.now() < end);
      },
      sync: async () => {
        syncs += 1
        await gate.promise
      },
    }
    const { writer, durable } = writerOn(folder, slow)
    writer.append(line(1, 'slow'))
    writer.flush()
    for (let seq = 2; seq <= 6; seq += 1) {
      writer.append(line(seq, `n${seq}`))
      writer.flush()
    }
    expect(durable).toEqual([1])
    gate.resolve()
    await writer.drain()
    expect(durable).toEqual([1, 2, 6])
    expect(syncs).toBe(2)
    writer.abandon()
  })

  test('stops for good when a sync fails, and acknowledges nothing of that batch', async () => {
    const folder = newFolder()
    let broken = false
    const disk: Disk = {
      ...systemDisk,
      syncNow: (fd) => {
        if (broken) throw new Error('EIO')
        systemDisk.syncNow(fd)
      },
      sync: (fd) => (broken ? Promise.reject(new Error('EIO')) : systemDisk.sync(fd)),
    }
    let told: QuorateError | undefined
    const { writer, durable } = writerOn(folder, disk, (error) => (told = error))
    writer.append(line(1, 'good'))
    await writer.drain()
    broken = true
    writer.append(line(2, 'bad'))
    await expect(writer.drain()).rejects.toMatchObject({ code: 'SYNC_FAILED' })
    broken = false
    expect(durable).toEqual([1])
    expect(told?.code).toBe('SYNC_FAILED')
    expect(errorOf(() => writer.append(line(3, 'never'))).code).toBe('SYNC_FAILED')
    await expect(writer.drain()).rejects.toMatchObject({ code: 'SYNC_FAILED' })
  })

  test('stops when the disk is full and takes only part of a batch', () => {
    const folder = newFolder()
    let told: QuorateError | undefined
    const full: Disk = {
      ...systemDisk,
      writeAt: (fd, bytes, offset) => {
        systemDisk.writeAt(fd, bytes.subarray(0, 10), offset)
        throw new Error(`the disk took 10 of ${bytes.length} bytes`)
      },
    }
    const { writer, durable } = writerOn(folder, full, (error) => (told = error))
    writer.append(line(1, 'lost'))
    writer.flush()
    expect(durable).toEqual([])
    expect(told?.details).toMatchObject({ problem: expect.stringMatching(/^the disk took 10 of \d+ bytes$/) as string })
    writer.abandon()
    expect(recover(folder).notes).toEqual([])
    expect(statSync(onlySegment(folder)).size).toBe(0)
  })

  test('syncs the folder of a new segment before anything in it is acknowledged', async () => {
    const folder = newFolder()
    const calls: string[] = []
    const disk: Disk = {
      ...systemDisk,
      syncFolder: (path) => {
        calls.push('folder')
        systemDisk.syncFolder(path)
      },
      syncNow: (fd) => {
        calls.push('data')
        systemDisk.syncNow(fd)
      },
    }
    const { writer } = writerOn(folder, disk)
    writer.append(line(1, 'a'))
    writer.flush()
    expect(calls).toEqual(['folder', 'data'])
    await nextRound()
    writer.abandon()
    // the next process cannot know whether the one before came to that
    writerOn(folder, disk).writer.abandon()
    expect(calls).toEqual(['folder', 'data', 'folder'])
  })
})

describe('recovery', () => {
  test('truncated at any byte of the last batch, keeps exactly the batches before it and goes on from there', async () => {
    const folder = newFolder()
    await write(folder, [['a'], ['b', 'c']])
    const path = onlySegment(folder)
    const good = writtenTo(path).length
    await write(folder, [['d', 'e €', 'f']])
    const whole = writtenTo(path)
    for (let end = good; end < whole.length; end += 1) {
      writeFileSync(path, whole.subarray(0, end))
      const { notes, tail } = recover(folder)
      expect([notes, tail.lastSeq, statSync(path).size]).toEqual([['a', 'b', 'c'], 3, good])
    }
    writeFileSync(path, whole)
    expect(recover(folder).notes).toEqual(['a', 'b', 'c', 'd', 'e €', 'f'])
    truncateSync(path, whole.length - 1)
    await write(folder, [['again']])
    expect(recover(folder).notes).toEqual(['a', 'b', 'c', 'again'])
  })

  test('never gives back a wrong record, whichever byte is flipped', async () => {
    const folder = newFolder()
    const batches = [['a'], ['b', 'c'], ['d'], ['e']]
    await write(folder, batches)
    const path = onlySegment(folder)
    const whole = writtenTo(path)
    const all = batches.flat()
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const damaged = Buffer.from(whole)
        damaged[at] = (damaged[at] as number) ^ mask
        writeFileSync(path, damaged)
        try {
          // Only the last batch, which nothing later vouches for, may be taken for a torn write.
          expect(recover(folder).notes).toEqual(all.slice(0, 4))
        } catch (error) {
          if ((error as QuorateError).code !== 'JOURNAL_CORRUPT') throw error
        }
      }),
      { numRuns: 300 },
    )
  })

  test('refuses damage before what a later seal knew to be durable, naming file, byte and command', async () => {
    const folder = newFolder()
    await write(folder, [['a'], ['b'], ['c']])
    const path = onlySegment(folder)
    const bytes = readFileSync(path)
    bytes[bytes.indexOf('"who":"a"') + 7] = 65
    writeFileSync(path, bytes)
    const error = errorOf(() => recover(folder))
    expect(error.code).toBe('JOURNAL_CORRUPT')
    expect(error.details).toMatchObject({ file: '0000000000000001.jsonl', offset: 0 })
    expect(error.hint).toContain('journal verify')
    expect(readFileSync(path)).toEqual(bytes)
  })

  test('refuses damage of the last batch once a clean close has vouched for it', async () => {
    const folder = newFolder()
    const { writer } = writerOn(folder)
    writer.append(line(1, 'a'))
    await writer.close()
    const path = onlySegment(folder)
    const bytes = readFileSync(path)
    bytes[10] = 65
    writeFileSync(path, bytes)
    expect(errorOf(() => recover(folder)).code).toBe('JOURNAL_CORRUPT')
  })

  test('refuses a missing segment and a format it does not know', async () => {
    const folder = newFolder()
    writeFileSync(
      join(folder, '0000000000000005.jsonl'),
      sealLine({ format: 1, firstSeq: 5, count: 0, crc: 0, durableThrough: 4 }),
    )
    expect(errorOf(() => recover(folder)).message).toContain('records 1 to 4 are missing')
    const other = newFolder()
    writeFileSync(
      join(other, '0000000000000001.jsonl'),
      sealLine({ format: 9, firstSeq: 1, count: 0, crc: 0, durableThrough: 0 }),
    )
    expect(errorOf(() => recover(other)).code).toBe('JOURNAL_VERSION')
  })

  test('takes the zeros a segment grew by for its end, and writes on in their place', async () => {
    const folder = newFolder()
    await write(folder, [['a']])
    const path = onlySegment(folder)
    const { length } = writtenTo(path)
    expect(statSync(path).size).toBeGreaterThan(length)
    expect(recover(folder)).toMatchObject({ notes: ['a'], tail: { segment: { bytes: length, allocated: statSync(path).size } } })
    const before = statSync(path).size
    await write(folder, [['b']])
    expect(statSync(path).size).toBe(before)
    expect(recover(folder).notes).toEqual(['a', 'b'])
    // What stands behind zeros is not the end of a journal but a hole in it.
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.from('rubbish')]))
    expect(recover(folder).tail.cut?.offset).toBe(writtenTo(path).length)
  })

  test('leaves no zeros after a clean close', async () => {
    const folder = newFolder()
    const { writer } = writerOn(folder)
    writer.append(line(1, 'a'))
    await writer.close()
    const path = onlySegment(folder)
    expect(statSync(path).size).toBe(writtenTo(path).length)
  })

  test('cuts off garbage after the last seal', async () => {
    const folder = newFolder()
    await write(folder, [['a']])
    appendFileSync(onlySegment(folder), '\u0000\u0000{"seal":{"firstSeq":2}}\nrubbish')
    expect(recover(folder).notes).toEqual(['a'])
  })
})
