// SIGKILL leaves the page cache alone, so it cannot show that acknowledgements wait for the disk. The order of file
// operations can: recorded inside the process always, and from its system calls where strace may trace.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { systemDisk, type Disk } from '#runtime/disk.ts'
import { acknowledgeMany } from './acknowledgingHost.ts'
import { Recorder, recordingDisk } from './recordingDisk.ts'
import { tooEarly, type Traced } from './syncTrace.ts'
import { readSystemCalls, tracedCalls } from './systemCalls.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-sync-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const acknowledged = 240

/** Runs a host on a recording disk; `plant` may put something dishonest between the two. */
async function recorded(name: string, plant: (disk: Disk) => Disk = (disk) => disk): Promise<readonly Traced[]> {
  const recorder = new Recorder()
  const disk = plant(recordingDisk(systemDisk, recorder))
  const tell = (seq: number): void => void recorder.trace.push({ what: 'acknowledged', seq, begun: recorder.next() })
  await acknowledgeMany({ directory: join(folder, name), disk, tell })
  return recorder.trace
}

const countOf = (trace: readonly Traced[], what: Traced['what']): number => trace.filter((item) => item.what === what).length

it('acknowledges nothing before its record and the name of its segment are on disk', { timeout: 60_000 }, async () => {
  const trace = await recorded('honest')
  expect(tooEarly(trace)).toEqual([])
  expect(countOf(trace, 'acknowledged')).toBe(acknowledged)
  // several segments were begun, so the folder's syncs were needed
  expect(countOf(trace, 'made')).toBeGreaterThan(3)
})

const planted: readonly (readonly [string, (disk: Disk) => Disk, string])[] = [
  [
    'says that a file is synced before it is',
    // the file may be closed before its sync comes to it
    (disk) => ({
      ...disk,
      syncNow: () => undefined,
      sync: (fd) => (void disk.sync(fd).catch(() => undefined), Promise.resolve()),
    }),
    'sync of the file',
  ],
  ['never syncs a file', (disk) => ({ ...disk, syncNow: () => undefined, sync: () => Promise.resolve() }), 'sync of the file'],
  ['never syncs the folder', (disk) => ({ ...disk, syncFolder: () => undefined }), 'sync of the folder'],
]
it.each(planted)('catches a disk that %s', { timeout: 60_000 }, async (name, plant, missing) => {
  const early = tooEarly(await recorded(name.replaceAll(' ', '-'), plant))
  expect(early.length).toBeGreaterThan(0)
  expect(new Set(early.map((one) => one.missing))).toEqual(new Set([missing]))
})

it('catches an acknowledgement without any write', () => {
  expect(tooEarly([{ what: 'acknowledged', seq: 7, begun: 1 }])).toEqual([{ seq: 7, missing: 'write' }])
})

it('shows the same from outside, in the system calls, where they may be traced', { timeout: 120_000 }, () => {
  const log = join(folder, 'calls.log')
  const program = join(import.meta.dirname, 'acknowledgingHost.ts')
  const trace = ['-f', '-y', '-s', '200000', '-e', `trace=${tracedCalls}`, '-o', log]
  const ran = spawnSync('strace', [...trace, process.execPath, program, join(folder, 'traced')], { encoding: 'utf8' })
  // no strace, or no permission to trace: the recording above stands alone, and this says so
  const mayTrace = ran.error === undefined && !/ptrace|not permitted/i.test(ran.stderr)
  const calls = mayTrace ? readSystemCalls(readFileSync(log, 'utf8')) : []
  expect(tooEarly(calls)).toEqual([])
  expect([mayTrace, countOf(calls, 'acknowledged')]).toEqual([mayTrace, mayTrace ? acknowledged : 0])
  expect(countOf(calls, 'synced') > acknowledged / 8).toBe(mayTrace)
})

it('reads a call that another thread cut in two, and sees a sync that ends after the acknowledgement', () => {
  const segment = '/j/0000000000000001.jsonl'
  const write = `7 pwrite64(3<${segment}>, "...{\\"seal\\":{\\"format\\":1,\\"firstSeq\\":1,\\"count\\":2}}", 99, 0) = 99`
  const ack = '7 write(1<pipe:[1]>, "acknowledged 2\\n", 15) = 15'
  const [begun, ended] = [`8 fdatasync(3<${segment}> <unfinished ...>`, '8 <... fdatasync resumed>) = 0']
  expect(tooEarly(readSystemCalls([write, begun, ended, ack].join('\n')))).toEqual([])
  expect(tooEarly(readSystemCalls([write, begun, ack, ended].join('\n')))).toEqual([{ seq: 2, missing: 'sync of the file' }])
  expect(tooEarly(readSystemCalls([begun, write, ended, ack].join('\n')))).toEqual([{ seq: 2, missing: 'sync of the file' }])
})

it('takes a write for synced where the file was opened so, until its number is given to another', () => {
  const segment = '/j/0000000000000001.jsonl'
  const opened = `7 openat(AT_FDCWD</>, "${segment}", O_RDWR|O_DSYNC|O_DIRECT|O_CLOEXEC) = 4<${segment}>`
  const write = `7 pwrite64(4<${segment}>, "...{\\"seal\\":{\\"format\\":1,\\"firstSeq\\":1,\\"count\\":2}}", 99, 0) = 99`
  const ack = '7 write(1<pipe:[1]>, "acknowledged 2\\n", 15) = 15'
  expect(tooEarly(readSystemCalls([opened, write, ack].join('\n')))).toEqual([])
  const again = `7 openat(AT_FDCWD</>, "${segment}", O_RDWR|O_CLOEXEC) = 4<${segment}>`
  for (const lines of [
    [write, ack],
    [opened, again, write, ack],
  ])
    expect(tooEarly(readSystemCalls(lines.join('\n')))).toEqual([{ seq: 2, missing: 'sync of the file' }])
})
