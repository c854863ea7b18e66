// Looking for what was sent already. Slack takes no idempotency key, so a message carries its own in its metadata, which
// nobody sees and an edit leaves alone; after a crash it is looked for before it would be sent again.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { SlackCalls } from './slackCalls.ts'

export const cardMetadataType = 'quorate_card'

/** As a message carries its key. */
export const metadataOf = (key: string): { readonly event_type: string; readonly event_payload: { readonly key: string } } => ({
  event_type: cardMetadataType,
  event_payload: { key },
})

/** Where to look, and from when on. */
export interface SearchedPlace {
  readonly team: string
  readonly channel: string
  readonly thread: string | null
  /** ms since 1970, by this machine's clock */
  readonly since: number
}

/** What is read of a message; Slack tells far more. */
const messageSchema = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()).optional() })
    .optional()
    .catch(undefined),
  files: z
    .array(z.object({ name: z.string().nullish() }))
    .optional()
    .catch(undefined),
})
export type FoundMessage = z.output<typeof messageSchema>

/** Slack's clock and this one may be so far apart. */
const clockSlackMs = 5 * 60_000
/** What an app that is not on Slack's marketplace may still ask for at once. */
const pageSize = 100
/** A channel with more messages than this since an attempt a moment ago is none that people read. */
const pagesMax = 20

/** The newest message of this bot's own that is the one looked for. @throws as SlackCalls, and MESSENGER_REFUSED where there is too much to look through */
export async function findOwn(
  calls: SlackCalls,
  { team, channel, thread, since }: SearchedPlace,
  isIt: (message: FoundMessage) => boolean,
): Promise<FoundMessage | undefined> {
  const self = await calls.self(team)
  const oldest = (Math.max(0, since - clockSlackMs) / 1_000).toFixed(6)
  let cursor: string | undefined
  for (let page = 0; page < pagesMax; page += 1) {
    const asked = {
      channel,
      oldest,
      inclusive: true,
      limit: pageSize,
      include_all_metadata: true,
      ...(cursor === undefined ? {} : { cursor }),
    } as const
    const told = await calls.call({ team, channel }, (client) =>
      thread === null ? client.conversations.history(asked) : client.conversations.replies({ ...asked, ts: thread }),
    )
    const messages = z.array(messageSchema).parse(told.messages ?? [])
    // a stranger's app could carry the same key
    const found = messages.find(
      (one) => (one.user === self.user || (self.bot !== undefined && one.bot_id === self.bot)) && isIt(one),
    )
    if (found !== undefined) return found
    cursor = told.response_metadata?.next_cursor
    if (cursor === undefined || cursor === '') return undefined
  }
  throw new QuorateError('MESSENGER_REFUSED', {
    messenger: 'slack',
    problem: `more than ${pageSize * pagesMax} messages in ${channel} are newer than the attempt`,
  })
}

/** Does it carry this key? */
export const carries =
  (key: string) =>
  ({ metadata }: FoundMessage): boolean =>
    metadata?.event_type === cardMetadataType && metadata.event_payload?.['key'] === key
