// A picture, sent as a file below the message that it belongs to. Once: after a crash it is looked for by its name.
import type { CardPicture } from '#chat/cards/card.ts'
import type { SlackCalls } from './slackCalls.ts'
import { findOwn } from './slackSearch.ts'
import { shown } from './slackText.ts'

/** Slack's bound on what describes a picture. */
const saysCharsMax = 1_000

/** @param isRepeat an attempt before this one may have sent it */
export async function sendPicture(
  calls: SlackCalls,
  { name, says, png }: CardPicture,
  {
    team,
    channel,
    thread,
    since,
    isRepeat,
  }: {
    readonly team: string
    readonly channel: string
    readonly thread: string | null
    readonly since: number
    readonly isRepeat: boolean
  },
): Promise<void> {
  const hasIt = (message: { readonly files?: readonly { readonly name?: string | null | undefined }[] | undefined }): boolean =>
    message.files?.some((file) => file.name === name) === true
  if (isRepeat && (await findOwn(calls, { team, channel, thread, since }, hasIt)) !== undefined) return
  const words = shown(says).slice(0, saysCharsMax).toWellFormed()
  const file = { file: Buffer.from(png), filename: name, title: words, alt_text: words }
  await calls.call({ team, channel }, (client) =>
    client.filesUploadV2(
      thread === null ? { channel_id: channel, ...file } : { channel_id: channel, thread_ts: thread, ...file },
    ),
  )
}
