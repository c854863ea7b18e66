// The status that an error is answered with over HTTP.
import type { ErrorCode, QuorateError } from '#protocol/errors.ts'

const byCode: Partial<Readonly<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  ENVELOPE_REFUSED: 401,
  NOT_PERMITTED: 403,
  NOT_A_PERSON: 403,
  HOST_REFUSED: 403,
  ORIGIN_REFUSED: 403,
  UNKNOWN_COMMAND: 404,
  APPROVAL_DENIED: 403,
  PERSON_UNKNOWN: 403,
  APPROVAL_DECIDED: 409,
  APPROVAL_EXPIRED: 410,
  APPROVAL_STALE: 412,
  JOURNAL_TRUNCATED: 410,
  BODY_TOO_LARGE: 413,
  HEAD_TOO_LARGE: 431,
  REQUEST_TOO_SLOW: 408,
  IDEMPOTENCY_MISMATCH: 422,
  ASK_TIMEOUT: 504,
  JOURNAL_SLOW: 504,
  JOURNAL_CORRUPT: 502,
  SNAPSHOT_VERSION: 409,
}
/** Of the exit codes in protocol/errors.ts. */
const byExit: Readonly<Record<number, number>> = { 2: 400, 3: 404, 4: 409, 5: 502, 6: 503 }

/** 500 for what is a bug of ours. */
export function wireStatus(error: QuorateError): number {
  return byCode[error.code] ?? byExit[error.exit] ?? 500
}
