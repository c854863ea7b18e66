import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assign, setup } from 'xstate'
import { afterEach, describe, expect, test } from 'vitest'
import { emit, port, start, tell, type Address } from './authoring.ts'
import type { Alert } from './core.ts'
import { systemDisk } from './disk.ts'
import { bots, counter, waitUntil } from './fixtures.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { createLocalHost, type LocalHost, type LocalHostOptions } from './localHost.ts'
import { replay } from './replay.ts'

const folders: string[] = []
const hosts: LocalHost[] = []
const alerts: Alert[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'quorate-faults-'))
  folders.push(made)
  return made
}
const quiet = ['worker.look', 'worker.act', 'fuse.burn'].map((name) => ({ port: name, run: (): Promise<unknown> => Promise.reject(new Error('it went out')) }))
const any = (event: unknown): BotEvent => event as BotEvent

const fuse = setup({
  types: { context: {} as { text: string }, events: {} as { type: 'burn' | 'ring' | 'spin' } | { type: 'grow'; size: number } },
  actors: { 'fuse.burn': port<null, unknown>('fuse.burn', 'read') },
  actions: {
    grow: assign({ text: ({ event }) => 'x'.repeat(event.type === 'grow' ? event.size : 0) }),
    boom: assign(() => {
      throw new Error('boom')
    }),
  },
}).createMachine({
  id: 'fuse',
  context: { text: '' },
  initial: 'lying',
  states: {
    lying: { on: { burn: 'burning', ring: 'ringing', spin: 'left', grow: { actions: 'grow' } } },
    burning: { invoke: { id: 'fuse.burn', src: 'fuse.burn', input: null } },
    ringing: { after: { 1: { actions: 'boom' } } },
    left: { always: 'right' },
    right: { always: 'left' },
  },
})
const swarm = setup({ types: { context: {} as { lost: readonly string[] }, events: {} as { type: 'bot.quarantined'; address: string } } }).createMachine({
  id: 'swarm',
  context: { lost: [] },
  initial: 'running',
  states: { running: { on: { 'bot.quarantined': { target: 'degraded', actions: assign({ lost: ({ context, event }) => [...context.lost, event.address] }) } } }, degraded: {} },
})
const pong = setup({ types: { context: {} as { left: number; other: string }, input: {} as { other: string }, events: {} as { type: 'ball'; left: number } } }).createMachine({
  id: 'pong',
  context: ({ input }) => ({ left: -1, other: input.other }),
  on: {
    ball: {
      actions: [
        assign({ left: ({ event }) => event.left }),
        tell<{ other: string }, { left: number }>(({ context, event }) => (event.left === 0 ? undefined : [1, 2].slice(0, event.left % 2 === 0 ? 1 : 2).map((n) => ({ to: context.other as Address, event: { type: n === 1 ? 'ball' : 'noise', left: event.left - 1 } })))),
      ],
    },
  },
})
const flood = setup({}).createMachine({
  id: 'flood',
  context: {},
  on: { pour: { actions: tell<unknown, { count: number }>(({ event }) => Array.from({ length: event.count }, () => ({ to: 'counter:sink' as const, event: { type: 'add' } }))) } },
})
const thief = setup({}).createMachine({ id: 'thief', context: {}, on: { again: { actions: start({ role: 'counter', id: 'sink', input: null }) }, lie: { actions: emit({ type: '' }) } } })

const faulty: readonly BotDefinition[] = [
  ...bots,
  { role: 'fuse', version: 1, machine: fuse, parseExternal: any },
  { role: 'reborn', version: 1, machine: fuse, parseExternal: any, restartable: true },
  { role: 'swarm', version: 1, machine: swarm },
  { role: 'pong', version: 1, machine: pong, parseExternal: any },
  { role: 'flood', version: 1, machine: flood, parseExternal: any },
  { role: 'thief', version: 1, machine: thief, parseExternal: any },
]
const open = async (directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> => {
  const host = await createLocalHost({ directory, bots: faulty, effects: quiet, onAlert: (alert) => alerts.push(alert), ...options })
  hosts.push(host)
  return host
}
const countOf = (host: LocalHost, address: Address): number => (host.view(address)?.context as { n: number }).n
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.shutdown().catch(() => undefined)))
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
  alerts.splice(0)
})

describe('a turn that fails', () => {
  test('by an event from outside is rolled back, told to its sender, and kept as a dead letter', async () => {
    const host = await open(folder())
    await host.spawn('counter', 'one', { from: 1 })
    await expect(host.ask('counter:one', { type: 'fail' }, { askId: 'a' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    await expect(host.ask('counter:one', { type: 'fail' }, { askId: 'a' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    expect(host.deadLetters()).toMatchObject([{ actor: 'counter:one', event: { type: 'fail' }, problem: expect.stringContaining('as it was told') }])
    expect(await host.ask('counter:one', { type: 'read' })).toBe(1)
    await host.settleDeadLetter(host.deadLetters()[0]?.seq ?? 0, 'dropped', 'operator')
    expect(host.deadLetters()).toEqual([])
    await expect(host.settleDeadLetter(1, 'dropped', 'operator')).rejects.toMatchObject({ code: 'UNKNOWN_DEAD_LETTER' })
  })

  test.each([
    ['a result that nobody handles', 'burn'],
    ['a timer', 'ring'],
  ])('by %s quarantines the bot, tells the root and leaves the rest running, also after a restart', async (_, type) => {
    const directory = folder()
    const host = await open(directory)
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
    expect(root).toMatchObject({ bots: expect.arrayContaining([expect.objectContaining({ address: 'fuse:one', status: 'quarantined' })]) })
    const again = await open(directory)
    expect(again.view('fuse:one')?.status).toBe('quarantined')
    expect(await again.ask('counter:one', { type: 'addAndRead' })).toBe(1)
    await again.release('fuse:one', 'operator')
    expect(again.view('fuse:one')?.status).toBe('active')
  })

  test('restarts a bot whose role allows it, as a new incarnation, until it fails too often', async () => {
    const host = await open(folder())
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
    const host = await open(folder())
    await host.spawn('fuse', 'one', null)
    await expect(host.send('fuse:one', { type: 'spin' })).rejects.toMatchObject({ code: 'TURN_FAILED', message: expect.stringContaining('microsteps') })
    expect(host.view('fuse:one')?.value).toBe('lying')
  })

  test('by a state over 64 KiB is refused; over 16 KiB the operators are warned', async () => {
    const host = await open(folder())
    await host.spawn('fuse', 'one', null)
    await host.send('fuse:one', { type: 'grow', size: 20_000 })
    expect(alerts).toMatchObject([{ code: 'STATE_LARGE', address: 'fuse:one' }])
    await expect(host.send('fuse:one', { type: 'grow', size: 70_000 })).rejects.toMatchObject({ code: 'STATE_TOO_LARGE' })
    expect((host.view('fuse:one')?.context as { text: string }).text).toHaveLength(20_000)
  })

  test('by a declared action that is not allowed', async () => {
    const host = await open(folder())
    await host.spawn('thief', 'one', null)
    await host.spawn('counter', 'sink', { from: 0 })
    await expect(host.send('thief:one', { type: 'again' })).rejects.toThrow(/counter:sink lives/)
    await expect(host.send('thief:one', { type: 'lie' })).rejects.toThrow(/fact with a type/)
  })

  test('at its start, asked by the operator, leaves nothing behind', async () => {
    const host = await open(folder())
    await expect(host.spawn('counter', 'one', null)).rejects.toMatchObject({ code: 'TURN_FAILED' })
    expect(host.view('counter:one')).toBeUndefined()
    expect(await host.spawn('counter', 'one', { from: 0 })).toBe(true)
  })
})

describe('bounds', () => {
  test('refuse only what comes from outside, with a time to come back', async () => {
    const host = await open(folder(), { mailboxBound: 5 })
    await host.spawn('counter', 'one', { from: 0 })
    const sent = await Promise.allSettled(Array.from({ length: 8 }, () => host.send('counter:one', { type: 'add' })))
    const refused = sent.filter((one) => one.status === 'rejected')
    expect(refused.map(({ reason }) => (reason as { code: string }).code)).toEqual(['BUSY', 'BUSY', 'BUSY'])
    expect(countOf(host, 'counter:one')).toBe(5)
  })

  test('let two bots that tell each other with bound 1 make progress', async () => {
    const host = await open(folder(), { mailboxBound: 1 })
    await host.spawn('pong', 'a', { other: 'pong:b' })
    await host.spawn('pong', 'b', { other: 'pong:a' })
    await host.send('pong:a', { type: 'ball', left: 50 })
    await waitUntil(() => (host.view('pong:a')?.context as { left: number }).left === 0)
    expect(host.list('pong').map(({ status }) => status)).toEqual(['active', 'active'])
  })

  test('quarantine a bot that floods another, and lose none of what it sent', async () => {
    const host = await open(folder(), { mailboxBound: 5 })
    await host.spawn('counter', 'sink', { from: 0 })
    await host.spawn('flood', 'one', null)
    await host.send('flood:one', { type: 'pour', count: 60 })
    await waitUntil(() => countOf(host, 'counter:sink') === 60)
    expect(host.view('flood:one')).toMatchObject({ status: 'quarantined', quarantine: { code: 'FLOODED' } })
  })
})

describe('the disk', () => {
  test('failing a sync stops the host: what was not durable is told to nobody as done', async () => {
    const directory = folder()
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
    const host = await createLocalHost({ directory, bots: faulty, effects: quiet, disk, onStopped: ({ code }) => stopped.push(code) })
    await host.spawn('counter', 'one', { from: 0 })
    broken = true
    await expect(host.send('counter:one', { type: 'add' })).rejects.toMatchObject({ code: 'SYNC_FAILED' })
    expect(countOf(host, 'counter:one')).toBe(0)
    expect(stopped).toEqual(['SYNC_FAILED'])
    await expect(host.send('counter:one', { type: 'add' })).rejects.toMatchObject({ code: 'SYNC_FAILED' })
    await expect(host.shutdown()).rejects.toMatchObject({ code: 'SYNC_FAILED' })
  })

  test('flipping a byte of an acknowledged record is refused at the next start, with the command to type', async () => {
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'one', { from: 0 })
    await host.shutdown()
    const path = join(directory, 'journal/0000000000000001.jsonl')
    const bytes = readFileSync(path)
    bytes[20] = 0
    writeFileSync(path, bytes)
    await expect(open(directory)).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT', hint: expect.stringContaining('./quorate journal') })
  })
})

describe('compaction', () => {
  test('keeps state, timers, dead letters, answers and tombstones, and archives what it stands for', async () => {
    const directory = folder()
    const host = await open(directory)
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
    const names = readdirSync(join(directory, 'journal')).sort()
    expect(names).toEqual([`${String(through + 1).padStart(16, '0')}.jsonl`, 'archive', `base-${String(through).padStart(16, '0')}.hint`, `base-${String(through).padStart(16, '0')}.jsonl`].sort())
    const again = await open(directory)
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
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'one', { from: 7 })
    await host.compact()
    await host.shutdown()
    const journal = join(directory, 'journal')
    const [hint = '', base = ''] = readdirSync(journal).filter((name) => name.startsWith('base-')).sort()
    const flip = (name: string): void => {
      const bytes = readFileSync(join(journal, name))
      bytes[30] = (bytes[30] as number) ^ 1
      writeFileSync(join(journal, name), bytes)
    }
    flip(hint)
    const again = await open(directory)
    expect(countOf(again, 'counter:one')).toBe(7)
    await again.shutdown()
    flip(base)
    await expect(open(directory)).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT' })
  })

  test('answers who resumes behind the retained range with the earliest point there is', async () => {
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'one', { from: 0 })
    const { through } = await host.compact()
    await host.send('counter:one', { type: 'add' })
    await host.shutdown()
    const again = await open(directory)
    const all = []
    for await (const turn of again.turns({ after: 0 })) all.push(turn.event.type)
    expect(all).toEqual(['quorate.start', 'add'])
    rmSync(join(directory, 'journal/archive/0000000000000001.jsonl'))
    const reading = again.turns({ after: 0 })[Symbol.asyncIterator]()
    await expect(reading.next()).rejects.toMatchObject({ code: 'JOURNAL_TRUNCATED', details: { after: 0, earliest: through + 1 } })
  })
})

describe('replay', () => {
  test('runs a bot again to the same states, and shows where a changed machine differs', async () => {
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'one', { from: 0 })
    for (let n = 0; n < 3; n += 1) await host.send('counter:one', { type: 'add' })
    await host.shutdown()
    const journal = join(directory, 'journal')
    const bot = faulty.find(({ role }) => role === 'counter') as BotDefinition
    const turns = [...replay({ journal, address: 'counter:one', bot })]
    expect(turns.map(({ event, difference }) => [event.type, difference])).toEqual([['quorate.start', undefined], ['add', undefined], ['add', undefined], ['add', undefined]])
    const changed = counter.provide({ actions: { add: assign({ n: ({ context }) => context.n + 2 }) } })
    const differing = [...replay({ journal, address: 'counter:one', bot: { ...bot, machine: changed } })].filter(({ difference }) => difference !== undefined)
    expect(differing).toHaveLength(3)
  })
})

describe('versions', () => {
  test('lead from a stored snapshot to the next by migration, and an unknown one is refused', async () => {
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'one', { from: 4 })
    await host.shutdown()
    const at = (version: number, migrations: BotDefinition['migrations']): readonly BotDefinition[] =>
      faulty.map((bot) => (bot.role === 'counter' ? { ...bot, version, ...(migrations === undefined ? {} : { migrations }) } : bot))
    await expect(open(directory, { bots: at(2, undefined) })).rejects.toMatchObject({ code: 'SNAPSHOT_VERSION' })
    const doubled: BotDefinition['migrations'] = { 1: (stored) => ({ ...(stored as object), context: { n: 8 } }) }
    const again = await open(directory, { bots: at(2, doubled) })
    expect(await again.ask('counter:one', { type: 'addAndRead' })).toBe(9)
    await again.shutdown()
    await expect(open(directory, { bots: faulty })).rejects.toMatchObject({ code: 'SNAPSHOT_VERSION', details: { found: 2, known: 1 } })
  })
})
