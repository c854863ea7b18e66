// What the app does with each thing that Slack sends: one delivery to the door, and what the person sees at once. The same
// for HTTP and for sockets.
import type { AckFn, App, ViewSubmitAction } from '@slack/bolt'
import type { z } from 'zod'
import { cardOf } from '#chat/cards/card.ts'
import type { ChatDoor, Delivery } from '#chat/messenger.ts'
import { filled, pressed, saidByCommand, saidInMessage, unread } from './deliveries.ts'
import { chooseAction, fieldOf, firstBlock, formCallback, formView, optionsOf, readMemo, wantsForm } from './forms.ts'
import { homeView } from './homeView.ts'
import { readReplyTo, replyToText } from './replyTo.ts'
import type { SlackCalls } from './slackCalls.ts'
import type { SlackMessenger } from './slackMessenger.ts'
import {
  actionsSchema,
  commandSchema,
  eventSchema,
  homesOf,
  homeOpenedSchema,
  messageEventSchema,
  optionsSchema,
  submissionSchema,
  teamOf,
  tokensRevokedSchema,
  type CommandPayload,
} from './slackPayloads.ts'
import { escaped, shown } from './slackText.ts'
import { busyText, takeInTime, takeMs, type Taken } from './takeInTime.ts'
import type { SlackTokens } from './installations.ts'
import type { SlackLog } from './slackLog.ts'

/** What the listeners work with. */
export interface HandlerParts {
  readonly door: ChatDoor
  readonly messenger: SlackMessenger
  readonly calls: SlackCalls
  readonly tokens: SlackTokens
  /** Workspaces that may use it. */
  readonly teams: readonly string[]
  readonly log: SlackLog
  readonly now: () => number
  /** Told when a workspace took the app out. */
  readonly onGone?: (team: string) => void
  /** How long the door may take; absent: as long as Slack waits. */
  readonly takeMs?: number
}

/** The only slash command. */
export const slashCommand = '/quorate'
const notListed = 'This workspace may not use this bot: an operator has to list it in the settings.'
const taken = 'Taken. The answer comes here, for you alone.'

/** Says `…` to one person. */
const privately = (text: string): { readonly response_type: 'ephemeral'; readonly text: string } => ({
  response_type: 'ephemeral',
  text: escaped(shown(text)),
})

/** Adds all listeners. */
export function slackHandlers(app: App, parts: HandlerParts): void {
  const handlers = new SlackHandlers(parts)
  app.command(slashCommand, ({ body, ack }) => handlers.command(body, ack))
  app.event('app_mention', ({ body, event }) => handlers.message(body, event))
  app.event('message', ({ body, event }) => handlers.message(body, event))
  app.event('app_home_opened', async ({ body, event }) => handlers.home(body, event))
  app.event('app_uninstalled', ({ body }) => handlers.uninstalled(body))
  app.event('tokens_revoked', ({ body, event }) => handlers.revoked(body, event))
  app.action({ type: 'block_actions', action_id: /.*/ }, ({ body, ack }) => handlers.action(body, ack))
  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: formCallback }, ({ body, ack }) =>
    handlers.submission(body, ack),
  )
  app.view({ type: 'view_closed', callback_id: formCallback }, ({ ack }) => ack())
  app.options(/.*/, ({ body, ack }) => handlers.options(body, ack))
}

class SlackHandlers {
  readonly #parts: HandlerParts

  constructor(parts: HandlerParts) {
    this.#parts = parts
  }

  async command(body: unknown, ack: AckFn<ReturnType<typeof privately>>): Promise<void> {
    const payload = commandSchema.parse(body)
    if (!this.#areListed(payload.team_id)) return ack(privately(notListed))
    const delivery = saidByCommand(payload, this.#parts.now())
    const began = performance.now()
    return this.#answeredLater(delivery, async () => {
      if (await this.#openForm(payload, delivery)) return ack()
      // Slack's three seconds began before the window that did not open
      const outcome = await this.#take(delivery, performance.now() - began)
      if (outcome.outcome === 'taken') return ack(privately(taken))
      if (outcome.outcome === 'again') return ack()
      return ack(privately(busyText(outcome)))
    })
  }

  async message(body: unknown, event: unknown): Promise<void> {
    const envelope = eventSchema.parse(body)
    const read = messageEventSchema.safeParse(event)
    // it would be no more readable the next time
    if (!read.success) return this.#parts.log('warn', `an event ${envelope.event_id} that cannot be read`)
    const message = read.data
    if (!this.#areListed(envelope.team_id, message.user_team ?? envelope.team_id)) return
    const bot = envelope.authorizations?.find(({ team_id }) => team_id === envelope.team_id)?.user_id ?? undefined
    if (!isSaidToUs(message, bot)) return
    const delivery = saidInMessage(message, envelope, { bot, now: this.#parts.now() })
    const outcome = await this.#take(delivery)
    if (outcome.outcome === 'late') throw new Error('the swarm is busy: not acknowledged, so that it comes again')
    if (outcome.outcome === 'refused') {
      if (outcome.error.retryable) throw outcome.error
      this.#say(delivery, 'refused', busyText(outcome))
      return
    }
    const names = unread(message)
    if (outcome.outcome === 'taken' && names.length > 0)
      this.#say(delivery, 'unread', `Not read: ${names.join(', ')}. Only the text of a message counts.`)
  }

  /** Drawn after its acknowledgement: it only shows, and is drawn anew at the next look. */
  home(body: unknown, event: unknown): void {
    const { team_id: team } = eventSchema.parse(body)
    const { user, tab } = homeOpenedSchema.parse(event)
    if (tab === 'home' && this.#areListed(team)) this.#drawHome(team, user)
  }

  async uninstalled(body: unknown): Promise<void> {
    await this.#forget(eventSchema.parse(body).team_id)
  }

  async revoked(body: unknown, event: unknown): Promise<void> {
    // people's own tokens are never asked for; with the bot's nothing can be said any more
    if (tokensRevokedSchema.parse(event).tokens.bot.length > 0) await this.#forget(eventSchema.parse(body).team_id)
  }

  async action(body: unknown, ack: AckFn<void>): Promise<void> {
    const payload = actionsSchema.parse(body)
    const delivery = pressed(payload, this.#parts.now())
    // a link was opened, or something of another app's making
    if (delivery === undefined) return ack()
    const { messenger } = this.#parts
    return this.#answeredLater(delivery, async () => {
      const outcome = this.#areListed(...homesOf(payload)) ? await this.#take(delivery) : ('unlisted' as const)
      await ack()
      if (outcome !== 'unlisted' && payload.channel === undefined)
        messenger.whenAnswered(delivery.id, () => this.#drawHome(teamOf(payload), payload.user.id))
      if (outcome === 'unlisted') this.#first(delivery, notListed)
      else if (outcome.outcome === 'taken') this.#first(delivery, 'Processing …')
      else if (outcome.outcome !== 'again') this.#first(delivery, busyText(outcome))
    })
  }

  async submission(body: unknown, ack: AckFn<{ response_action: 'errors'; errors: Record<string, string> }>): Promise<void> {
    const submission = submissionSchema.parse(body)
    const wrong = (text: string) =>
      ack({ response_action: 'errors', errors: { [firstBlock(submission) ?? 'field']: shown(text).slice(0, 300) } })
    const memo = readMemo(submission.view.private_metadata)
    if (memo === undefined) return wrong('This window is not of this version. Type the command again.')
    if (!this.#areListed(...homesOf(submission))) return wrong(notListed)
    const delivery = filled(submission, memo, this.#parts.now())
    return this.#answeredLater(delivery, async () => {
      const outcome = await this.#take(delivery)
      if (outcome.outcome === 'late' || outcome.outcome === 'refused') return wrong(busyText(outcome))
      await ack()
      if (outcome.outcome === 'taken') this.#first(delivery, 'Processing …')
    })
  }

  async options(body: unknown, ack: AckFn<{ options: ReturnType<typeof optionsOf> }>): Promise<void> {
    const payload = optionsSchema.parse(body)
    const { door } = this.#parts
    const who = { messenger: 'slack', workspace: teamOf(payload), user: payload.user.id } as const
    if (!this.#areListed(who.workspace)) return ack({ options: [] })
    if (payload.action_id !== chooseAction) return ack({ options: optionsOf(door.completions(who, payload.value)) })
    // a field of a form with more choices than a list may hold
    const memo = readMemo(payload.view?.private_metadata ?? '')
    const field =
      memo === undefined ? undefined : door.form(who, memo.command)?.fields.find(({ name }) => name === fieldOf(payload.block_id))
    const typed = payload.value.toLowerCase()
    const near = (field?.choices ?? []).filter((each) => each.toLowerCase().includes(typed))
    return ack({ options: optionsOf(near.map((each) => ({ name: each, value: each }))) })
  }

  /** @returns whether a window asks for the rest; without one the line goes on as it is, and the rest is asked for in words */
  async #openForm(
    { trigger_id, channel_id, response_url, team_id: team }: CommandPayload,
    { from, deed }: Delivery,
  ): Promise<boolean> {
    const { door, calls } = this.#parts
    const line = deed.kind === 'said' ? deed.line.toLowerCase().split(/\s+/).join(' ') : ''
    const named = door.commands(from).find(({ typed, name }) => line !== '' && (typed === line || name === line))
    const form = named === undefined ? undefined : door.form(from, named.name)
    if (form === undefined || !wantsForm(form)) return false
    const view = formView(form, { channel: channel_id, url: response_url })
    return this.#quietly(() => calls.call({ team, isQuick: true }, (client) => client.views.open({ trigger_id, view })))
  }

  async #take(delivery: Delivery, usedMs = 0): Promise<Taken> {
    const { door, log, takeMs: limitMs = takeMs } = this.#parts
    return takeInTime(door, delivery, {
      limitMs: Math.max(0, limitMs - usedMs),
      onBug: (error) => log('error', `a delivery failed: ${error instanceof Error ? error.message : String(error)}`),
    })
  }

  /** The swarm may be quicker than our own acknowledgement: its answer waits for that. */
  #answeredLater({ id }: Delivery, acknowledge: () => Promise<void>): Promise<void> {
    const acknowledged = acknowledge()
    this.#parts.messenger.answerAfter(id, acknowledged)
    return acknowledged
  }

  #first({ replyTo }: Delivery, text: string): void {
    void this.#quietly(() => this.#parts.messenger.answerFirst(replyTo, cardOf(text, { tone: 'quiet' })))
  }

  /** Beside the answer, under a name of its own. */
  #say({ replyTo }: Delivery, about: string, text: string): void {
    const { v: _v, ...to } = readReplyTo(replyTo)
    const card = cardOf(text, { tone: 'quiet' })
    void this.#quietly(() => this.#parts.messenger.answer(replyToText({ ...to, id: `${to.id} ${about}` }), card, true))
  }

  async #forget(team: string): Promise<void> {
    await this.#parts.tokens.forget(team)
    this.#parts.onGone?.(team)
  }

  #drawHome(team: string, user: string): void {
    void this.#quietly(async () => {
      const { door, calls } = this.#parts
      const who = { messenger: 'slack', workspace: team, user } as const
      const view = homeView(await door.waiting(who), door.commands(who))
      await calls.call({ team }, (client) => client.views.publish({ user_id: user, view }))
    })
  }

  #areListed(...teams: readonly string[]): boolean {
    return teams.every((team) => this.#parts.teams.includes(team))
  }

  /** What only shows something may fail: it is logged, and nothing hangs on it. */
  async #quietly(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      this.#parts.log('warn', error instanceof Error ? error.message : String(error))
      return false
    }
  }
}

/** Bots, edits, joins and what is said in channels without naming us are not for us, so that nothing loops. */
function isSaidToUs(
  message: z.output<typeof messageEventSchema>,
  bot: string | undefined,
): message is z.output<typeof messageEventSchema> & { user: string } {
  const { type, user, bot_id: byBot, subtype, hidden, channel_type: kind, edited } = message
  if (user === undefined || user === bot || (byBot !== undefined && byBot !== null) || hidden === true) return false
  if (edited !== undefined || (subtype !== undefined && subtype !== 'file_share')) return false
  return type === 'app_mention' || kind === 'im'
}
