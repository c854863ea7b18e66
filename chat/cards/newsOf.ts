// Which facts of the journal are news, of what, and how much each matters. Everything about a trade is about its intent, also
// what people decide of it and what a reorg takes back: one card, one thread.
import { factSentence } from '#chat/commands/factSentence.ts'
import type { NameBook } from '#chat/commands/nameBook.ts'
import { personBehind } from '#chat/commands/personBehind.ts'
import { parseFact, type Fact } from '#protocol/facts.ts'
import { notesMax } from '#protocol/limits.ts'
import type { News, NewsTone } from '#protocol/news.ts'
import type { Fact as StoredFact, Host } from '#runtime/host.ts'
import { z } from 'zod'
import { isSubjectOver } from './subject.ts'

type Seen = Pick<Host, 'view' | 'list'>
type About = Pick<News, 'kind' | 'severity' | 'subject' | 'fundId' | 'isSaid'> & { readonly tone?: NewsTone }

/** @returns null for what nobody wants to hear of, and for what cannot be read */
export function newsOf(host: Seen, stored: StoredFact, names: NameBook): News | null {
  const fact = readFact(stored)
  const about = fact === null ? null : aboutOf(host, fact)
  if (fact === null || about === null) return null
  const { tone, text } = factSentence(withPerson(host, fact), names)
  return {
    key: stored.id,
    at: Date.parse(stored.at),
    words: text.length > notesMax.newsChars ? `${text.slice(0, notesMax.newsChars - 1)}…` : text,
    tone,
    isEscalation: fact.type === 'incident.escalated',
    isOver: isSubjectOver(host, about.subject),
    ...about,
  }
}

/** Told of who it was, not of how they were known. */
const withPerson = (host: Seen, fact: Fact): Fact =>
  fact.type === 'incident.acknowledged' || fact.type === 'incident.resolved' ? { ...fact, by: personBehind(host, fact.by) } : fact

/** One of an older shape is no news. */
function readFact(stored: StoredFact): Fact | null {
  try {
    return parseFact(stored)
  } catch (error) {
    if (error instanceof z.ZodError) return null
    throw error
  }
}

function aboutOf(host: Seen, fact: Fact): About | null {
  switch (fact.type) {
    case 'intent.awaitingApproval':
      return ofIntent(fact, { kind: 'approvals', severity: 'warning', tone: 'waiting' })
    case 'intent.cleared':
      return ofIntent(fact, { kind: 'approvals' })
    case 'intent.proposed':
    case 'intent.approved':
    case 'intent.executed':
      return ofIntent(fact, {})
    case 'intent.refused':
    case 'intent.dropped':
      return ofIntent(fact, { kind: 'refusals', severity: 'warning' })
    // each changes what the card shows, and is no reason to ring
    case 'intent.attested':
    case 'intent.dryRun':
      return ofIntent(fact, { isSaid: false })
    case 'approval.asked':
    case 'approval.decided':
    case 'approval.granted':
    case 'approval.ended':
      return ofApproval(host, fact)
    case 'account.undone':
    case 'account.reorged':
      return ofTransaction(host, fact.txHash)
    case 'incident.raised':
    case 'incident.acknowledged':
    case 'incident.escalated':
    case 'incident.resolved':
    case 'incident.paused':
    case 'incident.pauseFailed':
      return {
        kind: 'incidents',
        severity: fact.severity,
        fundId: fact.fundId,
        subject: `incident:${fact.incidentId}`,
        isSaid: true,
      }
    case 'workflow.dispatched':
    case 'workflow.reviewed':
    case 'workflow.cancelAsked':
      return ofWorkflow(fact.workflowId, {})
    case 'workflow.waiting':
      return ofWorkflow(fact.workflowId, { severity: 'warning', tone: 'waiting' })
    case 'workflow.blind':
      return ofWorkflow(fact.workflowId, { severity: 'warning' })
    case 'workflow.progressed':
      return ofWorkflow(fact.workflowId, { isSaid: false })
    case 'workflow.ended':
      return ofWorkflow(fact.workflowId, fact.end === 'succeeded' || fact.end === 'cancelled' ? {} : { severity: 'warning' })
    default:
      return null
  }
}

function ofIntent({ fundId, intentHash }: { fundId: string; intentHash: string }, change: Partial<About>): About {
  return { kind: 'trades', severity: 'notice', fundId, subject: `intent:${intentHash}`, isSaid: true, ...change }
}

/** Of no fund: whoever looks after any of them may want to hear of it. */
function ofWorkflow(id: string, change: Partial<About>): About {
  return { kind: 'workflows', severity: 'notice', fundId: '', subject: `workflow:${id}`, isSaid: true, ...change }
}

type ApprovalFact = Extract<
  Fact,
  { readonly type: 'approval.asked' | 'approval.decided' | 'approval.granted' | 'approval.ended' }
>

/** Of a trade: the intent's own facts say when it waits, when it may go on and when it is refused. */
function ofApproval(host: Seen, fact: ApprovalFact): About {
  const isOfTrade = host.view(`intent:${fact.digest}`) !== undefined
  const isDecision = fact.type === 'approval.decided'
  return {
    kind: 'approvals',
    severity: fact.type === 'approval.asked' ? 'warning' : 'notice',
    fundId: fact.fundId,
    subject: isOfTrade ? `intent:${fact.digest}` : `approval:${fact.approvalId}`,
    isSaid: isDecision || (!isOfTrade && fact.type !== 'approval.granted'),
  }
}

// machines/intentState.ts states it
const executedSchema = z.object({ fundId: z.string(), intentHash: z.string(), execution: z.object({ txHash: z.string() }) })

/** A transaction that is told to have come to another end: rare, so all trades are looked through. */
function ofTransaction(host: Seen, txHash: string): About | null {
  for (const { context } of host.list('intent')) {
    const read = executedSchema.safeParse(context)
    if (read.success && read.data.execution.txHash === txHash) return ofIntent(read.data, { severity: 'critical', tone: 'bad' })
  }
  return null
}
