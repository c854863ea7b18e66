import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { openFaulty } from './faultyFixtures.ts'
import { contextOf, waitUntil } from './fixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import type { LocalHost } from './localHost.ts'

const countOf = (host: LocalHost, address: Address): number | undefined => contextOf<{ n: number }>(host, address).n
afterEach(closeAll)

describe('compaction', () => {
  test('keeps state, timers, dead letters, answers and tombstones, and archives what it stands for', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 0 })
    await host.spawn('parent', 'one', null)
    await host.spawn('sleeper', 'one', { ms: 3_600_000 })
    await host.send('parent:one', { type: 'have', id: 'kid' })
    await host.send('parent:one', { type: 'end', id: 'kid' })
    await host.send('parent:one', { type: 'tellNobody' })
    expect(await host.ask('counter:one', { type: 'addAndRead' }, { askId: 'once' })).toBe(1)
    await waitUntil(() => host.deadLetters().length === 1 && host.view('counter:kid')?.status === 'stopped')
    const timers = host.view('sleeper:one')?.timers
    const { through, archived } = await host.compact()
    expect(archived).toEqual(['0000000000000001.jsonl'])
    expect(await host.ask('counter:one', { type: 'addAndRead' })).toBe(2)
    await host.shutdown()
    const names = readdirSync(join(directory, 'journal')).toSorted()
    expect(names).toEqual(
      [
        `${String(through + 1).padStart(16, '0')}.jsonl`,
        'archive',
        `base-${String(through).padStart(16, '0')}.hint`,
        `base-${String(through).padStart(16, '0')}.jsonl`,
        'durable.mark',
      ].toSorted(),
    )
    const again = await openFaulty(directory)
    expect(await again.ask('counter:one', { type: 'addAndRead' }, { askId: 'once' })).toBe(1)
    expect(countOf(again, 'counter:one')).toBe(2)
    expect(again.view('sleeper:one')?.timers).toEqual(timers)
    expect(again.deadLetters()).toHaveLength(1)
    expect(again.view('counter:kid')?.status).toBe('stopped')
    await expect(again.send('parent:one', { type: 'have', id: 'kid' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    const { through: second } = await again.compact()
    expect(second).toBeGreaterThan(through)
    expect(readdirSync(join(directory, 'journal')).filter((name) => name.startsWith('base-'))).toHaveLength(2)
  })

  test('refuses a damaged base segment, and does without a damaged hint', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 7 })
    await host.compact()
    await host.shutdown()
    const journal = join(directory, 'journal')
    const [hint = '', base = ''] = readdirSync(journal)
      .filter((name) => name.startsWith('base-'))
      .toSorted()
    const flip = (name: string): void => {
      const bytes = readFileSync(join(journal, name))
      bytes[30] = (bytes[30] as number) ^ 1
      writeFileSync(join(journal, name), bytes)
    }
    flip(hint)
    const again = await openFaulty(directory)
    expect(countOf(again, 'counter:one')).toBe(7)
    await again.shutdown()
    flip(base)
    await expect(openFaulty(directory)).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT' })
  })

  test('keeps a message that was on its way', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'sink', { from: 0 })
    await host.spawn('forwarder', 'one', null)
    await host.send('forwarder:one', { type: 'add' })
    // it was sent by a durable turn and has not been handled: compaction stops turns at once
    await host.compact()
    const left = newFolder()
    cpSync(directory, left, { recursive: true })
    const base = readdirSync(join(left, 'journal')).find((name) => /^base-.*jsonl$/.test(name)) ?? ''
    expect(countOf(host, 'counter:sink')).toBe(0)
    expect(readFileSync(join(left, 'journal', base), 'utf8')).toContain('"kind":"actor","actor":"forwarder:one"')
    const again = await openFaulty(left)
    await waitUntil(() => countOf(again, 'counter:sink') === 1)
  })

  test('a hint that speaks for another base is not believed', async () => {
    const hintOf = async (bot: string): Promise<{ readonly directory: string; readonly path: string }> => {
      const directory = newFolder()
      const host = await openFaulty(directory)
      await host.spawn('counter', bot, { from: 7 })
      await host.compact()
      await host.shutdown()
      const name = readdirSync(join(directory, 'journal')).find((each) => each.endsWith('.hint')) ?? ''
      return { directory, path: join(directory, 'journal', name) }
    }
    const other = await hintOf('two')
    const { directory, path } = await hintOf('one')
    writeFileSync(path, readFileSync(other.path))
    const again = await openFaulty(directory)
    expect(again.list('counter').map(({ address }) => address)).toEqual(['counter:one'])
  })

  test('cut short after the base segment got its name is taken up by the next start', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 7 })
    const { archived } = await host.compact()
    await host.send('counter:one', { type: 'add' })
    await host.shutdown()
    const journal = join(directory, 'journal')
    for (const name of archived) renameSync(join(journal, 'archive', name), join(journal, name))
    writeFileSync(join(journal, 'base-0000000000009999.jsonl.tmp'), 'half a ba')
    const again = await openFaulty(directory)
    expect(countOf(again, 'counter:one')).toBe(8)
    expect(await again.ask('counter:one', { type: 'addAndRead' })).toBe(9)
    expect(readdirSync(journal).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('answers who resumes behind the retained range with the earliest point there is', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 0 })
    const { through } = await host.compact()
    await host.send('counter:one', { type: 'add' })
    await host.shutdown()
    const again = await openFaulty(directory)
    const all = []
    for await (const turn of again.turns({ after: 0 })) all.push(turn.event.type)
    expect(all).toEqual(['quorate.start', 'add'])
    // what this process has read it may still tell; the next one finds it gone
    await again.shutdown()
    rmSync(join(directory, 'journal/archive/0000000000000001.jsonl'))
    const reading = (await openFaulty(directory)).turns({ after: 0 })[Symbol.asyncIterator]()
    await expect(reading.next()).rejects.toMatchObject({
      code: 'JOURNAL_TRUNCATED',
      details: { after: 0, earliest: through + 1 },
    })
  })
})
