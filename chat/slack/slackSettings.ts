// What an operator says of Slack: how it is reached, which workspaces may use it and up to which role. Secrets stand in no
// settings: they come from the environment alone.
import { z } from 'zod'
import { roles } from '#protocol/permission.ts'
import { QuorateError } from '#protocol/errors.ts'

/** Addresses of Slack: the common one and the one of public bodies. Another is a stand-in on this machine. */
const isSlack = (text: string): boolean => {
  const url = URL.parse(text)
  if (url === null || !url.pathname.endsWith('/')) return false
  return slackHosts.has(url.origin) || (url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname))
}
const slackHosts = new Set(['https://slack.com', 'https://slack-gov.com'])

const teamSchema = z.string().regex(/^T[A-Z0-9]{2,20}$/)

/** `chat.slack` of the settings. */
export const slackSettingsSchema = z.strictObject({
  mode: z
    .enum(['socket', 'http'])
    .describe('socket: this machine opens the connection; http: Slack sends to a public address of the gateway'),
  workspaces: z
    .array(
      z.strictObject({
        team: teamSchema.describe('as auth.test and every address of the workspace tell it, such as T024BE7LD'),
        role: z.enum(roles).describe('the greatest role that anybody may have from there'),
      }),
    )
    .min(1)
    .max(16)
    .refine((all) => new Set(all.map(({ team }) => team)).size === all.length, 'a workspace stands in it twice')
    .describe('no other workspace may use it, and none may install it'),
  channel: z
    .string()
    .regex(/^[CG][A-Z0-9]{2,20}$/)
    .optional()
    .describe('where a test message goes when it is connected, such as C024BE91L'),
  apiUrl: z
    .string()
    .refine(isSlack, 'https://slack.com/api/, https://slack-gov.com/api/, or http on this machine')
    .optional()
    .describe('where Slack is; absent: https://slack.com/api/'),
})
export type SlackSettings = z.output<typeof slackSettingsSchema>

/** What is read of the environment. An empty one is none. */
const variables = {
  SLACK_BOT_TOKEN: /^xoxb-[\w-]{8,300}$/,
  SLACK_SIGNING_SECRET: /^[\x21-\x7e]{16,200}$/,
  SLACK_APP_TOKEN: /^xapp-[\w-]{8,300}$/,
  SLACK_CLIENT_ID: /^[\d.]{3,80}$/,
  SLACK_CLIENT_SECRET: /^[\x21-\x7e]{16,200}$/,
} as const
export type SlackVariable = keyof typeof variables
export type SlackSecrets = Readonly<Partial<Record<SlackVariable, string>>>

/** How each looks, for who has to find it. */
export const variableLooks: Readonly<Record<SlackVariable, string>> = {
  SLACK_BOT_TOKEN: 'begins with xoxb-',
  SLACK_SIGNING_SECRET: 'has at least 16 signs',
  SLACK_APP_TOKEN: 'begins with xapp-',
  SLACK_CLIENT_ID: 'is two numbers with a point between',
  SLACK_CLIENT_SECRET: 'has at least 16 signs',
}

/** @throws SETTINGS_INVALID for one that cannot be what its name says; it is not repeated */
export function slackSecrets(environment: Readonly<Record<string, string | undefined>>): SlackSecrets {
  const found: Partial<Record<SlackVariable, string>> = {}
  for (const [name, pattern] of Object.entries(variables) as [SlackVariable, RegExp][]) {
    const value = environment[name]?.trim() ?? ''
    if (value === '') continue
    if (!pattern.test(value)) throw new QuorateError('SETTINGS_INVALID', { file: name, problem: `it ${variableLooks[name]}` })
    found[name] = value
  }
  return found
}

/** Is it installed by OAuth, in as many workspaces as are listed, and not by one token? */
export const isInstalledByOAuth = (secrets: SlackSecrets): boolean =>
  secrets.SLACK_BOT_TOKEN === undefined && secrets.SLACK_CLIENT_ID !== undefined && secrets.SLACK_CLIENT_SECRET !== undefined

/** What has to be given besides, for these settings. */
export function missingSecrets({ mode }: Pick<SlackSettings, 'mode'>, secrets: SlackSecrets): readonly SlackVariable[] {
  const needed: SlackVariable[] = [mode === 'http' ? 'SLACK_SIGNING_SECRET' : 'SLACK_APP_TOKEN']
  if (secrets.SLACK_CLIENT_ID !== undefined || secrets.SLACK_CLIENT_SECRET !== undefined) {
    if (secrets.SLACK_BOT_TOKEN === undefined) needed.push('SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET')
  } else needed.push('SLACK_BOT_TOKEN')
  return needed.filter((name) => secrets[name] === undefined)
}
