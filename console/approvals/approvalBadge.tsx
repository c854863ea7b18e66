// Where an approval stands, in a word and a colour.
import type { ReactNode } from 'react'
import type { Approval } from '#console/data/shapes.ts'
import { votersOf } from './standing.ts'

const kinds: Readonly<Record<Approval['state'], string>> = {
  pending: 'active',
  granted: 'good',
  used: 'good',
  rejected: 'bad',
  expired: 'warn',
  withdrawn: '',
}

/** `waits: 1 of 2` while it waits, else its state. */
export function ApprovalBadge({ approval }: { readonly approval: Approval }): ReactNode {
  const { state, quorum } = approval
  const words: Readonly<Record<Approval['state'], string>> = {
    pending: quorum === 1 ? 'waits' : `waits: ${votersOf(approval, 'approve').length} of ${quorum}`,
    granted: 'approved',
    used: 'approved and used',
    rejected: 'rejected',
    expired: 'expired',
    withdrawn: 'withdrawn',
  }
  return <span className={`badge ${kinds[state]}`}>{words[state]}</span>
}
