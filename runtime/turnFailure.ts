import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { BotEvent } from './host.ts'

/** What a turn threw, as the journal's dead letter tells it. */
export function turnFailure(address: Address, event: BotEvent, error: unknown): QuorateError {
  if (error instanceof QuorateError) return error
  const problem = error instanceof Error ? error.message : String(error)
  return new QuorateError('TURN_FAILED', { address, event: event.type, problem }, { cause: error })
}
