// A transaction as a span: from the moment at which it is signed to its last confirmation.
import { SpanKind, type Attributes, type Context, type Span, type Tracer } from '@opentelemetry/api'
import { parseFact } from '#protocol/facts.ts'
import type { Fact } from '#runtime/host.ts'
import { fail, said } from './spanWords.ts'

/** Begins or ends the span of a transaction, where a fact is about one. `transactions` has those that are under way, by their hash. */
export function tellTransaction(tracer: Tracer, transactions: Map<string, Span>, stored: Fact, context: Context): void {
  const fact = parseFact(stored)
  if (fact === null) return
  const atMs = Date.parse(stored.at)
  if (fact.type === 'account.sent' || fact.type === 'account.replaced') {
    const { txHash, account, chainId, nonce, label } = fact
    if (fact.type === 'account.replaced')
      endTransaction(transactions, fact.replaces, atMs, { 'quorate.transaction.state': 'replaced' })
    const attributes = said({
      'quorate.transaction.hash': txHash,
      'quorate.transaction.label': label,
      'quorate.transaction.nonce': nonce,
      'quorate.account': account,
      'quorate.chain.id': chainId,
    })
    transactions.set(txHash, tracer.startSpan('transaction', { kind: SpanKind.CLIENT, startTime: atMs, attributes }, context))
  }
  if (fact.type === 'account.confirmed')
    endTransaction(transactions, fact.txHash, atMs, {
      'quorate.transaction.state': 'confirmed',
      'quorate.block': fact.block,
    })
  if (fact.type === 'account.failed' && fact.txHash !== null) {
    const span = transactions.get(fact.txHash)
    if (span !== undefined) fail(span, fact.code)
    endTransaction(transactions, fact.txHash, atMs, { 'quorate.transaction.state': 'failed' })
  }
}

function endTransaction(transactions: Map<string, Span>, txHash: string, atMs: number, attributes: Attributes): void {
  const span = transactions.get(txHash)
  transactions.delete(txHash)
  span?.setAttributes(attributes)
  span?.end(atMs)
}
