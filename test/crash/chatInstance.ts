// An instance whose trades wait for a person in Slack: the real daemon, a real Anvil, and a Slack that others wrote, which
// lives on when the daemon dies and delivers again what was not acknowledged, as Slack does.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { botToken, openSlack, signingSecret, type SlackStandIn } from '#chat/slack/fixtures.ts'
import { commandOf, general, pressOf, signedBy, team } from '#chat/slack/payloadFixtures.ts'
import type { Settings } from '#cli/settings.ts'
import { quickSettings } from '../daemon/drill.ts'
import { CrashInstance } from './crashInstance.ts'

/** A message of the channel, with what is said below it. */
export interface SeenCard {
  readonly ts: string
  /** All that stands on it. */
  readonly text: string
}

/** A busy machine starts a daemon slowly. */
const patienceMs = 60_000
/** The stand-in bears 5,000 looks an hour. */
const lookEveryMs = 250

export class ChatInstance {
  readonly instance: CrashInstance
  readonly slack: SlackStandIn
  #deliveries = 0

  private constructor(slack: SlackStandIn) {
    this.slack = slack
    const settings = quickSettings({ walkIntervalMs: 1_500 })
    // a trade that waits while the daemon is dead is still good when it is back, wherever the price went
    for (const fund of settings.funds) {
      Object.assign(fund, { approvalAboveValue: '1', proposer: 'ines', priceGuard: undefined, maxDeviationBps: 5_000 })
      Object.assign(fund.strategy, { intentTtlS: 600, maxSlippageBps: 2_000 })
    }
    const chat: Settings['chat'] = {
      slack: { mode: 'http', workspaces: [{ team, role: 'approver' }], apiUrl: slack.places.api },
    }
    this.instance = new CrashInstance({
      settings: { ...settings, chat, gateway: { ...settings.gateway, port: 0 } },
      environment: { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret },
    })
  }

  /** Starts it; mara is known in Slack, has approved the first trade, and the channel is told of those to come. */
  static async open(): Promise<ChatInstance> {
    const open = new ChatInstance(await openSlack())
    open.instance.start()
    await open.until('a trade waits', () => open.facts('approval.asked').length > 0)
    // the command's own answer
    const { code } = (await open.instance.client.ask('link.code', { person: 'mara', role: 'approver' })) as { code: string }
    await open.typed(`link ${code}`)
    await open.typed('subscribe trades,approvals')
    const [asked] = open.facts('approval.asked')
    await open.press(`v1:approve:${String(asked?.['approvalId'])}:1`)
    return open
  }

  async end(): Promise<void> {
    await this.instance.end()
    await this.slack.close()
  }

  /** Facts of the journal's files, by the name of their kind. */
  facts(type: string): readonly Readonly<Record<string, unknown>>[] {
    this.instance.trail.look()
    return this.instance.trail.facts.filter((fact) => fact.type === type).map(({ data }) => data)
  }

  /** @throws when it does not come to this in time */
  async until<Value>(what: string, look: () => Value | Promise<Value>): Promise<NonNullable<Value>> {
    const end = performance.now() + patienceMs
    for (;;) {
      // what compaction deletes is gone for who looks later
      this.instance.trail.look()
      const value = await look()
      if (value !== undefined && value !== null && value !== false) return value
      if (performance.now() > end) throw this.#never(what)
      await delay(lookEveryMs)
    }
  }

  /** Kills it where it was told to, and starts it again. */
  async through(point: string, deed: () => Promise<unknown> | undefined): Promise<string | null> {
    this.instance.arm(point)
    const done = deed()
    await this.until(`it dies at ${point}`, () => !this.instance.alive)
    await this.instance.died(patienceMs)
    const { diedAt } = this.instance
    this.instance.start()
    await done
    return diedAt
  }

  /** mara types a command; resolves when it is answered. */
  async typed(text: string): Promise<string> {
    const id = this.#nextId()
    await this.deliver(commandOf(text, { response_url: this.slack.hook(id), trigger_id: id }))
    return this.answerTo(id)
  }

  /** mara presses a button. Slack's own id of the press is told, so that it can be delivered once more. */
  async press(value: string, id: string = this.#nextId()): Promise<string> {
    await this.deliver({ payload: JSON.stringify(pressOf(value, { response_url: this.slack.hook(id), trigger_id: id })) })
    return id
  }

  /** What was told in private; waits for it. */
  answerTo(id: string): Promise<string> {
    return this.until(`an answer to ${id}`, () => this.answersTo(id).at(-1))
  }

  /** All that was told, without that it was taken. */
  answersTo(id: string): readonly string[] {
    const told = this.slack.hooked.filter(({ path }) => path.endsWith(`/${id}`)).map(({ body }) => JSON.stringify(body))
    return told.filter((text) => !/Processing|Taken\./.test(text))
  }

  /** Messages of the channel itself that are about trades, the oldest first. */
  async cards(): Promise<readonly SeenCard[]> {
    const all = await this.slack.messages(general)
    return all
      .map((message) => ({ ts: String(message['ts']), text: JSON.stringify(message) }))
      .filter(({ text }) => /(BUY|SELL) [\d.,]+ /.test(text))
      .toSorted((one, other) => Number(one.ts) - Number(other.ts))
  }

  /** Names of the pictures in mara's direct messages, the oldest first. */
  async pictures(): Promise<readonly string[]> {
    const direct = this.slack.of('files.completeUploadExternal')[0]?.body['channel_id']
    const all = direct === undefined ? [] : await this.slack.messages(direct)
    const shapes = z.array(z.object({ name: z.string() })).default([])
    return all.toReversed().flatMap((message) => shapes.parse(message['files']).map(({ name }) => name))
  }

  /** What is said below a message. */
  async thread({ ts }: SeenCard): Promise<readonly string[]> {
    const all = await this.slack.messages(general, ts)
    return all.filter((message) => message['ts'] !== ts).map(({ text }) => String(text))
  }

  /** The card that waits for a decision, as its button says it. */
  async waiting(): Promise<SeenCard & { readonly press: string; readonly approval: string }> {
    return this.until('a card with a button', async () => {
      for (const card of await this.cards()) {
        const [press, approval] = /v1:approve:([A-Za-z0-9]+):\d+/.exec(card.text) ?? []
        if (press !== undefined && approval !== undefined) return { ...card, press, approval }
      }
      return undefined
    })
  }

  /** Signed as Slack signs; again until it is acknowledged, as a daemon that is down does not. */
  async deliver(fields: Readonly<Record<string, string>>): Promise<void> {
    const body = new URLSearchParams(fields).toString()
    await this.until('it is acknowledged', async () => {
      const headers = signedBy(signingSecret, body, { type: 'application/x-www-form-urlencoded' })
      try {
        return (await fetch(`${this.#gatewayUrl()}/api/v1/slack/events`, { method: 'POST', headers, body })).status === 200
      } catch {
        return false
      }
    })
  }

  #never(what: string): Error {
    const about = this.instance.trail.facts.filter(({ type }) => /^(intent|approval|errand|card)\./.test(type))
    const last = about.slice(-12).map(({ type, data }) => `${type} ${JSON.stringify(data).slice(0, 300)}`)
    return new Error([`it never came to this: ${what}`, this.instance.said.slice(-500), ...last].join('\n'))
  }

  #nextId(): string {
    this.#deliveries += 1
    return `${Date.now()}.${this.#deliveries}`
  }

  #gatewayUrl(): string {
    const file = join(this.instance.folders.storage, 'state', 'gateway.json')
    const { port } = JSON.parse(readFileSync(file, 'utf8')) as { readonly port: number }
    return `http://127.0.0.1:${port}`
  }
}
