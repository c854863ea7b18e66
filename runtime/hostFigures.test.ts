import { afterEach, expect, test } from 'vitest'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { currentRequest, forRequest } from './requestScope.ts'

afterEach(closeAll)

test('counts bots by role and status, what waits, and what is durable', async () => {
  const host = await openHost(newFolder())
  for (const id of ['one', 'two', 'three']) await host.spawn('counter', id, { from: 0 })
  await expect(host.send('counter:three', { type: 'fail' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
  const { bots, queued, deadLetters, journal, incarnation, effects } = host.figures()
  expect(bots).toEqual([{ role: 'counter', status: 'active', count: 3 }])
  expect([queued, deadLetters, effects, incarnation]).toEqual([0, 1, { running: 0, waiting: 0 }, 1])
  expect(journal).toEqual({
    durableThrough: host.durableThrough(),
    takenThrough: host.durableThrough(),
    unsyncedBytes: 0,
    stopped: null,
  })
})

test('tells of each sync, with the records that it made durable', async () => {
  let records = 0
  const times: number[] = []
  const host = await openHost(newFolder(), {
    onSynced: (tookMs, count) => {
      records += count
      times.push(tookMs)
    },
  })
  await host.spawn('counter', 'one', { from: 0 })
  await Promise.all(Array.from({ length: 20 }, () => host.send('counter:one', { type: 'add' })))
  expect(records).toBe(host.durableThrough())
  expect(times.length).toBeLessThan(records)
  expect(times.every((ms) => ms >= 0)).toBe(true)
})

test('the id of a request is in the causes of what came with it, and no effect runs in its name', async () => {
  const seen: unknown[] = []
  const run = (): Promise<unknown> => {
    seen.push(currentRequest())
    return Promise.resolve({ ok: true })
  }
  const host = await openHost(newFolder(), { effects: ['worker.look', 'worker.act'].map((port) => ({ port, run })) })
  await forRequest('r-1', async () => {
    await host.spawn('worker', 'one', null)
    await host.send('worker:one', { type: 'look' }, { who: 'desk' })
  })
  while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve))
  expect(seen).toEqual([undefined])
  const causes: unknown[] = []
  for await (const { cause } of host.turns({ after: 0 })) if (cause.kind !== 'effect') causes.push(cause)
  expect(causes).toMatchObject([
    { kind: 'start', by: 'operator', requestId: 'r-1' },
    { kind: 'external', who: 'desk', requestId: 'r-1' },
  ])
})
