import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { Fact } from '#protocol/facts.ts'
import { hashSchema } from '#protocol/hash.ts'
import type { Host } from '#runtime/host.ts'
import { approvalStory, tradeOf } from './approvalStory.ts'
import { askCommand } from './command.ts'
import { factSentence } from './factSentence.ts'
import { renderExplain } from './explainText.ts'
import { factsFrom, type ReadFact } from './journalReading.ts'
import { nameBook, type NameBook } from './nameBook.ts'
import { explainResultSchema, type ExplainResult, type IntentStory, type QuorumLine } from './explainResult.ts'

export const explainCommand = askCommand({
  name: 'explain',
  also: ['why'],
  result: explainResultSchema,
  summary: 'Explain an intent or a transaction: who claimed, signed, dry-ran, executed',
  help: 'Everything the journal knows about a trade: the claims of its round and who reproduced them, the snapshot, the decision, each verifier’s verdict with its weight against the threshold, the dry runs, the transactions, and the turn (sequence number) that did each.',
  permission: 'viewer',
  args: z.strictObject({ hash: hashSchema.describe('intent hash or transaction hash, 0x and 64 hex digits') }),
  positionals: ['hash'],
  examples: [{ type: `explain 0x${'12'.repeat(32)}`, does: 'tells the story of that intent or transaction' }],
  async run({ hash }, { host, funds, signal }): Promise<ExplainResult> {
    const about = await gather(host, hash, signal)
    return told(hash, about, nameBook(await funds.list()))
  },
  render: renderExplain,
})

/** Where to read, and for whom. */
export interface TradeAsked {
  readonly fundId: string
  readonly intentHash: string
  /** Sequence numbers, the first one left out. */
  readonly after: number
  readonly through: number
  readonly signal: AbortSignal
}

/** The story of one trade of one fund out of a stretch of the journal. Nothing in it is of another fund. */
export async function tradeStory(
  host: Host,
  { fundId, intentHash, after, through, signal }: TradeAsked,
  names: NameBook,
): Promise<ExplainResult> {
  const all: ReadFact[] = []
  for await (const read of factsFrom(host, { after, signal })) {
    if (read.seq > through) break
    if (read.fact.type.startsWith('account.') || ('fundId' in read.fact && read.fact.fundId === fundId)) all.push(read)
  }
  const facts = new Map(belonging(all, intentHash).map((fact) => [fact.id, fact]))
  return told(intentHash, { kind: 'intent', intentHash, facts: [...facts.values()].toSorted(byId) }, names)
}

function told(asked: string, { kind, intentHash, facts }: Gathered, names: NameBook): ExplainResult {
  return {
    asked,
    kind,
    intent: intentHash === null ? null : intentStory(intentHash, facts, names),
    transactions: transactions(facts),
    timeline: facts.map(({ seq, at, actor, fact }) => ({ seq, at, actor, type: fact.type, ...factSentence(fact, names) })),
  }
}

interface Gathered {
  readonly kind: ExplainResult['kind']
  readonly intentHash: string | null
  readonly facts: readonly ReadFact[]
}

/** Two readings of the journal: what names the hash, then what belongs to that round. */
async function gather(host: Host, hash: string, signal: AbortSignal): Promise<Gathered> {
  const naming: ReadFact[] = []
  for await (const fact of factsFrom(host, { after: 0, signal })) if (names(fact.fact, hash)) naming.push(fact)
  if (naming.length === 0) throw new QuorateError('UNKNOWN_HASH', { hash })
  const kind = naming.some(({ fact }) => 'intentHash' in fact && fact.intentHash === hash) ? 'intent' : 'transaction'
  const intentHash = naming.flatMap(({ fact }) => ('intentHash' in fact ? [fact.intentHash] : [])).at(-1) ?? null
  const facts = new Map(naming.map((fact) => [fact.id, fact]))
  if (intentHash !== null) {
    const all: ReadFact[] = []
    for await (const fact of factsFrom(host, { after: 0, signal })) all.push(fact)
    for (const fact of belonging(all, intentHash)) facts.set(fact.id, fact)
  }
  return { kind, intentHash, facts: [...facts.values()].toSorted(byId) }
}

const names = (fact: Fact, hash: string): boolean =>
  ('intentHash' in fact && fact.intentHash === hash) || ('txHash' in fact && fact.txHash === hash)

function belonging(all: readonly ReadFact[], intentHash: string): readonly ReadFact[] {
  const own = all.filter(({ fact }) => 'intentHash' in fact && fact.intentHash === intentHash)
  const begun = own.flatMap(({ fact }) =>
    fact.type === 'intent.proposed' || fact.type === 'intent.awaitingApproval' ? [fact] : [],
  )[0]
  const round = begun === undefined ? null : { fundId: begun.fundId, round: begun.intent.round }
  const decided = all.filter(({ fact }) => 'approvalId' in fact && 'digest' in fact && fact.digest === intentHash)
  const ofRound = all.filter(
    ({ fact }) =>
      round !== null && 'round' in fact && !('intentHash' in fact) && fact.fundId === round.fundId && fact.round === round.round,
  )
  const wished = all.filter(
    ({ fact }) => begun?.requestId !== undefined && fact.type === 'strategy.asked' && fact.requestId === begun.requestId,
  )
  const hashes = new Set(
    [...own, ...ofRound].flatMap(({ fact }) => ('txHash' in fact && fact.txHash !== null ? [fact.txHash] : [])),
  )
  const sent = all.filter(
    ({ fact }) => fact.type.startsWith('account.') && 'txHash' in fact && fact.txHash !== null && hashes.has(fact.txHash),
  )
  return [...own, ...decided, ...wished, ...ofRound, ...sent]
}

function byId(a: ReadFact, b: ReadFact): number {
  return a.seq - b.seq || Number(a.id.split('/')[1]) - Number(b.id.split('/')[1])
}

function intentStory(intentHash: string, facts: readonly ReadFact[], book: NameBook): IntentStory {
  const of = <Type extends Fact['type']>(type: Type): readonly (Extract<Fact, { type: Type }> & { readonly seq: number })[] =>
    facts.flatMap(({ fact, seq }) => (fact.type === type ? [{ ...(fact as Extract<Fact, { type: Type }>), seq }] : []))
  const proposed = of('intent.proposed').at(0)
  const awaiting = of('intent.awaitingApproval').at(0)
  const approved = of('intent.approved').at(-1)
  const executed = of('intent.executed').at(-1)
  const dropped = of('intent.dropped').at(-1)
  const published = of('snapshot.published').at(-1)
  const root = published?.root ?? of('snapshot.materialized').at(-1)?.root
  const fundId = facts.flatMap(({ fact }) => ('intentHash' in fact ? [fact.fundId] : [])).at(0) ?? ''
  const quorum = (said: readonly (Said & { readonly seq: number })[]): QuorumLine => quorumLine(said, fundId, book)
  return {
    intentHash,
    fundId,
    round: (proposed ?? awaiting)?.intent.round ?? null,
    action: (proposed ?? awaiting)?.intent.action ?? executed?.action ?? null,
    reason: proposed === undefined ? (awaiting?.reason ?? null) : `${proposed.decision.rule}: ${proposed.decision.explanation}`,
    trade: tradeOf((proposed ?? awaiting)?.intent),
    decision: proposed?.decision ?? null,
    askedBy: (proposed ?? awaiting)?.askedBy ?? null,
    proposed: proposed === undefined ? null : { txHash: proposed.txHash, seq: proposed.seq },
    approval: approvalStory(facts),
    approved: approved === undefined ? null : { signers: approved.signers, txHash: approved.txHash, seq: approved.seq },
    ending:
      dropped === undefined ? null : { outcome: dropped.outcome, code: dropped.code, detail: dropped.detail, seq: dropped.seq },
    outcome: executed === undefined ? (dropped?.outcome ?? (approved === undefined ? 'open' : 'approved')) : 'executed',
    claims: of('claim.submitted').map((claim) => ({
      claimHash: claim.claimHash,
      crawler: claim.crawler,
      crawlerName: book.who(claim.crawler),
      sourceType: claim.claim.sourceType,
      sourceRef: claim.claim.sourceRef,
      extracted: claim.claim.extracted,
      outcome: of('claim.finalized').some((final) => final.claimHash === claim.claimHash)
        ? 'final'
        : of('claim.refused').some((refused) => refused.claimHash === claim.claimHash)
          ? 'refused'
          : 'open',
      seq: claim.seq,
      ...quorum(of('claim.attested').filter((said) => said.claimHash === claim.claimHash)),
    })),
    snapshot:
      root === undefined
        ? null
        : {
            root,
            txHash: published?.txHash ?? null,
            block: published?.block ?? null,
            ...quorum(of('snapshot.attested').filter((said) => said.root === root)),
          },
    signatures: quorum(of('intent.attested')),
    dryRuns: of('intent.dryRun').map(({ by, code, detail = null, block, seq }) => ({
      by: book.who(by),
      code,
      detail,
      block,
      seq,
    })),
    execution: executed === undefined ? null : executionOf(executed, book),
  }
}

function executionOf(executed: Fact<'intent.executed'> & { readonly seq: number }, book: NameBook): IntentStory['execution'] {
  const { action, fundId, amountIn, amountOut, txHash, block, seq } = executed
  const fund = book.fund(fundId)
  const [from, to] = action === 'BUY' ? [fund?.base, fund?.traded] : [fund?.traded, fund?.base]
  return { amountIn, amountOut, paid: book.amount(amountIn, from), got: book.amount(amountOut, to), txHash, block, seq }
}

interface Said {
  readonly verifier: string
  readonly verdict: string
  readonly reason: string
  readonly detail: string
  readonly attestedWeight: number
  readonly thresholdWeight: number
}

function quorumLine(said: readonly (Said & { readonly seq: number })[], fundId: string, book: NameBook): QuorumLine {
  const weights = new Map(book.fund(fundId)?.verifiers.map((verifier) => [verifier.address.toLowerCase(), verifier.weight]))
  return {
    opinions: said.map(({ verifier, verdict, reason, detail, seq }) => ({
      verifier,
      name: book.who(verifier),
      weight: weights.get(verifier.toLowerCase()) ?? null,
      verdict,
      reason,
      detail,
      seq,
    })),
    attestedWeight: Math.max(0, ...said.map((one) => one.attestedWeight)),
    thresholdWeight: said.at(-1)?.thresholdWeight ?? null,
  }
}

function transactions(facts: readonly ReadFact[]): ExplainResult['transactions'] {
  const found = new Map<string, ExplainResult['transactions'][number]>()
  for (const { fact, seq } of facts) {
    if (fact.type !== 'account.sent' && fact.type !== 'account.confirmed') continue
    const block = fact.type === 'account.confirmed' ? fact.block : (found.get(fact.txHash)?.block ?? null)
    found.set(fact.txHash, { txHash: fact.txHash, account: fact.account, label: fact.label, block, seq })
  }
  return [...found.values()]
}
