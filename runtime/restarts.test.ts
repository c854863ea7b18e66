import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { openFamily, familyEffects } from './childFixtures.ts'
import { restartDelayMs } from './childSpec.ts'
import { systemClock, type Clock } from './clock.ts'
import { contextOf, deferred, waitUntil } from './fixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { limits } from './limits.ts'
import type { LocalHost } from './localHost.ts'
import type { RestartRecord } from './records.ts'

afterEach(closeAll)
const incarnation = (host: LocalHost, address: Address): number | undefined => host.view(address)?.incarnation
const status = (host: LocalHost, address: Address): string | undefined => host.view(address)?.status
/** What a death of the process leaves: the folder as it stands. */
function died(directory: string): string {
  const copy = newFolder()
  cpSync(directory, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') })
  return copy
}
/** A clock that somebody else's hour has passed on. */
const later = (ms: number): Clock => ({ ...systemClock, now: () => Date.now() + ms })
/** Fails for good and is seen to begin again, or not to. */
async function burn(host: LocalHost, address: Address): Promise<void> {
  const before = incarnation(host, address) ?? 0
  await host.send(address, { type: 'burn' })
  await waitUntil(() => (incarnation(host, address) ?? 0) > before || status(host, address) === 'quarantined')
}

describe('a bot that ends', () => {
  test.each([
    ['permanent', 'burn', { status: 'active', incarnation: 2 }],
    ['permanent', 'finish', { status: 'active', incarnation: 2 }],
    ['transient', 'burn', { status: 'active', incarnation: 2 }],
    ['transient', 'finish', { status: 'done', incarnation: 1 }],
    ['temporary', 'burn', { status: 'stopped', incarnation: 1 }],
    ['temporary', 'finish', { status: 'done', incarnation: 1 }],
    ['kept', 'burn', { status: 'quarantined', incarnation: 1 }],
    ['kept', 'finish', { status: 'done', incarnation: 1 }],
  ] as const)('%s, by %s, is then %o', async (role, type, expected) => {
    const directory = newFolder()
    const host = await openFamily(directory)
    await host.spawn(role, 'one', { n: 5 })
    await host.send(`${role}:one`, { type: 'add' })
    await host.send(`${role}:one`, { type })
    await waitUntil(
      () => status(host, `${role}:one`) === expected.status && incarnation(host, `${role}:one`) === expected.incarnation,
    )
    expect(contextOf<{ n: number }>(host, `${role}:one`).n).toBe(expected.incarnation === 2 ? 5 : 6)
    const again = await openFamily(died(directory))
    expect(again.view(`${role}:one`)).toMatchObject(expected)
  })

  test('keeps what it was told meanwhile for its next incarnation, and says when that is', async () => {
    const host = await openFamily(newFolder())
    await host.spawn('patient', 'one', { n: 5 })
    await host.spawn('swarm', 'root', { children: [] })
    await host.send('patient:one', { type: 'burn' })
    await waitUntil(() => host.view('patient:one')?.restart !== undefined)
    await host.send('swarm:root', { type: 'pass', to: 'patient:one', what: 'add' })
    const sent = host.send('patient:one', { type: 'add' })
    await host.restart('patient:one', 'operator')
    await sent
    expect(host.view('patient:one')).toMatchObject({ incarnation: 2, context: { n: 7 } })
    expect(host.view('patient:one')?.restart).toBeUndefined()
  })

  test('begins again although the process dies before it is time, and not before it is time', async () => {
    const directory = newFolder()
    const host = await openFamily(directory)
    await host.spawn('patient', 'one', { n: 5 })
    await host.send('patient:one', { type: 'burn' })
    await waitUntil(() => host.view('patient:one')?.restart !== undefined)
    const due = Date.parse(host.view('patient:one')?.restart?.dueAt ?? '') - Date.now()
    expect(due).toBeGreaterThan(1_790_000)
    expect(due).toBeLessThanOrEqual(3_600_000)
    await host.compact()
    const early = await openFamily(died(directory), { clock: later(due - 60_000) })
    await early.spawn('permanent', 'fence', null)
    expect(early.view('patient:one')).toMatchObject({ incarnation: 1, restart: expect.anything() })
    const late = await openFamily(died(directory), { clock: later(due + 1) })
    await waitUntil(() => incarnation(late, 'patient:one') === 2)
    expect(late.view('patient:one')).toMatchObject({ status: 'active', context: { n: 5 } })
  })

  test('waits for as long as its record says, by a jitter that a replay and a simulation find again', async () => {
    const directory = newFolder()
    const host = await openFamily(directory)
    await host.spawn('patient', 'one', null)
    await host.send('patient:one', { type: 'burn' })
    await waitUntil(() => host.view('patient:one')?.restart !== undefined)
    await host.shutdown()
    const lines = readFileSync(join(directory, 'journal/0000000000000001.jsonl'), 'utf8').split('\n')
    // the line is a restart record
    const record = JSON.parse(lines.find((line) => line.includes('"kind":"restart"')) ?? '{}') as RestartRecord
    const backoff = { firstDelayMs: 3_600_000, maxDelayMs: 3_600_000 }
    const wait = restartDelayMs(backoff, 1, crc32(`${record.seq} patient:one`) / 2 ** 32)
    const waited = record.dueAt - Date.parse(record.at)
    // the record is stamped a moment after the wait began
    expect(Math.abs(waited - wait)).toBeLessThan(1_000)
  })

  test('leaves its acts under way to its next incarnation, which hears of their end', async () => {
    const gate = deferred<unknown>()
    const effects = familyEffects.map((effect) => (effect.port === 'kid.act' ? { ...effect, run: () => gate.promise } : effect))
    const host = await openFamily(newFolder(), { effects })
    await host.spawn('permanent', 'one', null)
    await host.send('permanent:one', { type: 'act' })
    await waitUntil(() => host.view('permanent:one')?.effects[0]?.attempt === 1)
    await host.restart('permanent:one', 'operator')
    await waitUntil(() => incarnation(host, 'permanent:one') === 2)
    gate.resolve('done')
    await waitUntil(() => contextOf<{ late: unknown }>(host, 'permanent:one').late !== null)
    expect(contextOf(host, 'permanent:one')).toMatchObject({ late: { ok: true, output: 'done' } })
  })

  test('is never begun again by a person where its role must go on from where it is', async () => {
    const host = await openFamily(newFolder())
    await host.spawn('kept', 'one', null)
    await expect(host.restart('kept:one', 'operator')).rejects.toMatchObject({ code: 'BOT_NOT_RESTARTABLE' })
    await expect(host.restart('kept:two', 'operator')).rejects.toMatchObject({ code: 'UNKNOWN_BOT' })
  })
})

describe('intensity', () => {
  test('of the root is counted for each of its bots alone; the spent one is quarantined and the root told', async () => {
    const host = await openFamily(newFolder())
    const children = ['a', 'b'].map((id) => ({ role: 'permanent', id }))
    await host.spawn('swarm', 'root', { children })
    await waitUntil(() => host.view('permanent:b') !== undefined)
    for (let n = 0; n <= limits.restartsMax; n += 1) await burn(host, 'permanent:a')
    expect(status(host, 'permanent:a')).toBe('quarantined')
    await waitUntil(() => contextOf<{ lost: string[] }>(host, 'swarm:root').lost?.length === 1)
    await burn(host, 'permanent:b')
    expect(host.view('permanent:b')).toMatchObject({ status: 'active', incarnation: 2 })
    // a release forgets what was counted, and a restart that was asked for is not counted
    await host.release('permanent:a', 'operator')
    const { incarnation: spent = 0 } = host.view('permanent:a') ?? {}
    await host.restart('permanent:a', 'operator')
    await waitUntil(() => incarnation(host, 'permanent:a') === spent + 1)
    await burn(host, 'permanent:a')
    expect(status(host, 'permanent:a')).toBe('active')
  })

  test('is counted on across deaths and compactions', async () => {
    const directory = newFolder()
    const host = await openFamily(directory)
    await host.spawn('permanent', 'one', null)
    for (let n = 1; n < limits.restartsMax; n += 1) await burn(host, 'permanent:one')
    const second = died(directory)
    const again = await openFamily(second)
    await burn(again, 'permanent:one')
    expect(status(again, 'permanent:one')).toBe('active')
    await again.compact()
    const third = await openFamily(died(second))
    await burn(third, 'permanent:one')
    expect(status(third, 'permanent:one')).toBe('quarantined')
    expect(third.view('permanent:one')?.incarnation).toBe(limits.restartsMax + 1)
  })

  test('is counted on across deaths for turns that fail one by one, too', async () => {
    const directory = newFolder()
    const fail = async (host: LocalHost, times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) await expect(host.send('kept:one', { type: 'fail' })).rejects.toThrow(/as it was told/)
    }
    const host = await openFamily(directory)
    await host.spawn('kept', 'one', null)
    await fail(host, limits.failedTurnsMax - 1)
    await host.compact()
    const again = await openFamily(died(directory))
    await fail(again, 1)
    expect(status(again, 'kept:one')).toBe('active')
    await fail(again, 1)
    expect(status(again, 'kept:one')).toBe('quarantined')
  })

  test('of a bot that was spent escalates: its parent begins again with all its children, at last all are quarantined', async () => {
    const directory = newFolder()
    const host = await openFamily(directory)
    const children = ['a', 'b'].map((id) => ({ role: 'permanent', id }))
    await host.spawn('team', 'one', { children })
    await waitUntil(() => host.view('permanent:b') !== undefined)
    await host.send('permanent:b', { type: 'add' })
    for (let life = 1; life <= limits.restartsMax; life += 1) {
      await burn(host, 'permanent:a')
      expect(incarnation(host, 'team:one')).toBe(life)
      await host.send('permanent:b', { type: 'burn' })
      await waitUntil(() => incarnation(host, 'team:one') === life + 1 && status(host, 'permanent:b') === 'active')
      await waitUntil(() => host.view('permanent:b')?.value === 'alive' && host.view('permanent:a')?.status === 'active')
    }
    expect(contextOf(host, 'permanent:b')).toMatchObject({ n: 0 })
    await burn(host, 'permanent:a')
    await host.send('permanent:b', { type: 'burn' })
    await waitUntil(() => status(host, 'team:one') === 'quarantined')
    expect(['permanent:a', 'permanent:b'].map((address) => status(host, address as Address))).toEqual(['active', 'quarantined'])
    const again = await openFamily(died(directory))
    expect(['team:one', 'permanent:a', 'permanent:b'].map((address) => status(again, address as Address))).toEqual([
      'quarantined',
      'active',
      'quarantined',
    ])
  })

  test('never takes a child along that must not begin again: the failed one is quarantined instead', async () => {
    const host = await openFamily(newFolder())
    const children = [
      { role: 'permanent', id: 'a' },
      { role: 'kept', id: 'b' },
    ]
    await host.spawn('team', 'one', { children })
    await waitUntil(() => host.view('kept:b') !== undefined)
    await host.send('kept:b', { type: 'add' })
    await burn(host, 'permanent:a')
    await burn(host, 'permanent:a')
    expect(host.list().map(({ address, status: now, incarnation: life }) => `${address} ${now} ${life}`)).toEqual([
      'team:one active 1',
      'permanent:a quarantined 2',
      'kept:b active 1',
    ])
    expect(contextOf(host, 'kept:b')).toMatchObject({ n: 1 })
  })
})

describe('rest_for_one', () => {
  test('begins the restartable siblings again that were started later, in their order, and counts that once', async () => {
    const directory = newFolder()
    const host = await openFamily(directory)
    const children = [
      { role: 'permanent', id: 'elder' },
      { role: 'permanent', id: 'middle' },
      { role: 'kept', id: 'money' },
      { role: 'transient', id: 'younger' },
    ]
    await host.spawn('chain', 'one', { children })
    await waitUntil(() => host.view('transient:younger') !== undefined)
    for (const life of [2, 3]) {
      await burn(host, 'permanent:middle')
      await waitUntil(() => incarnation(host, 'transient:younger') === life)
    }
    expect(children.map(({ role, id }) => incarnation(host, `${role}:${id}` as Address))).toEqual([1, 3, 1, 3])
    const begun: string[] = []
    for await (const turn of host.turns({ after: 0 })) if (turn.incarnation === 3) begun.push(turn.actor)
    expect(begun).toEqual(['permanent:middle', 'transient:younger'])
    await burn(host, 'permanent:middle')
    expect(status(host, 'permanent:middle')).toBe('active')
    await burn(host, 'permanent:middle')
    expect(status(host, 'permanent:middle')).toBe('quarantined')
    expect(status(host, 'transient:younger')).toBe('active')
  })
})
