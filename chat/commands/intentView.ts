// A trade's bot as a card reads it: what it is, how far it is, who signed and who refused. Read with care: what cannot be
// read is not shown.
import { z } from 'zod'
import { readableState } from '#chat/commands/figures.ts'
import type { Host } from '#runtime/host.ts'

// machines/intentState.ts and machines/quorum.ts state it
const contextSchema = z.object({
  fundId: z.string(),
  intentHash: z.string(),
  intent: z.object({
    action: z.enum(['BUY', 'SELL']),
    amountIn: z.string(),
    minAmountOut: z.string(),
    quoteAmountOut: z.string(),
    deadline: z.int(),
    round: z.int(),
  }),
  reason: z.string(),
  decision: z.object({ rule: z.string(), explanation: z.string() }),
  ballot: z.object({
    threshold: z.int(),
    votes: z.array(
      z.object({ name: z.string(), weight: z.number(), verdict: z.string(), reason: z.string(), verifier: z.string() }),
    ),
  }),
  approval: z.object({ id: z.string() }).nullable(),
  execution: z.object({ txHash: z.string(), block: z.int(), amountIn: z.string(), amountOut: z.string() }).nullable(),
  ending: z.object({ code: z.string(), detail: z.string() }),
})

/** A trade, with its state as a path: `open.awaitingQuorum`. */
export type IntentView = z.output<typeof contextSchema> & { readonly state: string; readonly seq: number }

/** @returns undefined when there is none, or it cannot be read */
export function intentView(host: Pick<Host, 'view'>, intentHash: string): IntentView | undefined {
  const bot = host.view(`intent:${intentHash}`)
  const read = contextSchema.safeParse(bot?.context)
  return bot === undefined || !read.success ? undefined : { ...read.data, state: readableState(bot.value), seq: bot.seq }
}
