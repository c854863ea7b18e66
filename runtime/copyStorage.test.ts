import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { copyStorage } from './copyStorage.ts'
import { systemDisk } from './disk.ts'
import { contextOf, waitUntil } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { openCopiedJournal } from './restoredJournal.ts'

afterEach(closeAll)

test('copies a journal that is being written and compacted, each time one that opens', async () => {
  const directory = newFolder()
  const host = await openHost(directory)
  await host.spawn('counter', 'one', { from: 0 })
  for (let round = 1; round <= 5; round += 1) {
    for (let n = 0; n < 20; n += 1) await host.send('counter:one', { type: 'add' })
    const writing = host.send('counter:one', { type: 'add' })
    const durable = host.durableThrough()
    const copy = newFolder()
    copyStorage(directory, copy, () => false)
    await writing
    const { through, bots } = openCopiedJournal(copy, systemDisk)
    expect(through).toBeGreaterThanOrEqual(durable)
    expect(bots).toBe(host.list().length)
    const opened = await openHost(copy)
    expect(contextOf<{ n: number }>(opened, 'counter:one').n).toBeGreaterThanOrEqual(round * 21 - 1)
    await opened.shutdown()
    if (round % 2 === 0) await host.compact()
  }
})

test('leaves behind what belongs to a process, what is written anew, and what is no file', async () => {
  const directory = newFolder()
  const host = await openHost(directory)
  await host.spawn('counter', 'one', { from: 0 })
  await waitUntil(() => existsSync(join(directory, 'actors')))
  mkdirSync(join(directory, 'state'))
  writeFileSync(join(directory, 'state', 'funds.json'), '{}')
  writeFileSync(join(directory, 'state', 'funds.json.new'), '{')
  writeFileSync(join(directory, 'state', 'private.json'), '{}')
  symlinkSync(directory, join(directory, 'state', 'link'))
  const copy = newFolder()
  copyStorage(directory, copy, (path) => path.endsWith('private.json'))
  expect(readdirSync(copy).toSorted()).toEqual(['journal', 'state'])
  expect(readdirSync(join(copy, 'state'))).toEqual(['funds.json'])
})

test('a journal that never stands still is not copied', () => {
  const directory = newFolder()
  mkdirSync(join(directory, 'journal'))
  // a segment that goes away while it is copied, each time
  symlinkSync(join(directory, 'gone'), join(directory, 'journal', '0000000000000001.jsonl'))
  expect(() => copyStorage(directory, newFolder(), () => false)).toThrow(expect.objectContaining({ code: 'BACKUP_REFUSED' }))
})
