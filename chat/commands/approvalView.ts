// An approval as people are shown it, from its bot and from the bot of the trade that it is about.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { BotView, Host } from '#runtime/host.ts'
import type { NameBook } from './nameBook.ts'
import type { Told } from './told.ts'

/** Every state that it may be in. */
export const approvalStates = ['pending', 'granted', 'used', 'rejected', 'expired', 'withdrawn'] as const

const tradeSchema = z.object({
  action: z.enum(['BUY', 'SELL']),
  amountIn: z.string(),
  minAmountOut: z.string(),
  quoteAmountOut: z.string(),
  deadline: z.int(),
})
const voteSchema = z.object({
  verdict: z.enum(['approve', 'reject']),
  by: z.string(),
  person: z.string(),
  reason: z.string().exactOptional().describe('in their words; absent when they gave none'),
})
// machines/approval.ts and machines/intent.ts state them

/** One approval, for a list, a page or a card. */
export const approvalLineSchema = z.object({
  id: z.string(),
  fundId: z.string(),
  what: z.string().describe('for example `intent.execute`'),
  digest: z.string().describe('of exactly that'),
  state: z.enum(approvalStates),
  revision: z.int().describe('a decision names the one that was looked at'),
  summary: z.string(),
  requester: z.object({ principal: z.string(), person: z.string() }),
  barred: z.array(z.string()).describe('who else may not decide: whoever answers for the strategy that proposes it'),
  quorum: z.int().describe('persons who have to approve'),
  approvers: z.array(z.string()).nullable().describe('null: whoever has the permission'),
  votes: z.array(voteSchema),
  until: z.string().nullable().describe('ISO 8601: until when it may be decided, or used; null when it is over'),
  ending: z.string().describe('why it ended unused'),
  trade: tradeSchema.nullable().describe('the trade that it is about, in base units; null when it is about something else'),
})
export type ApprovalLine = Told<typeof approvalLineSchema>

const contextSchema = z.object({
  id: z.string(),
  fundId: z.string(),
  what: z.string(),
  digest: z.string(),
  revision: z.int(),
  summary: z.string(),
  requester: z.object({ principal: z.string(), person: z.string() }),
  barred: z.array(z.string()).default([]),
  quorum: z.int(),
  approvers: z.array(z.string()).nullable(),
  votes: z.array(voteSchema),
  ending: z.object({ detail: z.string() }),
})
const stateSchema = z
  .union([z.object({ open: z.string() }).transform(({ open }) => open), z.string()])
  .pipe(z.enum(approvalStates))
const intentSchema = z.object({ intent: tradeSchema })

/** @throws UNKNOWN_APPROVAL also for one of another fund than the caller names */
export function approvalLine(host: Pick<Host, 'view'>, id: string, fundId?: string): ApprovalLine {
  const view = host.view(`approval:${id}`)
  const line = view === undefined ? undefined : lineOf(host, view)
  if (line === undefined || (fundId !== undefined && line.fundId !== fundId)) throw new QuorateError('UNKNOWN_APPROVAL', { id })
  return line
}

/** Every approval, those that wait first, the newest before the others. */
export function approvalLines(host: Pick<Host, 'view' | 'list'>): readonly ApprovalLine[] {
  const isOver = (line: ApprovalLine): number => (line.state === 'pending' ? 0 : line.state === 'granted' ? 1 : 2)
  return host
    .list('approval')
    .toSorted((a, b) => b.seq - a.seq)
    .flatMap((view) => lineOf(host, view) ?? [])
    .toSorted((a, b) => isOver(a) - isOver(b))
}

function lineOf(host: Pick<Host, 'view'>, view: BotView): ApprovalLine | undefined {
  const read = contextSchema.safeParse(view.context)
  const state = stateSchema.safeParse(view.value)
  if (!read.success || !state.success) return undefined
  const { ending, ...rest } = read.data
  const intent = intentSchema.safeParse(host.view(`intent:${rest.digest}`)?.context)
  const waits = view.timers.map(({ dueAt }) => dueAt).toSorted()
  return {
    ...rest,
    state: state.data,
    until: waits[0] ?? null,
    ending: ending.detail,
    trade: intent.success ? intent.data.intent : null,
  }
}

/** What is to be approved, in words: a trade with its tokens, else what who asked wrote. */
export function approvalWords(
  { trade, fundId, summary }: Pick<ApprovalLine, 'trade' | 'fundId' | 'summary'>,
  names: NameBook,
): string {
  if (trade === null) return summary
  const fund = names.fund(fundId)
  const [from, to] = trade.action === 'BUY' ? [fund?.base, fund?.traded] : [fund?.traded, fund?.base]
  return `${trade.action} ${names.amount(trade.amountIn, from)} for at least ${names.amount(trade.minAmountOut, to)}`
}

/** Its state, and who brought it there. */
export function approvalStateWords({ state, votes, quorum, ending }: ApprovalLine): string {
  const by = (verdict: 'approve' | 'reject'): string[] =>
    votes.filter((vote) => vote.verdict === verdict).map(({ person }) => person)
  switch (state) {
    case 'pending':
      return `${by('approve').length} of ${quorum} approved`
    case 'granted':
      return `approved by ${by('approve').join(', ')}`
    case 'used':
      return `approved by ${by('approve').join(', ')} and used`
    case 'rejected':
      return `rejected by ${by('reject').join(', ')}`
    case 'expired':
    case 'withdrawn':
      return `${state}: ${ending}`
  }
}
