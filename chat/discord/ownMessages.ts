// Finds again what the bot itself wrote. Discord remembers a nonce for some minutes only; after that, a message of which it is
// not known whether it was posted is looked for in its channel. What is found it by is in its small print: the one part of a
// message that every card has, that is read back as it was written, and that a later version can still find.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { DiscordRest } from './discordRest.ts'
import { nonceMost, pagesMost } from './limits.ts'

const inPage = 100
const reading = 'Read Message History'
const messageSchema = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  embeds: z.array(z.object({ footer: z.object({ text: z.string() }).nullish() })),
  message_reference: z.object({ message_id: z.string().nullish() }).nullish(),
})
const messagesSchema = z.array(messageSchema).nullable()
type SeenMessage = z.infer<typeof messageSchema>

/** What a message is found by; 60 bits of its key, so that people see ten signs and no two keys share them. */
export const markOf = (key: string): string => digest(key).slice(0, 10)

/** What Discord knows a message by for some minutes. */
export const nonceOf = (key: string): string => digest(key).slice(0, nonceMost)

/** Carries the mark of this key? */
export const hasMark =
  (key: string) =>
  ({ embeds }: SeenMessage): boolean =>
    embeds.some(({ footer }) => footer?.text === markOf(key) || footer?.text.endsWith(` · ${markOf(key)}`) === true)

/** Is it the reply to this message? */
export const isReplyTo =
  (message: string) =>
  ({ message_reference: reference }: SeenMessage): boolean =>
    reference?.message_id === message

/** The bot's own messages. */
export class OwnMessages {
  readonly #rest: DiscordRest
  #me: Promise<string> | undefined

  constructor(rest: DiscordRest) {
    this.#rest = rest
  }

  /** The bot's id: not always that of its application. */
  me(): Promise<string> {
    this.#me ??= this.#rest
      .ask({ method: 'GET', route: '/users/@me', answer: z.object({ id: z.string() }) })
      .then(({ id }) => id)
      .catch((error: unknown) => {
        // asked again by the next who wants to know
        this.#me = undefined
        throw error
      })
    return this.#me
  }

  /**
   * The bot's oldest message after `after` that is meant, among the 2,000 messages that came then: what is looked for was
   * written soon after what asked for it.
   * @throws MESSENGER_REFUSED where the bot cannot see what it wrote
   */
  async find(channel: string, after: string, isMeant: (message: SeenMessage) => boolean): Promise<string | undefined> {
    const me = await this.me()
    let from = after
    for (let page = 0; page < pagesMost; page += 1) {
      const messages = await this.#page(channel, { after: from, limit: String(inPage) })
      if (messages.length === 0 && page === 0) await this.#seesHistory(channel)
      const oldestFirst = messages.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
      const found = oldestFirst.find((message) => message.author.id === me && isMeant(message))
      if (found !== undefined) return found.id
      from = oldestFirst.at(-1)?.id ?? from
      if (messages.length < inPage) return undefined
    }
    return undefined
  }

  /**
   * Who may not read what was written before is told, without an error, that nothing was. It would be posted twice then.
   * @throws MESSENGER_REFUSED
   */
  async #seesHistory(channel: string): Promise<void> {
    const newest = await this.#page(channel, { limit: '1' })
    if (newest.length > 0) return
    const answer = z.object({ last_message_id: z.string().nullish() })
    const { last_message_id: last } = await this.#rest.ask({
      method: 'GET',
      route: `/channels/${channel}`,
      answer,
      needs: reading,
    })
    if (last !== null && last !== undefined)
      throw new QuorateError('MESSENGER_REFUSED', {
        messenger: 'discord',
        problem: `the bot may not see what it wrote in this channel, and will not risk to write it twice: it needs ${reading}`,
      })
  }

  async #page(channel: string, query: Readonly<Record<string, string>>): Promise<readonly SeenMessage[]> {
    const route = `/channels/${channel}/messages` as const
    return (await this.#rest.ask({ method: 'GET', route, query, answer: messagesSchema, needs: reading })) ?? []
  }
}

function digest(key: string): string {
  return createHash('sha256').update(`quorate post ${key}`).digest('base64url')
}
