// What is told of cards, subscriptions and of the herald: what was posted where, what a place hears, what was never told.
import { z } from 'zod'
import { labelSchema, noteSchema } from './text.ts'

const card = {
  cardId: z.string().max(64),
  subject: z.string().max(128).describe('the bot that it shows, or what it says by itself'),
  place: z.string().max(256).describe('slack:T1:C1'),
}
const place = { place: card.place, by: labelSchema }

/** Rows of `factSchemas`. */
export const notificationFacts = {
  'card.posted': z.object({ ...card, message: z.string().max(256) }),
  'card.lost': z.object({ ...card, code: labelSchema, detail: noteSchema }),
  'subscription.set': z.object({
    ...place,
    kinds: z.array(z.string().max(31)),
    fundId: z.string().max(31).describe('empty: every fund'),
    severity: z.string().max(31),
    digest: z.string().max(31),
  }),
  'subscription.muted': z.object({ ...place, until: z.string().nullable().describe('ISO 8601; null: no longer') }),
  'subscription.ended': z.object(place),
  'herald.skipped': z.object({
    from: z.int().min(0).describe('the first turn that nobody was told of'),
    to: z.int().min(0).describe('the first that the journal still holds'),
  }),
} as const
