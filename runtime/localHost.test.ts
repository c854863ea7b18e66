import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { contextOf, waitUntil } from './fixtures.ts'
import type { BotEvent } from './host.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import type { LocalHost } from './localHost.ts'

afterEach(closeAll)

describe('a local host', () => {
  test('keeps what it acknowledged across a restart', async () => {
    const directory = newFolder()
    const first = await openHost(directory)
    await first.spawn('counter', 'one', { from: 5 })
    await first.send('counter:one', { type: 'add' })
    await first.shutdown()
    const second = await openHost(directory)
    expect(second.view('counter:one')?.context).toMatchObject({ n: 6 })
    expect(await second.ask('counter:one', { type: 'read' })).toBe(6)
    expect(second.incarnation).toBe(2)
  })

  test('starts a bot once, and refuses another input under its name', async () => {
    const host = await openHost(newFolder())
    expect(await host.spawn('counter', 'one', { from: 1 })).toBe(true)
    expect(await host.spawn('counter', 'one', { from: 1 })).toBe(false)
    await expect(host.spawn('counter', 'one', { from: 2 })).rejects.toMatchObject({ code: 'BOT_EXISTS' })
  })

  test('refuses what may not come from outside, and says why', async () => {
    const host = await openHost(newFolder())
    await host.spawn('counter', 'one', { from: 0 })
    await host.spawn('closed', 'one', null)
    const refused = (to: `${string}:${string}`, event: BotEvent): Promise<unknown> =>
      expect(host.send(to, event)).rejects.toMatchObject({ code: 'EVENT_REFUSED' })
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
    const directory = newFolder()
    const first = await openHost(directory)
    await first.spawn('counter', 'one', { from: 0 })
    const ask = (host: LocalHost): Promise<unknown> => host.ask('counter:one', { type: 'addAndRead' }, { askId: 'env:1' })
    expect(await Promise.all([ask(first), ask(first)])).toEqual([1, 1])
    await first.shutdown()
    expect(await ask(await openHost(directory))).toBe(1)
  })

  test('answers an ask in a later turn by its askId', async () => {
    const host = await openHost(newFolder())
    await host.spawn('counter', 'one', { from: 0 })
    const answer = host.ask('counter:one', { type: 'askLater' })
    await waitUntil(() => contextOf<{ waiting?: string }>(host, 'counter:one').waiting !== undefined)
    await host.send('counter:one', { type: 'answerNow' })
    expect(await answer).toBe('at last')
  })

  test('says when nobody answers in time', async () => {
    const host = await openHost(newFolder())
    await host.spawn('counter', 'one', { from: 0 })
    await expect(host.ask('counter:one', { type: 'add' }, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'ASK_TIMEOUT' })
  })

  test('starts children, tells them and stops them by messages in the record', async () => {
    const host = await openHost(newFolder())
    await host.spawn('parent', 'one', null)
    await host.send('parent:one', { type: 'have', id: 'kid' })
    await waitUntil(() => contextOf<{ n?: number }>(host, 'counter:kid').n === 11)
    expect(host.view('counter:kid')?.parent).toBe('parent:one')
    await host.send('parent:one', { type: 'end', id: 'kid' })
    await waitUntil(() => host.view('counter:kid')?.status === 'stopped')
    await expect(host.send('counter:kid', { type: 'add' })).rejects.toMatchObject({ code: 'BOT_FINISHED' })
    await expect(host.send('parent:one', { type: 'have', id: 'kid' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
  })

  test('makes a message to nobody a dead letter that can be sent again', async () => {
    const host = await openHost(newFolder())
    await host.spawn('parent', 'one', null)
    await host.send('parent:one', { type: 'tellNobody' })
    await waitUntil(() => host.deadLetters().length === 1)
    const [dead] = host.deadLetters()
    expect(dead).toMatchObject({ actor: 'counter:nobody', code: 'UNKNOWN_BOT', event: { type: 'add' } })
    await host.spawn('counter', 'nobody', { from: 0 })
    await host.settleDeadLetter(dead?.seq ?? 0, 'resent', 'operator')
    await waitUntil(() => contextOf<{ n: number }>(host, 'counter:nobody').n === 1)
    expect(host.deadLetters()).toEqual([])
  })

  test('refuses a second daemon on the same instance, naming the first', async () => {
    const directory = newFolder()
    await openHost(directory)
    await expect(openHost(directory)).rejects.toMatchObject({ code: 'INSTANCE_LOCKED', details: { pid: process.pid } })
  })

  test('writes a snapshot file for each bot, complete after a clean stop', async () => {
    const directory = newFolder()
    const host = await openHost(directory)
    await host.spawn('counter', 'a/../b.', { from: 3 })
    await host.shutdown()
    const file: unknown = JSON.parse(readFileSync(join(directory, 'actors/counter/a%2F%2E%2E%2Fb%2E.json'), 'utf8'))
    expect(file).toMatchObject({ address: 'counter:a/../b.', context: { n: 3 }, seq: 2 })
  })

  test('takes nothing new once it stops', async () => {
    const host = await openHost(newFolder())
    await host.spawn('counter', 'one', { from: 0 })
    await host.shutdown()
    await expect(host.send('counter:one', { type: 'add' })).rejects.toBeInstanceOf(QuorateError)
  })
})
