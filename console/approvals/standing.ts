// What the reader may do about an approval, and what to say where they may do nothing. The daemon decides it again.
import type { Approval, Me } from '#console/data/shapes.ts'

/** May the reader decide, and what is there to say. */
export interface Standing {
  readonly mayApprove: boolean
  readonly mayReject: boolean
  readonly says: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
}

type Voted = Pick<Approval, 'votes'>
/** The persons of one verdict, in the order of their votes. */
export const votersOf = ({ votes }: Voted, verdict: 'approve' | 'reject'): readonly string[] =>
  votes.filter((vote) => vote.verdict === verdict).map(({ person }) => person)

const nothing = { mayApprove: false, mayReject: false } as const

/** @param nowMs wall clock: what is decided too late is refused by the daemon, too */
export function standingOf(approval: Approval, me: Me | undefined, nowMs: number): Standing {
  const { state, until, ending, requester, barred, approvers, quorum } = approval
  const approved = votersOf(approval, 'approve')
  switch (state) {
    case 'granted':
      return { ...nothing, tone: 'good', says: `Approved by ${approved.join(', ')}. It is used once, by this very action.` }
    case 'used':
      return { ...nothing, tone: 'good', says: `Approved by ${approved.join(', ')}, and used. It can be used no second time.` }
    case 'rejected':
      return { ...nothing, tone: 'bad', says: `Rejected by ${votersOf(approval, 'reject').join(', ')}. It was not done.` }
    case 'expired':
      return { ...nothing, tone: 'warn', says: `Expired: ${ending}. It was not done.` }
    case 'withdrawn':
      return { ...nothing, tone: 'warn', says: `Withdrawn: ${ending}. There is nothing to decide.` }
    case 'pending':
  }
  const refused = (says: string): Standing => ({ ...nothing, tone: 'warn', says })
  if (until !== null && Date.parse(until) <= nowMs) return refused('Its time is up: nothing can be decided any more.')
  if (me === undefined) return refused('Who you are is not known yet.')
  if (!me.actions.includes('approvals.decide'))
    return refused(`You may look at it, as ${me.role}; deciding takes the role approver for this fund.`)
  if (me.person === null) return refused('Your key does not say whose hands it is in: it decides nothing.')
  if (me.person === requester.person) return refused('You asked for it: somebody else has to decide.')
  if (barred.includes(me.person)) return refused('You answer for the strategy that proposes it: somebody else has to decide.')
  if (approvers !== null && !approvers.includes(me.person))
    return refused(`You are not among those who may decide: ${approvers.join(', ')}.`)
  const left = quorum - approved.length
  if (approved.includes(me.person))
    return {
      mayApprove: false,
      mayReject: true,
      tone: 'plain',
      says: `You approved it; ${personsOf(left)} more. You may still say no.`,
    }
  const says = left === 1 ? 'Your approval is enough.' : `It takes ${personsOf(left)}.`
  return { mayApprove: true, mayReject: true, tone: 'plain', says: `${says} One who rejects it ends it.` }
}

const personsOf = (count: number): string => (count === 1 ? '1 person' : `${count} persons`)
