import { afterEach, describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { systemDisk, type Disk } from './disk.ts'
import { bots, contextOf, deferred, waitUntil } from './fixtures.ts'
import type { EffectContext } from './host.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { limits } from './limits.ts'
import { createLocalHost, type LocalHost } from './localHost.ts'

afterEach(closeAll)

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
    const host = await openHost(newFolder(), {
      effects: [
        { port: 'worker.look', run: look },
        { port: 'worker.act', run: look },
      ],
    })
    await worker(host)
    const { seq } = await host.send('worker:one', { type: 'look' })
    await waitUntil(() => state(host) === 'idle' && seen.length === 1)
    expect(seen).toEqual([`worker:one/${seq}/0 {"at":"here"}`])
    await waitUntil(() => contextOf<{ last?: unknown }>(host, 'worker:one').last !== null)
    expect(host.view('worker:one')?.context).toMatchObject({ last: { price: '7' } })
  })

  test('begin only when the record of their attempt is on disk', async () => {
    const log: string[] = []
    const disk: Disk = {
      ...systemDisk,
      writeAt: (fd, bytes, offset) => {
        if (bytes.includes('"kind":"attempt"')) log.push('written')
        systemDisk.writeAt(fd, bytes, offset)
      },
      syncNow: (fd) => {
        systemDisk.syncNow(fd)
        log.push('synced')
      },
      sync: async (fd) => {
        await systemDisk.sync(fd)
        log.push('synced')
      },
    }
    const look = async (): Promise<unknown> => {
      log.push('ran')
      return null
    }
    const effects = ['worker.look', 'worker.act'].map((name) => ({ port: name, run: look }))
    const host = await openHost(newFolder(), { effects, disk })
    await worker(host)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => log.includes('ran') && log.includes('written'))
    const written = log.indexOf('written')
    expect(log.slice(written, written + 3)).toEqual(['written', 'synced', 'ran'])
  })

  test('are tried again as declared, then fail as a typed event', async () => {
    const attempts: number[] = []
    const flaky = async (_: unknown, { attempt }: { readonly attempt: number }): Promise<unknown> => {
      attempts.push(attempt)
      throw new QuorateError('EFFECT_TIMEOUT', { port: 'worker.look', timeoutMs: 1 })
    }
    const retry = { attempts: 3, firstDelayMs: 1, maxDelayMs: 2 }
    const host = await openHost(newFolder(), {
      effects: [
        { port: 'worker.look', run: flaky, retry },
        { port: 'worker.act', run: flaky },
      ],
    })
    await worker(host)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => state(host) === 'failed')
    expect(attempts).toEqual([1, 2, 3])
    expect(host.view('worker:one')?.context).toMatchObject({ last: { code: 'EFFECT_TIMEOUT', retryable: true } })
  })

  test('end as a failure when they take too long', async () => {
    const stuck = (): Promise<unknown> => new Promise(() => undefined)
    const host = await openHost(newFolder(), {
      effects: [
        { port: 'worker.look', run: stuck, timeoutMs: 5 },
        { port: 'worker.act', run: stuck },
      ],
    })
    await worker(host)
    await host.send('worker:one', { type: 'look' })
    await waitUntil(() => state(host) === 'failed')
  })

  test('that never settle are told to end, hold up no other, and change nothing when they end after all', async () => {
    const gates: ((value: unknown) => void)[] = []
    const reasons: unknown[] = []
    const stuck = (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<unknown> => {
      signal.addEventListener('abort', () => reasons.push((signal.reason as { code?: string }).code))
      return new Promise((resolve) => gates.push(resolve))
    }
    const host = await openHost(newFolder(), {
      effects: [
        { port: 'worker.look', run: stuck, timeoutMs: 5, concurrency: 1 },
        { port: 'worker.act', run: stuck },
      ],
    })
    for (const id of ['one', 'two', 'three']) {
      await host.spawn('worker', id, null)
      await host.send(`worker:${id}`, { type: 'look' })
    }
    await waitUntil(() => host.list('worker').every(({ value }) => value === 'failed'))
    expect(reasons).toEqual(['EFFECT_TIMEOUT', 'EFFECT_TIMEOUT', 'EFFECT_TIMEOUT'])
    const before = host.durableThrough()
    for (const resolve of gates) resolve('too late')
    await host.spawn('counter', 'fence', { from: 0 })
    expect(host.durableThrough()).toBe(before + 1)
    expect(contextOf<{ last: unknown }>(host, 'worker:one').last).toMatchObject({ code: 'EFFECT_TIMEOUT' })
  })

  test('are aborted when their state is left; a late read is dropped, a late act is delivered', async () => {
    const gates = { look: deferred<unknown>(), act: deferred<unknown>() }
    const aborted: string[] = []
    const gated =
      (name: 'look' | 'act') =>
      (_: unknown, { signal }: { readonly signal: AbortSignal }): Promise<unknown> => {
        signal.addEventListener('abort', () => aborted.push(name))
        return gates[name].promise
      }
    const host = await openHost(newFolder(), {
      effects: [
        { port: 'worker.look', run: gated('look') },
        { port: 'worker.act', run: gated('act') },
      ],
    })
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
    await waitUntil(() => contextOf<{ late?: unknown }>(host, 'worker:one').late !== null)
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
    const host = await openHost(newFolder(), {
      effects: [
        { port: 'worker.look', run },
        { port: 'worker.act', run },
      ],
    })
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
    const directory = newFolder()
    const seen: string[] = []
    const run = (answer: Promise<unknown>) => (_: unknown, context: { readonly effectId: string; readonly attempt: number }) => {
      seen.push(`${context.effectId} ${context.attempt}`)
      return answer
    }
    const cut = Promise.withResolvers<unknown>()
    const first = await openHost(directory, {
      effects: ['worker.look', 'worker.act'].map((name) => ({ port: name, run: run(cut.promise) })),
    })
    await worker(first)
    const { seq } = await first.send('worker:one', { type: 'act' })
    await waitUntil(() => seen.length === 1)
    const stopping = first.shutdown()
    cut.reject(new Error('aborted'))
    await stopping
    const second = await openHost(directory, {
      effects: ['worker.look', 'worker.act'].map((name) => ({ port: name, run: run(Promise.resolve('done')) })),
    })
    await waitUntil(() => state(second) === 'idle')
    expect(seen).toEqual([`worker:one/${seq}/0 1`, `worker:one/${seq}/0 2`])
    expect(second.view('worker:one')?.context).toMatchObject({ last: 'done' })
  })

  test('that a stop overtakes before they begin are not waited for, and begin after the next start', async () => {
    const directory = newFolder()
    const seen: number[] = []
    const run = async (_: unknown, { actor, attempt, signal }: EffectContext): Promise<unknown> => {
      if (actor === 'worker:one') seen.push(attempt)
      // this one is under way, and takes a moment to end
      else if (stopping === undefined) {
        isUnderway = true
        await new Promise((_end, reject) => signal.addEventListener('abort', () => setTimeout(reject, 100)))
      }
      return 'done'
    }
    const effects = ['worker.look', 'worker.act'].map((name) => ({ port: name, run }))
    let isUnderway = false
    let stopping: Promise<void> | undefined
    const disk: Disk = {
      ...systemDisk,
      writeAt: (fd, bytes, offset) => {
        // its attempt is on its way to disk
        if (/"kind":"attempt".*"actor":"worker:one"/.test(bytes.toString())) stopping ??= first.shutdown()
        systemDisk.writeAt(fd, bytes, offset)
      },
    }
    const first = await openHost(directory, { effects, disk })
    await worker(first)
    await first.spawn('worker', 'two', null)
    await first.send('worker:two', { type: 'act' })
    await waitUntil(() => isUnderway)
    await first.send('worker:one', { type: 'act' })
    await waitUntil(() => stopping !== undefined)
    const began = performance.now()
    await stopping
    expect(performance.now() - began).toBeLessThan(limits.shutdownDrainMs / 2)
    expect(seen).toEqual([])
    const second = await openHost(directory, { effects })
    await waitUntil(() => state(second) === 'idle')
    expect(seen).toHaveLength(1)
  })

  test('of a port without a binding are refused before anything starts', async () => {
    await expect(createLocalHost({ directory: newFolder(), bots, effects: [] })).rejects.toMatchObject({ code: 'EFFECT_UNBOUND' })
  })
})
