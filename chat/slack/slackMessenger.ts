// What the swarm says in Slack: cards that are posted once and kept up, and answers that one person reads.
import type { Card } from '#chat/cards/card.ts'
import type { Messenger, Place } from '#chat/messenger.ts'
import { QuorateError } from '#protocol/errors.ts'
import { slackMessage } from './blocks.ts'
import { PrivateAnswers } from './privateAnswers.ts'
import { sendPicture } from './sendPicture.ts'
import type { SlackCalls } from './slackCalls.ts'
import { carries, findOwn, metadataOf } from './slackSearch.ts'

/** Names of people and addresses stay words, and no page that they lead to is fetched. */
export const unparsed = { parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false } as const

export class SlackMessenger implements Messenger {
  readonly name = 'slack'
  readonly #calls: SlackCalls
  readonly #answers: PrivateAnswers

  constructor(calls: SlackCalls) {
    this.#calls = calls
    this.#answers = new PrivateAnswers(calls)
  }

  async post(
    { workspace: team, channel, thread }: Place,
    card: Card,
    { key, isRepeat, since }: { readonly key: string; readonly isRepeat: boolean; readonly since: number },
  ): Promise<string> {
    const found = isRepeat ? await findOwn(this.#calls, { team, channel, thread, since }, carries(key)) : undefined
    const message = found?.ts ?? (await this.#send({ team, channel, thread }, card, key))
    // below its message: a picture is a message of its own to Slack
    if (card.picture !== null)
      await sendPicture(this.#calls, card.picture, {
        team,
        channel,
        thread: thread ?? message,
        since,
        isRepeat: found !== undefined,
      })
    return message
  }

  async update({ workspace: team, channel }: Place, message: string, card: Card): Promise<void> {
    await this.#calls.call({ team, channel }, (client) =>
      client.chat.update({ channel, ts: message, ...slackMessage(card), parse: 'none', link_names: false }),
    )
  }

  /** Slack has no private message that can be looked up but a direct one: elsewhere a kill at the wrong instant repeats the words. */
  answer(replyTo: string, card: Card, isLast: boolean): Promise<void> {
    return this.#answers.answer(replyTo, card, isLast)
  }

  /** Until what was given is over, this delivery is not answered: an answer must not come before its acknowledgement. */
  answerAfter(deliveryId: string, acknowledged: Promise<unknown>): void {
    this.#answers.hold(deliveryId, acknowledged)
  }

  /** Called once with the last answer to a delivery, as far as this process gives it: the home that it came from shows more than that. */
  whenAnswered(deliveryId: string, then: () => void): void {
    this.#answers.whenLast(deliveryId, then)
  }

  /** Says that it is under way, unless there is an answer already. */
  answerFirst(replyTo: string, card: Card): Promise<void> {
    return this.#answers.atFirst(replyTo, card)
  }

  async #send(
    { team, channel, thread }: { readonly team: string; readonly channel: string; readonly thread: string | null },
    card: Card,
    key: string,
  ): Promise<string> {
    const { ts } = await this.#calls.call({ team, channel }, (client) =>
      client.chat.postMessage({
        channel,
        ...slackMessage(card),
        ...unparsed,
        metadata: metadataOf(key),
        ...(thread === null ? {} : { thread_ts: thread }),
      }),
    )
    if (ts === undefined)
      throw new QuorateError('MESSENGER_UNREACHABLE', { messenger: 'slack', problem: 'it took the message and named none' })
    return ts
  }
}
