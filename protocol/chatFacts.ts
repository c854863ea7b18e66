// The facts of the chats: who is who in a messenger, and what came in from there.
import { z } from 'zod'
import { fundIdSchema } from './fund.ts'
import { personSchema } from './person.ts'
import { roles } from './permission.ts'
import { labelSchema, noteSchema } from './text.ts'

/** Somebody in a messenger, as it names them. */
const messengerUser = {
  messenger: z.enum(['slack', 'discord']),
  workspace: labelSchema,
  user: labelSchema,
}
const link = { linkId: z.string().max(64), ...messengerUser, person: personSchema }
/** Something that came in. */
export const aboutErrand = {
  id: z.string().min(1).max(64),
  ...messengerUser,
  deed: z.enum(['said', 'pressed', 'filled']),
}

/** Told by links and errands only. */
export const chatFacts = {
  'link.made': z.object({
    ...link,
    role: z.enum(roles),
    funds: z.union([z.literal('all'), z.array(fundIdSchema)]),
    roles: z
      .array(z.object({ fund: fundIdSchema, role: z.enum(roles) }))
      .exactOptional()
      .describe('another role in single funds; absent: the same everywhere'),
    by: labelSchema.describe('who made the code that it was made with'),
    lifetimeMs: z.int().min(1),
  }),
  'link.ended': z.object({ ...link, how: z.enum(['revoked', 'expired']), by: labelSchema }),
  'errand.taken': z.object(aboutErrand),
  'errand.answered': z.object(aboutErrand),
  'errand.unanswered': z.object({ ...aboutErrand, problem: noteSchema.describe('why the messenger did not take the answer') }),
} as const
