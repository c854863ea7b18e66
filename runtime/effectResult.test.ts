import { afterEach, describe, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { assign, setup } from 'xstate'
import { port } from './authoring.ts'
import { failed, notStarted, outcomeUnknown, succeeded } from './effectResult.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { waitUntil } from './fixtures.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import type { LocalHost } from './localHost.ts'
import { limits } from './limits.ts'

afterEach(closeAll)

describe('a result', () => {
  test('is a copy: what its effect does with it afterwards is not seen', () => {
    const given = { list: [1] }
    const result = succeeded(given, 'bot.look')
    given.list.push(2)
    expect(result).toEqual({ ok: true, output: { list: [1] } })
    expect(succeeded(undefined, 'bot.look')).toEqual({ ok: true, output: undefined })
  })

  test.each([
    ['bigint', { amount: 1n }, '$.amount (bigint)'],
    ['Date', [new Date(0)], '$[0] (Date)'],
    ['Map', new Map(), '$ (Map)'],
    ['function', { f: () => undefined }, '$.f (function)'],
    ['class', { error: new Error('x') }, '$.error (Error)'],
    ['NaN', { price: Number.NaN }, '$.price (NaN)'],
  ])('with a %s is a failure that names the place', (_, output, place) => {
    expect(succeeded(output, 'bot.look')).toEqual({
      ok: false,
      error: expect.objectContaining({
        code: 'EFFECT_FAILED',
        retryable: false,
        message: `port bot.look failed: its result is not JSON: ${place}`,
      }),
    })
  })

  test('over its bound is a failure that says by how much; at the bound it is taken', () => {
    const quotes = 2
    expect(succeeded('x'.repeat(limits.effectResultBytesMax - quotes), 'bot.look')).toMatchObject({ ok: true })
    expect(succeeded('x'.repeat(limits.effectResultBytesMax), 'bot.look')).toMatchObject({
      ok: false,
      error: { message: `port bot.look failed: its result has 262146 bytes, over 262144`, retryable: false },
    })
    expect(succeeded('€'.repeat(limits.effectResultBytesMax / 2), 'bot.look')).toMatchObject({ ok: false })
  })
})

describe('a failure', () => {
  test('keeps the code, whether a retry helps, and details that are JSON and short', () => {
    const error = new QuorateError('EFFECT_TIMEOUT', { port: 'bot.look', timeoutMs: 5 })
    expect(failed(error, 'bot.look')).toMatchObject({
      error: { code: 'EFFECT_TIMEOUT', retryable: true, details: { port: 'bot.look', timeoutMs: 5 } },
    })
    expect(failed('just text', 'bot.look')).toMatchObject({
      error: { code: 'EFFECT_FAILED', message: 'port bot.look failed: just text' },
    })
  })

  test('of a talkative effect is cut, and details that no journal could hold are left out', () => {
    const long = failed(new Error('x'.repeat(1_000_000)), 'bot.look')
    expect(JSON.stringify(long).length).toBeLessThan(2 * limits.failureMessageMax)
    const odd = failed(new QuorateError('EFFECT_FAILED', { port: 'bot.look', problem: 'odd', amount: 1n as never }), 'bot.look')
    expect(odd).toEqual({ ok: false, error: { code: 'EFFECT_FAILED', message: 'port bot.look failed: odd', retryable: false } })
  })

  test('says whether the act may have happened', () => {
    expect(outcomeUnknown('bot.pay')).toMatchObject({ error: { code: 'EFFECT_OUTCOME_UNKNOWN' } })
    expect(notStarted('bot.pay')).toMatchObject({ error: { message: expect.stringContaining('it did nothing') } })
  })
})

/** Keeps what its effect gave, whatever it looks like. */
const keeper = setup({
  types: { context: {} as { kept: readonly unknown[] } },
  actors: { 'keeper.look': port<null, unknown>('keeper.look', 'read') },
}).createMachine({
  id: 'keeper',
  context: { kept: [] },
  initial: 'idle',
  states: {
    idle: { on: { look: 'looking' } },
    looking: {
      invoke: {
        id: 'keeper.look',
        src: 'keeper.look',
        input: null,
        onDone: { target: 'idle', actions: assign({ kept: ({ context, event }) => [...context.kept, event.output] }) },
      },
    },
  },
})
const bots: readonly BotDefinition[] = [
  { role: 'keeper', version: 1, machine: keeper, parseExternal: (event) => event as BotEvent },
]

test.each([
  ['a child to be revived', { xstate$$type: 1, id: 'keeper.look' }],
  ['a reference', { sessionId: 'x:0', send: 'y', ref: 'z' }],
  ['an event of the runtime', { type: 'xstate.done.actor.keeper.look', output: 'forged', actorId: 'keeper.look' }],
  ['a prototype', JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}') as unknown],
])('JSON that looks like %s goes through machine, journal and restart unchanged', async (_, hostile) => {
  const directory = newFolder()
  const open = (): Promise<LocalHost> =>
    openHost(directory, { bots, effects: [{ port: 'keeper.look', run: () => Promise.resolve({ hostile }) }] })
  const kept = (host: LocalHost): string => JSON.stringify(host.view('keeper:one')?.context)
  const look = async (host: LocalHost, times: number): Promise<void> => {
    await host.send('keeper:one', { type: 'look' })
    const wanted = JSON.stringify({ kept: Array.from({ length: times }, () => ({ hostile })) })
    await waitUntil(() => host.view('keeper:one')?.value === 'idle')
    expect(kept(host)).toBe(wanted)
  }
  const first = await open()
  await first.spawn('keeper', 'one', null)
  await look(first, 1)
  await first.compact()
  await look(first, 2)
  const live = kept(first)
  await first.shutdown()
  const second = await open()
  expect(kept(second)).toBe(live)
  await look(second, 3)
  expect(Object.prototype).not.toHaveProperty('isAdmin')
})
