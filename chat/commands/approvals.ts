// What waits for people to approve it: listed, shown, decided. The bot of the approval decides; this asks it, and says its
// answer as it is: done, not allowed, decided already and by whom, expired, or changed since it was looked at.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { approvalIdSchema, decisionReasonSchema } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import {
  approvalLine,
  approvalLines,
  approvalLineSchema,
  approvalStateWords,
  approvalWords,
  type ApprovalLine,
} from './approvalView.ts'
import { askCommand, type Command } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableSpan } from './figures.ts'
import { nameBook } from './nameBook.ts'
import type { Told } from './told.ts'
import { printable, type Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'

export const approvalsResultSchema = z.object({
  now: z.string(),
  approvals: z.array(approvalLineSchema.extend({ words: z.string() })),
})
export type ApprovalsResult = Told<typeof approvalsResultSchema>
export const approvalResultSchema = z.object({ now: z.string(), approval: approvalLineSchema, words: z.string() })
export type ApprovalResult = Told<typeof approvalResultSchema>
export const approvalDecidedSchema = z
  .object({
    id: z.string(),
    verdict: z.enum(['approve', 'reject']),
    did: z.string().describe('what it came to: `approved`, `1 of 2 approved`, `rejected`'),
    approval: approvalLineSchema,
  })
  .meta({ id: 'ApprovalDecided' })
export type ApprovalDecided = Told<typeof approvalDecidedSchema>

const id = approvalIdSchema.describe('its id, as the list gives it')
const fund = fundIdSchema.optional().describe('only if it is of this fund')

export const approvalListCommand = askCommand({
  name: 'approval.list',
  also: ['approvals'],
  result: approvalsResultSchema,
  summary: 'List what waits for people to approve it',
  help: 'A fund may want a person, or two, behind its larger trades. What nobody decides in time is refused.',
  permission: 'viewer',
  args: z.strictObject({
    fund: fundIdSchema.optional().describe('only those of this fund'),
    all: z.boolean().default(false).describe('those that are over, too'),
  }),
  positionals: [],
  examples: [
    { type: 'approval list', does: 'lists what waits' },
    { type: 'approval list --all', does: 'lists what was decided, too, and by whom' },
  ],
  async run(args, { host, funds, clock }): Promise<ApprovalsResult> {
    const names = nameBook(await funds.list())
    const found = approvalLines(host).filter(
      (line) => (args.fund === undefined || line.fundId === args.fund) && (args.all || isOpen(line)),
    )
    return { now: clock.now().toISOString(), approvals: found.map((line) => ({ ...line, words: approvalWords(line, names) })) }
  },
  render({ approvals, now }, style) {
    if (approvals.length === 0) return style.dim('nothing waits for an approval')
    return textTable(
      [
        { title: 'approval' },
        { title: 'fund' },
        { title: 'what', gives: true },
        { title: 'state' },
        { title: 'rev', align: 'right' },
        { title: 'left', align: 'right' },
      ],
      approvals.map((line) => [
        line.id,
        line.fundId,
        printable(line.words),
        approvalStateWords(line),
        String(line.revision),
        line.until === null ? '' : readableSpan(Date.parse(line.until) - Date.parse(now)),
      ]),
      style,
    )
  },
})

export const approvalShowCommand = askCommand({
  name: 'approval.show',
  result: approvalResultSchema,
  summary: 'Show one approval: what exactly, who asked, who decided, until when',
  help: 'A decision names the revision that it is about: the one that is shown here.',
  permission: 'viewer',
  args: z.strictObject({ id, fund }),
  positionals: ['id'],
  examples: [{ type: 'approval show <approval>', does: 'shows that approval' }],
  async run(args, { host, funds, clock }): Promise<ApprovalResult> {
    const approval = approvalLine(host, args.id, args.fund)
    return { now: clock.now().toISOString(), approval, words: approvalWords(approval, nameBook(await funds.list())) }
  },
  render: renderOne,
})

export const approvalApproveCommand = decideCommand('approve', {
  summary: 'Approve it, in your person’s name',
  help: 'For the very action that is shown and nothing else. Who asked for it cannot approve it, and nobody counts twice.',
  does: 'approves it as it was at its first revision',
})
export const approvalRejectCommand = decideCommand('reject', {
  summary: 'Reject it: what it was asked for is not done',
  help: 'One who rejects is enough, however many would have to approve.',
  does: 'rejects it as it was at its first revision',
})

function decideCommand(
  verdict: 'approve' | 'reject',
  { does, ...words }: { readonly summary: string; readonly help: string; readonly does: string },
): Command {
  return askCommand({
    name: `approval.${verdict}`,
    also: [verdict],
    result: approvalDecidedSchema,
    ...words,
    permission: 'approver',
    args: z.strictObject({
      id,
      revision: z.int().min(1).describe('the one that you looked at'),
      reason: decisionReasonSchema.default('').describe('why, in your words; it is kept with your decision'),
      fund,
    }),
    positionals: ['id'],
    examples: [{ type: `approval ${verdict} <approval> --revision 1`, does }],
    run: (args, context) => decide(verdict, args, context),
    render: ({ id: decided, did }, style) => `${decided}: ${did === 'rejected' ? style.bad(did) : style.good(did)}`,
  })
}

interface Decision {
  readonly id: string
  readonly revision: number
  readonly reason: string
  readonly fund?: string | undefined
}

// machines/approvalState.ts states it
const answerSchema = z.object({ outcome: z.enum(['done', 'denied', 'already', 'stale']), detail: z.string() })

/** @throws UNKNOWN_APPROVAL, NOT_PERMITTED, PERSON_UNKNOWN, APPROVAL_DENIED, APPROVAL_DECIDED, APPROVAL_EXPIRED, APPROVAL_STALE */
async function decide(
  verdict: 'approve' | 'reject',
  { id: approval, revision, reason, fund: named }: Decision,
  { host, who, person, isStillAllowed, requestId = randomUUID() }: CommandContext,
): Promise<ApprovalDecided> {
  const before = approvalLine(host, approval, named)
  // decided at the door, and again here: the key may have been revoked meanwhile
  if (!isStillAllowed('approver', before.fundId))
    throw new QuorateError('NOT_PERMITTED', { command: `approval ${verdict}`, permission: 'approver' })
  if (person === null) throw new QuorateError('PERSON_UNKNOWN', { principal: who })
  if (!isOpen(before)) throw overError(before)
  const event = { type: 'approval.decide', verdict, revision, by: who, person, ...(reason !== '' && { reason }) }
  const said = await host.ask(`approval:${approval}`, event, { askId: `decide/${requestId}`, who }).catch((error: unknown) => {
    // it ended in between
    if (error instanceof QuorateError && error.code === 'BOT_FINISHED') return null
    throw error
  })
  const after = approvalLine(host, approval)
  if (said === null) throw overError(after)
  const { outcome, detail } = answerSchema.parse(said)
  switch (outcome) {
    case 'done':
      return { id: approval, verdict, did: detail, approval: after }
    case 'denied':
      throw new QuorateError('APPROVAL_DENIED', { id: approval, problem: detail })
    case 'already':
      throw new QuorateError('APPROVAL_DECIDED', { id: approval, problem: detail })
    case 'stale':
      throw new QuorateError('APPROVAL_STALE', { id: approval, problem: detail, revision: after.revision })
  }
}

const isOpen = ({ state }: ApprovalLine): boolean => state === 'pending' || state === 'granted'

function overError(line: ApprovalLine): QuorateError {
  return line.state === 'expired'
    ? new QuorateError('APPROVAL_EXPIRED', { id: line.id, problem: line.ending })
    : new QuorateError('APPROVAL_DECIDED', { id: line.id, problem: approvalStateWords(line) })
}

function renderOne({ approval: line, words, now }: ApprovalResult, style: Style): string {
  const { until, votes, approvers, requester, barred } = line
  return textPairs(
    [
      ['approval', style.bold(line.id)],
      ['what', printable(words)],
      ['why', printable(line.summary)],
      ['fund', line.fundId],
      ['digest', line.digest],
      ['asked by', printable(`${requester.person} (${requester.principal})`)],
      ['may decide', approvers === null ? 'whoever has the permission, but not who asked' : printable(approvers.join(', '))],
      ...barred.map((person): [string, string] => ['may not', printable(`${person}, who answers for the strategy`)]),
      ['state', printable(approvalStateWords(line))],
      ['revision', String(line.revision)],
      ['left', until === null ? '-' : readableSpan(Date.parse(until) - Date.parse(now))],
      ...votes.map(({ verdict, person, by, reason }): [string, string] => [
        verdict,
        printable(`${person} (${by})${reason === undefined ? '' : `: ${reason}`}`),
      ]),
    ],
    style,
  )
}
