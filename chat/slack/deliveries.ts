// What came in from Slack as one delivery each. Its id is the one thing that is the same whenever Slack, or somebody who
// wrote a signed request down, delivers it again:
//   an event      its `event_id`: Slack sends it up to four times with that id
//   a command,    its `trigger_id`: made anew by Slack for each deed, and part of what is signed. Slack's envelope on a
//   a button      socket has another id each time, and a digest of the body would count a person's second click as the first
//   a form        its view's id: a form counts once, however often it is sent off
import type { Deed, Delivery } from '#chat/messenger.ts'
import { pressAction } from './blocks.ts'
import { readForm, type FormMemo } from './forms.ts'
import { replyToText } from './replyTo.ts'
import { teamOf, type ActionsPayload, type CommandPayload, type MessageEvent, type Submission } from './slackPayloads.ts'
import { typedText } from './slackText.ts'

/** The id of the App Home's field in which a command is looked for. */
export const lookUpAction = 'look.up'

interface Known {
  readonly id: string
  readonly team: string
  readonly user: string
  readonly channel: string
  readonly thread?: string | undefined
  readonly url?: string | undefined
  readonly isOwn?: boolean
  readonly isDirect?: boolean
  readonly now: number
}

function deliveryOf(deed: Deed, { id, team, user, channel, thread, url, isOwn = false, isDirect = false, now }: Known): Delivery {
  const place = { messenger: 'slack', workspace: team, channel, thread: thread ?? null } as const
  return {
    id,
    from: { messenger: 'slack', workspace: team, user },
    place,
    deed,
    replyTo: replyToText({ id, team, user, channel, thread: place.thread, url: url ?? null, isOwn, isDirect, at: now }),
  }
}

/** @param bot this bot's own person, cut off where it stands as a mention */
export function saidInMessage(
  message: MessageEvent & { readonly user: string },
  { event_id: id, team_id: team }: { readonly event_id: string; readonly team_id: string },
  { bot, now }: { readonly bot: string | undefined; readonly now: number },
): Delivery {
  const { user, channel, text, thread_ts: thread } = message
  return deliveryOf(
    { kind: 'said', line: typedText(text, bot) },
    { id, team, user, channel, thread, isDirect: message.type === 'message', now },
  )
}

export const saidByCommand = (
  { text, team_id: team, channel_id: channel, user_id: user, response_url: url, trigger_id: id }: CommandPayload,
  now: number,
): Delivery => deliveryOf({ kind: 'said', line: typedText(text) }, { id, team, user, channel, url, now })

/** What cannot be meant for us, such as the click on a link, is none. */
export function pressed(payload: ActionsPayload, now: number): Delivery | undefined {
  const [action] = payload.actions
  if (action === undefined) return undefined
  const deed = deedOf(action)
  if (deed === undefined) return undefined
  const { user, channel, container, message, response_url: url, trigger_id: id } = payload
  return deliveryOf(deed, {
    id,
    team: teamOf(payload),
    user: user.id,
    // on the App Home there is no channel: one's direct messages are the place for the answer
    channel: channel?.id ?? user.id,
    thread: message?.thread_ts ?? container.thread_ts,
    url,
    isOwn: container.is_ephemeral === true,
    isDirect: channel === undefined,
    now,
  })
}

function deedOf({ action_id: action, value, selected_option: chosen }: ActionsPayload['actions'][number]): Deed | undefined {
  if (pressAction.test(action) && value !== undefined) return { kind: 'pressed', value }
  if (action === lookUpAction && chosen !== null && chosen !== undefined) return { kind: 'said', line: chosen.value }
  return undefined
}

export const filled = (submission: Submission, { command, channel, url }: FormMemo, now: number): Delivery =>
  deliveryOf(
    { kind: 'filled', command, args: readForm(submission) },
    {
      id: submission.view.id,
      team: teamOf(submission),
      user: submission.user.id,
      channel: channel ?? submission.user.id,
      url: url ?? undefined,
      isDirect: channel === null,
      now,
    },
  )

/** Files and quoted messages that came along, by name: nothing reads them. */
export const unread = ({ files, attachments }: MessageEvent): readonly string[] => [
  ...files.map(({ name }) => name ?? 'a file without a name'),
  ...attachments.map(({ title, fallback }) => title ?? fallback ?? 'an attachment'),
]
