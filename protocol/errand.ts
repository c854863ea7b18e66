// Something that came in from a messenger, and what it is answered with.
import { z } from 'zod'
import { hashSchema } from './hash.ts'
import type { PictureShown } from './pictureShown.ts'

const idText = z.string().min(1).max(128)

/** Something that came in, as its bot keeps it; chat/messenger.ts says what the members are. */
export const errandInputSchema = z.strictObject({
  id: z.string().min(1).max(64),
  delivery: z.string().min(1).max(256),
  messenger: z.enum(['slack', 'discord']),
  workspace: idText,
  user: idText,
  channel: idText,
  thread: idText.nullable(),
  deed: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('said'), line: z.string().max(4_000) }),
    z.strictObject({ kind: z.literal('pressed'), value: z.string().max(256) }),
    z.strictObject({
      kind: z.literal('filled'),
      command: z.string().max(64),
      args: z.record(z.string().max(64), z.string().max(4_000)),
    }),
  ]),
  /** of the deed, as canonical JSON */
  digest: hashSchema,
  /** sealed: how only this person is answered */
  replyTo: z.string().max(6_000),
})
export type ErrandInput = z.output<typeof errandInputSchema>

/** What an errand came to, as it is told to whoever sent it. Text is at most 8,000 characters. */
export interface ErrandOutcome {
  readonly principal: string
  /** wire name; empty where it was no command */
  readonly command: string
  /** OK, or of the error */
  readonly code: string
  readonly title: string
  readonly tone: 'plain' | 'good' | 'bad' | 'waiting' | 'quiet'
  readonly text: string
  readonly lines: readonly string[]
  readonly buttons: readonly { readonly label: string; readonly value: string; readonly tone: 'plain' | 'good' | 'bad' }[]
  /** By what it shows, at most some kilobytes; absent: none. */
  readonly picture?: PictureShown
}
