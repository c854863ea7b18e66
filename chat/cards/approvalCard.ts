// An approval of something else than a trade: what it is, who asks, who has decided; while it waits, the buttons.
import { approvalStateWords, approvalWords, type ApprovalLine } from '#chat/commands/approvalView.ts'
import { shortHash } from '#chat/commands/figures.ts'
import type { NameBook } from '#chat/commands/nameBook.ts'
import { cardOf, type Card, type CardTone } from './card.ts'
import { decisionButtons, decisionLines } from './decisionButtons.ts'

const tones: Readonly<Record<ApprovalLine['state'], CardTone>> = {
  pending: 'waiting',
  granted: 'good',
  used: 'good',
  rejected: 'bad',
  expired: 'bad',
  withdrawn: 'quiet',
}

export function approvalCard(line: ApprovalLine, names: NameBook): Card {
  const { id, fundId, requester, approvers, digest, until, state } = line
  return cardOf(approvalWords(line, names), {
    tone: tones[state],
    lines: [approvalStateWords(line), ...decisionLines(line)],
    fields: [
      ['Fund', fundId],
      ['Asked by', requester.person],
      ['May decide', approvers === null ? 'who may approve, but not who asked' : approvers.join(', ')],
      ...(state === 'pending' && until !== null ? [['Until', untilWords(until)] as const] : []),
    ],
    buttons: decisionButtons(line),
    footer: `approval ${id} of ${shortHash(digest)}`,
  })
}

/** A moment as people read it. */
export const untilWords = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`
