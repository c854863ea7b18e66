import { constants, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { DirectTail } from './directTail.ts'
import { systemDisk, type Disk } from './disk.ts'

// beside the sources, because a temporary folder is often in memory, where there is no page cache to pass by
const parent = join(import.meta.dirname, '..', '.runtime')
mkdirSync(parent, { recursive: true })
const folder = mkdtempSync(join(parent, 'direct-tail-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const roomBytes = 64 * 1024
let files = 0

/** A file of zeros, with a tail at its end. */
function room(disk: Disk = systemDisk): { readonly path: string; readonly tail: DirectTail; readonly fd: number } {
  const path = join(folder, String((files += 1)))
  const fd = openSync(path, 'w+')
  writeSync(fd, Buffer.alloc(roomBytes))
  const tail = new DirectTail(disk)
  tail.open(path)
  return { path, tail, fd }
}

/** Some file systems have no such writing; there, all must go the usual way. */
const isDirectHere = ((): boolean => {
  const { path, tail, fd } = room()
  tail.close()
  closeSync(fd)
  try {
    closeSync(systemDisk.open(path, 'direct'))
    return true
  } catch {
    return false
  }
})()

const letters = (length: number, seed: number): Buffer => Buffer.alloc(length, 97 + (seed % 26))

test('what was written directly and in the usual way stands where it belongs, with zeros behind it', () => {
  let [direct, usual] = [0, 0]
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 1_500 }), fc.boolean()), { maxLength: 30 }), (batches) => {
      const { path, tail, fd } = room()
      const expected = Buffer.alloc(roomBytes)
      let end = 0
      for (const [index, [length, tried]] of batches.entries()) {
        const batch = letters(length, index)
        batch.copy(expected, end)
        if (tried && tail.write(batch, end, roomBytes) !== undefined) direct += 1
        else {
          usual += 1
          writeSync(fd, batch, 0, batch.length, end)
          tail.passed(batch, end)
        }
        end += length
      }
      tail.close()
      closeSync(fd)
      expect(readFileSync(path).equals(expected)).toBe(true)
      rmSync(path)
    }),
    { numRuns: 200, seed: 7 },
  )
  expect(usual).toBeGreaterThan(100)
  expect(direct > 100).toBe(isDirectHere)
})

test('what is written directly is synced by that, and needs no other sync', () => {
  const { path, tail, fd } = room()
  tail.close()
  closeSync(fd)
  const wanted = constants.O_DSYNC | constants.O_DIRECT
  const direct = systemDisk.open(path, isDirectHere ? 'direct' : 'update')
  // how it was opened, as the system tells it; elsewhere nobody does
  const told = `/proc/self/fdinfo/${direct}`
  const flags = existsSync(told) ? Number.parseInt(/flags:\s*(\d+)/.exec(readFileSync(told, 'utf8'))?.[1] ?? '', 8) : wanted
  expect(flags & wanted).toBe(isDirectHere ? wanted : flags & wanted)
  systemDisk.close(direct)
  // its number goes to a file like any other, which is synced when that is asked for
  const other = systemDisk.open(path, 'update')
  expect(other).toBe(direct)
  systemDisk.close(other)
  expect(() => systemDisk.syncNow(other)).toThrow('EBADF')
})

test('does not write where it does not know what stands before, nor beyond the room', () => {
  const { tail, fd } = room()
  expect(tail.write(letters(10, 0), 0, roomBytes)).toBeUndefined()
  tail.passed(letters(1_000, 0), 0)
  expect(tail.write(letters(10, 1), 2_000, roomBytes)).toBeUndefined()
  expect(tail.write(letters(600, 1), 1_000, 1_536)).toBeUndefined()
  expect(tail.write(letters(40_000, 1), 1_000, roomBytes)).toBeUndefined()
  expect(tail.write(letters(10, 1), 1_000, roomBytes) !== undefined).toBe(isDirectHere)
  // a small batch behind something that was never told
  tail.passed(letters(5, 2), 5_005)
  expect(tail.write(letters(10, 1), 5_010, roomBytes)).toBeUndefined()
  tail.close()
  closeSync(fd)
})

test.each([
  [
    'cannot be opened so',
    {
      open: () => {
        throw new Error('EINVAL')
      },
    },
  ],
  [
    'takes no block of this size',
    {
      writeAt: () => {
        throw Object.assign(new Error('EINVAL'), { code: 'EINVAL' })
      },
    },
  ],
])('leaves a file that %s to the usual way', (_name, refusing) => {
  const { tail, fd } = room({ ...systemDisk, ...refusing })
  tail.passed(letters(10, 0), 0)
  expect(tail.write(letters(10, 1), 10, roomBytes)).toBeUndefined()
  tail.passed(letters(10, 1), 10)
  expect(tail.write(letters(10, 2), 20, roomBytes)).toBeUndefined()
  tail.close()
  closeSync(fd)
})

test('tells of a disk that fails', () => {
  let fails = false
  const disk: Disk = {
    ...systemDisk,
    writeAt: (fd, bytes, offset) => {
      if (fails) throw Object.assign(new Error('EIO'), { code: 'EIO' })
      systemDisk.writeAt(fd, bytes, offset)
    },
  }
  const { tail, fd } = room(disk)
  tail.passed(letters(10, 0), 0)
  expect(tail.write(letters(10, 1), 10, roomBytes) !== undefined).toBe(isDirectHere)
  fails = true
  let told = ''
  try {
    tail.write(letters(10, 2), 20, roomBytes)
  } catch (error) {
    told = (error as Error).message
  }
  expect(told).toBe(isDirectHere ? 'EIO' : '')
  tail.close()
  closeSync(fd)
})
