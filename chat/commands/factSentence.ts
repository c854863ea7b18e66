// One fact of the journal as a sentence: who did what, about what, with what result.
import type { Fact } from '#protocol/facts.ts'
import { chatWords } from './chatWords.ts'
import { approvalWordsOf, askedWords } from './askedWords.ts'
import { incidentWords } from './incidentWords.ts'
import { readableAmount, shortHash } from './figures.ts'
import type { NameBook } from './nameBook.ts'
import { notificationWords } from './notificationWords.ts'
import { registrationWords } from './registrationWords.ts'
import { scheduleWords } from './scheduleWords.ts'
import { strategyWords } from './strategyWords.ts'
import { printable, type Tone } from './style.ts'
import { workflowWords } from './workflowWords.ts'

/** What was stated, and how much to notice it. */
export interface Sentence {
  readonly tone: Tone
  readonly text: string
}

/** @param names what addresses and tokens are called */
export function factSentence(fact: Fact, names: NameBook): Sentence {
  const [tone, text] = words(fact, names)
  return { tone, text: printable(text) }
}

type Words = readonly [Tone, string]

/** Facts are called `<what it is about>.<what happened>`. */
const isAbout = <What extends string>(fact: Fact, what: What): fact is Extract<Fact, { readonly type: `${What}.${string}` }> =>
  fact.type.startsWith(`${what}.`)

function words(fact: Fact, names: NameBook): Words {
  if (isAbout(fact, 'intent')) return intentWords(fact, names)
  if (isAbout(fact, 'account')) return accountWords(fact, names)
  if (isAbout(fact, 'fund')) return fundWords(fact, names)
  if (isAbout(fact, 'request') || isAbout(fact, 'audit') || isAbout(fact, 'key') || isAbout(fact, 'session'))
    return askedWords(fact)
  if (isAbout(fact, 'link') || isAbout(fact, 'errand')) return chatWords(fact)
  if (isAbout(fact, 'strategy')) return strategyWords(fact, names)
  if (isAbout(fact, 'schedule')) return scheduleWords(fact)
  if (isAbout(fact, 'workflow')) return workflowWords(fact)
  if (isAbout(fact, 'bot') || isAbout(fact, 'set')) return registrationWords(fact)
  if (isAbout(fact, 'incident') || fact.type === 'monitor.blind') return incidentWords(fact)
  if (isAbout(fact, 'approval')) return approvalWordsOf(fact)
  if (isAbout(fact, 'card') || isAbout(fact, 'subscription') || isAbout(fact, 'herald')) return notificationWords(fact)
  switch (fact.type) {
    case 'round.opened':
      return ['plain', `round ${fact.round} of ${fact.fundId} opens`]
    case 'round.closed':
      return fact.outcome === 'published'
        ? ['quiet', `round ${fact.round} closes`]
        : ['bad', `round ${fact.round} ends without a snapshot (${fact.outcome}): ${brief(fact.detail)}`]
    case 'claim.submitted':
      return ['plain', `${names.who(fact.crawler)} claims ${shown(fact.claim.extracted)} (${shortHash(fact.claimHash)})`]
    case 'claim.attested':
      return said(`claim ${shortHash(fact.claimHash)}`, fact, 'reproduces', names)
    case 'claim.finalized':
      return [
        'good',
        `claim ${shortHash(fact.claimHash)} is final${fact.txHash === null ? '' : ` on chain in ${shortHash(fact.txHash)}`}`,
      ]
    case 'claim.refused':
      return ['bad', `claim ${shortHash(fact.claimHash)} is refused: ${fact.reason} ${brief(fact.detail)}`]
    case 'snapshot.materialized':
      return ['quiet', `snapshot ${shortHash(fact.root)} over ${plural(fact.claimHashes.length, 'claim')}`]
    case 'snapshot.attested':
      return said(`snapshot ${shortHash(fact.root)}`, fact, 'signs', names)
    case 'snapshot.published':
      return ['good', `snapshot ${shortHash(fact.root)} of round ${fact.round} is published in block ${fact.block}`]
    case 'snapshot.failed':
      return ['bad', `snapshot of round ${fact.round} failed: ${fact.reason} ${brief(fact.detail)}`]
    case 'price.observed':
    case 'price.known':
    case 'price.unavailable':
    case 'keeper.held':
    case 'keeper.failed':
      return priceWords(fact, names)
    case 'crawler.failed':
    case 'verifier.failed':
    case 'swarm.changed':
      return troubleWords(fact)
  }
}

function intentWords(fact: Extract<Fact, { readonly type: `intent.${string}` }>, names: NameBook): Words {
  const intent = `intent ${shortHash(fact.intentHash)}`
  const fund = names.fund(fact.fundId)
  const sides = (action: 'BUY' | 'SELL') => (action === 'BUY' ? [fund?.base, fund?.traded] : [fund?.traded, fund?.base])
  switch (fact.type) {
    case 'intent.proposed': {
      const [from, to] = sides(fact.intent.action)
      return [
        'good',
        `${intent}: ${fact.intent.action} ${names.amount(fact.intent.amountIn, from)} for at least ${names.amount(fact.intent.minAmountOut, to)}, ${fact.decision.rule}`,
      ]
    }
    case 'intent.awaitingApproval': {
      const persons = fact.quorum === 1 ? 'a person' : `${fact.quorum} persons`
      const value = names.amount(fact.value, fund?.base)
      return [
        'good',
        `${intent}: ${fact.intent.action} worth ${value} waits for ${persons}, over ${names.amount(fact.above, fund?.base)}`,
      ]
    }
    case 'intent.cleared':
      return ['good', `${intent} may go on chain: approved by ${fact.persons.join(', ')}`]
    case 'intent.attested':
      return said(intent, fact, 'signs', names)
    case 'intent.refused':
      return ['quiet', `${names.who(fact.verifier)} refuses ${intent}: ${fact.reason} ${brief(fact.detail)}`]
    case 'intent.approved':
      return ['good', `${intent} is approved on chain by ${fact.signers.map((signer) => names.who(signer)).join(', ')}`]
    case 'intent.dryRun':
      return fact.code === 'OK'
        ? ['plain', `${names.who(fact.by)} dry-runs ${intent}: OK`]
        : [
            'bad',
            `${names.who(fact.by)} dry-runs ${intent}: ${fact.code}${fact.detail === undefined ? '' : `, ${brief(fact.detail)}`}`,
          ]
    case 'intent.executed': {
      const [from, to] = sides(fact.action)
      const price = fund === undefined ? '' : ` at ${executedPrice(fact, fund.base, fund.traded)}`
      return [
        'good',
        `${fact.action} executed: ${names.amount(fact.amountIn, from)} for ${names.amount(fact.amountOut, to)}${price}, block ${fact.block}, ${intent}`,
      ]
    }
    case 'intent.dropped':
      return ['bad', `${intent} is ${fact.outcome}${fact.code === null ? '' : ` (${fact.code})`}: ${brief(fact.detail)}`]
  }
}

function accountWords(fact: Extract<Fact, { readonly type: `account.${string}` }>, names: NameBook): Words {
  const who = names.who(fact.account)
  switch (fact.type) {
    case 'account.sent':
      return ['quiet', `${who} sends ${shortHash(fact.txHash)} (${fact.label}, nonce ${fact.nonce})`]
    case 'account.replaced':
      return ['plain', `${who} raises the fee of ${shortHash(fact.replaces)}: now ${shortHash(fact.txHash)}`]
    case 'account.confirmed':
      return ['quiet', `${shortHash(fact.txHash)} is in block ${fact.block} (${fact.label})`]
    case 'account.failed':
      return ['bad', `${who} could not ${fact.label}: ${fact.code} ${brief(fact.detail)}`]
    case 'account.gapFilled':
      return ['bad', `${who} filled the nonces ${fact.fromNonce} to ${fact.toNonce}, which the chain had lost`]
    case 'account.held':
      return [
        'bad',
        `${who} has sent nonces ${fact.fromNonce} to ${fact.toNonce}, which the journal knows nothing of: ${fact.refused} requests are refused, look on the chain whether they were carried out`,
      ]
    case 'account.reorged':
      return ['bad', `${shortHash(fact.txHash)} left block ${fact.block} by a reorg (${fact.label})`]
    case 'account.undone':
      return ['bad', `the chain took ${shortHash(fact.txHash)} back, which was final: ${undoneWords(fact)}`]
  }
}

function fundWords(fact: Extract<Fact, { readonly type: `fund.${string}` }>, names: NameBook): Words {
  const base = names.fund(fact.fundId)?.base
  switch (fact.type) {
    case 'fund.valued':
      return [
        'plain',
        `fund ${fact.fundId} is worth ${names.amount(fact.value, base)}, realised ${names.amount(fact.realisedProfit, base)}, price ${readableAmount(fact.priceWad, 18)}`,
      ]
    case 'fund.paused':
      return ['bad', `fund ${fact.fundId} is paused by ${fact.by}`]
    case 'fund.unpaused':
      return ['good', `fund ${fact.fundId} runs again, by ${fact.by}`]
    case 'fund.changeAnnounced':
      return ['plain', `fund ${fact.fundId}: ${fact.by} announces its ${fact.change}, which waits for the fund’s delay`]
    case 'fund.deposited':
      return ['good', `${fact.by} deposits ${names.amount(fact.amount, base)} into ${fact.fundId}`]
    case 'fund.withdrawn':
      return ['good', `${fact.by} withdraws ${names.amount(fact.amount, base)} from ${fact.fundId}`]
    case 'fund.depositRequested':
      return ['good', `${fact.by} asks to deposit ${names.amount(fact.amount, base)} into ${fact.fundId} when it is flat`]
    case 'fund.redeemRequested':
      return ['good', `${fact.by} asks to redeem ${fact.shares} shares of ${fact.fundId} when it is flat`]
    case 'fund.claimed':
      return ['good', `${fact.by} claims what settled in ${fact.fundId}`]
    case 'fund.unvalued':
      return ['bad', `fund ${fact.fundId} could not be valued: ${fact.code} ${brief(fact.detail)}`]
  }
}

function priceWords(fact: Extract<Fact, { readonly type: `price.${string}` | `keeper.${string}` }>, names: NameBook): Words {
  const fund = names.fund(fact.fundId)
  const traded = fund?.traded.address.toLowerCase() === fact.token.toLowerCase() ? fund.traded.symbol : shortHash(fact.token)
  switch (fact.type) {
    case 'price.observed': {
      const who = fact.txHash === null ? 'somebody else' : `the keeper of ${fact.fundId}`
      const what = fact.status === 'KNOWN' ? `: ${names.amount(fact.value, fund?.base)}` : ` (${fact.status})`
      return ['quiet', `${who} observes the price of ${traded}${what}`]
    }
    case 'price.known':
      return ['good', `the price of ${traded} is known to ${fact.fundId}: ${names.amount(fact.value, fund?.base)}`]
    case 'price.unavailable':
      return ['bad', `${fact.fundId}: ${brief(fact.detail)} (${fact.status})`]
    case 'keeper.held':
      return ['plain', `the keeper of ${fact.fundId} observes nothing: ${brief(fact.detail)}`]
    case 'keeper.failed':
      return ['bad', `the keeper of ${fact.fundId} could not observe ${traded}: ${fact.code} ${brief(fact.detail)}`]
  }
}

function troubleWords(fact: Extract<Fact, { readonly type: 'crawler.failed' | 'verifier.failed' | 'swarm.changed' }>): Words {
  switch (fact.type) {
    case 'crawler.failed':
      return ['bad', `crawler ${fact.name} made no claim in round ${fact.round}: ${fact.code} ${brief(fact.detail)}`]
    case 'verifier.failed':
      // the others reached a verdict first
      return [
        fact.code === 'BOT_FINISHED' ? 'quiet' : 'bad',
        `verifier ${fact.name} could not hand in its verdict: ${fact.code} ${brief(fact.detail)}`,
      ]
    case 'swarm.changed':
      return lostWords(fact)
  }
}

/** Most swarms never lose so many bots that some are not named. */
function lostWords({ state, quarantined, unlisted = 0 }: Fact<'swarm.changed'>): Words {
  const more = unlisted === 0 ? [] : [`${unlisted} ${quarantined.length === 0 ? 'bots' : 'more'}`]
  const lost = [...quarantined, ...more]
  return lost.length === 0
    ? ['quiet', `the swarm is ${state}`]
    : ['bad', `the swarm is ${state}: ${lost.join(', ')} in quarantine`]
}

interface Opinion {
  readonly verifier: string
  readonly verdict: string
  readonly reason: string
  readonly detail: string
  readonly attestedWeight: number
  readonly thresholdWeight: number
}

function said(what: string, fact: Opinion, verb: string, names: NameBook): Words {
  const who = names.who(fact.verifier)
  if (fact.verdict === 'PASS')
    return ['plain', `${who} ${verb} ${what}: weight ${fact.attestedWeight} of ${fact.thresholdWeight}`]
  return ['bad', `${who} says ${fact.verdict} to ${what}: ${fact.reason} ${brief(fact.detail)}`]
}

/** What a whole traded token cost or brought in base asset. */
export function executedPrice(
  trade: { readonly action: 'BUY' | 'SELL'; readonly amountIn: string; readonly amountOut: string },
  base: { readonly symbol: string; readonly decimals: number },
  traded: { readonly symbol: string; readonly decimals: number },
): string {
  const [baseUnits, tradedUnits] = (
    trade.action === 'BUY' ? [trade.amountIn, trade.amountOut] : [trade.amountOut, trade.amountIn]
  ).map(BigInt)
  if (baseUnits === undefined || tradedUnits === undefined || tradedUnits === 0n) return '?'
  const wad = (baseUnits * 10n ** BigInt(traded.decimals) * 10n ** 18n) / (tradedUnits * 10n ** BigInt(base.decimals))
  return `${readableAmount(wad.toString(), 18)} ${base.symbol} per ${traded.symbol}`
}

/** A claim's value in short: the spot price of an `amm-price`, else its first signs. */
function shown(extracted: string): string {
  const spot = /"spotWad":"(\d{1,78})"/.exec(extracted)?.[1]
  if (spot !== undefined) return `a price of ${readableAmount(spot, 18)}`
  return extracted.length > 40 ? `${extracted.slice(0, 40)}…` : extracted
}

/** A detail may quote a whole claim; `explain` shows it in full. */
function brief(detail: string): string {
  return detail.length > 120 ? `${detail.slice(0, 119)}…` : detail
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function undoneWords({ how, block, nonce }: Extract<Fact, { readonly type: 'account.undone' }>): string {
  return how === 'replaced'
    ? `another transaction has its nonce ${nonce}`
    : `in block ${block} it ${how === 'executed' ? 'went through' : 'reverted'}`
}
