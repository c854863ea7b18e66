import { beforeEach, expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { cardOf } from '#chat/cards/card.ts'
import { documentedCallback } from './fixtures/documentedRoutes.ts'
import { pressedButton, ping, slashCommand, submittedForm, typedCommand } from './fixtures/payloads.ts'
import { RecordingDoor } from './fixtures/recordingDoor.ts'
import { applicationId, channelId, guildId, maraId, type Json } from './fixtures/standInShapes.ts'
import { InteractionDesk, type InteractionAnswer } from './interactionDesk.ts'
import { interactionSchema } from './incoming.ts'
import { Questions } from './questions.ts'

const id = '1700000000000000001'
let door: RecordingDoor
let desk: InteractionDesk
let questions: Questions
let notes: string[]

const settings = { guilds: [{ id: guildId, greatestRole: 'approver', funds: 'all' }], directMessages: true } as const
const newDesk = (takeWithinMs?: number): InteractionDesk =>
  new InteractionDesk({
    settings,
    door,
    questions,
    note: (note) => notes.push(note),
    ...(takeWithinMs === undefined ? {} : { takeWithinMs }),
  })

beforeEach(() => {
  door = new RecordingDoor()
  questions = new Questions()
  notes = []
  desk = newDesk()
})

/** The answer, which fits Discord's document. */
async function answer(payload: Json, at = desk): Promise<InteractionAnswer> {
  const body = await at.answer(interactionSchema.parse(payload))
  expect(documentedCallback.parse(body)).toEqual(body)
  return body
}
const titleOf = (body: InteractionAnswer): unknown =>
  'data' in body && 'embeds' in body.data ? body.data.embeds[0]?.title : body.type
const deferred = { type: 5, data: { flags: 64 } }

test('answers a ping of Discord', async () => {
  expect(await answer(ping(id))).toEqual({ type: 1 })
})

test('takes a slash command as a line, and acknowledges it in private', async () => {
  expect(await answer(slashCommand({ id }, { command: 'show', arguments: 'crawler:main --turns 3 ' }))).toEqual(deferred)
  expect(door.taken).toEqual([
    {
      id,
      from: { messenger: 'discord', workspace: guildId, user: maraId },
      place: { messenger: 'discord', workspace: guildId, channel: channelId, thread: null },
      deed: { kind: 'said', line: 'show crawler:main --turns 3' },
      replyTo: JSON.stringify({ to: 'interaction', application: applicationId, id, token: `token-of-${id}`, user: maraId }),
    },
  ])
})

test.each([
  ['/quorate alone', {}, 'quorate', 'help'],
  ['a shortcut', {}, 'quorate-status', 'status'],
  ['arguments alone', { arguments: 'funds' }, 'quorate', 'funds'],
])('takes %s for a line', async (_what, options, name, line) => {
  await answer(slashCommand({ id }, options, name))
  expect(door.taken[0]?.deed).toEqual({ kind: 'said', line })
})

test('takes a thread for the thread of its channel', async () => {
  const thread = '1300000000000000007'
  const payload = slashCommand({ id }, {})
  await answer({ ...payload, channel_id: thread, channel: { id: thread, type: 11, parent_id: channelId } })
  expect(door.taken[0]?.place).toMatchObject({ channel: channelId, thread })
})

test('acknowledges only after the delivery is on disk', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  door.gate = promise
  let isAnswered = false
  const answering = answer(slashCommand({ id }, {})).then((body) => {
    isAnswered = true
    return body
  })
  await new Promise((done) => {
    setImmediate(done)
  })
  expect(isAnswered).toBe(false)
  resolve()
  expect(await answering).toEqual(deferred)
})

test('takes an interaction that comes three times once, and answers each as the first', async () => {
  const payload = pressedButton({ id }, 'v1:approve:ap1:3')
  expect(await Promise.all([answer(payload), answer(payload)])).toEqual([deferred, deferred])
  expect(await answer(payload)).toEqual(deferred)
  expect(door.asked).toBe(1)
  // another process, after a restart: the door knows
  expect(await answer(payload, newDesk())).toEqual(deferred)
  expect(door.taken).toHaveLength(1)
})

test('says that the swarm is slow before Discord gives up, and leaves the answer to what was taken late', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  door.gate = promise
  const slow = newDesk(10)
  const body = await answer(slashCommand({ id }, {}), slow)
  expect(body).toMatchObject({ type: 4, data: { flags: 64, embeds: [{ title: 'Busy' }] } })
  resolve()
  await expect.poll(() => door.taken.length).toBe(1)
})

test('says that nothing was done where the door refuses, and takes the same again when it comes again', async () => {
  door.refuses = new QuorateError('SHUTTING_DOWN')
  expect(titleOf(await answer(slashCommand({ id }, {})))).toBe('Busy')
  expect(notes).toEqual([expect.stringContaining('was not taken')])
  door.refuses = undefined
  expect(await answer(slashCommand({ id }, {}))).toEqual(deferred)
})

test('takes what a button carries as it came, and an entry of a menu likewise', async () => {
  await answer(pressedButton({ id }, 'v1:approve:ap1:3'))
  await answer(pressedButton({ id: '1700000000000000002' }, 'v1-menu', { values: ['v1:reject:ap2:1'] }))
  expect(door.taken.map(({ deed }) => deed)).toEqual([
    { kind: 'pressed', value: 'v1:approve:ap1:3' },
    { kind: 'pressed', value: 'v1:reject:ap2:1' },
  ])
})

test('asks in private before a button counts, then takes the press of the question in its place', async () => {
  questions.remember(
    cardOf('x', { buttons: [{ label: 'Reject', value: 'v1:reject:ap1:3', tone: 'bad', sure: 'Reject for all?' }] }),
  )
  const asked = await answer(pressedButton({ id }, 'ask:v1:reject:ap1:3'))
  expect(asked).toMatchObject({
    type: 4,
    data: {
      flags: 64,
      embeds: [{ title: 'Reject for all?' }],
      components: [{ components: [{ custom_id: 'v1:reject:ap1:3', label: 'Reject' }] }],
    },
  })
  expect(door.taken).toEqual([])
  const pressed = pressedButton({ id: '1700000000000000002' }, 'v1:reject:ap1:3', { private: true })
  expect(await answer(pressed)).toEqual({ type: 6 })
  expect(door.taken).toHaveLength(1)
})

test('asks by the label of the button after a restart, and as text', async () => {
  const asked = await answer(pressedButton({ id }, 'ask:v1:reject:ap1:3', { label: 'Reject @everyone [x](https://a.b)' }))
  expect(titleOf(asked)).toBe('Reject @\u200beveryone \\[x\\]\\(https\\://a.b\\)\\: are you sure?')
})

test.each([
  ['a button that asks for what no button carries', pressedButton({ id }, 'ask:v9:reject:ap1:3')],
  ['a form that is not ours', submittedForm({ id }, 'survey', { a: 'b' })],
  ['a command that is not ours', slashCommand({ id }, {}, 'ban')],
])('says that it does not know %s', async (_what, payload) => {
  expect(titleOf(await answer(payload))).toBe('Not known')
  expect(door.asked).toBe(0)
})

test('hears nobody in a server that is not in the settings', async () => {
  const guild = '1200000000000000009'
  expect(titleOf(await answer(slashCommand({ id, guild }, {})))).toBe('Not here')
  door.choices = [{ name: 'status', value: 'status' }]
  expect(await answer(typedCommand({ id, guild }, 's'))).toEqual({ type: 8, data: { choices: [] } })
  expect(door.asked).toBe(0)
})

test('completes what is typed, within what Discord shows', async () => {
  const names = Array.from({ length: 40 }, (_, at) => ({
    name: `show \u202e${'x'.repeat(at * 5)}`,
    value: `show ${'x'.repeat(at * 5)}`,
  }))
  door.choices = [{ name: '', value: 'a' }, { name: 'b', value: ' ' }, ...names]
  const body = await answer(typedCommand({ id }, 'sh'))
  const { choices } = (body as { data: { choices: readonly { name: string; value: string }[] } }).data
  expect(choices).toHaveLength(20)
  expect(JSON.stringify(choices)).not.toContain('\u202e')
  expect(door.asked).toBe(0)
})

const propose = {
  command: 'propose',
  title: 'Propose a trade',
  fields: [
    { name: 'fund', says: 'which fund', required: true, kind: 'text', choices: ['main', 'side'], preset: '' },
    { name: 'amount', says: 'how much', required: true, kind: 'number', choices: null, preset: '' },
    { name: 'dry', says: '', required: false, kind: 'flag', choices: null, preset: 'false' },
  ],
} as const

test('opens a form for a command that needs more to be said, and takes the filled form', async () => {
  door.forms = [propose]
  const opened = await answer(slashCommand({ id }, { command: 'propose' }))
  expect(opened).toMatchObject({
    type: 9,
    data: { custom_id: 'form:propose', title: 'Propose a trade', components: [{}, {}, {}] },
  })
  expect(door.asked).toBe(0)
  const filled = submittedForm({ id: '1700000000000000002' }, 'form:propose', { fund: 'main', amount: ' 0.5 ', dry: '' })
  expect(await answer(filled)).toEqual(deferred)
  expect(door.taken[0]?.deed).toEqual({ kind: 'filled', command: 'propose', args: { fund: 'main', amount: '0.5' } })
})

test('opens no form where enough is said, or nothing has to be', async () => {
  door.forms = [propose, { ...propose, command: 'status', fields: [] }]
  expect(await answer(slashCommand({ id }, { command: 'propose', arguments: 'main 0.5' }))).toEqual(deferred)
  expect(await answer(slashCommand({ id: '1700000000000000002' }, { command: 'status' }))).toEqual(deferred)
})

test('a door that breaks while it completes is no reason to leave a person without an answer', async () => {
  door.completions = () => {
    throw new Error('broken')
  }
  door.commands = () => {
    throw new Error('broken')
  }
  expect(await answer(typedCommand({ id }, 's'))).toEqual({ type: 8, data: { choices: [] } })
  expect(await answer(slashCommand({ id }, { command: 'propose' }))).toEqual(deferred)
  expect(notes).toHaveLength(2)
})
