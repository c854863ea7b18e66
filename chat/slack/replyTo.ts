// How one person is answered: what is kept of a delivery until its answer is there. It is on disk only sealed, and it is
// read by no one but the messenger that made it.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'

/** The interface allows 2,000 signs; Slack's own addresses have about a hundred. */
const urlCharsMax = 500

const replyToSchema = z.strictObject({
  v: z.literal(1),
  /** of the delivery: an answer to it is known by this */
  id: z.string().max(300),
  team: z.string().max(40),
  user: z.string().max(40),
  /** A direct message's own, or the person's id where only Slack knows which that is. */
  channel: z.string().max(40),
  thread: z.string().max(40).nullable(),
  /** Slack's own address for answers: half an hour, five times. */
  url: z.string().max(urlCharsMax).nullable(),
  /** Does that address stand for a message that only this person sees, so that it may be replaced? */
  isOwn: z.boolean(),
  /** Is it said where only this person reads, and can be looked up there? */
  isDirect: z.boolean(),
  /** when it came in, ms since 1970 */
  at: z.int().min(0),
})
export type ReplyTo = z.output<typeof replyToSchema>

/** As it is kept. An address that is too long for it is left out: there is another way to answer. */
export const replyToText = (to: Omit<ReplyTo, 'v'>): string =>
  JSON.stringify({ v: 1, ...to, url: to.url !== null && to.url.length <= urlCharsMax ? to.url : null } satisfies ReplyTo)

/** @throws MESSENGER_REFUSED for what this messenger never wrote */
export function readReplyTo(text: string): ReplyTo {
  const refuse = (): never => {
    throw new QuorateError('MESSENGER_REFUSED', { messenger: 'slack', problem: 'where the answer should go cannot be read' })
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return refuse()
  }
  const read = replyToSchema.safeParse(json)
  return read.success ? read.data : refuse()
}
