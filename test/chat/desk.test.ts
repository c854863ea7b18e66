// What comes in from messengers, over a whole swarm: who may what, what is answered, and that nothing happens twice.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { palettes } from '#charts/palette.ts'
import { readPng } from '#charts/pngFixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import { answerTo, codes, deliveryOf, openChatGround, type ChatGround } from './chatGround.ts'

let ground: ChatGround
beforeAll(async () => {
  ground = await openChatGround()
})
afterAll(() => ground.close())

/** All that an answer says. */
const told = (card: { readonly title: string; readonly lines: readonly string[]; readonly block: string }): string =>
  [card.title, ...card.lines, card.block].join('\n')
const pauses = (): number =>
  ground.model.parts.host.list('request').filter(({ context }) => (context as { readonly what: string }).what === 'fund.pause')
    .length

test('a stranger may say who they are, ask who that is, and nothing else', async () => {
  expect(told(await ground.send('S1', 'status'))).toMatch(/nobody here knows who you are\n.*link code.*link <code>/s)
  expect(told(await ground.send('S1', 'frobnicate'))).toContain('nobody here knows who you are')
  expect(told(await ground.send('S1', 'whoami'))).toContain('nobody that is known here')
  const help = told(await ground.send('S1', 'help'))
  expect(help).toContain('/quorate link')
  expect(help).not.toContain('pause')
})

test('a code makes somebody of them, once, and in their messenger only', async () => {
  const code = codes.code({ person: 'mara', role: 'operator', funds: 'all', by: 'key:boss', days: 1 }, 60_000)
  expect(told(await ground.send('L1', `link ${code}`))).toContain('you are mara: operator of all funds')
  expect(told(await ground.send('L1', 'whoami'))).toMatch(/you are +mara/)
  expect(told(await ground.send('L2', `link ${code}`))).toContain('it was used before')
  expect(told(await ground.send('L2', 'whoami'))).toContain('nobody')
  expect(told(await ground.send('L2', 'link Q1.nonsense.nonsense'))).toContain('not a code of this instance')
})

test('who links anew is who the new code says, and the old link is over', async () => {
  await ground.link('R1', 'mara', 'viewer')
  await ground.link('R1', 'mara', 'operator')
  const mine = ground.model.parts.host.list('link').filter(({ context }) => (context as { readonly user: string }).user === 'R1')
  expect(mine.map(({ status }) => status).toSorted()).toEqual(['active', 'done'])
  expect(told(await ground.send('R1', 'whoami'))).toMatch(/role +operator/)
})

test('help shows what one may, and no more; what one may not is refused', async () => {
  await ground.link('V1', 'jun', 'viewer')
  const help = told(await ground.send('V1', 'help'))
  expect(help).toContain('/quorate status')
  expect(help).not.toContain('/quorate pause')
  const refused = await ground.send('V1', 'pause main')
  expect(refused.tone).toBe('bad')
  expect(told(refused)).toContain('needs the permission')
  expect(ground.desk.commands({ messenger: 'slack', workspace: 'T1', user: 'V1' }).map(({ name }) => name)).not.toContain(
    'fund.pause',
  )
})

test('a workspace bounds what its people may, and one that is not listed lets nobody in', async () => {
  await ground.link('W1', 'mara', 'admin')
  ground.ceiling = { role: 'viewer', funds: 'all' }
  expect(told(await ground.send('W1', 'pause main'))).toContain('needs the permission')
  ground.ceiling = { role: 'admin', funds: ['other'] }
  expect(told(await ground.send('W1', 'funds main'))).toMatch(/no fund main/)
  ground.ceiling = undefined
  expect(told(await ground.send('W1', 'status'))).toContain('nobody here knows who you are')
  ground.ceiling = { role: 'admin', funds: 'all' }
  expect(told(await ground.send('W1', 'funds main'))).toContain('main')
})

test('delivered three times, it is done once and answered once', async () => {
  await ground.link('D1', 'mara', 'operator')
  const before = pauses()
  const delivery = deliveryOf('D1', 'pause main')
  const taken = await Promise.all([ground.desk.take(delivery), ground.desk.take(delivery), ground.desk.take(delivery)])
  expect(taken.filter(({ again }) => !again)).toHaveLength(1)
  await answerTo(ground.messenger, delivery.replyTo)
  expect(await ground.desk.take(delivery)).toEqual({ again: true })
  expect(pauses()).toBe(before + 1)
  expect(ground.messenger.answers.filter(({ to }) => to === delivery.replyTo)).toHaveLength(1)
  await ground.send('D1', 'resume main')
})

test('what is missing is asked for and may be pressed; a press of somebody else, or of an old question, does nothing', async () => {
  await ground.link('Q1', 'mara', 'operator')
  await ground.link('Q2', 'jun', 'operator')
  const asked = await ground.send('Q1', 'incident list --state')
  expect(told(asked)).toContain('--state needs a value')
  const bot = await ground.send('Q1', 'show')
  expect(bot.tone).toBe('waiting')
  const [first] = bot.buttons
  const press = { kind: 'pressed', value: first?.value ?? '' } as const
  expect(told(await ground.send('Q2', press))).toContain('put to somebody else')
  expect(told(await ground.send('Q1', press))).toContain('fund:main')
  expect(told(await ground.send('Q1', press))).toContain('no question waits')
})

test('a bot is shown with its statechart, and what is kept of that is its name', async () => {
  await ground.link('G1', 'mara', 'viewer')
  const card = await ground.send('G1', 'show fund:main')
  expect(told(card)).toMatch(/state +\w+/)
  expect(card.picture?.name).toMatch(/^fund-main-\d+\.png$/)
  expect(card.picture?.says).toMatch(/^Statechart of fund:main: \w+/)
  const { colours } = readPng(card.picture?.png ?? new Uint8Array())
  expect([colours.has(palettes.light.stateActive), colours.has(palettes.light.accent)]).toEqual([true, true])
  const errand = ground.model.parts.host
    .list('errand')
    .find(({ context }) => JSON.stringify(context).includes('"show fund:main"'))
  expect(errand?.context).toMatchObject({
    outcome: { command: 'show', picture: { bot: 'fund:main', seq: expect.any(Number), value: expect.anything() } },
  })
  expect(JSON.stringify(errand?.context).length).toBeLessThan(12_000)
  expect((await ground.send('G1', 'whoami')).picture).toBeNull()
})

test('a picture that cannot be drawn never costs the words', async () => {
  await ground.link('G2', 'mara', 'viewer')
  ground.drawing = () => Promise.reject(new QuorateError('PICTURE_FAILED', { bot: 'fund:main', problem: 'no paper' }))
  const card = await ground.send('G2', 'show fund:main')
  expect(card).toMatchObject({
    picture: null,
    tone: 'good',
    footer: 'the statechart of fund:main could not be drawn: no paper',
  })
  expect(told(card)).toMatch(/state +\w+/)
})

test('what cannot be taken back wants a yes that is about this question', async () => {
  await ground.link('Y1', 'mara', 'admin')
  await ground.send('Y1', 'pause main')
  const sure = await ground.send('Y1', 'resume main')
  expect(told(sure)).toContain('let fund main execute trades again?')
  const [yes] = sure.buttons
  await ground.send('Y1', 'resume main')
  expect(told(await ground.send('Y1', { kind: 'pressed', value: yes?.value ?? '' }))).toContain('no question waits')
  expect(told(await ground.send('Y1', 'yes'))).toContain('unpaused')
})

test.each<[string, string]>([
  ['of another program', 'hello'],
  ['of a later version', 'v2:approve:abc:1'],
  ['with another verb', 'v1:drop:abc:1'],
  ['with a path for an id', 'v1:approve:../../etc:1'],
  ['with too long an id', `v1:approve:${'a'.repeat(33)}:1`],
  ['with words for a revision', 'v1:approve:abc:one'],
])('a button %s is believed in nothing', async (_name, value) => {
  await ground.link('P1', 'mara', 'approver')
  expect(told(await ground.send('P1', { kind: 'pressed', value }))).toContain('not of this program')
})

test('a button for what there is not is refused as if it were typed', async () => {
  await ground.link('P2', 'mara', 'approver')
  expect(told(await ground.send('P2', { kind: 'pressed', value: 'v1:approve:nosuch:1' }))).toContain('no approval nosuch')
  expect(told(await ground.send('P2', { kind: 'pressed', value: 'v1:acknowledge:main.none.1:0' }))).toContain('no incident')
  expect(told(await ground.send('P2', { kind: 'pressed', value: 'v1:yes:00ff:1' }))).toContain('put to somebody else')
})

test('a line as long as a messenger allows is taken, and refused in words', async () => {
  await ground.link('T1', 'mara', 'viewer')
  expect(told(await ground.send('T1', `show ${'x'.repeat(40_000)}`))).toContain('say it in fewer words')
  expect(told(await ground.send('T1', { kind: 'pressed', value: 'v'.repeat(5_000) }))).toContain('not of this program')
})

test('a form is read with the command’s own schema', async () => {
  await ground.link('F1', 'mara', 'operator')
  const user = { messenger: 'slack', workspace: 'T1', user: 'F1' } as const
  expect(ground.desk.form(user, 'incident list')).toMatchObject({
    command: 'incident.list',
    fields: [{ name: 'fund' }, { name: 'state', preset: 'unresolved' }],
  })
  expect(ground.desk.form(user, 'apikey create')).toBeUndefined()
  const filled = { kind: 'filled', command: 'incident.list', args: { state: 'all', fund: '' } } as const
  expect(told(await ground.send('F1', filled))).toContain('nothing')
  expect(told(await ground.send('F1', { ...filled, args: { state: 'odd' } }))).toMatch(/state/)
  expect(told(await ground.send('F1', { ...filled, command: 'apikey.create' }))).toMatch(/needs the permission/)
})

test('completions begin with what was typed, and have only what one may', async () => {
  await ground.link('C1', 'jun', 'viewer')
  const user = { messenger: 'slack', workspace: 'T1', user: 'C1' } as const
  expect(ground.desk.completions(user, 'sta')[0]?.value).toBe('status')
  expect(ground.desk.completions(user, 'pause')).toEqual([])
  expect(ground.desk.completions(user, '').length).toBeGreaterThan(5)
})

test('a link that is ended ends what its user may, at once', async () => {
  await ground.link('U1', 'mara', 'operator')
  const link = ground.model.parts.host.list('link').find(({ context }) => (context as { readonly user: string }).user === 'U1')
  await ground.link('B1', 'boss', 'admin')
  const id = link?.address.slice('link:'.length) ?? ''
  expect(told(await ground.send('B1', `link end ${id}`))).toContain('is over')
  expect(told(await ground.send('U1', 'pause main'))).toContain('nobody here knows who you are')
  expect(told(await ground.send('B1', `link end ${id}`))).toContain('no link')
})

test('a messenger that wants rest, then does not answer, is told in the end, once', async () => {
  await ground.link('M1', 'mara', 'viewer')
  ground.messenger.failures.push(
    new QuorateError('MESSENGER_LIMITED', { messenger: 'slack', retryAfterMs: 30 }),
    new QuorateError('MESSENGER_UNREACHABLE', { messenger: 'slack', problem: 'down' }),
  )
  const delivery = deliveryOf('M1', 'whoami')
  await ground.desk.take(delivery)
  expect(told(await answerTo(ground.messenger, delivery.replyTo))).toContain('mara')
  expect(ground.messenger.answers.filter(({ to }) => to === delivery.replyTo)).toHaveLength(1)
})

test('everything that came in is in the log, strangers too, and nothing of what was said', async () => {
  const seen = await ground.model.key('auditor', 'admin')
  const { body } = await ground.model.ask('/api/v1/audit?limit=200', { headers: { authorization: `Bearer ${seen}` } })
  const { entries } = body as {
    readonly entries: readonly { readonly entry: { readonly kind: string; readonly principal: string; readonly code?: string } }[]
  }
  const errands = entries.map(({ entry }) => entry).filter(({ kind }) => kind === 'errand')
  expect(errands.length).toBeGreaterThan(30)
  expect(errands.some(({ principal, code }) => principal === '' && code === 'NOT_LINKED')).toBe(true)
  expect(JSON.stringify(entries)).not.toContain('frobnicate')
  expect(JSON.stringify(ground.model.parts.host.list('errand'))).not.toContain('reply 1"')
})
