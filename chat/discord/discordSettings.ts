// What an operator says of Discord. The token is not among it: it comes from the environment alone, as DISCORD_BOT_TOKEN.
import { z } from 'zod'
import { roles } from '#protocol/permission.ts'

/** Where the token is read from. */
export const discordTokenName = 'DISCORD_BOT_TOKEN'

/** Discord's id of anything: a number of 64 bits, as text. */
export const snowflakeSchema = z.string().regex(/^\d{15,20}$/, 'a Discord id: 17 to 20 digits')

/** A server whose people may be heard, and as what at most. */
const guildSchema = z.strictObject({
  id: snowflakeSchema,
  greatestRole: z.enum(roles).describe('nobody is more than this when speaking from this server'),
  funds: z
    .union([z.literal('all'), z.array(z.string()).readonly()])
    .default('all')
    .describe('funds that may be spoken of from this server'),
})

/** Servers: commands are registered in each of them, one request each. */
const guildsMax = 50

/** A loopback address is for tests; everything else has to be encrypted. */
const isSafeUrl = (text: string): boolean => {
  const url = URL.parse(text)
  if (url === null) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
}

export const discordSettingsSchema = z.strictObject({
  mode: z
    .enum(['gateway', 'http'])
    .describe('gateway: the daemon keeps a connection to Discord; http: Discord posts to the daemon, which has a public address'),
  applicationId: snowflakeSchema.describe('General Information, Application ID'),
  publicKey: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'the 64 hex digits of General Information, Public Key')
    .describe('what Discord signs its requests with'),
  guilds: z.array(guildSchema).max(guildsMax).readonly().describe('servers that are heard; empty: none'),
  directMessages: z.boolean().default(true).describe('whether people may write to the bot itself'),
  testChannel: snowflakeSchema.nullable().default(null).describe('where the test message of a check is sent'),
  apiUrl: z
    .string()
    .refine(isSafeUrl, 'https, or http on this machine')
    .default('https://discord.com/api')
    .describe('where Discord is'),
})
export type DiscordSettings = z.infer<typeof discordSettingsSchema>
