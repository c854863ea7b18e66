// The payloads that Slack documents, for one workspace, and signed as Slack signs them.
import { createHmac } from 'node:crypto'

export const team = 'T000000001'
export const mara = 'U000000001'
export const general = 'C000000001'
export const botUser = 'U0000QUORA'

/** Headers of a body that Slack signed (v0). */
export function signedBy(
  secret: string,
  body: string,
  { at = Date.now(), type = 'application/json' } = {},
): Record<string, string> {
  const stamp = String(Math.floor(at / 1_000))
  return {
    'content-type': type,
    'x-slack-request-timestamp': stamp,
    'x-slack-signature': `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`,
  }
}

/** The payload of an event, documented at docs.slack.dev/apis/events-api. */
export const eventOf = (id: string, event: object): object => ({
  token: 'not-looked-at',
  team_id: team,
  api_app_id: 'A0000QUORA',
  event,
  type: 'event_callback',
  event_id: id,
  event_time: 1_700_000_000,
  authorizations: [{ enterprise_id: null, team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false }],
  is_ext_shared_channel: false,
  event_context: 'EC1',
})

/** A mention in a channel. */
export const mentionOf = (text: string, more: object = {}): object => ({
  type: 'app_mention',
  user: mara,
  text: `<@${botUser}> ${text}`,
  ts: '1700000000.000100',
  channel: general,
  event_ts: '1700000000.000100',
  ...more,
})

/** What somebody says to the bot alone. */
export const directOf = (text: string, more: object = {}): object => ({
  type: 'message',
  channel: 'D000000001',
  user: mara,
  text,
  ts: '1700000000.000200',
  event_ts: '1700000000.000200',
  channel_type: 'im',
  ...more,
})

/** The payload of a slash command. */
export const commandOf = (text: string, more: object = {}): Record<string, string> => ({
  token: 'not-looked-at',
  team_id: team,
  team_domain: 'example',
  channel_id: general,
  channel_name: 'general',
  user_id: mara,
  user_name: 'mara',
  command: '/quorate',
  text,
  api_app_id: 'A0000QUORA',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T1/1/x',
  trigger_id: '1.2.command',
  ...more,
})

/** The payload of a button in a message. */
export const pressOf = (value: string, more: object = {}): object => ({
  type: 'block_actions',
  user: { id: mara, username: 'mara', name: 'mara', team_id: team },
  api_app_id: 'A0000QUORA',
  token: 'not-looked-at',
  container: { type: 'message', message_ts: '1700000000.000300', channel_id: general, is_ephemeral: false },
  trigger_id: '1.2.press',
  team: { id: team, domain: 'example' },
  channel: { id: general, name: 'general' },
  message: { type: 'message', ts: '1700000000.000300' },
  response_url: 'https://hooks.slack.com/actions/T1/1/x',
  actions: [
    {
      action_id: 'press.0',
      block_id: 'b',
      type: 'button',
      value,
      text: { type: 'plain_text', text: 'Approve' },
      action_ts: '1.2',
    },
  ],
  ...more,
})

/** The payload of a form that was sent off. */
export const submissionOf = (memo: object, values: object, more: object = {}): object => ({
  type: 'view_submission',
  team: { id: team, domain: 'example' },
  user: { id: mara, username: 'mara', name: 'mara', team_id: team },
  api_app_id: 'A0000QUORA',
  token: 'not-looked-at',
  trigger_id: '1.2.form',
  view: {
    id: 'V000000001',
    team_id: team,
    type: 'modal',
    callback_id: 'quorate_form',
    private_metadata: JSON.stringify(memo),
    state: { values },
    hash: '1.abc',
  },
  response_urls: [],
  ...more,
})
