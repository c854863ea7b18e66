// Any failure in the one shape every surface answers with.
import { QuorateError, type ErrorCode, errorTable } from '#protocol/errors.ts'
import { redaction } from './redaction.ts'

export interface WireError {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly hint: string
    readonly retryable: boolean
    readonly details: Readonly<Record<string, unknown>>
  }
}

/** A failure without a code is a bug of ours: it is named as one, and its text stays in this process. */
export function wireError(failure: unknown): WireError {
  // whatever a library wrote into its message, an address with credentials for example, stays here; its shape is the same
  return redaction.value(asQuorateError(failure).toJSON()) as WireError
}

export function asQuorateError(failure: unknown): QuorateError {
  if (failure instanceof QuorateError) return failure
  const problem = failure instanceof Error ? failure.message : String(failure)
  return new QuorateError('INTERNAL', { problem }, { cause: failure })
}

/** Rebuilds what the other side threw. A code this program does not know stays visible in the message. */
export function errorFromWire(wire: unknown): QuorateError | null {
  if (typeof wire !== 'object' || wire === null || !('error' in wire)) return null
  const { error } = wire
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null
  const details = 'details' in error && typeof error.details === 'object' && error.details !== null ? { ...error.details } : {}
  if (isErrorCode(error.code)) return new QuorateError(error.code, details)
  const message = 'message' in error ? String(error.message) : ''
  return new QuorateError('INTERNAL', { problem: `the daemon said ${error.code}: ${message}` })
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code)
