import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assign, setup } from 'xstate'
import { afterEach, describe, expect, test } from 'vitest'
import { port, start, type Address } from './authoring.ts'
import { contextOf, waitUntil } from './fixtures.ts'
import type { BotDefinition, BotEvent, DeadLetter } from './host.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import type { LocalHost } from './localHost.ts'

afterEach(closeAll)

/** Whether the machines' code is the faulty version; a test repairs it between two starts. */
let isFaulty = true
function fault(): Record<string, never> {
  if (isFaulty) throw new Error('faulty version')
  return {}
}
/** Handles a result, a timer and an event well only in the repaired version. */
const patient = setup({
  types: { context: {} as { got: unknown } },
  actors: { 'patient.look': port<null, unknown>('patient.look', 'read') },
  actions: { faulted: assign(fault) },
}).createMachine({
  id: 'patient',
  context: { got: null },
  initial: 'idle',
  on: { back: '.idle', poke: { actions: 'faulted' } },
  states: {
    idle: { on: { look: 'looking', nap: 'napping' } },
    looking: {
      invoke: {
        id: 'patient.look',
        src: 'patient.look',
        input: null,
        onDone: { target: 'seen', actions: ['faulted', assign({ got: ({ event }) => event.output })] },
        onError: { target: 'seen', actions: ['faulted', assign({ got: ({ event }) => event.error })] },
      },
    },
    napping: { after: { 1: { target: 'seen', actions: ['faulted', assign({ got: 'woke' })] } } },
    seen: {},
  },
})
const beginner = setup({ actions: { faulted: assign(fault) } }).createMachine({ id: 'beginner', context: {}, entry: 'faulted' })
const mother = setup({}).createMachine({
  id: 'mother',
  context: {},
  on: { have: { actions: start({ role: 'beginner', id: 'kid', input: { n: 7 } }) } },
})
const any = (event: unknown): BotEvent => event as BotEvent
const bots: readonly BotDefinition[] = [
  { role: 'patient', version: 1, machine: patient, parseExternal: any },
  { role: 'beginner', version: 1, machine: beginner },
  { role: 'mother', version: 1, machine: mother, parseExternal: any },
]
let looks: (() => Promise<unknown>)[] = []
/** A host of the faulty version; each look answers what was put in line for it. */
async function open(directory: string): Promise<LocalHost> {
  const run = (): Promise<unknown> => (looks.shift() ?? (() => Promise.resolve('again')))()
  return openHost(directory, { bots, effects: [{ port: 'patient.look', run }] })
}
async function faultyHost(directory = newFolder()): Promise<LocalHost> {
  isFaulty = true
  looks = []
  const host = await open(directory)
  await host.spawn('patient', 'one', null)
  return host
}
/** The one dead letter there is. */
async function letter(host: LocalHost): Promise<DeadLetter> {
  await waitUntil(() => host.deadLetters().length === 1)
  return host.deadLetters()[0] as DeadLetter
}
const address: Address = 'patient:one'
const state = (host: LocalHost): unknown => host.view(address)?.value

describe('a dead letter that is sent again', () => {
  test('is an event that the bot takes once it can; a second time is refused', async () => {
    const host = await faultyHost()
    await expect(host.send(address, { type: 'poke' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    const { seq } = await letter(host)
    isFaulty = false
    await host.settleDeadLetter(seq, 'resent', 'alice')
    await waitUntil(() => (host.view(address)?.seq ?? 0) > seq)
    expect(host.deadLetters()).toEqual([])
    for (const how of ['resent', 'dropped'] as const)
      await expect(host.settleDeadLetter(seq, how, 'alice')).rejects.toMatchObject({ code: 'UNKNOWN_DEAD_LETTER' })
  })

  test('and fails again is a new dead letter', async () => {
    const host = await faultyHost()
    await expect(host.send(address, { type: 'poke' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
    const { seq } = await letter(host)
    await host.settleDeadLetter(seq, 'resent', 'alice')
    await waitUntil(() => host.deadLetters().some((each) => each.seq > seq))
    expect(host.deadLetters()).toHaveLength(1)
  })

  test.each([
    ['a result', 'look', () => Promise.resolve('first'), 'first'],
    ['a failure', 'look', () => Promise.reject(new Error('first')), 'again'],
    ['a timer', 'nap', () => Promise.resolve('unused'), 'woke'],
  ])('as %s waits for the release and is then as if the turn had not failed', async (_, type, first, got) => {
    const host = await faultyHost()
    looks.push(first)
    await host.send(address, { type })
    const { seq } = await letter(host)
    expect(host.view(address)?.status).toBe('quarantined')
    isFaulty = false
    await host.settleDeadLetter(seq, 'resent', 'alice')
    expect([host.view(address)?.status, state(host)]).toEqual(['quarantined', type === 'look' ? 'looking' : 'napping'])
    await host.release(address, 'alice')
    await waitUntil(() => state(host) === 'seen')
    expect(contextOf<{ got: unknown }>(host, address).got).toBe(got)
    expect(host.view(address)).toMatchObject({ timers: [], effects: [] })
  })

  test.each([
    ['a result', 'look'],
    ['a timer', 'nap'],
  ])('as %s outlives the death of the process before the release', async (_, type) => {
    const directory = newFolder()
    const host = await faultyHost(directory)
    await host.send(address, { type })
    const { seq } = await letter(host)
    await host.settleDeadLetter(seq, 'resent', 'alice')
    await host.compact()
    isFaulty = false
    const copy = newFolder()
    cpSync(directory, copy, { recursive: true })
    const again = await open(copy)
    await again.release(address, 'alice')
    await waitUntil(() => state(again) === 'seen')
    expect(again.deadLetters()).toEqual([])
  })

  test.each([
    ['a result', 'look'],
    ['a timer', 'nap'],
  ])('as %s is refused once the bot has moved: it would be a forgery', async (_, type) => {
    const host = await faultyHost()
    await host.send(address, { type })
    const { seq } = await letter(host)
    await host.release(address, 'alice')
    await host.send(address, { type: 'back' })
    await expect(host.settleDeadLetter(seq, 'resent', 'alice')).rejects.toMatchObject({
      code: 'DEAD_LETTER_SPENT',
      exit: 4,
      hint: `drop it: ./quorate deadletters drop ${seq}`,
    })
    expect(host.deadLetters()).toHaveLength(1)
    await host.settleDeadLetter(seq, 'dropped', 'alice')
    expect(host.deadLetters()).toEqual([])
  })

  test('as the first start of a child begins it, under its parent', async () => {
    const host = await faultyHost()
    await host.spawn('mother', 'one', null)
    await host.send('mother:one', { type: 'have' })
    const { seq, actor } = await letter(host)
    expect(actor).toBe('beginner:kid')
    isFaulty = false
    await host.settleDeadLetter(seq, 'resent', 'alice')
    await host.release('beginner:kid', 'alice')
    await waitUntil(() => host.view('beginner:kid')?.status === 'active')
    expect(host.view('beginner:kid')).toMatchObject({ parent: 'mother:one', incarnation: 1 })
  })

  test('to a bot that has ended or never was is refused', async () => {
    const host = await openHost(newFolder())
    await host.spawn('parent', 'one', null)
    await host.send('parent:one', { type: 'tellNobody' })
    const unknown = await letter(host)
    await expect(host.settleDeadLetter(unknown.seq, 'resent', 'alice')).rejects.toMatchObject({ code: 'UNKNOWN_BOT' })
    await host.settleDeadLetter(unknown.seq, 'dropped', 'alice')
    await host.spawn('forwarder', 'one', null)
    await host.send('parent:one', { type: 'have', id: 'sink' })
    await host.send('parent:one', { type: 'end', id: 'sink' })
    await waitUntil(() => host.view('counter:sink')?.status === 'stopped')
    await host.send('forwarder:one', { type: 'add' })
    const { seq, code } = await letter(host)
    expect(code).toBe('BOT_FINISHED')
    await expect(host.settleDeadLetter(seq, 'resent', 'alice')).rejects.toMatchObject({ code: 'BOT_FINISHED' })
  })
})

test('what was done about dead letters is in the journal, and by whom, also after a restart', async () => {
  const directory = newFolder()
  const host = await faultyHost(directory)
  for (let n = 0; n < 2; n += 1) await expect(host.send(address, { type: 'poke' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
  const [first, second] = host.deadLetters()
  await host.settleDeadLetter(first?.seq ?? 0, 'dropped', 'alice')
  await host.shutdown()
  const journal = readFileSync(join(directory, 'journal/0000000000000001.jsonl'), 'utf8')
  expect(journal).toContain(`"kind":"settled","actor":"patient:one","dead":${first?.seq},"how":"dropped","who":"alice"`)
  const again = await open(directory)
  expect(again.deadLetters()).toEqual([second])
})
