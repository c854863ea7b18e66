import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { copyStorage } from './copyStorage.ts'
import { systemDisk } from './disk.ts'
import { bots, contextOf, waitUntil } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { limits } from './limits.ts'
import type { LocalHost, LocalHostOptions } from './localHost.ts'
import { replay } from './replay.ts'
import { markRestored } from './restoredJournal.ts'

afterEach(closeAll)

const doubtful = bots.map((bot) => (bot.role === 'counter' ? { ...bot, whenInDoubt: { type: 'add' } } : bot))
const open = (directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> =>
  openHost(directory, { bots: doubtful, ...options })
const count = (host: LocalHost): number | undefined => contextOf<{ n: number }>(host, 'counter:one').n

/** A copy that is older than what its host did since. */
async function olderCopy(): Promise<string> {
  const directory = newFolder()
  const host = await open(directory)
  await host.spawn('counter', 'one', { from: 10 })
  const copy = newFolder()
  copyStorage(directory, copy, () => false)
  await host.send('counter:one', { type: 'add' })
  await host.shutdown()
  return copy
}

test('a restored journal is told of once, to the operators and to every bot that must look before it acts', async () => {
  const copy = await olderCopy()
  const last = markRestored(copy, systemDisk, new Date())
  const alerts: string[] = []
  const onAlert = ({ code, message }: { code: string; message: string }): void => void alerts.push(`${code} ${message}`)
  const host = await open(copy, { onAlert })
  expect(alerts).toEqual([expect.stringMatching(new RegExp(`^JOURNAL_RESTORED .*ends with record ${last};`))])
  await waitUntil(() => count(host) === 11) // 10 and the doubt
  await host.shutdown()
  const again = await open(copy, { onAlert })
  expect([count(again), alerts.length]).toEqual([11, 1])
})

test('it goes on far behind the copy: no number that the lost part may have used is used again', async () => {
  const copy = await olderCopy()
  const last = markRestored(copy, systemDisk, new Date())
  const host = await open(copy)
  expect(host.durableThrough()).toBeGreaterThan(last + limits.restoredGap)
  await host.shutdown()
  // and once more: a restored instance can be backed up and restored
  const second = newFolder()
  copyStorage(copy, second, () => false)
  expect(markRestored(second, systemDisk, new Date())).toBeGreaterThan(last + limits.restoredGap)
  const third = await open(second)
  expect(third.durableThrough()).toBeGreaterThan(last + 2 * limits.restoredGap)
})

test('what happened before it stays readable, and the bots’ files are written anew', async () => {
  const copy = await olderCopy()
  markRestored(copy, systemDisk, new Date())
  expect(readdirSync(join(copy, 'journal', 'archive'))).toEqual(['0000000000000001.jsonl'])
  const host = await open(copy)
  await host.shutdown()
  expect(readdirSync(join(copy, 'actors', 'counter'))).toEqual(['one.json'])
  const turns = [...replay({ journal: join(copy, 'journal'), address: 'counter:one', bots: doubtful })]
  expect(turns.map(({ verdict }) => verdict)).toEqual(turns.map(() => 'agrees'))
  expect(turns.length).toBeGreaterThan(1)
})
