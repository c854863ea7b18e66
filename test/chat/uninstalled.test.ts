// A workspace takes the app out while something that was said there is being done: it is done once, nobody there is told with
// a token that is not ours any more, and the log says what came of it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Seal } from '#chat/seal.ts'
import { openSlack, signingSecret, botToken, type SlackStandIn } from '#chat/slack/fixtures.ts'
import { Installations } from '#chat/slack/installations.ts'
import { botUser, commandOf, eventOf, general, mentionOf, signedBy, team } from '#chat/slack/payloadFixtures.ts'
import { slackApp, type SlackApp } from '#chat/slack/slackApp.ts'
import { durableDocument } from '#cli/durableDocument.ts'
import { LaterHands } from '#cli/chatHands.ts'
import { openModelGateway, type ModelGateway } from '../gateway/openModelGateway.ts'
import { codes, deskBefore } from './chatGround.ts'

let folder: string
let slack: SlackStandIn
let app: SlackApp
let model: ModelGateway
let tokens: Installations
const notes: string[] = []
/** What is being done waits for this. */
let gate: Promise<void> = Promise.resolve()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-uninstalled-'))
  slack = await openSlack()
  tokens = new Installations(durableDocument<unknown>(join(folder, 'slack.json')), {
    seal: new Seal('ab'.repeat(32)),
    teams: [team],
  })
  await tokens.storeInstallation({
    team: { id: team },
    enterprise: undefined,
    user: { id: 'U2', token: undefined, scopes: undefined },
    bot: { token: botToken, id: 'B0000QUORA', userId: botUser, scopes: ['commands'] },
  })
  app = slackApp({
    settings: { mode: 'http', workspaces: [{ team, role: 'operator' }] },
    secrets: { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's'.repeat(20), SLACK_SIGNING_SECRET: signingSecret },
    tokens,
    publicUrl: 'https://quorate.example',
    log: (_level, line) => void notes.push(line),
    places: slack.places,
  })
  const hands = new LaterHands()
  model = await openModelGateway((world) => ({ ...world, chat: hands }), { parts: { messengers: app.routes } })
  const messengers = new Map([['slack', app.messenger]] as const)
  const desk = deskBefore(model, { ceilingOf: () => ({ role: 'operator', funds: 'all' }), messengers })
  hands.give({
    perform: async (errand) => {
      await gate
      return desk.perform(errand)
    },
    answer: (given) => desk.answer(given),
  })
  app.start(desk)
}, 60_000)
afterAll(async () => {
  await app.stop()
  await model.close()
  await slack.close()
  rmSync(folder, { recursive: true })
})

async function signed(body: string, type: string): Promise<number> {
  const headers = signedBy(signingSecret, body, { type })
  return (await fetch(`${model.gateway.url}/api/v1/slack/events`, { method: 'POST', headers, body })).status
}
const event = (id: string, what: object): Promise<number> => signed(JSON.stringify(eventOf(id, what)), 'application/json')
const entries = (): readonly Readonly<Record<string, unknown>>[] =>
  model.swarm.facts.filter(({ type }) => type === 'audit.entry').map(({ data }) => data['entry'] as Record<string, unknown>)

test('what was begun is done, once; nothing is said there any more; the log has it', { timeout: 60_000 }, async () => {
  const code = codes.code({ person: 'mara', role: 'operator', funds: 'all', by: 'key:boss', days: 1 }, 60_000)
  const link = new URLSearchParams(commandOf(`link ${code}`, { response_url: slack.hook('link'), trigger_id: '1.1' }))
  expect(await signed(link.toString(), 'application/x-www-form-urlencoded')).toBe(200)
  await expect.poll(() => slack.hooked.map(({ body }) => JSON.stringify(body)).join('')).toContain('you are mara')

  let open = (): void => undefined
  gate = new Promise((resolve) => (open = resolve))
  expect(await event('Ev1', mentionOf('pause main', { channel: general }))).toBe(200)
  expect(await event('Ev2', { type: 'app_uninstalled' })).toBe(200)
  expect(tokens.tokenOf(team)).toBeUndefined()
  const calls = slack.called.length
  open()
  const deed = (): readonly object[] => entries().filter(({ kind, what }) => kind === 'errand' && what === 'fund.pause')
  await expect.poll(deed, { timeout: 20_000 }).toEqual([expect.objectContaining({ principal: expect.any(String), code: 'OK' })])
  expect(await event('Ev1', mentionOf('pause main', { channel: general }))).toBe(200)
  const [errand] = model.parts.host.list('errand').filter(({ status }) => status === 'active')
  expect(errand?.value).toBe('resting')
  expect(deed()).toHaveLength(1)
  expect(slack.called.slice(calls)).toEqual([])
  expect(notes.join('\n')).not.toContain(botToken)
})
