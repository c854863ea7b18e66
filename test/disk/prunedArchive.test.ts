import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { systemDisk } from '#runtime/disk.ts'
import { contextOf } from '#runtime/fixtures.ts'
import { closeAll, newFolder, openHost } from '#runtime/hostFixtures.ts'
import { listArchive, pruneArchive } from '#runtime/journalArchive.ts'

afterEach(closeAll)

test('an archive keeps its newest segments, and whoever was away for longer goes on with the first fact that is held', async () => {
  const directory = newFolder()
  const journal = join(directory, 'journal')
  const host = await openHost(directory)
  await host.spawn('counter', 'one', { from: 0 })
  for (let run = 0; run < 3; run += 1) {
    await host.send('counter:one', { type: 'count' })
    await host.compact()
  }
  const { segments } = listArchive(journal, systemDisk)
  expect(segments).toHaveLength(3)
  const { signal } = new AbortController()
  const next = (after: string) => host.nextFact({ after, wants: () => true, signal })
  expect((await next(''))?.data).toEqual({ n: 1 })
  // Beside a running host: it reads the archive, it does not own it.
  expect(pruneArchive(journal, 1, systemDisk)).toEqual(segments.slice(0, 2).map(({ file }) => file))
  const { earliest } = listArchive(journal, systemDisk)
  expect(earliest).toBe(segments[2]?.firstSeq)
  await host.shutdown()
  const again = await openHost(directory)
  const nextAgain = (after: string) => again.nextFact({ after, wants: () => true, signal })
  await expect(nextAgain('2/0')).rejects.toMatchObject({ code: 'JOURNAL_TRUNCATED', details: { earliest } })
  expect((await nextAgain(`${earliest}/-1`))?.data).toEqual({ n: 3 })
  expect(contextOf<{ n: number }>(again, 'counter:one').n).toBe(3)
  expect(pruneArchive(journal, 0, systemDisk)).toHaveLength(1)
  expect(listArchive(journal, systemDisk).segments).toEqual([])
})
