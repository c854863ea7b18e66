// An approval by people: of exactly which action, by how many, and when a fund's trade needs one. Pure: whoever checks it
// (the intent's bot, the executor, a surface) checks it by this.
import { z } from 'zod'
import { amountSchema } from './amounts.ts'
import { approversMax, decisionReasonCharsMax } from './limits.ts'
import { personSchema } from './person.ts'
import { textSchema } from './text.ts'

/** At most 32 characters: a messenger's button carries `v1:<verb>:<id>:<revision>` in 64 bytes. */
export const approvalIdSchema = z.string().regex(/^[a-z0-9]{1,32}$/, 'expected an approval’s id: up to 32 letters and digits')

/** Why somebody approves or rejects; may be empty. It is quoted in the ending of what it is about, which is a note. */
export const decisionReasonSchema = textSchema(decisionReasonCharsMax)

/** The id of the approval of an action: the first half of its digest. Whoever has the action finds its approval. */
export const approvalIdOf = (digest: string): string => digest.slice(2, 34)

/** When trades of a fund wait for people; amounts are base units of the base asset. */
export const approvalRuleShape = {
  approvalAboveValue: amountSchema
    .optional()
    .describe('a trade worth more than this, in base units of the base asset, waits for a person before it goes on chain'),
  twoPersonsAboveValue: amountSchema.optional().describe('a trade worth more than this waits for two persons'),
  approvers: z
    .array(personSchema)
    .min(1)
    .max(approversMax)
    .optional()
    .describe('who may decide; absent: whoever has the permission approver'),
  proposer: personSchema.optional().describe('who answers for the strategy, and so does not approve what it proposes'),
} as const
/** As a fund's configuration holds them. */
export type ApprovalRules = z.output<z.ZodObject<typeof approvalRuleShape>>

/** Of anything that has them, the rules alone. */
export function approvalRulesOf(given: ApprovalRules): ApprovalRules {
  const { approvalAboveValue, twoPersonsAboveValue, approvers, proposer } = given
  return {
    ...(approvalAboveValue === undefined ? {} : { approvalAboveValue }),
    ...(twoPersonsAboveValue === undefined ? {} : { twoPersonsAboveValue }),
    ...(approvers === undefined ? {} : { approvers }),
    ...(proposer === undefined ? {} : { proposer }),
  }
}

interface RuleProblem {
  readonly path: readonly string[]
  readonly message: string
}
/** Rules that contradict each other, or that nobody could satisfy. */
export function approvalRuleProblems(rules: ApprovalRules): RuleProblem[] {
  const { approvalAboveValue: one, twoPersonsAboveValue: two, approvers, proposer } = rules
  if (two !== undefined && one === undefined)
    return [{ path: ['twoPersonsAboveValue'], message: 'it needs approvalAboveValue, from which one person is enough' }]
  if (one !== undefined && two !== undefined && BigInt(two) < BigInt(one))
    return [{ path: ['twoPersonsAboveValue'], message: `${two} is under approvalAboveValue, ${one}` }]
  if (approvers === undefined) return []
  const able = new Set(approvers.filter((person) => person !== proposer)).size
  const needed = two !== undefined ? 2 : one !== undefined ? 1 : 0
  return able < needed
    ? [
        {
          path: ['approvers'],
          message: `${able} of them may approve what ${proposer ?? 'another'} proposes; ${needed} are needed`,
        },
      ]
    : []
}

/** How many persons have to approve, and why. */
export interface ApprovalDue {
  readonly quorum: 1 | 2
  /** Of the trade, in base units of the base asset. */
  readonly value: string
  /** The bound that it is over. */
  readonly above: string
}

/** What a trade is worth in base asset by its own signed fields: what a BUY spends, what a SELL was quoted. */
export const tradeValue = (intent: {
  readonly action: 'BUY' | 'SELL'
  readonly amountIn: string
  readonly quoteAmountOut: string
}): string => (intent.action === 'BUY' ? intent.amountIn : intent.quoteAmountOut)

/** The approval that a trade needs; null when it needs none. */
export function approvalDue(rules: ApprovalRules, intent: Parameters<typeof tradeValue>[0]): ApprovalDue | null {
  const { approvalAboveValue: one, twoPersonsAboveValue: two } = rules
  const value = tradeValue(intent)
  if (two !== undefined && BigInt(value) > BigInt(two)) return { quorum: 2, value, above: two }
  if (one !== undefined && BigInt(value) > BigInt(one)) return { quorum: 1, value, above: one }
  return null
}

/** An approval as it stands, for whoever has to believe it. */
export const approvalProofSchema = z.object({
  approvalId: approvalIdSchema,
  fundId: z.string(),
  digest: z.string().describe('of the exact action'),
  state: z.enum(['pending', 'granted', 'used', 'rejected', 'expired', 'withdrawn']),
  requester: z.string().describe('the person who asked'),
  approvedBy: z.array(z.string()).describe('persons'),
})
export type ApprovalProof = z.output<typeof approvalProofSchema>

// as machines/approval.ts keeps it
const contextSchema = z.object({
  id: z.string(),
  fundId: z.string(),
  digest: z.string(),
  requester: z.object({ person: z.string() }),
  votes: z.array(z.object({ verdict: z.enum(['approve', 'reject']), person: z.string() })),
})

/** An approval as its bot has it; null when there is none, or it is no approval. */
export function approvalProofOf(bot: { readonly value: unknown; readonly context: unknown } | undefined): ApprovalProof | null {
  const read = contextSchema.safeParse(bot?.context)
  if (bot === undefined || !read.success) return null
  const { id, fundId, digest, requester, votes } = read.data
  const { value } = bot
  const proof = approvalProofSchema.safeParse({
    approvalId: id,
    fundId,
    digest,
    state: typeof value === 'object' && value !== null && 'open' in value ? value.open : value,
    requester: requester.person,
    approvedBy: votes.filter(({ verdict }) => verdict === 'approve').map(({ person }) => person),
  })
  return proof.success ? proof.data : null
}

/** Who may approve a trade: who asked for it may not, and neither may who answers for the strategy that proposes it. */
export const mayApprove = (
  person: string,
  { approvers, proposer, requester }: Pick<ApprovalRules, 'approvers' | 'proposer'> & { readonly requester: string },
): boolean => person !== requester && person !== proposer && (approvers === undefined || approvers.includes(person))

/** What is wrong with the approval of an action; null when it holds. It is used up by the very action, once. */
export function approvalProblem(given: {
  readonly due: ApprovalDue
  readonly fundId: string
  readonly digest: string
  readonly rules: Pick<ApprovalRules, 'approvers' | 'proposer'>
  readonly proof: ApprovalProof | null
}): string | null {
  const { due, fundId, digest, rules, proof } = given
  if (proof === null) return 'there is no approval'
  if (proof.digest !== digest || proof.fundId !== fundId) return `approval ${proof.approvalId} is of ${proof.digest}`
  if (proof.state !== 'used') return `approval ${proof.approvalId} is ${proof.state}`
  const counted = new Set(proof.approvedBy.filter((person) => mayApprove(person, { ...rules, requester: proof.requester })))
  return counted.size < due.quorum ? `${counted.size} of ${due.quorum} persons approved it` : null
}
