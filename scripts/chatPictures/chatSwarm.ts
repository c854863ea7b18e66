// What the pictures of the messengers are taken from: a whole swarm in memory with the real clients of Slack and Discord before
// it, each connected to a stand-in on this machine, and workflow runs by the real client of GitHub. No network, no account.
import { setTimeout as delay } from 'node:timers/promises'
import { makeGithubHands } from '#actors/githubHands.ts'
import type { Gauges, World } from '#actors/world.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { discordApp, type DiscordApp } from '#chat/discord/discordApp.ts'
import { discordSettingsSchema } from '#chat/discord/discordSettings.ts'
import { DiscordStandIn } from '#chat/discord/fixtures/discordStandIn.ts'
import { applicationId, guildId } from '#chat/discord/fixtures/standInShapes.ts'
import type { Messenger, MessengerName } from '#chat/messenger.ts'
import { PlacePace } from '#chat/placePace.ts'
import { botToken, openSlack, signingSecret, type SlackStandIn } from '#chat/slack/fixtures.ts'
import { oneToken } from '#chat/slack/installations.ts'
import { team } from '#chat/slack/payloadFixtures.ts'
import { slackApp, type SlackApp } from '#chat/slack/slackApp.ts'
import { LaterHands } from '#cli/chatHands.ts'
import { githubDesk } from '#cli/githubHere.ts'
import { fundStatus } from '#cli/hostFundDesk.ts'
import { outgoing } from '#cli/outgoing.ts'
import { programVersion } from '#cli/version.ts'
import { deskBefore } from '../../test/chat/chatGround.ts'
import { modelFund } from '../../test/cycle/modelSwarm.ts'
import { openModelGateway, type ModelGateway } from '../../test/gateway/openModelGateway.ts'
import { apiOf, repositories } from '../../test/github/runHost.ts'
import { standIn, type StandIn } from '../../test/github/standIn.ts'
import { quietGauges } from '../../test/monitor/quietGauges.ts'

/** All of it, running. */
export interface ChatSwarm {
  readonly model: ModelGateway
  readonly slack: SlackStandIn
  readonly discord: DiscordStandIn
  readonly github: StandIn
  /** What the clients had to complain about. */
  readonly notes: readonly string[]
  /** How full the fund's bucket of losses seems to be from now on, in percent. */
  setLosses(percent: number): void
  close(): Promise<void>
}

/** Every trade waits for a person. */
const fund = modelFund({ approvalAboveValue: '1000000000', proposer: 'strategy' })
const ceiling = { role: 'approver', funds: 'all' } as const

/** Starts it. It trades as soon as it is there. */
export async function openChatSwarm(): Promise<ChatSwarm> {
  const [slack, discord, github] = await Promise.all([openSlack(), new DiscordStandIn().open(), standIn()])
  const notes: string[] = []
  const inSlack = clientOfSlack(slack, notes)
  const inDiscord = clientOfDiscord(discord, notes)
  const hands = new LaterHands()
  const losses = { percent: 0 }
  let open: ModelGateway | undefined
  const host = (): ModelGateway['swarm']['host'] => {
    if (open === undefined) throw new Error('the swarm is starting')
    return open.swarm.host
  }
  const parts = {
    host,
    names: () => nameBook([fundStatus(fund, host())]),
    messengers: () => hands.messengers(),
    pace: new PlacePace({ now: () => performance.now(), wait: (ms) => delay(ms, undefined, { ref: false }) }),
    consoleUrl: 'https://quorate.example',
  }
  const runs = { api: apiOf(github.url), repositories }
  const change = (world: World): World => ({
    ...world,
    chat: hands,
    ...outgoing(parts),
    gauges: gaugesOf(losses),
    github: { ...makeGithubHands({ ...runs, host }), rest: () => Promise.resolve() },
  })
  const model = await openModelGateway(change, { fund, parts: { messengers: inSlack.routes } })
  open = model
  const messengers = new Map<MessengerName, Messenger>([
    ['slack', inSlack.messenger],
    ['discord', inDiscord.messenger],
  ])
  const desk = deskBefore(
    { ...model, parts: { ...model.parts, context: { ...contextOf(model), github: githubDesk(runs) } } },
    { ceilingOf: () => ceiling, messengers },
  )
  hands.give(desk, messengers)
  inSlack.start(desk)
  await inDiscord.hear(desk).ready
  return {
    model,
    slack,
    discord,
    github,
    notes,
    setLosses: (percent) => void (losses.percent = percent),
    async close() {
      await inSlack.stop()
      await inDiscord.close()
      await model.close()
      await Promise.all([slack.close(), discord.close(), github.close()])
    },
  }
}

/** What commands say of the instance and its chain: as a daemon's would. */
function contextOf({ parts: { context }, swarm: { chain } }: ModelGateway): ModelGateway['parts']['context'] {
  const startedAt = new Date().toISOString()
  return {
    ...context,
    instance: { name: 'main', folder: '.runtime/instances/main', version: programVersion(), pid: process.pid, startedAt },
    chain: { ...context.chain, view: async () => ({ ...(await context.chain.view()), block: chain.block }) },
  }
}

function clientOfSlack(slack: SlackStandIn, notes: string[]): SlackApp {
  return slackApp({
    settings: { mode: 'http', workspaces: [{ team, role: ceiling.role }] },
    secrets: { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret },
    tokens: oneToken(team, botToken),
    publicUrl: null,
    log: (_level, line) => void notes.push(line),
    places: slack.places,
  })
}

function clientOfDiscord(discord: DiscordStandIn, notes: string[]): DiscordApp {
  const settings = discordSettingsSchema.parse({
    mode: 'gateway',
    applicationId,
    publicKey: 'ab'.repeat(32),
    guilds: [{ id: guildId, greatestRole: ceiling.role }],
    apiUrl: discord.url,
  })
  return discordApp({ settings, token: discord.token, note: (note) => void notes.push(note), now: Date.now })
}

/** Only the bucket of losses is watched, each second. */
function gaugesOf(losses: { readonly percent: number }): Gauges {
  const rule = { id: 'loss-bucket', threshold: 80, forS: 0, severity: 'critical', pauses: false } as const
  return quietGauges({
    plan: (fundId) => ({ everyS: 1, watchMs: 1_000, escalateS: 600, healthyS: 300, rules: fundId === '' ? [] : [rule] }),
    lossBucket: () => Promise.resolve({ level: String(losses.percent), limit: '100' }),
  })
}
