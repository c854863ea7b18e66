// What comes back from an effect, as its bot and the journal get it: JSON within bounds, or a failure that says why not.
import { QuorateError } from '#protocol/errors.ts'
import type { EffectFailure } from './authoring.ts'
import { asJson, nonJsonPath } from './jsonValue.ts'
import { limits } from './limits.ts'
import type { EffectResult } from './mailbox.ts'

/** An effect ended with this. What is not JSON, or too much of it, is a failure: it could not be journaled. */
export function succeeded(output: unknown, port: string): EffectResult {
  if (output === undefined) return { ok: true, output: undefined }
  const bad = nonJsonPath(output)
  if (bad !== undefined) return unusable(port, `its result is not JSON: ${bad}`)
  const copy = asJson(output)
  const bytes = Buffer.byteLength(JSON.stringify(copy))
  if (bytes > limits.effectResultBytesMax)
    return unusable(port, `its result has ${bytes} bytes, over ${limits.effectResultBytesMax}`)
  return { ok: true, output: copy }
}

/** An effect threw this. A long message is cut, and details that are not JSON or too much are left out. */
export function failed(error: unknown, port: string): EffectResult {
  const known =
    error instanceof QuorateError
      ? error
      : new QuorateError('EFFECT_FAILED', { port, problem: error instanceof Error ? error.message : String(error) })
  const { code, message, retryable, details } = known
  const failure: EffectFailure = { code, message: message.slice(0, limits.failureMessageMax), retryable }
  const isKept = nonJsonPath(details) === undefined && JSON.stringify(details).length <= limits.failureMessageMax
  return { ok: false, error: isKept ? { ...failure, details } : failure }
}

/** What an act's bot is told when the process died before its answer and its state had been left. */
export function outcomeUnknown(port: string): EffectResult {
  return failed(new QuorateError('EFFECT_OUTCOME_UNKNOWN', { port }), port)
}

/** What an act's bot is told that left before the act began. */
export function notStarted(port: string): EffectResult {
  return unusable(port, 'its state was left before it began; it did nothing')
}

function unusable(port: string, problem: string): EffectResult {
  return failed(new QuorateError('EFFECT_FAILED', { port, problem }), port)
}
