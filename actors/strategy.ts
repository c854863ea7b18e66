// What a strategy does: reads the vault, and works a decision out to an exact intent.
import { formatAmount } from '#protocol/amounts.ts'
import { approvalDue, mayApprove } from '#protocol/approval.ts'
import type { TradeAsker } from '#protocol/askedTrade.ts'
import { proposeIntentCall } from '#protocol/calls.ts'
import { hashClaim, type Claim } from '#protocol/claim.ts'
import { envelopeBodySchema } from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Fact } from '#protocol/facts.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { hashAdapterData, hashIntent, intentSchema } from '#protocol/intent.ts'
import { merkleRoot } from '#protocol/snapshot.ts'
import { ammPriceSchema, ammPriceSchemaId, parseAmmPriceRef } from '#protocol/source.ts'
import type { ClearedTask, DecideTask, OutcomeTask } from '#protocol/tasks.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import { strategyMachine, type Proposal } from '#machines/strategy.ts'
import type { Choice } from '#machines/strategyRules.ts'
import { envelopeNonce } from './envelopeNonce.ts'
import { strategyEventSchema } from './externalEvents.ts'
import { nextTask, pollMs } from './feed.ts'
import { post } from './post.ts'
import type { VenueQuote } from '#integrations/chain/venueQuotes.ts'
import type { Decision } from '#protocol/decision.ts'
import { withContext } from './withContext.ts'
import type { World } from './world.ts'

export const strategyBot = defineBot({
  role: 'strategy',
  version: 2,
  // before, nobody could ask for a trade
  migrations: { 1: (stored) => withContext(stored, { asked: null }) },
  machine: strategyMachine,
  restartable: true,
  parseExternal: (event) => strategyEventSchema.parse(event),
})

/** What a proposal is worked out from. `asker` is absent in what was asked before anybody could ask for a trade. */
interface RouteGiven {
  readonly fundId: string
  readonly round: number
  readonly root: string
  readonly choice: Choice
  readonly asker?: string | null
}
interface SubmitGiven {
  readonly fundId: string
  readonly proposal: Proposal
  readonly choice: Choice
  readonly proposeTxHash: string | null
  readonly asked?: TradeAsker | null
}

const bot = (fundId: string): string => `strategy:${fundId}`
const patient = { attempts: 4, firstDelayMs: 200, maxDelayMs: 2_000 }

export function strategyEffects(world: World): EffectBinding[] {
  return [
    ...(['strategy.nextTask', 'strategy.awaitSnapshot'] as const).map((port) => ({
      port,
      timeoutMs: pollMs * 2,
      concurrency: 64,
      run: ({ fundId, cursor }: { fundId: string; cursor: string }, { signal }: EffectContext) =>
        nextTask<DecideTask>({
          world,
          fundId,
          cursor,
          signal,
          toTask: (fact) => decideTask(world.fund(fundId), fact),
          // an old price is still history: each snapshot is seen once, in order
          isOpen: () => Promise.resolve(true),
        }),
    })),
    ...(['strategy.observe', 'strategy.weigh'] as const).map((port) => ({
      port,
      retry: patient,
      run: ({ fundId }: { fundId: string }) => world.view(bot(fundId)).holdings(world.fund(fundId)),
    })),
    {
      port: 'strategy.route',
      retry: patient,
      run: (given: RouteGiven, { effectId }) => route(world, given, effectId),
    },
    {
      port: 'strategy.submitIntent',
      retry: patient,
      run: async (given: SubmitGiven, context) => {
        const body = envelopeBodySchema.parse({
          type: 'intent.propose',
          intent: given.proposal.intent,
          adapterData: given.proposal.adapterData,
          ...explained(given.choice.decision, given.proposal, world.fund(given.fundId)),
          proposeTxHash: given.proposeTxHash,
          ...(given.asked && { asked: given.asked }),
        })
        return { status: (await post(world, bot(given.fundId), given.fundId, body, context)).status }
      },
    },
    {
      port: 'strategy.awaitOutcome',
      timeoutMs: pollMs * 2,
      concurrency: 64,
      run: ({ fundId, intentHash, cursor }: { fundId: string; intentHash: string; cursor: string }, { signal }) =>
        nextTask<DecideTask | OutcomeTask | ClearedTask>({
          world,
          fundId,
          cursor,
          signal,
          // prices claimed while the intent is open are history the next decision looks back on
          toTask: (fact) =>
            outcomeTask(intentHash, fact) ?? clearedTask(intentHash, fact) ?? decideTask(world.fund(fundId), fact),
          isOpen: () => Promise.resolve(true),
        }),
    },
  ]
}

function decideTask(fund: FundConfig, fact: Fact): DecideTask | null {
  if (fact.type !== 'snapshot.published') return null
  const hashes = fact.claims.map(hashClaim)
  // the claims are believed because their hashes are under the published root, not because the relayer sent them
  const isWhole = hashes.length > 0 && new Set(hashes).size === hashes.length && merkleRoot(hashes) === fact.root
  return { kind: 'decide', round: fact.round, root: fact.root, priceWad: isWhole ? priceIn(fund, fact.claims) : null }
}

function priceIn(fund: FundConfig, claims: readonly Claim[]): string | null {
  const pool = fund.pools.find((one) => one.id === fund.tradePool)
  // verifiers pass an amm-price only in its written form; other sources may call themselves what they like
  const claim = claims.find(
    (one) =>
      one.sourceType === 'amm-price' && one.schemaId === ammPriceSchemaId && parseAmmPriceRef(one.sourceRef).pair === pool?.pair,
  )
  if (claim === undefined) return null
  const price = ammPriceSchema.parse(JSON.parse(claim.extracted))
  // without a time-weighted price no verifier can check a quote: proposing on it would only be refused
  return price.twapWad === null ? null : price.spotWad
}

function outcomeTask(intentHash: string, fact: Fact): OutcomeTask | null {
  if (fact.type === 'intent.executed' && fact.intentHash === intentHash)
    return { kind: 'outcome', intentHash, outcome: 'executed', reason: '' }
  if (fact.type === 'intent.dropped' && fact.intentHash === intentHash) {
    return { kind: 'outcome', intentHash, outcome: fact.outcome === 'expired' ? 'expired' : 'dropped', reason: fact.detail }
  }
  return null
}

const clearedTask = (intentHash: string, fact: Fact): ClearedTask | null =>
  fact.type === 'intent.cleared' && fact.intentHash === intentHash ? { kind: 'cleared', intentHash } : null

async function route(world: World, given: RouteGiven, effectId: string): Promise<Proposal> {
  const fund = world.fund(given.fundId)
  const view = world.view(bot(given.fundId))
  const { action, amountIn } = given.choice
  if (action === 'HOLD') throw new QuorateError('NO_ROUTE', { problem: 'the decision is not to trade' })
  const [tokenIn, tokenOut] = action === 'BUY' ? [fund.baseAsset, fund.tradedToken] : [fund.tradedToken, fund.baseAsset]
  const [quotes, set, validAfter] = await Promise.all([
    view.quotes(fund, { tokenIn, tokenOut, amountIn }),
    view.openSet(fund),
    view.chainTime(),
  ])
  const best = bestOf(quotes)
  const quote = BigInt(best.amountOut)
  const { maxSlippageBps, intentTtlS } = fund.strategy
  // rounded up: the minimum is never under what the slippage allows
  const minimum = (quote * BigInt(10_000 - maxSlippageBps) + 9_999n) / 10_000n
  if (minimum === 0n) throw new QuorateError('NO_ROUTE', { problem: `${best.venue} gives nothing for ${amountIn}` })
  const intent = intentSchema.parse({
    fund: fund.contracts.vault,
    setEpoch: set.setEpoch,
    action,
    tokenIn,
    tokenOut,
    amountIn,
    minAmountOut: minimum.toString(),
    quoteAmountOut: best.amountOut,
    maxSlippageBps,
    validAfter,
    deadline: validAfter + intentTtlS,
    snapshotRoot: given.root,
    round: given.round,
    adapter: best.adapter,
    adapterDataHash: hashAdapterData(best.adapterData),
    nonce: envelopeNonce(fund.contracts.vault, effectId),
  })
  const due = approvalDue(fund, intent)
  if (due !== null) refuseUnapprovable(fund, due.quorum, given.asker ?? null)
  return {
    intent,
    intentHash: hashIntent(intent),
    adapterData: best.adapterData,
    quotes: quotes.map(({ venue, amountOut }) => ({ venue, amountOut })),
    venue: best.venue,
    ...(due === null ? {} : { asks: true as const }),
    to: fund.contracts.intentBook,
    data: proposeIntentCall(intent),
  }
}

/** Who asks for a trade does not approve it: one that nobody is left for would only expire. @throws TRADE_UNAPPROVABLE */
function refuseUnapprovable(fund: FundConfig, quorum: number, asker: string | null): void {
  const { fundId, approvers, proposer } = fund
  if (asker === null || approvers === undefined) return
  const able = new Set(approvers.filter((person) => mayApprove(person, { approvers, proposer, requester: asker }))).size
  if (able < quorum)
    throw new QuorateError('TRADE_UNAPPROVABLE', {
      fundId,
      problem: `${able} of its approvers may approve what ${asker} asks for; ${quorum} are needed`,
    })
}

/** The quote that gives the vault most; of equals the fund's first. Gas is the executor's affair, not the vault's. */
function bestOf(quotes: readonly VenueQuote[]): VenueQuote & { readonly amountOut: string } {
  let best: (VenueQuote & { readonly amountOut: string }) | undefined
  for (const quote of quotes) {
    const { amountOut } = quote
    if (amountOut !== null && (best === undefined || BigInt(amountOut) > BigInt(best.amountOut))) best = { ...quote, amountOut }
  }
  if (best !== undefined) return best
  const said = quotes.map(({ venue, problem }) => `${venue}: ${problem ?? 'no quote'}`)
  throw new QuorateError('NO_ROUTE', { problem: `no venue quotes it; ${said.join('; ')}` })
}

/** The decision with what each venue would have given: why it is this one. */
function explained(
  decision: Decision,
  { quotes = [], venue, intent }: Proposal,
  { tokens }: FundConfig,
): { reason: string; decision: Decision } {
  const token = tokens.find(({ address }) => address === intent.tokenOut)
  const shown = (amount: string): string =>
    token === undefined ? `${amount} base units` : `${formatAmount(amount, token.decimals)} ${token.symbol}`
  const said = quotes.map((quote) => `${quote.venue} gives ${quote.amountOut === null ? 'no quote' : shown(quote.amountOut)}`)
  const explanation = said.length < 2 ? decision.explanation : `${decision.explanation}; of the venues ${said.join(', ')}`
  const figures = {
    ...decision.figures,
    ...(venue === undefined ? {} : { venue }),
    ...Object.fromEntries(quotes.map((quote) => [`quote ${quote.venue}`, quote.amountOut ?? 'none'])),
  }
  return { reason: explanation, decision: { ...decision, explanation, figures } }
}
