// Slack over HTTP before a real gateway and a real journal, with a backend that takes its time: what an acknowledgement waits
// for is the disk, not the work.
import { setTimeout as delay } from 'node:timers/promises'
import { auditBot } from '#actors/request.ts'
import { conversationBot, errandBot, linkBot } from '#actors/chat.ts'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { ChatDesk } from '#chat/chatDesk.ts'
import { Seal } from '#chat/seal.ts'
import { oneToken } from '#chat/slack/installations.ts'
import { slackApp } from '#chat/slack/slackApp.ts'
import { openGateway } from '#gateway/openGateway.ts'
import type { ErrandOutcome } from '#protocol/errand.ts'
import type { EffectBinding } from '#runtime/host.ts'
import { createLocalHost } from '#runtime/localHost.ts'

/** What each command takes behind the acknowledgement. */
const backendMs = 5_000
export const slowChat = {
  team: 'T024BE7LD',
  signingSecret: 'bench-signing-secret-of-slack',
  path: '/api/v1/slack/events',
} as const

const outcome: ErrandOutcome = {
  principal: 'link:bench',
  command: 'status',
  code: 'OK',
  title: 'status',
  tone: 'good',
  text: 'fine',
  lines: [],
  buttons: [],
}
const effects: EffectBinding[] = [
  {
    port: 'errand.do',
    run: async (_errand: unknown, { signal }) => {
      await delay(backendMs, undefined, { signal })
      return outcome
    },
    concurrency: 10_000,
  },
  { port: 'errand.answer', run: async () => null, concurrency: 10_000 },
]

/** A gateway that Slack delivers to. */
export async function openSlowChat(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const host = await createLocalHost({ directory: folder, bots: [errandBot, conversationBot, linkBot, auditBot], effects })
  await host.spawn('audit', 'log', {})
  const slack = slackApp({
    settings: { mode: 'http', workspaces: [{ team: slowChat.team, role: 'operator' }] },
    secrets: { SLACK_BOT_TOKEN: 'xoxb-bench-token', SLACK_SIGNING_SECRET: slowChat.signingSecret },
    tokens: oneToken(slowChat.team, 'xoxb-bench-token'),
    publicUrl: null,
    log: () => undefined,
  })
  const closing = new AbortController()
  const context = contextOf({ host, repairs: host })
  slack.start(
    new ChatDesk({
      talk: { commands: [], context, once: new AskedOnce(host, () => 400), closing: closing.signal },
      seal: new Seal('ab'.repeat(32)),
      ceilingOf: () => ({ role: 'operator', funds: 'all' }),
      messengers: new Map([['slack', slack.messenger]]),
      pictures: { draw: () => Promise.reject(new Error('nothing here is shown')) },
    }),
  )
  const gateway = await openGateway(
    {
      host,
      context,
      messengers: slack.routes,
      funds: () => [],
      admit: () => Promise.reject(new Error('no fund here')),
      isSignedBy: () => false,
      now: () => Math.floor(Date.now() / 1_000),
      figures: () => host.figures(),
      roles: { charts: () => [], chart: () => undefined, accepts: () => [] },
      past: undefined as never, // nothing here looks back
      commands: [],
      signIn: { sessionHours: 1, people: [] },
      takeTicket: () => undefined,
    },
    { host: '127.0.0.1', port: 0, publicUrls: [] },
  )
  return {
    url: gateway.url,
    async close() {
      closing.abort()
      await slack.stop()
      await gateway.close()
      await host.shutdown()
    },
  }
}
