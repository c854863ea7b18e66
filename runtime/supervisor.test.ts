import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import type { Alert } from './core.ts'
import { systemDisk } from './disk.ts'
import { failingEffects, faulty, openFaulty } from './faultyFixtures.ts'
import { contextOf, waitUntil } from './fixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { createLocalHost, type LocalHost } from './localHost.ts'

const alerts: Alert[] = []
const onAlert = (alert: Alert): void => void alerts.push(alert)
const countOf = (host: LocalHost, address: Address): number | undefined => contextOf<{ n: number }>(host, address).n
afterEach(async () => {
  await closeAll()
  alerts.splice(0)
})

describe('a turn that fails', () => {
  test('by an event from outside is rolled back, told to its sender, and kept as a dead letter', async () => {
    const host = await openFaulty(newFolder(), { onAlert })
    await host.spawn('counter', 'one', { from: 1 })
    await expect(host.ask('counter:one', { type: 'fail' }, { askId: 'a' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    await expect(host.ask('counter:one', { type: 'fail' }, { askId: 'a' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    expect(host.deadLetters()).toMatchObject([
      { actor: 'counter:one', event: { type: 'fail' }, problem: expect.stringContaining('as it was told') },
    ])
    expect(await host.ask('counter:one', { type: 'read' })).toBe(1)
    await host.settleDeadLetter(host.deadLetters()[0]?.seq ?? 0, 'dropped', 'operator')
    expect(host.deadLetters()).toEqual([])
    await expect(host.settleDeadLetter(1, 'dropped', 'operator')).rejects.toMatchObject({ code: 'UNKNOWN_DEAD_LETTER' })
  })

  test.each([
    ['a result that nobody handles', 'burn'],
    ['a timer', 'ring'],
  ])('by %s quarantines the bot, tells the root and leaves the rest running, also after a restart', async (_, type) => {
    const directory = newFolder()
    const host = await openFaulty(directory, { onAlert })
    await host.spawn('swarm', 'root', null)
    await host.spawn('fuse', 'one', null)
    await host.spawn('counter', 'one', { from: 0 })
    await host.send('fuse:one', { type })
    await waitUntil(() => host.view('swarm:root')?.value === 'degraded')
    expect(host.view('swarm:root')?.context).toEqual({ lost: ['fuse:one'] })
    await expect(host.send('fuse:one', { type })).rejects.toMatchObject({ code: 'BOT_QUARANTINED' })
    expect(alerts.map(({ code }) => code)).toContain('TURN_FAILED')
    await host.shutdown()
    const root: unknown = JSON.parse(readFileSync(join(directory, 'actors/swarm/root.json'), 'utf8'))
    expect(root).toMatchObject({
      bots: expect.arrayContaining([expect.objectContaining({ address: 'fuse:one', status: 'quarantined' })]),
    })
    const again = await openFaulty(directory)
    expect(again.view('fuse:one')?.status).toBe('quarantined')
    expect(await again.ask('counter:one', { type: 'addAndRead' })).toBe(1)
    await again.release('fuse:one', 'operator')
    expect(again.view('fuse:one')?.status).toBe('active')
  })

  test('begins a bot again whose role allows it, with nothing of what it waited for, until it fails too often', async () => {
    const host = await openFaulty(newFolder(), { onAlert })
    await host.spawn('reborn', 'one', null)
    for (const incarnation of [2, 3, 4]) {
      await host.send('reborn:one', { type: 'burn' })
      await waitUntil(() => host.view('reborn:one')?.incarnation === incarnation)
      expect(host.view('reborn:one')).toMatchObject({ value: 'lying', effects: [] })
    }
    await host.send('reborn:one', { type: 'burn' })
    await waitUntil(() => host.view('reborn:one')?.status === 'quarantined')
  })

  test('by an endless always cycle ends after a bounded number of microsteps', async () => {
    const host = await openFaulty(newFolder(), { onAlert })
    await host.spawn('fuse', 'one', null)
    await expect(host.send('fuse:one', { type: 'spin' })).rejects.toMatchObject({
      code: 'TURN_FAILED',
      message: expect.stringContaining('microsteps'),
    })
    expect(host.view('fuse:one')?.value).toBe('lying')
  })

  test('by a state over 64 KiB is refused; over 16 KiB the operators are warned', async () => {
    const host = await openFaulty(newFolder(), { onAlert })
    await host.spawn('fuse', 'one', null)
    await host.send('fuse:one', { type: 'grow', size: 20_000 })
    expect(alerts).toMatchObject([{ code: 'STATE_LARGE', address: 'fuse:one' }])
    await expect(host.send('fuse:one', { type: 'grow', size: 70_000 })).rejects.toMatchObject({ code: 'STATE_TOO_LARGE' })
    expect(contextOf<{ text: string }>(host, 'fuse:one').text).toHaveLength(20_000)
  })

  test('by a declared action that is not allowed', async () => {
    const host = await openFaulty(newFolder(), { onAlert })
    await host.spawn('thief', 'one', null)
    await host.spawn('counter', 'sink', { from: 0 })
    await expect(host.send('thief:one', { type: 'again' })).rejects.toThrow(/counter:sink lives/)
    await expect(host.send('thief:one', { type: 'lie' })).rejects.toThrow(/fact with a type/)
  })

  test('at its start, asked by the operator, leaves nothing behind', async () => {
    const host = await openFaulty(newFolder(), { onAlert })
    await expect(host.spawn('counter', 'one', null)).rejects.toMatchObject({ code: 'TURN_FAILED' })
    expect(host.view('counter:one')).toBeUndefined()
    expect(await host.spawn('counter', 'one', { from: 0 })).toBe(true)
  })
})

describe('the disk', () => {
  test('failing a sync stops the host: what was not durable is told to nobody as done', async () => {
    const directory = newFolder()
    let broken = false
    const disk = {
      ...systemDisk,
      syncNow: (fd: number) => {
        if (broken) throw new Error('EIO')
        systemDisk.syncNow(fd)
      },
      sync: (fd: number) => (broken ? Promise.reject(new Error('EIO')) : systemDisk.sync(fd)),
    }
    const stopped: string[] = []
    const host = await createLocalHost({
      directory,
      bots: faulty,
      effects: failingEffects,
      disk,
      onStopped: ({ code }) => stopped.push(code),
    })
    await host.spawn('counter', 'one', { from: 0 })
    broken = true
    await expect(host.send('counter:one', { type: 'add' })).rejects.toMatchObject({ code: 'SYNC_FAILED' })
    expect(countOf(host, 'counter:one')).toBe(0)
    expect(stopped).toEqual(['SYNC_FAILED'])
    await expect(host.send('counter:one', { type: 'add' })).rejects.toMatchObject({ code: 'SYNC_FAILED' })
    await expect(host.shutdown()).rejects.toMatchObject({ code: 'SYNC_FAILED' })
  })

  test('flipping a byte of an acknowledged record is refused at the next start, with the command to type', async () => {
    const directory = newFolder()
    const host = await openFaulty(directory)
    await host.spawn('counter', 'one', { from: 0 })
    await host.shutdown()
    const path = join(directory, 'journal/0000000000000001.jsonl')
    const bytes = readFileSync(path)
    bytes[20] = 0
    writeFileSync(path, bytes)
    await expect(openFaulty(directory)).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      hint: expect.stringContaining('./quorate journal'),
    })
  })

  test('keeps what others tell a quarantined bot until it is released', async () => {
    const host = await openFaulty(newFolder())
    await host.spawn('fuse', 'one', null)
    await host.send('fuse:one', { type: 'burn' })
    await waitUntil(() => host.view('fuse:one')?.status === 'quarantined')
    const before = host.view('fuse:one')?.seq
    await host.spawn('pong', 'one', { other: 'fuse:one' })
    await host.send('pong:one', { type: 'ball', left: 2 })
    for (const fence of ['a', 'b', 'c']) await host.spawn('counter', fence, { from: 0 })
    expect(host.view('fuse:one')).toMatchObject({ seq: before, queued: 1 })
    await host.release('fuse:one', 'operator')
    await waitUntil(() => host.view('fuse:one')?.queued === 0)
    expect(host.view('fuse:one')?.seq).toBeGreaterThan(before ?? 0)
  })
})
