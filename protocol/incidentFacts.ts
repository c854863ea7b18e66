// The facts of monitors and incidents.
import { z } from 'zod'
import { fundIdSchema } from './fund.ts'
import { hashSchema } from './hash.ts'
import { ruleIdSchema, severitySchema } from './monitorRules.ts'
import { labelSchema, noteSchema } from './text.ts'

/** A monitor's name, its rule, and which of its incidents: `main.loss-bucket.1`. */
export const incidentIdSchema = z
  .string()
  .max(96)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){1,2}\.\d{1,9}$/, 'expected an incident such as main.loss-bucket.1')

const about = {
  incidentId: incidentIdSchema,
  fundId: z.union([fundIdSchema, z.literal('')]).describe('empty: of the swarm as a whole'),
  rule: ruleIdSchema,
  subject: z.string().max(256).describe('whose value it is: a trade, a verifier, an account, the fund'),
  severity: severitySchema,
}

/** `monitor.blind` is told once until the monitor sees again. */
export const incidentFacts = {
  'incident.raised': z.object({
    ...about,
    value: z.number(),
    threshold: z.number(),
    detail: noteSchema,
    pauses: z.boolean().describe('does it pause its fund?'),
  }),
  'incident.acknowledged': z.object({ ...about, by: labelSchema, note: noteSchema }),
  'incident.escalated': z.object({
    ...about,
    times: z.int().min(1).describe('how often it was told again because nobody took it on'),
  }),
  'incident.resolved': z.object({
    ...about,
    how: z.enum(['person', 'healthy']),
    by: labelSchema.describe('empty: it resolved itself'),
    note: noteSchema,
    breaches: z.int().min(1).describe('looks that found the rule breached'),
  }),
  'incident.paused': z.object({
    ...about,
    how: z.enum(['sent', 'found']).describe('by this incident, or the fund was paused already'),
    txHash: hashSchema.nullable(),
  }),
  'incident.pauseFailed': z.object({ ...about, code: labelSchema, detail: noteSchema, attempts: z.int().min(1) }),
  'monitor.blind': z.object({
    fundId: about.fundId,
    code: labelSchema,
    detail: noteSchema,
  }),
} as const
