// The claims of the rounds that are open: what crawlers say, and how much of the verifiers' weight stands behind each.
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import type { BotView } from '#runtime/host.ts'
import { askCommand } from './command.ts'
import { shortHash } from './figures.ts'
import { nameBook } from './nameBook.ts'
import { printable } from './style.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

// machines/relayerState.ts states it
const contextSchema = z.object({
  fundId: z.string(),
  round: z
    .object({
      round: z.int(),
      claims: z.array(
        z.object({
          claimHash: z.string(),
          claim: z.object({ crawler: z.string(), extracted: z.string() }),
          state: z.enum(['open', 'finalized', 'refused']),
          ballot: z.object({ threshold: z.int(), votes: z.array(z.object({ weight: z.number(), verdict: z.string() })) }),
        }),
      ),
    })
    .nullable(),
})

export const claimLineSchema = z.object({
  claimHash: z.string(),
  fundId: z.string(),
  round: z.int(),
  by: z.string().describe('who claims it, by name where it is known'),
  extracted: z.string().describe('what is claimed'),
  state: z.enum(['open', 'finalized', 'refused']),
  weight: z.number().describe('of the verifiers that reproduced it'),
  threshold: z.int().describe('weight that it needs'),
})
export const claimListSchema = z.object({ claims: z.array(claimLineSchema) })
export type ClaimList = Told<typeof claimListSchema>

/** What is shown of a claim's value in a table. */
const shownChars = 40

export const claimListCommand = askCommand({
  name: 'claim.list',
  also: ['claims'],
  result: claimListSchema,
  summary: 'List the claims of the rounds that are open, and who stands behind them',
  help: 'A claim counts when verifiers of enough weight have reproduced it. Earlier rounds: GET /api/v1/funds/{fundId}/claims, or the console.',
  permission: 'viewer',
  args: z.strictObject({ fund: fundIdSchema.optional().describe('only of this fund') }),
  positionals: ['fund'],
  examples: [{ type: 'claim list main', does: 'lists the claims of the round of one fund' }],
  async run({ fund }, { host, funds }): Promise<ClaimList> {
    const names = nameBook(await funds.list())
    const claims = host.list('relayer').flatMap((bot) => linesOf(bot, names.who))
    return { claims: claims.filter(({ fundId }) => fund === undefined || fundId === fund) }
  },
  render({ claims }, style) {
    if (claims.length === 0) return style.dim('no claim in the rounds that are open')
    return textTable(
      [
        { title: 'claim' },
        { title: 'fund' },
        { title: 'round', align: 'right' },
        { title: 'by' },
        { title: 'says', gives: true },
        { title: 'state' },
        { title: 'reproduced', align: 'right' },
      ],
      claims.map(({ claimHash, fundId, round, by, extracted, state, weight, threshold }) => [
        shortHash(claimHash),
        fundId,
        String(round),
        by,
        printable(extracted.slice(0, shownChars)),
        state,
        `${weight} of ${threshold}`,
      ]),
      style,
    )
  },
})

function linesOf({ context }: BotView, who: (address: string) => string): ClaimList['claims'] {
  const read = contextSchema.safeParse(context).data
  const round = read?.round
  if (read === undefined || round === null || round === undefined) return []
  return round.claims.map(({ claimHash, claim, state, ballot }) => ({
    claimHash,
    fundId: read.fundId,
    round: round.round,
    by: who(claim.crawler),
    extracted: claim.extracted,
    state,
    weight: ballot.votes.filter(({ verdict }) => verdict === 'PASS').reduce((sum, { weight }) => sum + weight, 0),
    threshold: ballot.threshold,
  }))
}
