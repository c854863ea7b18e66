// The whole story of a trade that waits for a person: told in Slack and in Discord by their real clients, approved in Discord
// by who may, shown decided in both, executed, its receipt in both threads, and every step of it in an audit log that is whole.
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditVerifyCommand, type AuditVerdict } from '#chat/commands/audit.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { discordApp, type DiscordApp } from '#chat/discord/discordApp.ts'
import { discordSettingsSchema } from '#chat/discord/discordSettings.ts'
import { DiscordStandIn } from '#chat/discord/fixtures/discordStandIn.ts'
import { pressedButton, slashCommand } from '#chat/discord/fixtures/payloads.ts'
import { applicationId, channelId, guildId, type Json } from '#chat/discord/fixtures/standInShapes.ts'
import type { Messenger, MessengerName } from '#chat/messenger.ts'
import { PlacePace } from '#chat/placePace.ts'
import { botToken, openSlack, signingSecret, type SlackStandIn } from '#chat/slack/fixtures.ts'
import { oneToken } from '#chat/slack/installations.ts'
import { commandOf, general, pressOf, signedBy, team } from '#chat/slack/payloadFixtures.ts'
import { slackApp, type SlackApp } from '#chat/slack/slackApp.ts'
import { ChartPictures } from '#cli/chartPictures.ts'
import { LaterHands } from '#cli/chatHands.ts'
import { fundStatus } from '#cli/hostFundDesk.ts'
import { outgoing } from '#cli/outgoing.ts'
import { modelFund } from '../cycle/modelSwarm.ts'
import { openModelGateway, type ModelGateway } from '../gateway/openModelGateway.ts'
import { codes, deskBefore } from './chatGround.ts'

let slack: SlackStandIn
let discord: DiscordStandIn
let inSlack: SlackApp
let inDiscord: DiscordApp
let model: ModelGateway
let pictures: ChartPictures
const fund = modelFund({ approvalAboveValue: '1000000000', proposer: 'ines' })
const notes: string[] = []

beforeAll(async () => {
  slack = await openSlack()
  discord = await new DiscordStandIn().open()
  inSlack = slackApp({
    settings: { mode: 'http', workspaces: [{ team, role: 'approver' }] },
    secrets: { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret },
    tokens: oneToken(team, botToken),
    publicUrl: null,
    log: (_level, line) => void notes.push(line),
    places: slack.places,
  })
  const settings = discordSettingsSchema.parse({
    mode: 'gateway',
    applicationId,
    publicKey: 'ab'.repeat(32),
    guilds: [{ id: guildId, greatestRole: 'approver' }],
    apiUrl: discord.url,
  })
  inDiscord = discordApp({ settings, token: discord.token, note: (note) => notes.push(note), now: Date.now })
  const hands = new LaterHands()
  const parts = {
    host: () => model.swarm.host,
    names: () => nameBook([fundStatus(fund, model.swarm.host)]),
    messengers: () => hands.messengers(),
    pace: new PlacePace({ now: () => performance.now(), wait: (ms) => delay(ms, undefined, { ref: false }) }),
    consoleUrl: 'https://quorate.example',
  }
  model = await openModelGateway((world) => ({ ...world, chat: hands, ...outgoing(parts) }), {
    fund,
    parts: { messengers: inSlack.routes },
  })
  pictures = new ChartPictures({ ...model.parts, note: (note) => notes.push(note) })
  const messengers = new Map<MessengerName, Messenger>([
    ['slack', inSlack.messenger],
    ['discord', inDiscord.messenger],
  ])
  const desk = deskBefore(model, {
    ceilingOf: () => ({ role: 'approver', funds: 'all' }),
    messengers,
    pictures,
  })
  hands.give(desk, messengers)
  inSlack.start(desk)
  await inDiscord.hear(desk).ready
}, 60_000)
afterAll(async () => {
  await inSlack.stop()
  await inDiscord.close()
  pictures.close()
  await model.close()
  await slack.close()
  await discord.close()
})

const codeOf = (person: string): string => codes.code({ person, role: 'approver', funds: 'all', by: 'key:boss', days: 1 }, 60_000)
let asked = 0
/** In Slack, through the gateway, signed as Slack signs; resolves with what was answered in private. */
async function inSlackFrom(fields: (hook: string) => Record<string, string>): Promise<string> {
  asked += 1
  const path = `hook-${asked}`
  const body = new URLSearchParams(fields(slack.hook(path))).toString()
  const headers = signedBy(signingSecret, body, { type: 'application/x-www-form-urlencoded' })
  const { status } = await fetch(`${model.gateway.url}/api/v1/slack/events`, { method: 'POST', headers, body })
  expect(status).toBe(200)
  const answers = (): readonly string[] =>
    slack.hooked.filter((one) => one.path.endsWith(path)).map((one) => JSON.stringify(one.body))
  // the last is the answer; before it may stand that it was taken
  await expect.poll(() => answers().some((text) => !/processing|Taken/i.test(text)), { timeout: 15_000 }).toBe(true)
  return answers().join('\n')
}
const typedInSlack = (text: string): Promise<string> =>
  inSlackFrom((hook) => commandOf(text, { response_url: hook, trigger_id: `${Date.now()}.${asked}` }))
async function inDiscordFrom(payload: (about: { readonly id: string }) => Json): Promise<string> {
  const id = discord.newId()
  discord.gateway.dispatch('INTERACTION_CREATE', payload({ id }))
  const shown = (): string => JSON.stringify(discord.originals.get(`token-of-${id}`)?.['embeds'] ?? [])
  await expect.poll(shown, { timeout: 15_000 }).not.toBe('[]')
  return shown()
}
const typedInDiscord = (command: string, rest: string): Promise<string> =>
  inDiscordFrom((about) => slashCommand(about, { command, arguments: rest }))

/** Messages of the channels themselves that are about a trade, as they stand. */
const slackCards = async (): Promise<readonly string[]> =>
  (await slack.messages(general)).map((message) => JSON.stringify(message)).filter((text) => text.includes('BUY 5,000 USDQ'))
const discordCards = (): readonly string[] =>
  (discord.written.get(channelId) ?? [])
    .map((message) => JSON.stringify(message))
    .filter((text) => text.includes('BUY 5,000 USDQ'))
const pressIn = (text: string): string => /v1:approve:[A-Za-z0-9]+:\d+/.exec(text)?.[0] ?? ''

test('people say who they are, and have their channels told', { timeout: 60_000 }, async () => {
  expect(await typedInSlack(`link ${codeOf('mara')}`)).toContain('you are mara')
  expect(await typedInDiscord('link', codeOf('jun'))).toContain('you are jun')
  expect(await typedInSlack('subscribe trades,approvals')).toContain('is told of')
  expect(await typedInDiscord('subscribe', 'trades,approvals')).toContain('is told of')
  // from the beginning: the first trade may wait already
  await model.swarm.host.spawn('herald', 'chat', { cursor: '0' })
})

test('who looks at a bot sees its statechart where nobody else does', { timeout: 60_000 }, async () => {
  const said = await typedInSlack('show fund:main')
  expect(said).toMatch(/fund:main.*The picture is in your direct messages\./s)
  const sent = (): Record<string, string> => slack.of('files.completeUploadExternal').at(-1)?.body ?? {}
  await expect.poll(() => sent()['channel_id'], { timeout: 15_000 }).toMatch(/^D/)
  const [message] = await slack.messages(sent()['channel_id'])
  expect(message?.['files']).toMatchObject([
    { name: expect.stringMatching(/^fund-main-\d+\.png$/), alt_txt: expect.stringContaining('Statechart of fund:main: ') },
  ])
  const [file] = message?.['files'] as readonly { readonly size: number }[]
  expect(file?.size).toBeGreaterThan(20_000)
  expect(JSON.stringify(await slack.messages(general))).not.toContain('fund-main')
})

test('the trade waits in both, with buttons; one approves it in Discord', { timeout: 60_000 }, async () => {
  await expect.poll(async () => pressIn((await slackCards()).join('')), { timeout: 40_000 }).not.toBe('')
  await expect.poll(() => pressIn(discordCards().join('')), { timeout: 20_000 }).not.toBe('')
  const value = pressIn(discordCards().join(''))
  expect(pressIn((await slackCards()).join(''))).toBe(value)
  expect(await inDiscordFrom((about) => pressedButton(about, value))).toContain('approved')
  await model.swarm.fact(({ type, data }) => type === 'approval.decided' && data['person'] === 'jun')
})

test('both cards show it decided and executed, without buttons, one each', { timeout: 60_000 }, async () => {
  await model.swarm.fact(({ type }) => type === 'intent.executed')
  await expect.poll(async () => (await slackCards())[0] ?? '', { timeout: 30_000 }).toContain('Executed, once.')
  await expect.poll(() => discordCards()[0] ?? '', { timeout: 30_000 }).toContain('Executed, once.')
  const cards = [(await slackCards())[0] ?? '', discordCards()[0] ?? '']
  for (const card of cards) {
    expect(card).not.toContain('v1:approve')
    expect(card).toContain('jun approves it')
  }
})

test('a click on what was decided elsewhere is answered in private with by whom', { timeout: 30_000 }, async () => {
  const approval = String(model.swarm.facts.find(({ type }) => type === 'approval.asked')?.data['approvalId'])
  const value = `v1:approve:${approval}:1`
  const told = await inSlackFrom((hook) => ({
    payload: JSON.stringify(pressOf(value, { response_url: hook, trigger_id: `${Date.now()}.press` })),
  }))
  expect(told).toContain('approved by jun')
})

test('both threads have the receipt', { timeout: 30_000 }, async () => {
  const root = (await slack.messages(general)).find((message) => JSON.stringify(message).includes('Executed, once.'))
  await expect
    .poll(async () => JSON.stringify(await slack.messages(general, String(root?.['ts']))), { timeout: 20_000 })
    .toMatch(/executed/)
  await expect
    .poll(() => [...discord.threads.keys()].map((id) => JSON.stringify(discord.written.get(id))).join(''), { timeout: 20_000 })
    .toMatch(/executed/)
})

test('executed once, every step is in the log, and the log is whole', async () => {
  const own = model.swarm.facts.filter(({ type }) => type === 'approval.ended')
  expect(own.map(({ data }) => data['how'])).toContain('used')
  const entries = model.swarm.facts
    .filter(({ type }) => type === 'audit.entry')
    .map(({ data }) => data['entry'] as { readonly kind: string })
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'errand', messenger: 'discord', what: 'approval.approve', code: 'OK' }),
  )
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'errand', messenger: 'slack', code: 'APPROVAL_DECIDED' }))
  expect(entries).toContainEqual(expect.objectContaining({ kind: 'approval', step: 'approve', person: 'jun' }))
  for await (const verdict of auditVerifyCommand.answer({}, contextOf({ host: model.swarm.host })))
    expect((verdict as AuditVerdict).whole).toBe(true)
  expect(notes).toEqual([])
})
