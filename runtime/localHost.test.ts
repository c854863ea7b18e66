import { mkdtempSync, rmSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import type { BotEvent } from './host.ts'
import { createLocalHost, type LocalHost, type LocalHostOptions } from './localHost.ts'
import { bots, deferred, waitUntil } from './fixtures.ts'

const folders: string[] = []
const hosts: LocalHost[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'quorate-host-'))
  folders.push(made)
  return made
}
const open = async (directory: string, options: Partial<LocalHostOptions> = {}): Promise<LocalHost> => {
  const work = (): Promise<unknown> => Promise.resolve({ ok: true })
  const effects = options.effects ?? [{ port: 'worker.look', run: work }, { port: 'worker.act', run: work }]
  const host = await createLocalHost({ directory, bots, ...options, effects })
  hosts.push(host)
  return host
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.shutdown()))
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true })
})

describe('a local host', () => {
  test('keeps what it acknowledged across a restart', async () => {
    const directory = folder()
    const first = await open(directory)
    await first.spawn('counter', 'one', { from: 5 })
    await first.send('counter:one', { type: 'add' })
    await first.shutdown()
    const second = await open(directory)
    expect(second.view('counter:one')?.context).toMatchObject({ n: 6 })
    expect(await second.ask('counter:one', { type: 'read' })).toBe(6)
    expect(second.incarnation).toBe(2)
  })

  test('starts a bot once, and refuses another input under its name', async () => {
    const host = await open(folder())
    expect(await host.spawn('counter', 'one', { from: 1 })).toBe(true)
    expect(await host.spawn('counter', 'one', { from: 1 })).toBe(false)
    await expect(host.spawn('counter', 'one', { from: 2 })).rejects.toMatchObject({ code: 'BOT_EXISTS' })
  })

  test('refuses what may not come from outside, and says why', async () => {
    const host = await open(folder())
    await host.spawn('counter', 'one', { from: 0 })
    await host.spawn('closed', 'one', null)
    const refused = (to: `${string}:${string}`, event: BotEvent): Promise<unknown> => expect(host.send(to, event)).rejects.toMatchObject({ code: 'EVENT_REFUSED' })
    await refused('counter:one', { type: 'unheard' })
    await refused('counter:one', { type: 'xstate.done.actor.worker.look' })
    await refused('counter:one', { type: 'add', note: { xstate$$type: 1 } })
    await refused('counter:one', { type: 'add', note: { sessionId: 'a', send: 'b', ref: 'c' } })
    await refused('counter:one', { type: 'add', amount: 1n })
    await refused('closed:one', { type: 'add' })
    await expect(host.send('counter:two', { type: 'add' })).rejects.toMatchObject({ code: 'UNKNOWN_BOT' })
    expect(host.view('counter:one')?.context).toMatchObject({ n: 0 })
  })

  test('answers a repeated ask with the first answer and runs its turn once, also after a restart', async () => {
    const directory = folder()
    const first = await open(directory)
    await first.spawn('counter', 'one', { from: 0 })
    const ask = (host: LocalHost): Promise<unknown> => host.ask('counter:one', { type: 'addAndRead' }, { askId: 'env:1' })
    expect(await Promise.all([ask(first), ask(first)])).toEqual([1, 1])
    await first.shutdown()
    expect(await ask(await open(directory))).toBe(1)
  })

  test('answers an ask in a later turn by its askId', async () => {
    const host = await open(folder())
    await host.spawn('counter', 'one', { from: 0 })
    const answer = host.ask('counter:one', { type: 'askLater' })
    await waitUntil(() => (host.view('counter:one')?.context as { waiting?: string }).waiting !== undefined)
    await host.send('counter:one', { type: 'answerNow' })
    expect(await answer).toBe('at last')
  })

  test('says when nobody answers in time', async () => {
    const host = await open(folder())
    await host.spawn('counter', 'one', { from: 0 })
    await expect(host.ask('counter:one', { type: 'add' }, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'ASK_TIMEOUT' })
  })

  test('starts children, tells them and stops them by messages in the record', async () => {
    const host = await open(folder())
    await host.spawn('parent', 'one', null)
    await host.send('parent:one', { type: 'have', id: 'kid' })
    await waitUntil(() => (host.view('counter:kid')?.context as { n?: number } | undefined)?.n === 11)
    expect(host.view('counter:kid')?.parent).toBe('parent:one')
    await host.send('parent:one', { type: 'end', id: 'kid' })
    await waitUntil(() => host.view('counter:kid')?.status === 'stopped')
    await expect(host.send('counter:kid', { type: 'add' })).rejects.toMatchObject({ code: 'BOT_FINISHED' })
    await expect(host.send('parent:one', { type: 'have', id: 'kid' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
  })

  test('makes a message to nobody a dead letter that can be sent again', async () => {
    const host = await open(folder())
    await host.spawn('parent', 'one', null)
    await host.send('parent:one', { type: 'tellNobody' })
    await waitUntil(() => host.deadLetters().length === 1)
    const [dead] = host.deadLetters()
    expect(dead).toMatchObject({ actor: 'counter:nobody', code: 'UNKNOWN_BOT', event: { type: 'add' } })
    await host.spawn('counter', 'nobody', { from: 0 })
    await host.settleDeadLetter(dead?.seq ?? 0, 'resent', 'operator')
    await waitUntil(() => (host.view('counter:nobody')?.context as { n: number }).n === 1)
    expect(host.deadLetters()).toEqual([])
  })

  test('refuses a second daemon on the same instance, naming the first', async () => {
    const directory = folder()
    await open(directory)
    await expect(open(directory)).rejects.toMatchObject({ code: 'INSTANCE_LOCKED', details: { pid: process.pid } })
  })

  test('writes a snapshot file for each bot, complete after a clean stop', async () => {
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'a/../b.', { from: 3 })
    await host.shutdown()
    const file: unknown = JSON.parse(readFileSync(join(directory, 'actors/counter/a%2F%2E%2E%2Fb%2E.json'), 'utf8'))
    expect(file).toMatchObject({ address: 'counter:a/../b.', context: { n: 3 }, seq: 2 })
  })

  test('takes nothing new once it stops', async () => {
    const host = await open(folder())
    await host.spawn('counter', 'one', { from: 0 })
    await host.shutdown()
    await expect(host.send('counter:one', { type: 'add' })).rejects.toBeInstanceOf(QuorateError)
  })
})

describe('effects', () => {
  const worker = async (host: LocalHost): Promise<void> => {
    await host.spawn('worker', 'one', null)
  }
  const state = (host: LocalHost): unknown => host.view('worker:one')?.value

  test('run after their record and come back as an event', async () => {
    const seen: string[] = []
    const look = async (input: unknown, { effectId }: { readonly effectId: string }): Promise<unknown> => {
      seen.push(`${effectId} ${JSON.stringify(input)}`)
      return { price: '7' }
    }
    const host = await open(folder(), { effects: [{ port: 'worker.look', run: look }, { port: 'worker.act', run: look }] })
    await worker(host)
    const { seq } = await host.send('worker:one', { type: 'look' })
    await waitUntil(() => state(host) === 'idle' && seen.length === 1)
    expect(seen).toEqual([`worker:one/${seq}/0 {"at":"here"}`])
    await waitUntil(() => (host.view('worker:one')?.context as { last?: unknown }).last !== null)
    expect(host.view('worker:one')?.context).toMatchObject({ last: { price: '7' } })
  })

  test('are tried again as declared, then fail as a typed event', async () => {
    const attempts: number[] = []
    const flaky = async (_: unknown, { attempt }: { readonly attempt: number }): Promise<unknown> => {
      attempts.push(attempt)
      throw new QuorateError('EFFECT_TIMEOUT', { port: 'worker.look', timeoutMs: 1 })
    }
    const retry = { attempts: 3, firstDelayMs: 1, maxDelayMs: 2 }
    const host = await open(folder(), { effects: [{ port: 'worker.look', run: flaky, retry }, { port: 'worker.act', run: flaky }] })
    await worker(host)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => state(host) === 'failed')
    expect(attempts).toEqual([1, 2, 3])
    expect(host.view('worker:one')?.context).toMatchObject({ last: { code: 'EFFECT_TIMEOUT', retryable: true } })
  })

  test('end as a failure when they take too long', async () => {
    const stuck = (): Promise<unknown> => new Promise(() => undefined)
    const host = await open(folder(), { effects: [{ port: 'worker.look', run: stuck, timeoutMs: 5 }, { port: 'worker.act', run: stuck }] })
    await worker(host)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => state(host) === 'failed')
  })

  test('are aborted when their state is left; a late read is dropped, a late act is delivered', async () => {
    const gates = { look: deferred<unknown>(), act: deferred<unknown>() }
    const aborted: string[] = []
    const gated = (name: 'look' | 'act') => (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<unknown> => {
      signal.addEventListener('abort', () => aborted.push(name))
      return gates[name].promise
    }
    const host = await open(folder(), { effects: [{ port: 'worker.look', run: gated('look') }, { port: 'worker.act', run: gated('act') }] })
    await worker(host)
    for (const type of ['look', 'act'] as const) {
      await host.send('worker:one', { type })
      await waitUntil(() => host.view('worker:one')?.effects[0]?.attempt === 1)
      await host.send('worker:one', { type: 'leave' })
    }
    expect(aborted).toEqual(['look', 'act'])
    const before = host.durableThrough()
    gates.look.resolve('late')
    gates.act.resolve('done')
    await waitUntil(() => (host.view('worker:one')?.context as { late?: unknown }).late !== null)
    expect(host.view('worker:one')?.context).toMatchObject({ late: { ok: true, output: 'done' }, last: null })
    expect(host.durableThrough()).toBe(before + 1)
  })

  test('of an earlier visit to a state do not complete a later one', async () => {
    const gates = [deferred<unknown>(), deferred<unknown>()]
    let calls = 0
    const run = (): Promise<unknown> => {
      calls += 1
      return (gates[calls - 1] as (typeof gates)[number]).promise
    }
    const host = await open(folder(), { effects: [{ port: 'worker.look', run }, { port: 'worker.act', run }] })
    await worker(host)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => calls === 1)
    await host.send('worker:one', { type: 'leave' })
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => calls === 2)
    gates[0]?.resolve('stale')
    await host.spawn('counter', 'fence', { from: 0 })
    expect(state(host)).toBe('looking')
    gates[1]?.resolve('fresh')
    await waitUntil(() => state(host) === 'idle')
    expect(host.view('worker:one')?.context).toMatchObject({ last: 'fresh' })
  })

  test('run again after a restart that cut them off, with the same id and the next attempt', async () => {
    const directory = folder()
    const seen: string[] = []
    const run = (answer: Promise<unknown>) => (_: unknown, context: { readonly effectId: string; readonly attempt: number }) => {
      seen.push(`${context.effectId} ${context.attempt}`)
      return answer
    }
    const cut = Promise.withResolvers<unknown>()
    const first = await open(directory, { effects: ['worker.look', 'worker.act'].map((name) => ({ port: name, run: run(cut.promise) })) })
    await worker(first)
    const { seq } = await first.send('worker:one', { type: 'act' })
    await waitUntil(() => seen.length === 1)
    const stopping = first.shutdown()
    cut.reject(new Error('aborted'))
    await stopping
    const second = await open(directory, { effects: ['worker.look', 'worker.act'].map((name) => ({ port: name, run: run(Promise.resolve('done')) })) })
    await waitUntil(() => state(second) === 'idle')
    expect(seen).toEqual([`worker:one/${seq}/0 1`, `worker:one/${seq}/0 2`])
    expect(second.view('worker:one')?.context).toMatchObject({ last: 'done' })
  })

  test('of a port without a binding are refused before anything starts', async () => {
    await expect(createLocalHost({ directory: folder(), bots, effects: [] })).rejects.toMatchObject({ code: 'EFFECT_UNBOUND' })
  })
})

describe('timers', () => {
  test('of an earlier visit to a state do not fire in a later one', async () => {
    let now = 1_000_000
    const waits: { at: number; ring: () => void }[] = []
    const clock = {
      now: () => now,
      monotonic: () => now,
      after: (ms: number, ring: () => void) => {
        const wait = { at: now + ms, ring }
        waits.push(wait)
        return () => void waits.splice(waits.indexOf(wait), waits.includes(wait) ? 1 : 0)
      },
    }
    const pass = (ms: number): void => {
      now += ms
      for (const wait of waits.filter(({ at }) => at <= now)) {
        waits.splice(waits.indexOf(wait), 1)
        wait.ring()
      }
    }
    const host = await open(folder(), { clock })
    await host.spawn('sleeper', 'one', { ms: 3_000 })
    pass(2_000)
    await host.send('sleeper:one', { type: 'turnOver' })
    const generations = host.view('sleeper:one')?.timers.map(({ dueAt }) => Date.parse(dueAt))
    expect(generations).toEqual([1_005_000])
    pass(1_500)
    await host.spawn('counter', 'fence', { from: 0 })
    expect(host.view('sleeper:one')?.value).toBe('asleep')
    pass(1_500)
    await waitUntil(() => host.view('sleeper:one')?.value === 'awake')
  })

  test('fire after their delay, and at once when they were overdue at the start', async () => {
    const directory = folder()
    const first = await open(directory)
    await first.spawn('sleeper', 'one', { ms: 5 })
    await waitUntil(() => first.view('sleeper:one')?.value === 'awake')
    await first.spawn('sleeper', 'two', { ms: 3_600_000 })
    expect(first.view('sleeper:two')?.timers).toHaveLength(1)
    await first.shutdown()
    const later = Date.now() + 3_600_001
    const started = performance.now()
    const clock = {
      now: () => later + (performance.now() - started),
      monotonic: () => performance.now(),
      after: (ms: number, callback: () => void) => {
        const timer = setTimeout(callback, ms)
        return () => clearTimeout(timer)
      },
    }
    const second = await open(directory, { clock })
    await waitUntil(() => second.view('sleeper:two')?.value === 'awake')
  })
})

describe('observers', () => {
  test('read every committed turn from the journal and then live', async () => {
    const host = await open(folder())
    await host.spawn('counter', 'one', { from: 0 })
    const stop = new AbortController()
    const seen: string[] = []
    const reading = (async () => {
      for await (const turn of host.turns({ after: 0, follow: true, signal: stop.signal })) seen.push(`${turn.seq} ${turn.event.type}`)
    })()
    const { seq } = await host.send('counter:one', { type: 'add' })
    await waitUntil(() => seen.length === 2)
    stop.abort()
    await reading
    expect(seen).toEqual(['2 quorate.start', `${seq} add`])
  })

  test('wait for the next fact and resume after it, across a restart', async () => {
    const directory = folder()
    const host = await open(directory)
    await host.spawn('counter', 'one', { from: 0 })
    const { signal } = new AbortController()
    const waiting = host.nextFact({ after: '', wants: ({ type }) => type === 'counted', signal })
    await host.send('counter:one', { type: 'count' })
    const first = await waiting
    expect(first?.data).toEqual({ n: 1 })
    await host.send('counter:one', { type: 'count' })
    await host.shutdown()
    const again = await open(directory)
    const second = await again.nextFact({ after: first?.id ?? '', wants: () => true, signal })
    expect(second?.data).toEqual({ n: 2 })
    const gone = AbortSignal.abort()
    expect(await again.nextFact({ after: second?.id ?? '', wants: () => true, signal: gone })).toBeUndefined()
  })
})
