// Two people before a swarm: mara types and presses in Slack, jun in Discord, as their messengers would send it. Each hands
// back what was answered, exactly as it went out.
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { pressedButton, slashCommand } from '#chat/discord/fixtures/payloads.ts'
import { channelId, type Json } from '#chat/discord/fixtures/standInShapes.ts'
import { botToken, signingSecret } from '#chat/slack/fixtures.ts'
import { commandOf, eventOf, general, mara, pressOf, signedBy } from '#chat/slack/payloadFixtures.ts'
import type { ChatSwarm } from './chatSwarm.ts'

/** A swarm on a busy machine proposes, signs and executes within this. */
const patienceMs = 60_000
const lookMs = 50

/** What a look finds, as soon as it finds something. */
export async function until<Found>(what: string, look: () => Found | undefined | Promise<Found | undefined>): Promise<Found> {
  for (let left = patienceMs; left > 0; left -= lookMs) {
    const found = await look()
    if (found !== undefined) return found
    await delay(lookMs)
  }
  throw new Error(`within ${patienceMs / 1_000} s there was not: ${what}`)
}

/** What was on its way was answered. */
const isAnswer = (body: Json): boolean => !/processing|"Taken/i.test(JSON.stringify(body))

/** Mara, in Slack. */
export class SlackPerson {
  readonly #swarm: ChatSwarm
  #asked = 0

  constructor(swarm: ChatSwarm) {
    this.#swarm = swarm
  }

  /** Types after `/quorate`; the message that only she sees. */
  async types(line: string): Promise<Json> {
    const { path, hook } = this.#next()
    await this.#send(commandOf(line, { response_url: hook, trigger_id: `${Date.now()}.${path}` }))
    return this.#answered(path)
  }

  /** Presses a button of a card; the message that only she sees. */
  async presses(value: string): Promise<Json> {
    const { path, hook } = this.#next()
    await this.#send({ payload: JSON.stringify(pressOf(value, { response_url: hook, trigger_id: `${Date.now()}.${path}` })) })
    return this.#answered(path)
  }

  /** Types a command alone; the window that opens. */
  async opensForm(command: string): Promise<Json> {
    const { slack } = this.#swarm
    const { hook } = this.#next()
    const made = await fetch(`${slack.places.api}views.generateTriggerId`, {
      method: 'POST',
      headers: { authorization: `Bearer ${botToken}` },
      body: new URLSearchParams({ user_id: mara }),
    })
    const { trigger_id: trigger } = (await made.json()) as { readonly trigger_id: string } // as the stand-in answers it
    await this.#send(commandOf(command, { response_url: hook, trigger_id: trigger }))
    return until('a window', () => viewOf(slack.of('views.open').at(-1)?.body['view']))
  }

  /** Opens the bot's home. */
  async opensHome(): Promise<Json> {
    const { slack } = this.#swarm
    const event = { type: 'app_home_opened', user: mara, channel: 'D000000001', tab: 'home', event_ts: '1.1' }
    await this.#send(JSON.stringify(eventOf(`Ev${Date.now()}`, event)))
    return until('a home', () => viewOf(slack.of('views.publish').at(-1)?.body['view']))
  }

  /** A card of the channel itself and the replies in its thread, once it says this. */
  sees(what: RegExp, repliesMin = 0): Promise<{ readonly message: Json; readonly replies: readonly Json[] }> {
    return until(`in Slack ${what.source}`, async () => {
      const { slack } = this.#swarm
      const message = (await slack.messages(general)).find((each) => what.test(JSON.stringify(each)))
      if (message === undefined) return undefined
      const [, ...replies] = await slack.messages(general, String(message['ts']))
      return replies.length < repliesMin ? undefined : { message, replies }
    })
  }

  #next(): { readonly path: string; readonly hook: string } {
    this.#asked += 1
    const path = `hook-${this.#asked}`
    return { path, hook: this.#swarm.slack.hook(path) }
  }

  async #send(what: Record<string, string> | string): Promise<void> {
    const body = typeof what === 'string' ? what : new URLSearchParams(what).toString()
    const type = typeof what === 'string' ? 'application/json' : 'application/x-www-form-urlencoded'
    const headers = signedBy(signingSecret, body, { type })
    const target = `${this.#swarm.model.gateway.url}/api/v1/slack/events`
    const { status } = await fetch(target, { method: 'POST', headers, body })
    if (status !== 200) throw new Error(`the gateway answered ${status} to what Slack sent`)
  }

  #answered(path: string): Promise<Json> {
    const { slack } = this.#swarm
    return until(
      `an answer in Slack to ${path}`,
      () => slack.hooked.findLast((one) => one.path.endsWith(`/${path}`) && isAnswer(one.body))?.body,
    )
  }
}

/** Jun, in Discord; the stand-in calls everybody there mara, and nothing that is drawn shows it. */
export class DiscordPerson {
  readonly #swarm: ChatSwarm

  constructor(swarm: ChatSwarm) {
    this.#swarm = swarm
  }

  /** `/quorate command:… arguments:…`; the message that only he sees. */
  types(command: string, rest = ''): Promise<Json> {
    return this.#answered((about) => slashCommand(about, { command, ...(rest === '' ? {} : { arguments: rest }) }))
  }

  /** @param label of the button, which a question repeats */
  presses(customId: string, label: string): Promise<Json> {
    return this.#answered((about) => pressedButton(about, customId, { label }))
  }

  /** Types a command alone; the form that opens. */
  async opensForm(command: string): Promise<Json> {
    const { discord } = this.#swarm
    const id = discord.newId()
    discord.gateway.dispatch('INTERACTION_CREATE', slashCommand({ id }, { command }))
    const response = await until('a form', () => discord.askedFor('POST', new RegExp(`^/interactions/${id}/`)).at(0)?.body)
    if (response['type'] !== 9) throw new Error(`no form was opened, but ${JSON.stringify(response)}`)
    return response['data'] as Json // of a form
  }

  /** A card of the channel itself and what is said in its thread, once it says this. */
  sees(
    what: RegExp,
    repliesMin = 0,
  ): Promise<{ readonly message: Json; readonly name: string; readonly replies: readonly Json[] }> {
    return until(`in Discord ${what.source}`, () => {
      const { written, threads } = this.#swarm.discord
      const message = written.get(channelId)?.find((each) => what.test(JSON.stringify(each)))
      const id = String(message?.['id'])
      const replies = written.get(id) ?? []
      return message === undefined || replies.length < repliesMin
        ? undefined
        : { message, name: z.string().catch('').parse(threads.get(id)?.['name']), replies }
    })
  }

  async #answered(payload: (about: { readonly id: string }) => Json): Promise<Json> {
    const { discord } = this.#swarm
    const id = discord.newId()
    discord.gateway.dispatch('INTERACTION_CREATE', payload({ id }))
    return until('an answer in Discord', () => {
      const shown = discord.originals.get(`token-of-${id}`)
      const embeds = shown?.['embeds']
      return shown !== undefined && Array.isArray(embeds) && embeds.length > 0 && isAnswer(shown) ? shown : undefined
    })
  }
}

const viewOf = (text: string | undefined): Json | undefined => (text === undefined ? undefined : (JSON.parse(text) as Json)) // an object, as it was sent
