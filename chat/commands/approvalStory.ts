// What people said of a trade, out of the facts of its approval.
import type { Fact } from '#protocol/facts.ts'
import type { IntentStory } from './explainResult.ts'

type Told = readonly { readonly fact: Fact; readonly seq: number }[]

/** Null where nobody was asked. @param facts of one trade, in their order */
export function approvalStory(facts: Told): IntentStory['approval'] {
  const asked = facts.flatMap(({ fact, seq }) => (fact.type === 'intent.awaitingApproval' ? [{ ...fact, seq }] : []))[0]
  if (asked === undefined) return null
  const { approvalId, quorum, value, above, seq } = asked
  const votes = facts.flatMap(({ fact, seq: at }) =>
    fact.type === 'approval.decided'
      ? [{ verdict: fact.verdict, person: fact.person, by: fact.by, reason: fact.reason ?? '', seq: at }]
      : [],
  )
  const ended = facts.flatMap(({ fact }) => (fact.type === 'approval.ended' ? [fact] : [])).at(-1)
  const isGranted = facts.some(({ fact }) => fact.type === 'approval.granted')
  const state = ended?.how ?? (isGranted ? 'granted' : 'pending')
  return { approvalId, quorum, value, above, state, detail: ended?.detail ?? '', votes, seq }
}

/** The signed fields of a trade that people look at. */
export function tradeOf(intent: Extract<Fact, { type: 'intent.proposed' }>['intent'] | undefined): IntentStory['trade'] {
  if (intent === undefined) return null
  const { action, amountIn, minAmountOut, quoteAmountOut, maxSlippageBps, setEpoch, deadline } = intent
  return { action, amountIn, minAmountOut, quoteAmountOut, maxSlippageBps, setEpoch, deadline }
}
