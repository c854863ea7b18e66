// The registrations of a fund as their bots tell them: read anew each time, kept nowhere else.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { botIdSchema, registrationStateSchema } from '#protocol/registration.ts'
import type { BotView, Host } from '#runtime/host.ts'

/** One registration, as every surface shows it. */
export const registrationLineSchema = z.object({
  botId: botIdSchema,
  name: z.string(),
  role: z.literal('verifier'),
  address: z.string(),
  weight: z.int().describe('that it asked for, and has once it is active'),
  title: z.string(),
  state: registrationStateSchema.describe('its signatures count in active and leaving, and nowhere else'),
  by: z.string().describe('who decided last; empty before'),
  reason: z.string(),
  setEpoch: z.int().nullable().describe('the first set epoch with it; null before'),
  trouble: z.string().describe('why it is held; empty when it is not'),
  changedAt: z.string().describe('ISO 8601'),
})
export type RegistrationLine = z.output<typeof registrationLineSchema>

// what machines/registration.ts keeps
const contextSchema = registrationLineSchema.omit({ state: true, changedAt: true }).extend({ fundId: z.string() })
// what machines/roster.ts keeps
const rosterSchema = z.object({
  seats: z.array(
    z.object({
      botId: z.string(),
      name: z.string(),
      address: z.string(),
      weight: z.int(),
      state: z.enum(['requested', 'joining', 'seated', 'leaving']),
    }),
  ),
  open: z.object({ setEpoch: z.int(), claim: z.int(), snapshot: z.int(), intent: z.int(), total: z.int() }).nullable(),
})

/** All registrations of a fund, oldest first. */
export function registrationsOf(host: Pick<Host, 'list'>, fundId: string): readonly RegistrationLine[] {
  return host
    .list('registration')
    .filter(({ address }) => address.startsWith(`registration:${fundId}.`))
    .map(lineOf)
    .toSorted((one, other) => registrationNumber(one.botId) - registrationNumber(other.botId))
}

/** One of them. @throws UNKNOWN_REGISTRATION */
export function registrationOf(host: Pick<Host, 'view'>, fundId: string, botId: string): RegistrationLine {
  const view = host.view(`registration:${fundId}.${botId}`)
  if (view === undefined) throw new QuorateError('UNKNOWN_REGISTRATION', { fundId, botId })
  return lineOf(view)
}

/** Lists go by it: the number that ends a registration's id. */
export const registrationNumber = (botId: string): number => Number(botId.slice(botId.lastIndexOf('-') + 1))

/** What a fund's roster says of the set: who sits in it by registration, and the open set once it was changed. */
export function rosterOf(host: Pick<Host, 'view'>, fundId: string): z.output<typeof rosterSchema> {
  const read = rosterSchema.safeParse(host.view(`roster:${fundId}`)?.context)
  return read.success ? read.data : { seats: [], open: null }
}

/** Is this the address of a bot that the fund's people have let in? One that only asks is let in nowhere. */
export function isLetIn(host: Pick<Host, 'view'>, fundId: string, address: string): boolean {
  return rosterOf(host, fundId).seats.some(
    (seat) => seat.state !== 'requested' && seat.address.toLowerCase() === address.toLowerCase(),
  )
}

function lineOf(view: BotView): RegistrationLine {
  const { fundId: _, ...rest } = contextSchema.parse(view.context)
  return { ...rest, state: registrationStateSchema.parse(view.value), changedAt: view.at }
}
