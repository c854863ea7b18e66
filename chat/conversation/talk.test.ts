import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { conversationBot } from '../../actors/chat.ts'
import { auditBot, requestBot } from '../../actors/request.ts'
import { createLocalHost, type LocalHost } from '../../runtime/localHost.ts'
import type { Asker } from '#chat/commands/asker.ts'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { askCommand, type Command } from '#chat/commands/command.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Reply } from './reply.ts'
import { conversationIdOf, said, type TalkParts } from './talk.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-talk-'))
let host: LocalHost
let parts: TalkParts
const open = async (): Promise<LocalHost> => {
  const bots = [conversationBot, requestBot, auditBot]
  return createLocalHost({ directory: folder, bots, effects: [] })
}

/** What was really done. */
const done: unknown[] = []
const result = z.object({ did: z.string() })
const render = ({ did }: { readonly did: string }): string => `${did}; see ./quorate look`
const look = askCommand({
  name: 'look',
  result,
  summary: 'Look',
  help: '',
  permission: 'viewer',
  args: z.strictObject({ at: z.enum(['sea', 'sky']).describe('at what') }),
  positionals: ['at'],
  examples: [],
  run: async ({ at }) => ({ did: `looked at the ${at}` }),
  render,
})
const sail = askCommand({
  name: 'boat.sail',
  also: ['sail'],
  result,
  summary: 'Sail',
  help: '',
  permission: 'operator',
  args: z.strictObject({ to: z.string().regex(/^[a-z]+$/, 'expected a harbour'), knots: z.int().max(20).describe('how fast') }),
  positionals: ['to', 'knots'],
  examples: [],
  confirm: ({ to }) => `sail to ${to}?`,
  async run(args, { who, requestId }) {
    done.push([args, who, requestId === undefined])
    return { did: `sailed to ${args.to}` }
  },
  render,
})
const load = askCommand({
  name: 'boat.load',
  result,
  summary: 'Load',
  help: '',
  permission: 'operator',
  args: z.strictObject({ inputs: z.array(z.string()).default([]) }),
  positionals: ['inputs'],
  examples: [],
  async run({ inputs }) {
    const names = new Set(inputs.map((each) => each.split('=')[0]))
    const all = [
      { name: 'cargo', says: 'what', kind: 'text', choices: ['tea', 'silk'], preset: 'tea' },
      { name: 'weight', says: '', kind: 'number', choices: null, preset: '' },
    ]
    const missing = all.filter(({ name }) => !names.has(name))
    if (missing.length > 0)
      throw new QuorateError('INPUTS_MISSING', {
        command: 'boat load',
        names: missing.map(({ name }) => name).join(', '),
        missing,
      })
    done.push(inputs)
    return { did: inputs.join(' ') }
  },
  render,
})
const commands: readonly Command[] = [look, sail, load]

beforeAll(async () => {
  host = await open()
  await host.spawn('audit', 'log', {})
})
afterAll(async () => {
  await host.shutdown()
  rmSync(folder, { recursive: true, force: true })
})
let place = 0
beforeEach(() => {
  place += 1
  done.length = 0
  parts = {
    commands,
    context: contextOf({ host }),
    once: new AskedOnce(host, ({ exit }) => 400 + exit),
    isStillAllowed: () => true,
    closing: new AbortController().signal,
  }
})

const asker: Asker = { principal: 'key:k', person: 'mara', role: 'operator', funds: 'all' }
let deliveries = 0
function say(line: string, more: { delivery?: string; revision?: number; asker?: Asker } = {}): Promise<Reply> {
  deliveries += 1
  return said(
    { asker, line, delivery: `d${deliveries}`, where: `test ${place}`, surface: 'chat', prefix: '/quorate ', width: 80, ...more },
    parts,
  )
}

test('a look is answered at once and leaves no trace', async () => {
  expect(await say('look sea')).toMatchObject({
    kind: 'done',
    command: 'look',
    text: 'looked at the sea; see /quorate look',
    result: { did: 'looked at the sea' },
  })
  expect(host.view(`conversation:${conversationIdOf(`test ${place}`)}`)).toBeUndefined()
})

test('what is missing is asked for, what is wrong asked for again, what cannot be taken back wants a yes', async () => {
  expect(await say('sail')).toMatchObject({ kind: 'asks', text: 'What to?' })
  expect(await say('Paris!')).toMatchObject({ kind: 'asks', text: expect.stringMatching(/^expected a harbour\. What to\?/) })
  expect(await say('lisbon')).toMatchObject({ kind: 'asks', text: 'What knots? (how fast)' })
  expect(await say('many')).toMatchObject({ kind: 'asks' })
  const sure = await say('12')
  expect(sure).toMatchObject({ kind: 'sure', text: 'sail to lisbon?', choices: [{ value: 'yes' }, { value: 'no' }] })
  expect(done).toEqual([])
  expect(await say('yes', { revision: sure.conversation.revision })).toMatchObject({
    kind: 'done',
    text: 'sailed to lisbon; see /quorate look',
  })
  expect(done).toEqual([[{ to: 'lisbon', knots: 12 }, 'key:k', false]])
})

test('choices are offered, and what is none of them but a command is that command', async () => {
  const asked = await say('look')
  expect(asked).toMatchObject({ kind: 'asks', text: 'Which at? (at what)', choices: [{ value: 'sea' }, { value: 'sky' }] })
  expect(await say('sail lisbon 12')).toMatchObject({ kind: 'sure' })
  expect(await say('no')).toMatchObject({ kind: 'said', text: 'Given up: sail, “sail to lisbon?”; nothing was done.' })
  expect(done).toEqual([])
})

test('a yes that was delivered three times is done once and answered the same', async () => {
  await say('sail lisbon 12')
  const delivery = 'yes-1'
  const all = await Promise.all([say('yes', { delivery }), say('yes', { delivery }), say('yes', { delivery })])
  expect(all.map(({ kind, text }) => [kind, text])).toEqual(all.map(() => ['done', 'sailed to lisbon; see /quorate look']))
  expect(done).toHaveLength(1)
})

test('a yes to a question that is over does nothing', async () => {
  const { conversation } = await say('sail lisbon 12')
  await say('sail porto 12')
  expect(await say('yes', { revision: conversation.revision })).toMatchObject({
    kind: 'refused',
    error: { code: 'QUESTION_OVER' },
  })
  expect(await say('yes')).toMatchObject({ kind: 'done', result: { did: 'sailed to porto' } })
  expect(await say('yes')).toMatchObject({ kind: 'refused', error: { code: 'QUESTION_OVER' } })
  expect(done).toHaveLength(1)
})

const openSail = 'Still open: sail, “sail to lisbon?”: say yes or no, or say cancel.'

test('another command is done beside a question, which waits on, and its yes is still about it', async () => {
  const { conversation } = await say('sail lisbon 12')
  expect(await say('look sea')).toMatchObject({
    kind: 'done',
    text: `looked at the sea; see /quorate look\n\n${openSail}`,
    note: openSail,
    conversation,
  })
  expect(await say('boat load cargo=tea weight=2')).toMatchObject({ kind: 'done', note: openSail, conversation })
  expect(done).toEqual([['cargo=tea', 'weight=2']])
  expect(await say('yes', { revision: conversation.revision })).toMatchObject({
    kind: 'done',
    note: '',
    result: { did: 'sailed to lisbon' },
  })
  expect(done).toHaveLength(2)
  expect(await say('look sky')).toMatchObject({ note: '' })
})

test('what is done beside a question is done once, however often it is delivered, and answered the same', async () => {
  await say('sail lisbon 12')
  const delivery = 'beside-1'
  const line = 'boat load cargo=tea weight=2'
  const all = await Promise.all([say(line, { delivery }), say(line, { delivery }), say(line, { delivery })])
  expect(all.map(({ kind, note }) => [kind, note])).toEqual(all.map(() => ['done', openSail]))
  expect(done).toHaveLength(1)
})

test('what is asked for waits as well: a word that cannot be the answer is the command that it reads as', async () => {
  await say('sail')
  expect(await say('look sea')).toMatchObject({
    kind: 'done',
    note: 'Still open: sail, “What to?”: answer it, or say cancel.',
  })
  await say('lisbon')
  expect(await say('look sky')).toMatchObject({ kind: 'done', note: expect.stringContaining('What knots?') })
  expect(await say('12')).toMatchObject({ kind: 'sure', text: 'sail to lisbon?', note: '' })
})

test('a refusal, help and an empty line say what waits, too', async () => {
  await say('sail lisbon 12')
  for (const line of ['frobnicate', 'look --far', 'help', ' '])
    expect(await say(line)).toMatchObject({ note: openSail, text: expect.stringMatching(/\nStill open: .* or say cancel\.$/) })
  expect(await say('cancel')).toMatchObject({ text: 'Given up: sail, “sail to lisbon?”; nothing was done.', note: '' })
  expect(await say('yes')).toMatchObject({ kind: 'refused', error: { code: 'QUESTION_OVER' } })
  expect(done).toEqual([])
})

test('another question takes its place, says what that was, and a yes is about the one that was shown last', async () => {
  const { conversation } = await say('sail lisbon 12')
  const asked = await say('boat load')
  expect(asked).toMatchObject({
    kind: 'asks',
    note: 'Given up for this: sail, “sail to lisbon?”; say it again afterwards.',
    text: expect.stringMatching(/^What cargo\?.*\nGiven up for this: sail/),
  })
  expect(await say('yes', { revision: conversation.revision })).toMatchObject({ error: { code: 'QUESTION_OVER' } })
  expect(await say('wine')).toMatchObject({ kind: 'asks', note: '' })
  expect(await say('sail porto 12')).toMatchObject({
    kind: 'sure',
    note: expect.stringContaining('boat load, “"wine" is none of them'),
  })
  expect(done).toEqual([])
})

test('the same command said again, with what it lacked, is its answer', async () => {
  await say('look')
  expect(await say('look sea')).toMatchObject({ kind: 'done', note: '' })
  expect(await say('look sky')).toMatchObject({ kind: 'done', note: '' })
})

test('a question that waited beside something else outlives a restart', async () => {
  await say('sail lisbon 12')
  await say('boat load cargo=tea weight=2')
  await host.shutdown()
  host = await open()
  parts = { ...parts, context: contextOf({ host }), once: new AskedOnce(host, ({ exit }) => 400 + exit) }
  expect(await say('yes')).toMatchObject({ kind: 'done', result: { did: 'sailed to lisbon' } })
})

test('two who talk in the same place do not answer each other’s questions', async () => {
  await say('sail lisbon 12')
  const other = await said(
    { asker, line: 'yes', delivery: 'o1', where: `other ${place}`, surface: 'chat', prefix: '', width: 80 },
    parts,
  )
  expect(other).toMatchObject({ kind: 'refused', error: { code: 'QUESTION_OVER' } })
  expect(done).toEqual([])
})

test('what the work of a command finds missing is asked for, one after another, and cancelled', async () => {
  const asked = await say('boat load')
  expect(asked).toMatchObject({
    kind: 'asks',
    text: 'What cargo? (what) Usually tea.',
    choices: [{ value: 'tea' }, { value: 'silk' }],
  })
  expect(await say('wine')).toMatchObject({ kind: 'asks', text: expect.stringMatching(/^"wine" is none of them/) })
  expect(await say('silk')).toMatchObject({ kind: 'asks', text: 'What weight?' })
  expect(await say('12')).toMatchObject({ kind: 'done', text: expect.stringContaining('cargo=silk weight=12') })
  expect(done).toEqual([['cargo=silk', 'weight=12']])
  await say('boat load')
  expect(await say('never mind')).toMatchObject({
    text: 'Given up: boat load, “What cargo? (what) Usually tea.”; nothing was done.',
  })
  expect(done).toHaveLength(1)
})

test.each<[string, string, object]>([
  ['an unknown command', 'frobnicate @everyone', { code: 'UNKNOWN_COMMAND', hint: 'list them: /quorate help' }],
  ['one that is near', 'loook sea', { code: 'UNKNOWN_COMMAND', hint: expect.stringContaining('did you mean /quorate look?') }],
  ['a wrong option', 'look sea --far', { code: 'ARGUMENTS_INVALID' }],
  ['a wrong value', 'sail lisbon 99', { code: 'ARGUMENTS_INVALID' }],
  ['control characters', 'look\u001b[31m \u202esea', { code: 'UNKNOWN_COMMAND' }],
  ['very long text', `look ${'x'.repeat(3_000)}`, { code: 'LINE_TOO_LONG' }],
  ['a cancel of nothing', 'cancel', { code: 'QUESTION_OVER' }],
])('%s is refused in words', async (_name, line, error) => {
  const reply = await say(line)
  expect(reply).toMatchObject({ kind: 'refused', error })
  // oxlint-disable-next-line no-control-regex -- what must not be there
  expect(reply.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
})

test('nothing is a hint, and help is there in the middle of a question', async () => {
  expect(await say('  ')).toMatchObject({ kind: 'said', text: expect.stringContaining('help') })
  await say('sail')
  expect(await say('help')).toMatchObject({ kind: 'said', text: expect.stringContaining('/quorate sail') })
  expect(await say('lisbon')).toMatchObject({ kind: 'asks', text: 'What knots? (how fast)' })
})

test('who may not is told so, before anything is asked; who may no more, at the deed', async () => {
  const viewer = { ...asker, role: 'viewer' } as const
  expect(await say('sail', { asker: viewer })).toMatchObject({ kind: 'refused', error: { code: 'NOT_PERMITTED' } })
  expect(await say('boat', { asker: viewer })).toMatchObject({ kind: 'refused', error: { hint: 'list them: /quorate help' } })
  await say('sail lisbon 12')
  expect(await say('yes', { asker: viewer })).toMatchObject({ kind: 'refused', error: { code: 'NOT_PERMITTED' } })
  expect(done).toEqual([])
})

test('a question outlives a restart, and so does what a lost answer was about', async () => {
  await say('sail')
  await host.shutdown()
  host = await open()
  parts = { ...parts, context: contextOf({ host }), once: new AskedOnce(host, ({ exit }) => 400 + exit) }
  expect(await say('lisbon')).toMatchObject({ kind: 'asks', text: 'What knots? (how fast)' })
  await say('12')
  expect(await say('yes', { delivery: 'before' })).toMatchObject({ kind: 'done' })
  await host.shutdown()
  host = await open()
  parts = { ...parts, context: contextOf({ host }), once: new AskedOnce(host, ({ exit }) => 400 + exit) }
  expect(await say('yes', { delivery: 'before' })).toMatchObject({ kind: 'done', result: { did: 'sailed to lisbon' } })
  expect(done).toHaveLength(1)
})
