// The system's refusals (no space, no permission, no such device) in words that say what to do.
import { QuorateError } from '#protocol/errors.ts'

/** A failure of the file system as STORAGE_UNUSABLE; anything else as it came. `place` is named when the failure names none. */
export function asStorageFailure(failure: unknown, place: string): unknown {
  if (failure instanceof QuorateError || !(failure instanceof Error)) return failure
  if (!('code' in failure) || typeof failure.code !== 'string' || !('syscall' in failure)) return failure
  if (elsewhere.test(String(failure.syscall))) return failure
  const path = 'path' in failure && typeof failure.path === 'string' ? failure.path : place
  const problem = failure.message.split(', ')[0] ?? failure.message
  return new QuorateError('STORAGE_UNUSABLE', { path, problem }, { cause: failure })
}

/** System calls that are not about files. */
const elsewhere = /^(connect|listen|bind|accept|getaddrinfo|kill|uv_|spawn)/
