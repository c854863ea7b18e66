// What the swarm says in Discord: cards in channels and threads, each posted once, and private answers. It keeps nothing that
// it cannot look up again.
import { z } from 'zod'
import type { Card } from '#chat/cards/card.ts'
import { noWorkspace, type Messenger, type Place } from '#chat/messenger.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Acknowledgements } from './acknowledgements.ts'
import { drawCard, type DrawnCard } from './components.ts'
import { discordCode, discordCodes, type DiscordRest } from './discordRest.ts'
import { plainlySomething } from './discordText.ts'
import { answeredAgainMs, clocksDifferMs, rememberedMost, threadNameMost, tokenLivesMs } from './limits.ts'
import { KeyedTurns } from './keyedTurns.ts'
import { hasMark, isReplyTo, markOf, nonceOf, OwnMessages } from './ownMessages.ts'
import { idAt, readAddress, timeOf, type ReplyAddress } from './replyAddress.ts'
import type { Questions } from './questions.ts'

const idSchema = z.object({ id: z.string() })
/** What is read of a message that is there. */
const titledSchema = z.object({ embeds: z.array(z.object({ title: z.string().nullish() })).default([]) })
const toSend = 'Send Messages, Send Messages in Threads, Embed Links, Attach Files'
const aWeek = 10_080

export interface MessengerParts {
  readonly rest: DiscordRest
  readonly acknowledgements: Acknowledgements
  readonly questions: Questions
  /** ms since 1970 */
  readonly now: () => number
}

/** Speaks to Discord for the swarm. */
export function discordMessenger(parts: MessengerParts): Messenger {
  return new DiscordMessenger(parts)
}

class DiscordMessenger implements Messenger {
  readonly name = 'discord'
  readonly #parts: MessengerParts
  readonly #own: OwnMessages
  /** Two answers at once to one address would both find none before them, and Discord would keep the first only. */
  readonly #turns = new KeyedTurns()
  /** Replies that were written by this process: message → reply. */
  readonly #replies = new Map<string, string>()

  constructor(parts: MessengerParts) {
    this.#parts = parts
    this.#own = new OwnMessages(parts.rest)
  }

  async post(place: Place, card: Card, once: { key: string; isRepeat: boolean; since: number }): Promise<string> {
    this.#parts.questions.remember(card)
    try {
      const channel = place.thread ?? place.channel
      const drawn = drawCard(card, markOf(once.key))
      const posted = once.isRepeat ? await this.#postedBefore(channel, once) : undefined
      return posted ?? (await this.#postInto(place, drawn, once.key))
    } catch (error) {
      throw await this.#isGone(error, place)
    }
  }

  async update(place: Place, message: string, card: Card): Promise<void> {
    this.#parts.questions.remember(card)
    // the message that a thread began with stands in the channel, not in the thread
    const channel = place.thread === null || place.thread === message ? place.channel : place.thread
    try {
      await this.#edit(channel, message, drawCard(card), place.workspace)
    } catch (error) {
      throw await this.#isGone(error, place)
    }
  }

  async answer(replyTo: string, card: Card, isLast: boolean): Promise<void> {
    const address = readAddress(replyTo)
    this.#parts.questions.remember(card)
    await this.#turns.next(replyTo, async () => {
      if (address.to === 'message') await this.#reply(address, card, isLast)
      else if (!(await this.#answerInteraction(address, drawCard(card)))) await this.#writeTo(address, card)
    })
  }

  async #postedBefore(channel: string, once: { readonly key: string; readonly since: number }): Promise<string | undefined> {
    try {
      return await this.#own.find(channel, idAt(once.since - clocksDifferMs), hasMark(once.key))
    } catch (error) {
      // a thread that is not there holds no post
      if (discordCode(error) === discordCodes.unknownChannel) return undefined
      throw error
    }
  }

  async #postInto(place: Place, drawn: DrawnCard, key: string): Promise<string> {
    const { workspace, channel, thread } = place
    if (thread === null) return this.#send(channel, drawn, key, { workspace })
    try {
      return await this.#send(thread, drawn, key, { workspace })
    } catch (error) {
      if (discordCode(error) !== discordCodes.unknownChannel) throw error
    }
    await this.#beginThread(place, thread, drawn)
    return this.#send(thread, drawn, key, { workspace })
  }

  /** A thread has the id of the message that it began with. */
  async #beginThread({ channel, workspace }: Place, message: string, drawn: DrawnCard): Promise<void> {
    try {
      await this.#parts.rest.ask({
        method: 'POST',
        route: `/channels/${channel}/messages/${message}/threads`,
        body: { name: await this.#titleOf({ channel, workspace }, message, drawn), auto_archive_duration: aWeek },
        answer: idSchema,
        needs: 'Create Public Threads',
        workspace,
      })
    } catch (error) {
      if (discordCode(error) !== discordCodes.threadExists) throw error
    }
  }

  /** As the message is called that it began with; that may be gone. */
  async #titleOf(place: Pick<Place, 'channel' | 'workspace'>, message: string, reply: DrawnCard): Promise<string> {
    try {
      const { embeds } = await this.#parts.rest.ask({
        method: 'GET',
        route: `/channels/${place.channel}/messages/${message}`,
        answer: titledSchema,
        needs: 'Read Message History',
        workspace: place.workspace,
      })
      return plainlySomething(embeds[0]?.title ?? reply.title, threadNameMost)
    } catch {
      return plainlySomething(reply.title, threadNameMost)
    }
  }

  async #send(
    channel: string,
    drawn: DrawnCard,
    key: string,
    more: { readonly workspace?: string; readonly reference?: string } = {},
  ): Promise<string> {
    const reference =
      more.reference === undefined ? {} : { message_reference: { message_id: more.reference, fail_if_not_exists: false } }
    const { id } = await this.#parts.rest.ask({
      method: 'POST',
      route: `/channels/${channel}/messages`,
      body: { ...drawn.body, ...reference, nonce: nonceOf(key), enforce_nonce: true },
      files: drawn.files,
      answer: idSchema,
      needs: toSend,
      ...(more.workspace === undefined ? {} : { workspace: more.workspace }),
    })
    return id
  }

  async #edit(channel: string, message: string, drawn: DrawnCard, workspace?: string): Promise<void> {
    await this.#parts.rest.ask({
      method: 'PATCH',
      route: `/channels/${channel}/messages/${message}`,
      body: drawn.body,
      files: drawn.files,
      answer: idSchema,
      needs: toSend,
      ...(workspace === undefined ? {} : { workspace }),
    })
  }

  /** @returns whether its token still answers */
  async #answerInteraction(address: ReplyAddress & { to: 'interaction' }, { body, files }: DrawnCard): Promise<boolean> {
    if (this.#parts.now() - timeOf(address.id) > tokenLivesMs) return false
    await this.#parts.acknowledgements.settled(address.id)
    const route = `/webhooks/${address.application}/${encodeURIComponent(address.token)}/messages/@original` as const
    // over HTTP, Discord may read the acknowledgement a moment after this; after a restart it may never have come
    for (const waitMs of [...answeredAgainMs, 0])
      try {
        await this.#parts.rest.ask({ method: 'PATCH', route, body, files, answer: idSchema, proof: 'none' })
        return true
      } catch (error) {
        if (!isOver(error)) throw error
        if (waitMs > 0) await pause(waitMs)
      }
    return false
  }

  /** Where the token has run out: a direct message, the same one again. */
  async #writeTo({ id, user }: ReplyAddress & { to: 'interaction' }, card: Card): Promise<void> {
    const { id: channel } = await this.#parts.rest.ask({
      method: 'POST',
      route: '/users/@me/channels',
      body: { recipient_id: user },
      answer: idSchema,
    })
    const key = `answer ${id}`
    const drawn = drawCard(card, markOf(key))
    const before = await this.#own.find(channel, idAt(timeOf(id)), hasMark(key))
    await (before === undefined ? this.#send(channel, drawn, key) : this.#edit(channel, before, drawn))
  }

  async #reply({ channel, message }: ReplyAddress & { to: 'message' }, card: Card, isLast: boolean): Promise<void> {
    const drawn = drawCard(card)
    const before = this.#replies.get(message) ?? (await this.#own.find(channel, message, isReplyTo(message)))
    const reply = before ?? (await this.#send(channel, drawn, `reply ${message}`, { reference: message }))
    if (before !== undefined) await this.#edit(channel, before, drawn)
    // the oldest is looked up when it is wanted again
    if (this.#replies.size >= rememberedMost) this.#replies.delete(this.#replies.keys().next().value ?? '')
    if (isLast) this.#replies.delete(message)
    else this.#replies.set(message, reply)
  }

  /** A channel that cannot be seen: is it the channel, or has the whole server removed the bot? */
  async #isGone(error: unknown, { workspace }: Place): Promise<unknown> {
    const code = discordCode(error)
    if (workspace === noWorkspace || (code !== discordCodes.missingAccess && code !== discordCodes.unknownChannel)) return error
    try {
      await this.#parts.rest.ask({ method: 'GET', route: `/guilds/${workspace}`, answer: idSchema })
      return error
    } catch (refused) {
      const why = discordCode(refused)
      if (why !== discordCodes.unknownGuild && why !== discordCodes.missingAccess) return error
      return new QuorateError('MESSENGER_GONE', { messenger: 'discord', workspace })
    }
  }
}

function isOver(error: unknown): boolean {
  const code = discordCode(error)
  const over: readonly number[] = [
    discordCodes.unknownWebhook,
    discordCodes.invalidWebhookToken,
    discordCodes.unknownInteraction,
    discordCodes.unknownMessage,
  ]
  return code !== undefined && over.includes(code)
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
