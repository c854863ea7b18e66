// A disk without room, in a real process: it stops with one message, nothing is acknowledged afterwards, and with room
// again all that was acknowledged is there.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openFaulty } from '#runtime/faultyFixtures.ts'
import { contextOf } from '#runtime/fixtures.ts'
import { closeAll } from '#runtime/hostFixtures.ts'
import { killAll, startHost, type Said } from './startHost.ts'
import { copyOf, newFolder, removeFolders } from './storageFixture.ts'

const mounted: string[] = []
const mount = (folder: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' }).status === 0
afterEach(closeAll)
afterAll(() => {
  killAll()
  for (const folder of mounted.splice(0)) spawnSync('umount', [folder])
  removeFolders()
})

interface Place {
  readonly folder: string
  readonly wrap: readonly string[]
  readonly problem: string
}
/** No file may grow beyond a size: what every system can do to a process. The signal for it is off, as for a daemon's. */
const limited = (): Place => ({
  folder: newFolder(),
  wrap: ['sh', '-c', 'trap "" XFSZ; ulimit -f 200; exec "$0" "$@"'],
  problem: 'EFBIG: file too large',
})
/** A file system of its own, where this user may make one. */
function small(): Place | undefined {
  const folder = newFolder()
  if (!mount(folder)) return undefined
  mounted.push(folder)
  return { folder, wrap: [], problem: 'ENOSPC: no space left on device' }
}
const fileSystem = small()
const places: [string, () => Place][] = [
  ['files that may not grow', limited],
  ...(fileSystem === undefined ? [] : ([['a file system that is full', () => fileSystem]] as [string, () => Place][])),
]

const acknowledged = (said: readonly Said[]): number => Math.max(0, ...said.map((line) => line.acknowledged ?? 0))

describe('a disk without room', { timeout: 60_000 }, () => {
  test.each(places)('%s: the process says so once, acknowledges nothing more, and loses nothing', async (_name, place) => {
    const { folder, wrap, problem } = place()
    const directory = join(folder, 'storage')
    mkdirSync(directory)
    const { said, code, err } = await startHost(directory, 'fill', { wrap }).ended
    const count = acknowledged(said)
    expect({ code, err, uncaught: said.find((line) => line.uncaught !== undefined) }).toEqual({
      code: 5,
      err: '',
      uncaught: undefined,
    })
    const last = said.at(-1)
    expect(last).toMatchObject({ failed: 'SYNC_FAILED' })
    expect(last?.message).toMatch(
      new RegExp(`^writing \\S+ failed: ${problem}, write; the daemon stops rather than guess what is on disk$`),
    )
    expect(last?.hint).toBe('check the disk, then start again: ./quorate up')
    expect(said.filter((line) => line.answeredAfterwards !== undefined)).toEqual([])
    expect(count).toBeGreaterThan(10)
    // Room again: a copy elsewhere.
    const alerts: string[] = []
    const host = await openFaulty(copyOf(directory), { onAlert: (alert) => alerts.push(alert.code) })
    const { n } = contextOf<{ n: number }>(host, 'counter:one')
    // The one that was on its way may be there; nobody was told.
    expect([count, count + 1]).toContain(n)
    expect(alerts.filter((alert) => alert !== 'JOURNAL_TAIL_CUT')).toEqual([])
  })

  test.each(places.slice(1))('%s when it is to start: it says which file, and what to see to', async (_name, place) => {
    const { folder } = place()
    const storage = newFolder()
    const host = await openFaulty(storage)
    await host.spawn('counter', 'one', { from: 0 })
    await host.shutdown()
    const directory = join(folder, 'other')
    spawnSync('rm', ['-rf', join(folder, 'storage')])
    cpSync(storage, directory, { recursive: true })
    const before = readFileSync(join(directory, 'journal/0000000000000001.jsonl'))
    fillUp(folder)
    const { said, code, err } = await startHost(directory, 'count').ended
    expect({ code, err }).toEqual({ code: 5, err: '' })
    expect(said.at(-1)?.failed).toMatch(/^(STORAGE_UNUSABLE|SYNC_FAILED)$/)
    expect(said.at(-1)?.message).toContain('no space left on device')
    const after = readFileSync(join(directory, 'journal/0000000000000001.jsonl'))
    expect(after.subarray(0, before.length)).toEqual(before)
  })
})

function fillUp(folder: string): void {
  for (const size of [1_048_576, 65_536, 4_096, 1])
    for (let file = 0; ; file += 1) {
      try {
        writeFileSync(join(folder, `filler-${size}-${file}`), Buffer.alloc(size, 1))
      } catch {
        break
      }
      if (size === 1 && file > 4_096) break
    }
}
