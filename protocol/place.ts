// Where messages of a messenger stand: a channel of a workspace, or a thread in it. As text `slack:T1:C1`, as people type it.
import { stringToBytes } from 'viem/utils'
import { z } from 'zod'
import { keccak } from './keccak.ts'

const idSchema = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected an id of up to 64 letters, digits, dots and dashes')

/** A channel, or a thread in it. */
export const placeSchema = z.strictObject({
  messenger: z.enum(['slack', 'discord']),
  workspace: idSchema.describe('Slack’s team, Discord’s server; `-` for a direct message where the messenger names none'),
  channel: idSchema,
  thread: idSchema.nullable().describe('the message that began the thread; null: in the channel itself'),
})
export type Place = Readonly<z.output<typeof placeSchema>>

/** `slack:T1:C1`, and `slack:T1:C1:1712.34` for a thread. */
export function placeText({ messenger, workspace, channel, thread }: Place): string {
  return [messenger, workspace, channel, ...(thread === null ? [] : [thread])].join(':')
}

/** @returns undefined for what names no place */
export function readPlace(text: string): Place | undefined {
  const [messenger, workspace, channel, thread = null, ...more] = text.split(':')
  const read = placeSchema.safeParse({ messenger, workspace, channel, thread })
  return read.success && more.length === 0 ? read.data : undefined
}

/** 16 hexadecimal digits that stand for a text: short enough for the id of a bot, and the same each time. */
export const shortTag = (text: string): string => keccak(stringToBytes(text)).slice(2, 18)

/** The id of the subscription of a place: there is one for each. */
export const placeId = (place: Place): string => `${place.messenger}.${shortTag(placeText(place))}`
