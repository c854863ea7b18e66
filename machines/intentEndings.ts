// Why an intent ends without a trade, as its first reason says it; what happens afterwards changes none of it.
import type { IntentContext, ChainStatus, IntentEvent } from './intentState.ts'

type Ending = IntentContext['ending']

/** Its window passed. Whoever could not find out in time is named: without a no there is no other reason. */
export function expiryOf(context: IntentContext): Ending {
  const refusals = refusalsOf(context)
  return { code: 'INTENT_EXPIRED', detail: refusals === '' ? 'its window passed' : `its window passed; ${refusals}` }
}

/** Verifiers said no. */
export const refusalEnding = (context: IntentContext): Ending => ({ code: 'REFUSED', detail: refusalsOf(context) })

/** The chain did not take the signatures. */
export const failureEnding = (context: IntentContext, event: IntentEvent): Ending =>
  event.type === 'account.failed'
    ? { code: event.code, detail: `the chain refused the signatures: ${event.message}` }
    : context.ending

/** A confirmed transaction that approved nothing has no reason of its own. */
export const statusEnding = ({ ending }: IntentContext, status: ChainStatus): Ending =>
  ending.code === '' ? { code: 'INTENT_NOT_APPROVED', detail: `the chain says ${status}` } : ending

/** The executor gave up. */
export const reportEnding = (context: IntentContext, event: IntentEvent): Ending =>
  event.type === 'execution.report' ? { code: event.code ?? 'EXECUTION_FAILED', detail: event.detail } : context.ending

/** Who did not sign, and why. */
const refusalsOf = (context: IntentContext): string =>
  context.ballot.votes
    .filter((vote) => vote.verdict !== 'PASS')
    .map((vote) => `${vote.name}: ${vote.reason}`)
    .join(', ')
