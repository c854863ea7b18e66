// A trade that a person asks a fund's strategy for: exactly one, and who asked for it. It goes the way of every other trade.
import { z } from 'zod'
import { amountSchema } from './amounts.ts'
import { intentActionSchema } from './intent.ts'
import { personSchema } from './person.ts'
import { labelSchema } from './text.ts'

/** Who asked a strategy for a trade, as the surface proved it. */
export const tradeAskerSchema = z
  .strictObject({
    requestId: z
      .string()
      .regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected up to 64 letters, digits, dots and dashes')
      .describe('of the request: the same one twice is the same trade'),
    principal: labelSchema.describe('such as `key:…`, `session:…`, `link:…`'),
    person: personSchema.describe('whose hands it is in; may not approve the trade'),
  })
  .meta({ id: 'TradeAsker', description: 'Who asked a strategy for a trade.' })
/** Who asked. */
export type TradeAsker = Readonly<z.output<typeof tradeAskerSchema>>

/** What exactly is asked for; the amount is of the token that is given away, in base units. */
export const askedTradeSchema = z
  .strictObject({
    ...tradeAskerSchema.shape,
    action: intentActionSchema,
    amountIn: z
      .union([amountSchema.refine((amount) => amount !== '0', 'expected more than nothing'), z.literal('all')])
      .describe('base units; `all`: whatever is held when it is decided'),
  })
  .refine(({ action, amountIn }) => action === 'SELL' || amountIn !== 'all', {
    path: ['amountIn'],
    error: 'expected an amount: only a sale can be of all',
  })

/** What a strategy answers: once, when it knows. */
export const askedAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('proposed'),
    intentHash: z.string(),
    amountIn: z.string().describe('base units'),
    asksPeople: z.boolean().describe('does it wait for people before it goes on chain?'),
  }),
  z.object({ outcome: z.literal('busy'), detail: z.string() }),
  z.object({
    outcome: z.literal('refused'),
    code: z.string(),
    detail: z.string(),
    most: z.string().nullable().describe('that could be asked for, in base units; null where that is not why'),
  }),
])
/** As the strategy gives it. */
export type AskedAnswer = Readonly<z.output<typeof askedAnswerSchema>>
