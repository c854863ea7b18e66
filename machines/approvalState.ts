// What an approval's bot knows, and what it says of it: to who decides, to who asked, to observers and to the log.
import type { Address, EmitParams, TellParams } from '#runtime/authoring.ts'
import type { ApprovalGranted, ApprovalRefused, ApprovalUse, ApprovalUsed, ApprovalWithdraw } from '#protocol/messages.ts'

export interface ApprovalInput {
  /** protocol/approval.ts: from the digest */
  readonly id: string
  readonly fundId: string
  /** what is to be done, for example `intent.execute` */
  readonly what: string
  /** of exactly that */
  readonly digest: string
  /** the same in words, for whoever decides */
  readonly summary: string
  readonly requester: { readonly principal: string; readonly person: string }
  /** who else may not decide; absent: nobody */
  readonly barred?: readonly string[]
  /** persons who have to approve */
  readonly quorum: number
  /** null: whoever has the permission */
  readonly approvers: readonly string[] | null
  /** from its making: who has not been answered by then is refused */
  readonly decideMs: number
  /** from its making: what was granted and not used by then is worth nothing */
  readonly useMs: number
  /** told what comes of it */
  readonly asker: Address
}
export interface Vote {
  readonly verdict: 'approve' | 'reject'
  /** principal, as the surface proved it */
  readonly by: string
  readonly person: string
  /** in their words; absent when they gave none */
  readonly reason?: string
}
export interface ApprovalContext extends ApprovalInput {
  readonly votes: readonly Vote[]
  /** one more with each vote: who decides says which one they looked at */
  readonly revision: number
  /** why it ended without being used */
  readonly ending: { readonly code: string; readonly detail: string }
}
/** A person's decision. The door has checked their permission. */
export interface ApprovalDecide extends Vote {
  readonly type: 'approval.decide'
  readonly revision: number
  /** set by the runtime when the event was asked */
  readonly askId?: string
}
export type ApprovalEvent = ApprovalDecide | ApprovalUse | ApprovalWithdraw
/** What a decision is answered with. */
export interface ApprovalAnswer {
  readonly outcome: 'done' | 'denied' | 'already' | 'stale'
  readonly detail: string
}

/** @throws for another event, which the machine never passes here */
export function decisionOf(event: ApprovalEvent): ApprovalDecide {
  if (event.type !== 'approval.decide') throw new Error(`${event.type} is no decision`)
  return event
}

/** Persons who approved. */
export const approvedBy = ({ votes }: Pick<ApprovalContext, 'votes'>): string[] =>
  votes.filter(({ verdict }) => verdict === 'approve').map(({ person }) => person)

/** Why this person may not decide; null when they may. */
export function denial({ requester, barred = [], approvers }: ApprovalContext, person: string): string | null {
  if (person === requester.person) return `${person} asked for it: somebody else has to decide`
  if (barred.includes(person)) return `${person} answers for who proposes it: somebody else has to decide`
  if (approvers !== null && !approvers.includes(person)) return `${person} is not among its approvers`
  return null
}

/** A decision as it is kept. */
export function voteOf(event: ApprovalEvent): Vote {
  const { verdict, by, person, reason = '' } = decisionOf(event)
  return { verdict, by, person, ...(reason !== '' && { reason }) }
}

const about = ({ fundId, id, what, digest }: ApprovalContext) => ({ fundId, approvalId: id, what, digest })

export const askedFact = (context: ApprovalContext): EmitParams => ({
  type: 'approval.asked',
  ...about(context),
  summary: context.summary,
  requester: context.requester.principal,
  person: context.requester.person,
  quorum: context.quorum,
  approvers: context.approvers === null ? null : [...context.approvers],
  decideMs: context.decideMs,
})
/** Before the vote is taken. */
export function decidedFact(context: ApprovalContext, event: ApprovalEvent): EmitParams {
  const vote = voteOf(event)
  const approvals = approvedBy(context).length + (vote.verdict === 'approve' ? 1 : 0)
  return { type: 'approval.decided', ...about(context), ...vote, approvals, quorum: context.quorum }
}
export function deniedFact(context: ApprovalContext, event: ApprovalEvent): EmitParams {
  const { verdict, by, person } = decisionOf(event)
  return { type: 'approval.denied', ...about(context), verdict, by, person, detail: denial(context, person) ?? '' }
}
export const grantedFact = (context: ApprovalContext): EmitParams => ({
  type: 'approval.granted',
  ...about(context),
  persons: approvedBy(context),
})
export const endedFact = (context: ApprovalContext, how: 'used' | 'rejected' | 'expired' | 'withdrawn'): EmitParams => ({
  type: 'approval.ended',
  ...about(context),
  how,
  persons: approvedBy(context),
  detail: context.ending.detail,
})

/** One line of the audit chain. */
export const note = (context: ApprovalContext, step: string, by: { principal: string; person: string }): TellParams => ({
  to: 'audit:log',
  event: {
    type: 'audit.note',
    entry: { kind: 'approval', step, ...about(context), principal: by.principal, person: by.person },
  },
})

/** What who asked is told. */
export const granted = (context: ApprovalContext): { to: Address; event: ApprovalGranted } => ({
  to: context.asker,
  event: { type: 'approval.granted', approvalId: context.id, digest: context.digest, persons: approvedBy(context) },
})
export const used = (context: ApprovalContext): { to: Address; event: ApprovalUsed } => ({
  to: context.asker,
  event: { type: 'approval.used', approvalId: context.id, digest: context.digest },
})
export const refused = (context: ApprovalContext): { to: Address; event: ApprovalRefused } => ({
  to: context.asker,
  event: { type: 'approval.refused', approvalId: context.id, digest: context.digest, ...context.ending },
})
/** A use that it does not allow changes nothing about it. */
export const misuse = (context: ApprovalContext, event: ApprovalEvent): { to: Address; event: ApprovalRefused } => {
  const digest = event.type === 'approval.use' ? event.digest : context.digest
  const detail = digest === context.digest ? 'it is not approved' : `it is of ${context.digest}, not of ${digest}`
  return {
    to: context.asker,
    event: { type: 'approval.refused', approvalId: context.id, digest, code: 'APPROVAL_MISSING', detail },
  }
}

export function rejection(event: ApprovalEvent): ApprovalContext['ending'] {
  const { person, reason = '' } = voteOf(event)
  return { code: 'APPROVAL_REJECTED', detail: `${person} rejected it${reason === '' ? '' : `: ${reason}`}` }
}
/** Whoever had approved is named: what was missing was one more. */
export function expiry(context: ApprovalContext): ApprovalContext['ending'] {
  const persons = approvedBy(context)
  const found = persons.length === 0 ? 'nobody approved it' : `${persons.join(', ')} approved it, ${context.quorum} were needed`
  const detail = persons.length < context.quorum ? `${found} in time` : 'it was approved and not used in time'
  return { code: 'APPROVAL_EXPIRED', detail }
}
