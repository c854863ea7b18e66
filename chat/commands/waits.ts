// What the swarm waits for at this moment, in words: read from facts and bots, so it holds for any composition.
import type { BotView } from '#runtime/host.ts'
import { readableSpan, shortHash } from './figures.ts'
import type { FundStatus } from './fundDesk.ts'
import { guardWords, isHeldUp } from './guardWords.ts'
import type { ReadFact } from './journalReading.ts'
import { nameBook } from './nameBook.ts'
import { z } from 'zod'
import type { Told } from './told.ts'

/** One thing that is waited for. */
export const waitSchema = z.object({
  subject: z.string().describe('Who or what waits: `intent 0x12…`, `round 7 of main`, `executor:main`'),
  text: z.string(),
  stuck: z.boolean().describe('Does it need somebody to act? A quarantined bot does; a round that began a second ago does not'),
})
export type Wait = Told<typeof waitSchema>

interface Quorum {
  weight: number
  threshold: number
  readonly spoke: Map<string, string>
}

/** Rounds, claims, snapshots and intents that are open, and the bots that cannot go on by themselves. */
export function waits(given: {
  readonly facts: readonly ReadFact[]
  readonly funds: readonly FundStatus[]
  readonly bots: readonly BotView[]
  readonly now: Date
}): readonly Wait[] {
  return [
    ...given.bots.filter((bot) => bot.status === 'quarantined').map(quarantined),
    ...given.bots.filter(isOpenIncident).map(openIncident),
    ...given.funds.flatMap((fund) => [
      ...pausedFund(fund),
      ...unknownPrice(fund),
      ...lostRound(fund, given.facts),
      ...openRound(fund, given.facts),
      ...openIntents(fund, given.facts),
    ]),
    ...openTransactions(given.facts, given.now),
    ...given.bots.flatMap((bot) => retrying(bot, given.now)),
  ]
}

function quarantined(bot: BotView): Wait {
  const why = bot.quarantine === undefined ? 'see its last turns' : `${bot.quarantine.code}: ${bot.quarantine.message}`
  return { subject: bot.address, text: `is quarantined and waits for a person (${why})`, stuck: true }
}

/** One that nobody has taken on; machines/incident.ts states its parts. */
const isOpenIncident = ({ role, status, value }: BotView): boolean =>
  role === 'incident' && status === 'active' && (value as { readonly attention?: string }).attention === 'open'

function openIncident({ address }: BotView): Wait {
  const id = address.slice('incident:'.length)
  return { subject: `incident ${id}`, text: `waits for a person: ./quorate incident show ${id}`, stuck: true }
}

function pausedFund(fund: FundStatus): readonly Wait[] {
  return fund.paused
    ? [{ subject: `fund ${fund.fundId}`, text: `is paused: ./quorate fund unpause ${fund.fundId}`, stuck: true }]
    : []
}

/** Every trade of the fund waits for the keeper. */
function unknownPrice(fund: FundStatus): readonly Wait[] {
  return isHeldUp(fund) ? [{ subject: `fund ${fund.fundId}`, text: `trades nothing: ${guardWords(fund)}`, stuck: true }] : []
}

function openRound(fund: FundStatus, facts: readonly ReadFact[]): readonly Wait[] {
  const ofFund = facts.filter(({ fact }) => 'fundId' in fact && fact.fundId === fund.fundId)
  const opened = ofFund.findLast(({ fact }) => fact.type === 'round.opened')?.fact
  if (opened?.type !== 'round.opened') return []
  const { round } = opened
  const here = ofFund.flatMap(({ fact }) => ('round' in fact && fact.round === round ? [fact] : []))
  if (here.some((fact) => fact.type === 'round.closed' || fact.type === 'snapshot.published' || fact.type === 'snapshot.failed'))
    return []
  const subject = `round ${round} of ${fund.fundId}`
  const submitted = here.flatMap((fact) => (fact.type === 'claim.submitted' ? [fact.claimHash] : []))
  if (submitted.length === 0) return [{ subject, text: 'waits for a first claim of its crawlers', stuck: false }]
  const root = here.findLast((fact) => fact.type === 'snapshot.materialized')
  if (root?.type === 'snapshot.materialized') {
    const quorum = count(
      here.flatMap((fact) => (fact.type === 'snapshot.attested' && fact.root === root.root ? [fact] : [])),
      fund.thresholds.snapshot,
    )
    return [
      { subject: `snapshot ${shortHash(root.root)} of round ${round}`, ...missing(quorum, fund, 'its publication on chain') },
    ]
  }
  const settled = new Set(
    here.flatMap((fact) => (fact.type === 'claim.finalized' || fact.type === 'claim.refused' ? [fact.claimHash] : [])),
  )
  return submitted
    .filter((hash) => !settled.has(hash))
    .map((hash) => {
      const quorum = count(
        here.flatMap((fact) => (fact.type === 'claim.attested' && fact.claimHash === hash ? [fact] : [])),
        fund.thresholds.claim,
      )
      return { subject: `claim ${shortHash(hash)} of round ${round}`, ...missing(quorum, fund, 'its finalization') }
    })
}

/** The last round that ended, when it ended without a snapshot: rounds are short, and the next one hides the reason. */
function lostRound(fund: FundStatus, facts: readonly ReadFact[]): readonly Wait[] {
  const ofFund = facts.flatMap(({ fact }) => ('fundId' in fact && fact.fundId === fund.fundId ? [fact] : []))
  const closed = ofFund.findLast((fact) => fact.type === 'round.closed')
  if (closed?.type !== 'round.closed' || closed.outcome === 'published') return []
  const here = ofFund.filter((fact) => 'round' in fact && fact.round === closed.round)
  const final = new Set(here.flatMap((fact) => (fact.type === 'claim.finalized' ? [fact.claimHash] : [])))
  const why = here.flatMap((fact) => {
    if (fact.type !== 'claim.submitted' || final.has(fact.claimHash)) return []
    const claim = `claim ${shortHash(fact.claimHash)} of ${nameBook([fund]).who(fact.crawler)}`
    const refused = here.find((other) => other.type === 'claim.refused' && other.claimHash === fact.claimHash)
    if (refused?.type === 'claim.refused') return [`${claim} was refused: ${refused.reason}`]
    const votes = here.flatMap((vote) => (vote.type === 'claim.attested' && vote.claimHash === fact.claimHash ? [vote] : []))
    return [`${claim} ${missing(count(votes, fund.thresholds.claim), fund, 'its finalization').text}`]
  })
  const text = `was ${closed.outcome}, nothing was published: ${why.length === 0 ? closed.detail : why.join('; ')}`
  return [{ subject: `round ${closed.round} of ${fund.fundId}`, text, stuck: true }]
}

function openIntents(fund: FundStatus, facts: readonly ReadFact[]): readonly Wait[] {
  const about = facts.flatMap(({ fact }) => ('intentHash' in fact && fact.fundId === fund.fundId ? [fact] : []))
  const closed = new Set(
    about.flatMap((fact) => (fact.type === 'intent.executed' || fact.type === 'intent.dropped' ? [fact.intentHash] : [])),
  )
  const begun = about.flatMap((fact) =>
    fact.type === 'intent.proposed' || fact.type === 'intent.awaitingApproval' ? [fact.intentHash] : [],
  )
  return [...new Set(begun)]
    .filter((hash) => !closed.has(hash))
    .map((hash) => {
      const here = about.filter((fact) => fact.intentHash === hash)
      const subject = `intent ${shortHash(hash)}`
      const asked = here.find((fact) => fact.type === 'intent.awaitingApproval')
      if (asked?.type === 'intent.awaitingApproval' && !here.some((fact) => fact.type === 'intent.cleared')) {
        const persons = asked.quorum === 1 ? 'a person' : `${asked.quorum} persons`
        return { subject, text: `waits for ${persons} to approve it: ./quorate approval show ${asked.approvalId}`, stuck: true }
      }
      if (!here.some((fact) => fact.type === 'intent.proposed'))
        return { subject, text: `is approved and waits for strategy:${fund.fundId} to put it on chain`, stuck: false }
      if (here.some((fact) => fact.type === 'intent.approved')) {
        const dry = here.findLast((fact) => fact.type === 'intent.dryRun')
        const refused =
          dry?.type === 'intent.dryRun' && dry.code !== 'OK'
            ? `; the last dry run said ${dry.code}${dry.detail === undefined ? '' : `: ${dry.detail}`}`
            : ''
        return { subject, text: `is approved and waits for executor:${fund.fundId}${refused}`, stuck: refused !== '' }
      }
      const quorum = count(
        here.flatMap((fact) => (fact.type === 'intent.attested' ? [fact] : [])),
        fund.thresholds.intent,
      )
      return { subject, ...missing(quorum, fund, 'its approval on chain') }
    })
}

interface Said {
  readonly verifier: string
  readonly verdict: string
  readonly reason: string
  readonly attestedWeight: number
  readonly thresholdWeight: number
}

function count(said: readonly Said[], threshold: number): Quorum {
  const quorum: Quorum = { weight: 0, threshold, spoke: new Map() }
  for (const one of said) {
    quorum.weight = Math.max(quorum.weight, one.attestedWeight)
    quorum.threshold = one.thresholdWeight
    quorum.spoke.set(one.verifier.toLowerCase(), one.verdict === 'PASS' ? 'PASS' : `${one.verdict} ${one.reason}`)
  }
  return quorum
}

function missing(quorum: Quorum, fund: FundStatus, next: string): Pick<Wait, 'text' | 'stuck'> {
  const lacking = quorum.threshold - quorum.weight
  if (lacking <= 0) return { text: `has ${quorum.weight} of ${quorum.threshold} weight and waits for ${next}`, stuck: false }
  const others = fund.verifiers.flatMap((verifier) => {
    const said = quorum.spoke.get(verifier.address.toLowerCase())
    if (said === 'PASS') return []
    return [`verifier:${fund.fundId}.${verifier.name} ${said === undefined ? 'silent' : `said ${said}`}`]
  })
  return {
    text: `waits for ${lacking} more verifier weight: ${others.join(', ')}`,
    stuck: others.some((other) => !other.endsWith(' silent')),
  }
}

function openTransactions(facts: readonly ReadFact[], now: Date): readonly Wait[] {
  const settled = new Set(
    facts.flatMap(({ fact }) =>
      fact.type === 'account.confirmed' || fact.type === 'account.failed' ? [`${fact.account}/${fact.requestId}`] : [],
    ),
  )
  const open = new Map<string, Wait>()
  for (const { at, fact } of facts) {
    if (fact.type !== 'account.sent' || settled.has(`${fact.account}/${fact.requestId}`)) continue
    const age = now.getTime() - Date.parse(at)
    const subject = `account:${fact.chainId}-${fact.account.toLowerCase()}`
    open.set(`${fact.account}/${fact.requestId}`, {
      subject,
      text: `waits ${readableSpan(age)} for ${shortHash(fact.txHash)} (${fact.label})`,
      stuck: age > 60_000, // five blocks of 12 s: a transaction that is not in by then deserves a look
    })
  }
  return [...open.values()]
}

function retrying(bot: BotView, now: Date): readonly Wait[] {
  return bot.effects
    .filter((effect) => effect.attempt > 1)
    .map((effect) => ({
      subject: bot.address,
      text: `tries ${effect.port} for the ${effect.attempt}. time, since ${readableSpan(now.getTime() - Date.parse(effect.since))}`,
      stuck: effect.attempt > 3,
    }))
}
