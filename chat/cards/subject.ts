// What a card shows, by the bot that it is a view of: a trade, an approval, an incident, a workflow run, the
// audit log. Nothing is kept here:
// each card is made of the swarm's state at this moment.
import { approvalLine } from '#chat/commands/approvalView.ts'
import { incidentNamed } from '#chat/commands/incidentView.ts'
import { personBehind } from '#chat/commands/personBehind.ts'
import { isUnderway, workflowLine } from '#chat/commands/workflowView.ts'
import type { NameBook } from '#chat/commands/nameBook.ts'
import type { Address } from '#runtime/authoring.ts'
import type { Host } from '#runtime/host.ts'
import { approvalCard } from './approvalCard.ts'
import { auditCard } from './auditCard.ts'
import type { Card } from './card.ts'
import { incidentCard } from './incidentCard.ts'
import { intentCard } from './intentCard.ts'
import { intentView } from '#chat/commands/intentView.ts'
import { workflowCard } from './workflowCard.ts'

/** The bots that a card may show, by the role in its subject. */
type Seen = Pick<Host, 'view'>

/** @returns undefined for a subject that there is not, or that has no card */
export function cardOfSubject(host: Seen, subject: string, names: NameBook): Card | undefined {
  const [role, id] = partsOf(subject)
  if (host.view(addressOf(subject)) === undefined) return undefined
  switch (role) {
    case 'intent': {
      const view = intentView(host, id)
      return view === undefined ? undefined : intentCard(host, view, names)
    }
    case 'approval':
      return approvalCard(approvalLine(host, id), names)
    case 'incident':
      return incidentCard(
        incidentNamed(host, id, () => true),
        (principal) => personBehind(host, principal),
      )
    case 'workflow':
      return workflowCard(workflowLine(host, id))
    case 'audit':
      return auditCard(host)
    default:
      return undefined
  }
}

/** Grows with every change that its card shows; 0 for what there is not. A trade's card shows its approval, too. */
export function revisionOf(host: Seen, subject: string): number {
  const [role, id] = partsOf(subject)
  const own = host.view(addressOf(subject))?.seq ?? 0
  const approvalId = role === 'intent' ? intentView(host, id)?.approval?.id : undefined
  return approvalId === undefined ? own : Math.max(own, host.view(`approval:${approvalId}`)?.seq ?? 0)
}

/** Is nothing more to come of it? What there is not is over; the audit log's head is of one moment. */
export function isSubjectOver(host: Seen, subject: string): boolean {
  const bot = host.view(addressOf(subject))
  if (bot === undefined || bot.role === 'audit') return true
  // one that is resolved waits for its monitor's word, and shows nothing new then
  if (bot.role === 'incident') return incidentNamed(host, partsOf(subject)[1], () => true).state === 'resolved'
  // one that is run again has a card of its own then
  if (bot.role === 'workflow') return !isUnderway(workflowLine(host, partsOf(subject)[1]))
  return bot.status !== 'active' && bot.status !== 'quarantined'
}

function partsOf(subject: string): readonly [role: string, id: string] {
  const colon = subject.indexOf(':')
  return [subject.slice(0, Math.max(0, colon)), subject.slice(colon + 1)]
}

/** What is no address names no bot. */
const addressOf = (subject: string): Address => subject as Address
