// How only one person is answered: by the interaction's token while it lasts, or below the message that was written. It is
// kept sealed, because a token answers for whoever has it.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { snowflakeSchema } from './discordSettings.ts'
import { replyToMost } from './limits.ts'

const addressSchema = z.discriminatedUnion('to', [
  z.object({
    to: z.literal('interaction'),
    application: snowflakeSchema,
    id: snowflakeSchema,
    token: z.string().regex(/^\S{1,1500}$/),
    /** who is written to when the token has run out */
    user: snowflakeSchema,
  }),
  z.object({ to: z.literal('message'), channel: snowflakeSchema, message: snowflakeSchema }),
])
export type ReplyAddress = z.infer<typeof addressSchema>

export function writeAddress(address: ReplyAddress): string {
  const text = JSON.stringify(address)
  if (text.length > replyToMost)
    throw new QuorateError('MESSENGER_REFUSED', { messenger: 'discord', problem: 'its token is longer than documented' })
  return text
}

/** @throws MESSENGER_REFUSED for what is not an address of Discord */
export function readAddress(text: string): ReplyAddress {
  try {
    return addressSchema.parse(JSON.parse(text))
  } catch {
    // not told further: it may hold a token
    throw new QuorateError('MESSENGER_REFUSED', { messenger: 'discord', problem: 'this is no address to answer at' })
  }
}

/** Ids hold the time they were made at, in ms since 2015 (https://docs.discord.com/developers/reference#snowflakes). */
const discordEpoch = 1_420_070_400_000n

/** @returns ms since 1970 */
export const timeOf = (id: string): number => Number((BigInt(id) >> 22n) + discordEpoch)

/** The least id of a moment. */
export const idAt = (time: number): string =>
  String((BigInt(Math.max(Math.floor(time), Number(discordEpoch))) - discordEpoch) << 22n)
