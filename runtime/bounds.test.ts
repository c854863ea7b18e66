import { afterEach, describe, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { systemClock, type Clock } from './clock.ts'
import { systemDisk, type Disk } from './disk.ts'
import { openFaulty } from './faultyFixtures.ts'
import { contextOf, deferred, waitUntil } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { limits } from './limits.ts'
import type { LocalHost } from './localHost.ts'

afterEach(closeAll)
const count = (host: LocalHost, address: Address): number => contextOf<{ n: number }>(host, address).n ?? -1
const refusals = (settled: readonly PromiseSettledResult<unknown>[]): unknown[] =>
  settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))

describe('bounds', () => {
  test('refuse only what comes from outside, with a time to come back', async () => {
    const host = await openFaulty(newFolder(), { mailboxBound: 5 })
    await host.spawn('counter', 'one', { from: 0 })
    const sent = await Promise.allSettled(Array.from({ length: 8 }, () => host.send('counter:one', { type: 'add' })))
    expect(refusals(sent)).toHaveLength(3)
    for (const refused of refusals(sent))
      expect(refused).toMatchObject({
        code: 'BUSY',
        exit: 6,
        retryable: true,
        message: 'counter:one has 5 events waiting, its bound',
        hint: `try again in ${limits.busyRetryAfterMs} ms`,
        details: { retryAfterMs: limits.busyRetryAfterMs },
      })
    expect(count(host, 'counter:one')).toBe(5)
    await host.send('counter:one', { type: 'add' })
  })

  test('never refuse a result that a full bot waits for', async () => {
    const gate = deferred<unknown>()
    const effects = ['worker.look', 'worker.act'].map((name) => ({ port: name, run: () => gate.promise }))
    const host = await openHost(newFolder(), { mailboxBound: 1, effects })
    await host.spawn('worker', 'one', null)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => host.view('worker:one')?.effects[0]?.attempt === 1)
    const sending = Promise.allSettled(['act', 'act', 'act'].map((type) => host.send('worker:one', { type })))
    gate.resolve('answer')
    expect(refusals(await sending)).toMatchObject([{ code: 'BUSY' }, { code: 'BUSY' }])
    await waitUntil(() => contextOf<{ last: unknown }>(host, 'worker:one').last === 'answer')
  })

  test('close the door of whoever fills a full mailbox, until it has drained', async () => {
    const host = await openFaulty(newFolder(), { mailboxBound: 5 })
    await host.spawn('counter', 'sink', { from: 0 })
    await host.spawn('flood', 'one', null)
    const sent = await Promise.allSettled([
      host.send('flood:one', { type: 'pour', count: 20 }),
      waitUntil(() => (host.view('counter:sink')?.queued ?? 0) > 5).then(() =>
        host.send('flood:one', { type: 'pour', count: 1 }),
      ),
    ])
    expect(refusals(sent)).toMatchObject([{ code: 'BUSY', details: { address: 'counter:sink' } }])
    await waitUntil(() => count(host, 'counter:sink') === 20)
    await host.send('flood:one', { type: 'pour', count: 1 })
    await waitUntil(() => count(host, 'counter:sink') === 21)
    expect(host.view('flood:one')?.status).toBe('active')
  })

  test('let two bots that tell each other with bound 1 make progress', async () => {
    const host = await openFaulty(newFolder(), { mailboxBound: 1 })
    await host.spawn('pong', 'a', { other: 'pong:b' })
    await host.spawn('pong', 'b', { other: 'pong:a' })
    await host.send('pong:a', { type: 'ball', left: 50 })
    await waitUntil(() => contextOf<{ left: number }>(host, 'pong:a').left === 0)
    expect(host.list('pong').map(({ status }) => status)).toEqual(['active', 'active'])
  })

  test('quarantine a bot that floods another at ten times the bound, and lose none of what it sent', async () => {
    const host = await openFaulty(newFolder(), { mailboxBound: 5 })
    await host.spawn('counter', 'sink', { from: 0 })
    await host.spawn('flood', 'one', null)
    await host.send('flood:one', { type: 'pour', count: 5 * limits.feederFactor + 1 })
    await waitUntil(() => count(host, 'counter:sink') === 51)
    expect(host.view('flood:one')).toMatchObject({ status: 'quarantined', quarantine: { code: 'FLOODED' } })
    const other = await openFaulty(newFolder(), { mailboxBound: 5 })
    await other.spawn('counter', 'sink', { from: 0 })
    await other.spawn('flood', 'one', null)
    await other.send('flood:one', { type: 'pour', count: 5 * limits.feederFactor })
    await waitUntil(() => count(other, 'counter:sink') === 50)
    expect(other.view('flood:one')?.status).toBe('active')
  })
})

describe('a bot whose snapshot was let go of', () => {
  /** Looks for idle bots follow one another at once; reads of single records are counted. */
  function hurried(): { readonly clock: Clock; readonly disk: Disk; reads: number } {
    const made = {
      reads: 0,
      clock: {
        ...systemClock,
        after: (ms: number, callback: () => void) => systemClock.after(ms === limits.snapshotFilesEveryMs ? 1 : ms, callback),
      },
      disk: {
        ...systemDisk,
        readAt: (path: string, offset: number, length: number) => {
          made.reads += 1
          return systemDisk.readAt(path, offset, length)
        },
      },
    }
    return made
  }
  /** Resolves when the bot's view has to be read from the journal. */
  async function letGo(host: LocalHost, address: Address, counted: { reads: number }): Promise<void> {
    await waitUntil(() => {
      const before = counted.reads
      host.view(address)
      return counted.reads > before
    })
  }

  test('answers, and hears what others tell it', async () => {
    const counted = hurried()
    const host = await openHost(newFolder(), counted)
    await host.spawn('counter', 'sink', { from: 7 })
    await host.spawn('forwarder', 'one', null)
    await letGo(host, 'counter:sink', counted)
    expect(await host.ask('counter:sink', { type: 'read' })).toBe(7)
    await letGo(host, 'counter:sink', counted)
    await host.send('forwarder:one', { type: 'add' })
    await waitUntil(() => count(host, 'counter:sink') === 8)
  })

  test('wakes by its timer', async () => {
    const counted = hurried()
    const host = await openHost(newFolder(), counted)
    await host.spawn('sleeper', 'one', { ms: 600 })
    await letGo(host, 'sleeper:one', counted)
    expect(host.view('sleeper:one')?.value).toBe('asleep')
    await waitUntil(() => host.view('sleeper:one')?.value === 'awake')
  })

  test('gets the result of its effect', async () => {
    const counted = hurried()
    const gate = deferred<unknown>()
    const effects = ['worker.look', 'worker.act'].map((name) => ({ port: name, run: () => gate.promise }))
    const host = await openHost(newFolder(), { ...counted, effects })
    await host.spawn('worker', 'one', null)
    await host.send('worker:one', { type: 'act' })
    await letGo(host, 'worker:one', counted)
    gate.resolve('done')
    await waitUntil(() => contextOf<{ last: unknown }>(host, 'worker:one').last === 'done')
  })
})
