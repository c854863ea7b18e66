// A trade that a person asked for, judged like any other: by what the vault has, by the fund's own bound and by what the
// rules want at that moment. Pure; nothing that protects the fund can be talked away.
import type { EmitParams } from '#runtime/authoring.ts'
import type { AskedAnswer, TradeAsker } from '#protocol/askedTrade.ts'
import { choose, type Choice, type Situation } from './strategyRules.ts'
import {
  choiceOf,
  proposalOf,
  taskOf,
  type Asked,
  type Holdings,
  type Proposal,
  type StrategyAsk,
  type StrategyContext,
} from './strategyState.ts'

/** Why it is not proposed. */
export interface Refusal {
  /** a row of protocol/tradeErrors.ts, or what failed */
  readonly code: string
  readonly detail: string
  /** that could be asked for, base units; null where that is not why */
  readonly most: string | null
}

/** As it is kept until it is answered. */
export function keptOf({ type: _type, askId, ...trade }: StrategyAsk): Asked {
  return { ...trade, askId: askId ?? trade.requestId }
}

/** @throws where nobody asked */
export function askedOf({ asked }: Pick<StrategyContext, 'asked'>): Asked {
  if (asked === null) throw new Error('a trade is asked for before it is answered')
  return asked
}

/** What the vault or the fund's bound does not allow of it, as things stand; null when nothing. */
export function overreach(
  { action, amountIn }: Pick<Asked, 'action' | 'amountIn'>,
  { baseFree, held }: Holdings,
  { sizing }: StrategyContext['rules'],
): Refusal | null {
  const refused = (code: string, detail: string, most: bigint | string): Refusal => ({ code, detail, most: String(most) })
  if (action === 'SELL') {
    if (held === null) return refused('TRADE_OVER_HOLDINGS', 'it holds nothing to sell', '0')
    const { quantity } = held
    return amountIn !== 'all' && BigInt(amountIn) > BigInt(quantity)
      ? refused('TRADE_OVER_HOLDINGS', `it holds ${quantity} base units, and ${amountIn} are asked for`, quantity)
      : null
  }
  if (BigInt(amountIn) > BigInt(baseFree))
    return refused('TRADE_OVER_HOLDINGS', `it has ${baseFree} base units free, and ${amountIn} are asked for`, baseFree)
  const room = BigInt(sizing.maxAmountIn) - BigInt(held?.cost ?? '0')
  return BigInt(amountIn) > room
    ? refused(
        'TRADE_OVER_LIMIT',
        `one position takes at most ${sizing.maxAmountIn} base units, and ${held?.cost ?? '0'} of it are taken`,
        room > 0n ? room : 0n,
      )
    : null
}

/** What is done in a round: what the rules say, or what was asked for where nothing speaks against it. */
export interface Weighed {
  readonly choice: Choice
  /** why what was asked for is not it */
  readonly refusal: Refusal | null
}

/** Decides at a published snapshot. An exit that is due goes before whatever is asked for. */
export function weigh(context: StrategyContext): Weighed {
  const { round, priceWad } = taskOf(context)
  const { asked, rules } = context
  const situation: Situation = { ...context, round }
  const ruled = choose(situation, rules)
  if (asked === null) return { choice: ruled, refusal: null }
  const refuse = (code: string, detail: string): Weighed => ({ choice: ruled, refusal: { code, detail, most: null } })
  if (ruled.action === 'SELL') return refuse('TRADE_SUPERSEDED', `${ruled.decision.rule}: ${ruled.decision.explanation}`)
  if (priceWad === null)
    return refuse('TRADE_UNPRICED', `the snapshot of round ${round} has no price with a time-weighted one beside it`)
  const refusal = overreach(asked, { baseFree: context.baseFree, held: context.position }, rules)
  return refusal === null ? { choice: wanted(asked, context, priceWad), refusal } : { choice: ruled, refusal }
}

function wanted({ action, amountIn, person }: Asked, { position }: StrategyContext, priceWad: string): Choice {
  const isAll = amountIn === 'all'
  const what = action === 'BUY' ? 'to buy' : isAll ? 'to sell all of it' : 'to sell'
  return {
    action,
    amountIn: isAll ? (position?.quantity ?? '0') : amountIn,
    priceWad,
    decision: { rule: 'asked', explanation: `${person} asked ${what}`, figures: {} },
  }
}

const openWords = (context: StrategyContext): string => {
  const { action, decision } = choiceOf(context)
  const intent = context.proposal === null ? '' : `, intent ${proposalOf(context).intentHash}`
  return `its ${action} of round ${taskOf(context).round} (${decision.rule}${intent}) is under way`
}
/** What it waits for that it cannot be asked now. */
export const busyAnswer = (context: StrategyContext): AskedAnswer => ({
  outcome: 'busy',
  detail:
    context.choice !== null
      ? openWords(context)
      : `${askedOf(context).person} asked for a ${askedOf(context).action}, which waits for the next snapshot`,
})
/** It goes the way of every trade from here. */
export const proposedAnswer = ({ intent, intentHash, asks }: Proposal): AskedAnswer => ({
  outcome: 'proposed',
  intentHash,
  amountIn: intent.amountIn,
  asksPeople: asks === true,
})
export const refusedAnswer = (refusal: Refusal): AskedAnswer => ({ outcome: 'refused', ...refusal })

/** No snapshot came in time. */
export const unanswered: Refusal = {
  code: 'TRADE_UNANSWERED',
  detail: 'what was asked for is not done later',
  most: null,
}

/** Who asked, as the relayer is told; null where nobody did. */
export const askerOf = ({ asked }: Pick<StrategyContext, 'asked'>): TradeAsker | null =>
  asked === null ? null : { requestId: asked.requestId, principal: asked.principal, person: asked.person }

/** Who is behind a fact of a trade; nobody where the rules are. */
export const askedByOf = ({ asked }: Pick<StrategyContext, 'asked'>): { askedBy?: string; requestId?: string } =>
  asked === null ? {} : { askedBy: asked.person, requestId: asked.requestId }

const aboutAsked = (fundId: string, asked: Asked): Readonly<Record<string, string>> => ({
  fundId,
  requestId: asked.requestId,
  askedBy: asked.person,
  principal: asked.principal,
  action: asked.action,
  amountIn: asked.amountIn,
})
/** Somebody asked, and it looks at it. */
export const askedFact = ({ fundId, asked }: { readonly fundId: string; readonly asked: Asked }): EmitParams => ({
  type: 'strategy.asked',
  ...aboutAsked(fundId, asked),
})
/** It is not proposed. */
export const refusedFact = (context: StrategyContext, { code, detail }: Refusal): EmitParams => ({
  type: 'strategy.refused',
  ...aboutAsked(context.fundId, askedOf(context)),
  code,
  detail,
})
