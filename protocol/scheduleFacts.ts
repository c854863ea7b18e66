// The facts about schedules: what they ran, and what they missed.
import { z } from 'zod'
import { fundIdSchema } from './fund.ts'
import { labelSchema, slugSchema } from './text.ts'

/** What a schedule can do. */
export const scheduledSchema = z.enum(['execute-intents', 'audit-anchor'])
/** What becomes of times that nobody was there for. */
export const missedPolicySchema = z.enum(['skip', 'once', 'catch-up'])

const about = { schedule: slugSchema }
const doing = { what: scheduledSchema, fundId: fundIdSchema }

/** Told by schedules only. */
export const scheduleFacts = {
  'schedule.made': z.object({ ...about, ...doing, cron: labelSchema, missed: missedPolicySchema, by: labelSchema }),
  'schedule.ran': z.object({
    ...about,
    ...doing,
    due: z.iso.datetime().describe('the time of the expression that it was run for'),
    lateMs: z.int().min(0),
  }),
  'schedule.missed': z.object({
    ...about,
    count: z.int().min(1).describe('times that are not run for themselves'),
    more: z.boolean().describe('there were more than are counted'),
    policy: missedPolicySchema,
  }),
  'schedule.ended': z.object({ ...about, by: labelSchema.describe('empty when its expression has no further time') }),
} as const
