// Answers that one person reads: at the address that Slack gave with what they did, else as a message only they see, else in
// their direct messages. There it can be looked up and is changed instead of said twice.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { cardOf, type Card, type CardPicture } from '#chat/cards/card.ts'
import { QuorateError } from '#protocol/errors.ts'
import { slackMessage, type SlackMessage } from './blocks.ts'
import { readReplyTo, type ReplyTo } from './replyTo.ts'
import { sendPicture } from './sendPicture.ts'
import type { SlackCalls } from './slackCalls.ts'
import { refusalCode } from './slackFailure.ts'
import { carries, findOwn, metadataOf } from './slackSearch.ts'

/** What was said lately is remembered, so that the same words are not said twice. */
const rememberedMax = 2_000
const answerTimeoutMs = 10_000
/** No acknowledgement takes longer, so no answer waits longer for one. */
const holdMaxMs = 3_000
/** Refusals after which another way is tried: the person is not where they asked, or the bot is not. */
const notThere = new Set(['user_not_in_channel', 'not_in_channel', 'channel_not_found', 'is_archived', 'messages_tab_disabled'])

export class PrivateAnswers {
  readonly #calls: SlackCalls
  /** delivery → digest of the words that were said last */
  readonly #said = new Map<string, string>()
  /** delivery → digest of the whole answer, with its picture, that was given last */
  readonly #told = new Map<string, string>()
  /** deliveries whose picture this process began to send */
  readonly #sending = new Map<string, true>()
  /** delivery → message in direct messages */
  readonly #direct = new Map<string, { readonly channel: string; readonly ts: string }>()
  /** delivery → the answer that is being given, behind which the next one waits */
  readonly #last = new Map<string, Promise<unknown>>()
  readonly #asked = new Map<string, true>()
  readonly #after = new Map<string, () => void>()
  /** deliveries that this process began to answer in direct messages: how far it came is not known */
  readonly #tried = new Map<string, true>()
  readonly #startedAt: number

  /** @param startedAt ms since 1970: what came in before that, another process may have answered */
  constructor(calls: SlackCalls, startedAt = Date.now()) {
    this.#calls = calls
    this.#startedAt = startedAt
  }

  /** Until this is over a delivery is not answered. */
  hold(deliveryId: string, until: Promise<unknown>): void {
    void this.#inOrder(deliveryId, async () => {
      let patience: NodeJS.Timeout | undefined
      const enough = new Promise((done) => {
        patience = setTimeout(done, holdMaxMs)
      })
      await Promise.race([until.catch(() => undefined), enough])
      clearTimeout(patience)
    })
  }

  /** @throws MESSENGER_LIMITED, MESSENGER_UNREACHABLE, MESSENGER_REFUSED, MESSENGER_GONE */
  async answer(replyTo: string, card: Card, isLast: boolean): Promise<void> {
    const to = readReplyTo(replyTo)
    remember(this.#asked, to.id, true)
    await this.#inOrder(to.id, () => this.#say(to, card))
    if (!isLast) return
    this.#after.get(to.id)?.()
    this.#after.delete(to.id)
  }

  /** Called after the last answer to a delivery. */
  whenLast(deliveryId: string, then: () => void): void {
    remember(this.#after, deliveryId, then)
  }

  /** As `answer`, unless there was an answer already: what is under way says nothing about what is over. */
  async atFirst(replyTo: string, card: Card): Promise<void> {
    const to = readReplyTo(replyTo)
    if (!this.#asked.has(to.id)) await this.#inOrder(to.id, () => this.#say(to, card))
  }

  /** One after the other for each delivery, whatever becomes of the one before. */
  async #inOrder(id: string, work: () => Promise<void>): Promise<void> {
    const mine = (this.#last.get(id) ?? Promise.resolve()).then(work, work)
    this.#last.set(id, mine)
    try {
      await mine
    } finally {
      if (this.#last.get(id) === mine) this.#last.delete(id)
    }
  }

  async #say(to: ReplyTo, card: Card): Promise<void> {
    const { picture } = card
    const whole = digest([slackMessage(card), picture?.name])
    if (this.#told.get(to.id) === whole) return
    await this.#sayWords(to, picture === null || to.isDirect ? card : withNote(card, isElsewhere))
    if (picture !== null) await this.#show(to, picture, card)
    remember(this.#told, to.id, whole)
  }

  async #show(to: ReplyTo, picture: CardPicture, card: Card): Promise<void> {
    try {
      await this.#sendDirectly(to, picture)
    } catch (error) {
      // what is refused now is refused every time; what only wants time is tried again
      if (!(error instanceof QuorateError && error.code === 'MESSENGER_REFUSED')) throw error
      const note = `The picture could not be sent: ${error.message}`
      // words that can be changed are; others stand, and are not said twice
      await this.#sayWords(
        to,
        to.isDirect || to.isOwn ? withNote(card, note) : cardOf(card.title, { tone: 'quiet', lines: [note] }),
      )
    }
  }

  async #sayWords(to: ReplyTo, card: Card): Promise<void> {
    const message = slackMessage(card)
    const words = digest(message)
    if (this.#said.get(to.id) === words) return
    const isRepeat = to.at <= this.#startedAt || this.#tried.has(to.id)
    remember(this.#tried, to.id, true)
    if (to.isDirect) await this.#sayDirectly(to, card, isRepeat)
    else if (!(await this.#sayAtAddress(to, message))) await this.#sayHere(to, message, card, isRepeat)
    remember(this.#said, to.id, words)
  }

  /** @returns false where the address is used up or none was given */
  async #sayAtAddress({ url, isOwn }: ReplyTo, message: SlackMessage): Promise<boolean> {
    const to = url === null ? null : URL.parse(url)
    if (to === null || !this.#calls.places.hooks.includes(to.origin)) return false
    let answered: Response
    try {
      answered = await fetch(to, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: isOwn, ...message }),
        signal: AbortSignal.timeout(answerTimeoutMs),
      })
    } catch (cause) {
      const problem = cause instanceof Error ? cause.name : 'fetch failed'
      throw new QuorateError('MESSENGER_UNREACHABLE', { messenger: 'slack', problem }, { cause })
    }
    const { status, headers, ok } = answered
    await answered.body?.cancel()
    if (ok) return true
    if (status === 429) {
      const retryAfterMs = 1_000 * z.coerce.number().int().min(1).max(3_600).catch(30).parse(headers.get('retry-after'))
      throw new QuorateError('MESSENGER_LIMITED', { messenger: 'slack', retryAfterMs })
    }
    if (status >= 500) throw new QuorateError('MESSENGER_UNREACHABLE', { messenger: 'slack', problem: `HTTP ${status}` })
    // half an hour is over, or it was used five times
    return false
  }

  async #sayHere(to: ReplyTo, message: SlackMessage, card: Card, isRepeat: boolean): Promise<void> {
    const { team, channel, user, thread } = to
    try {
      await this.#calls.call({ team, channel }, (client) =>
        client.chat.postEphemeral({ channel, user, ...message, parse: 'none', link_names: false, ...inThread(thread) }),
      )
    } catch (error) {
      if (!notThere.has(refusalCode(error) ?? '')) throw error
      await this.#sayDirectly({ ...to, channel: user, thread: null }, card, isRepeat)
    }
  }

  /** Said once, then changed. @param isRepeat it may have been said already, by this process or the one before */
  async #sayDirectly({ team, user, channel: given, thread, id, at }: ReplyTo, card: Card, isRepeat: boolean): Promise<void> {
    const message = { ...slackMessage(card), parse: 'none', link_names: false } as const
    const key = `answer ${id}`
    const known = this.#direct.get(id)
    const channel = known?.channel ?? (given.startsWith('D') ? given : await this.#calls.directChannel(team, user))
    const place = { team, channel, thread, since: at }
    const ts = known?.ts ?? (isRepeat ? await findOwn(this.#calls, place, carries(key)) : undefined)?.ts
    const said = await this.#calls.call({ team, channel }, async (client): Promise<string | undefined> => {
      const { ts: named } =
        ts === undefined
          ? await client.chat.postMessage({ channel, ...message, metadata: metadataOf(key), ...inThread(thread) })
          : await client.chat.update({ channel, ts, ...message })
      return named
    })
    if (said !== undefined) remember(this.#direct, id, { channel, ts: said })
  }

  async #sendDirectly({ id, team, user, channel: given, isDirect, at }: ReplyTo, picture: CardPicture): Promise<void> {
    const isRepeat = at <= this.#startedAt || this.#sending.has(id)
    remember(this.#sending, id, true)
    const channel = isDirect && given.startsWith('D') ? given : await this.#calls.directChannel(team, user)
    await sendPicture(this.#calls, picture, { team, channel, thread: null, since: at, isRepeat })
  }
}

const inThread = (thread: string | null): { readonly thread_ts?: string } => (thread === null ? {} : { thread_ts: thread })

/**
 * Slack shows a file to one person in their direct messages and nowhere else: a private answer can hold none
 * (https://github.com/slackapi/node-slack-sdk/issues/1790).
 */
const isElsewhere = 'The picture is in your direct messages.'
const withNote = (card: Card, note: string): Card => ({ ...card, footer: [card.footer, note].filter(Boolean).join(' ') })

const digest = (told: unknown): string => createHash('sha256').update(JSON.stringify(told)).digest('base64url')

function remember<T>(memory: Map<string, T>, id: string, value: T): void {
  memory.delete(id)
  memory.set(id, value)
  for (const oldest of memory.keys()) {
    if (memory.size <= rememberedMax) return
    memory.delete(oldest)
  }
}
