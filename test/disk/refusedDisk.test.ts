// A disk that refuses: a folder that may not be written to, and a sync that fails. One message with what to see to, no
// stack, and nothing acknowledged that is not durable.
import { chmodSync, chownSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import type { QuorateError } from '#protocol/errors.ts'
import { systemDisk, type Disk } from '#runtime/disk.ts'
import { openFaulty } from '#runtime/faultyFixtures.ts'
import { closeAll } from '#runtime/hostFixtures.ts'
import { killAll, startHost } from './startHost.ts'
import { copyOf, newFolder, removeFolders } from './storageFixture.ts'

afterEach(closeAll)
afterAll(() => {
  killAll()
  removeFolders()
})

/** Permissions do not bind root: as root the process runs as nobody, in folders that are nobody's. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
function owned(path: string): void {
  if (nobody.uid === undefined) return
  chownSync(path, nobody.uid, nobody.gid)
  if (statSync(path).isDirectory()) for (const name of readdirSync(path)) owned(join(path, name))
}

describe('a folder or file that may not be written to', { timeout: 30_000 }, () => {
  const unusable = / cannot be used: EACCES: permission denied$/
  test.each([
    // A file of its own is made and renamed there at every start.
    ['storage', 0o555, 'STORAGE_UNUSABLE', unusable, 'see to its owner, its permissions and the free space, then: ./quorate up'],
    [
      'storage/daemon.lock',
      0o444,
      'STORAGE_UNUSABLE',
      unusable,
      'see to its owner, its permissions and the free space, then: ./quorate up',
    ],
    [
      'storage/started.marks',
      0o444,
      'STORAGE_UNUSABLE',
      unusable,
      'see to its owner, its permissions and the free space, then: ./quorate up',
    ],
    // What is there may be written on; the next segment cannot be begun.
    [
      'storage/journal',
      0o555,
      'SYNC_FAILED',
      /^writing \d+\.jsonl failed: EACCES: permission denied, open '.*\.jsonl'; the daemon stops rather than guess what is on disk$/,
      'check the disk, then start again: ./quorate up',
    ],
  ])('is named with what to see to: %s', async (place, mode, failed, message, hint) => {
    const folder = newFolder()
    const directory = join(folder, 'storage')
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 0 })
    await host.shutdown()
    chmodSync(folder, 0o755)
    owned(directory)
    chmodSync(join(folder, place), mode)
    const { said, code, err } = await startHost(directory, 'fill', nobody).ended
    expect({ err, code, said: said.at(-1) }).toEqual({
      err: '',
      code: 5,
      said: { failed, message: expect.stringMatching(message), hint },
    })
    expect(said.at(-1)?.message).toContain(directory)
    expect(said.filter((line) => line.uncaught !== undefined || line.answeredAfterwards !== undefined)).toEqual([])
  })
})

describe('a sync that fails', () => {
  const broken = (fails: () => boolean): Disk => ({
    ...systemDisk,
    syncNow: (fd) => {
      if (fails()) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
      systemDisk.syncNow(fd)
    },
    sync: (fd) => (fails() ? Promise.reject(new Error('EIO: i/o error, fdatasync')) : systemDisk.sync(fd)),
  })

  test('stops the host for good; nobody is told of what was being written, and it says so once', async () => {
    const directory = newFolder()
    let fails = false
    const stopped: QuorateError[] = []
    const alerts: string[] = []
    const host = await openFaulty(directory, {
      disk: broken(() => fails),
      onStopped: (error) => stopped.push(error),
      onAlert: ({ code }) => alerts.push(code),
    })
    await host.spawn('counter', 'one', { from: 0 })
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(1)
    const through = host.durableThrough()
    fails = true
    await expect(host.ask('counter:one', { type: 'addAndRead' })).rejects.toMatchObject({ code: 'SYNC_FAILED', exit: 5 })
    // The disk is well again: too late, nobody knows what is on it.
    fails = false
    await expect(host.ask('counter:one', { type: 'addAndRead' })).rejects.toMatchObject({ code: 'SYNC_FAILED' })
    expect(host.durableThrough()).toBe(through)
    expect(host.view('counter:one')?.context).toMatchObject({ n: 1 })
    expect(stopped.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([
      'writing 0000000000000001.jsonl failed: EIO: i/o error, fdatasync; the daemon stops rather than guess what is on disk; check the disk, then start again: ./quorate up',
    ])
    expect(alerts).toEqual(['SYNC_FAILED'])
  })

  test.each([
    ['started.marks', 'before anything is answered', 'SYNC_FAILED'],
    ['journal/durable.mark', 'behind what is durable and was answered', null],
  ])('and %s that cannot be written stops it too, %s', async (name, _when, refusal) => {
    const directory = newFolder()
    let fails = false
    let marks = -1
    const disk: Disk = {
      ...systemDisk,
      open: (path, how) => {
        const fd = systemDisk.open(path, how)
        if (path.endsWith(name)) marks = fd
        return fd
      },
      writeAt: (fd, bytes, offset) => {
        if (fails && fd === marks) throw new Error('ENOSPC: no space left on device, write')
        systemDisk.writeAt(fd, bytes, offset)
      },
    }
    const stopped: QuorateError[] = []
    const host = await openFaulty(directory, { disk, onStopped: (error) => stopped.push(error) })
    await host.spawn('counter', 'one', { from: 0 })
    fails = true
    const refused = await host.ask('counter:one', { type: 'addAndRead' }).then(
      () => null,
      (error: QuorateError) => error.code,
    )
    expect(refused).toBe(refusal)
    await vi.waitFor(() => expect(stopped).toHaveLength(1), { timeout: 20_000 })
    expect(stopped[0]?.message).toContain('no space left on device')
  })

  test('in a compaction leaves the journal as it was, and the host goes on', async () => {
    const directory = newFolder()
    let full = false
    const disk: Disk = {
      ...systemDisk,
      append: (fd, parts) => {
        if (full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
        systemDisk.append(fd, parts)
      },
    }
    const host = await openFaulty(directory, { disk })
    await host.spawn('counter', 'one', { from: 0 })
    full = true
    await expect(host.compact()).rejects.toThrow('no space left on device')
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(1)
    full = false
    await host.compact()
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(2)
    await host.shutdown()
    const again = await openFaulty(copyOf(directory))
    expect(await again.ask('counter:one', { type: 'addAndRead' })).toBe(3)
  })
})
