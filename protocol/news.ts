// What people may want to hear of: a fact of the journal as news, with what it is about and how much it matters.
import { z } from 'zod'
import { severitySchema } from './monitorRules.ts'
import { notesMax } from './limits.ts'

/** What a place may subscribe to, beside the audit log's head. */
export const newsKinds = ['trades', 'refusals', 'approvals', 'incidents', 'workflows'] as const
export const newsKindSchema = z.enum(newsKinds)
export type NewsKind = z.output<typeof newsKindSchema>

/** What a place may name: `all` is every kind of news; `audit-head` is posted once a day. */
export const subscribedKinds = [...newsKinds, 'all', 'audit-head'] as const
export type SubscribedKind = (typeof subscribedKinds)[number]

/** How much a reader should notice, and why; as a card has it. */
export const newsTones = ['plain', 'good', 'bad', 'waiting', 'quiet'] as const
export type NewsTone = (typeof newsTones)[number]

/** One thing to tell. */
export const newsSchema = z.strictObject({
  /** of its fact: `seq/index`; names it for ever */
  key: z.string().regex(/^\d{1,16}\/\d{1,6}$/),
  /** of its fact, ms since 1970 */
  at: z.number(),
  kind: newsKindSchema,
  severity: severitySchema,
  /** empty: of the swarm as a whole */
  fundId: z.string().max(31),
  /** the bot that its card shows: `intent:0x…`, `approval:…`, `incident:…` */
  subject: z.string().max(128),
  /** one sentence */
  words: z.string().max(notesMax.newsChars),
  tone: z.enum(newsTones),
  /** Is it said, or does it only change the card? */
  isSaid: z.boolean(),
  /** Nobody took it on: whoever is to be told then is named. */
  isEscalation: z.boolean(),
  /** Is its subject over? */
  isOver: z.boolean(),
})
export type News = Readonly<z.output<typeof newsSchema>>

/** What is said about a subject, or by itself: a title, a few lines. */
export interface PostedWords {
  readonly title: string
  readonly tone: NewsTone
  readonly lines: readonly string[]
  readonly footer: string
}
