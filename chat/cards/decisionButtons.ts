// What can be pressed about an approval: while it may be decided, and as it was looked at. What is over has no buttons.
import type { ApprovalLine } from '#chat/commands/approvalView.ts'
import type { CardButton } from './card.ts'
import { pressValue } from './press.ts'

export function decisionButtons({ id, state, revision }: ApprovalLine): readonly CardButton[] {
  if (state !== 'pending') return []
  return [
    { label: 'Approve', value: pressValue({ verb: 'approve', id, revision }), tone: 'good' },
    {
      label: 'Reject',
      value: pressValue({ verb: 'reject', id, revision }),
      tone: 'bad',
      sure: 'Reject it? It is not done then.',
    },
  ]
}

/** Who decided, and what they said. */
export const decisionLines = ({ votes }: ApprovalLine): readonly string[] =>
  votes.map(({ verdict, person, reason }) => {
    const did = verdict === 'approve' ? 'approves it' : 'rejects it'
    return `${person} ${did}${reason === undefined ? '' : `: “${reason}”`}`
  })
