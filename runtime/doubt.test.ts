import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { systemDisk, type Disk } from './disk.ts'
import { doubtAbout, lossOf } from './doubt.ts'
import { durableMarkName } from './durableMark.ts'
import { bots, contextOf, waitUntil } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { compactAtRest } from './compactionAtRest.ts'
import type { LocalHost, LocalHostOptions } from './localHost.ts'

afterEach(closeAll)

const doubtful = bots.map((bot) => (bot.role === 'counter' ? { ...bot, whenInDoubt: { type: 'add' } } : bot))
const open = (directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> =>
  openHost(directory, { bots: doubtful, ...options })
const count = (host: LocalHost, id: string): number | undefined => contextOf<{ n: number }>(host, `counter:${id}`).n

/** As a loss of power leaves it that tore the last batch. */
async function tornFolder(): Promise<string> {
  const directory = newFolder()
  const host = await open(directory)
  await host.spawn('counter', 'one', { from: 10 })
  await host.spawn('sleeper', 'one', { ms: 1e9 })
  await host.send('counter:one', { type: 'add' })
  const copy = newFolder()
  cpSync(directory, copy, { recursive: true })
  rmSync(join(copy, 'journal', durableMarkName))
  const segment = join(copy, 'journal/0000000000000001.jsonl')
  const bytes = readFileSync(segment)
  writeFileSync(segment, bytes.subarray(0, bytes.lastIndexOf(10) - 3))
  return copy
}

describe('when the end of the journal was cut off', () => {
  test('each bot of a role that must look is told once, and never again', async () => {
    const directory = await tornFolder()
    const alerts: string[] = []
    const onAlert = ({ code }: { code: string }): void => void alerts.push(code)
    const host = await open(directory, { onAlert })
    expect([host.tailWasCut, alerts]).toEqual([true, ['JOURNAL_TAIL_CUT']])
    // Its last turn was cut off: 10 and the doubt.
    await waitUntil(() => count(host, 'one') === 11)
    await host.shutdown()
    const again = await open(directory, { onAlert })
    expect([again.tailWasCut, count(again, 'one'), alerts]).toEqual([false, 11, ['JOURNAL_TAIL_CUT']])
  })

  test('it is told also when the start that found it dies before the bot could look', async () => {
    const directory = await tornFolder()
    let isDead = false
    const dying: Disk = {
      ...systemDisk,
      writeAt: (fd, bytes, offset) => {
        // What comes after the record of the start does not reach the disk: the process is as good as dead.
        if (!isDead) systemDisk.writeAt(fd, bytes, offset)
        isDead ||= bytes.includes('"phase":"started"')
      },
    }
    await open(directory, { disk: dying })
    const copy = newFolder()
    cpSync(directory, copy, { recursive: true })
    const host = await open(copy)
    expect(host.tailWasCut).toBe(false)
    await waitUntil(() => count(host, 'one') === 11)
  })

  test('it is told also when the journal was compacted before the next start', async () => {
    const directory = await tornFolder()
    compactAtRest(directory, systemDisk, new Date(0))
    const alerts: string[] = []
    const host = await open(directory, { onAlert: ({ code }) => alerts.push(code) })
    await waitUntil(() => count(host, 'one') === 11)
    expect(alerts).toEqual(['JOURNAL_TAIL_CUT'])
  })
})

test('nobody is told anything after a start that finds all', async () => {
  const directory = newFolder()
  const host = await open(directory)
  await host.spawn('counter', 'one', { from: 10 })
  await host.shutdown()
  const again = await open(directory)
  await again.spawn('counter', 'fence', { from: 0 })
  expect(count(again, 'one')).toBe(10)
})

test('a loss is told in words: what, from where, and whom it was about', () => {
  const many = Array.from({ length: 10 }, (_, at) => `counter:${at}` as const)
  expect(
    [
      lossOf({ how: 'prefix', lost: { from: 3, to: 3 }, bots: ['counter:one'] }),
      lossOf({ how: 'prefix', lost: { from: 3, to: 9 }, bots: [] }),
      lossOf({ how: 'snapshots', lost: { from: 3, to: 9 }, bots: many }),
      lossOf({ how: 'archive', lost: null, bots: [] }),
    ].join('\n'),
  ).toMatchInlineSnapshot(`
    "the journal was repaired: record 3 is lost; they touched counter:one
    the journal was repaired: records 3 to 9 are lost; which bots they touched is not known
    the journal was repaired: records 3 to 9 are lost, the bots are as their files in actors/ showed them; they touched counter:0, counter:1, counter:2, counter:3, counter:4, counter:5, counter:6, counter:7 and 2 more
    the journal was repaired; nothing is lost"
  `)
  expect(doubtAbout({}, { how: 'archive', lost: null, bots: [] })).toBeUndefined()
})
