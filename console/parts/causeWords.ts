// Why a turn happened, in words.
import type { components } from '#client/apiTypes.ts'
import { shortened } from './shortened.ts'

/** Who or what set a turn off. */
export function causeWords(cause: components['schemas']['TurnRow']['cause']): string {
  switch (cause.kind) {
    case 'start':
      return `started by ${shortened(cause.by)}`
    case 'message':
      return `from ${shortened(cause.from)}`
    case 'external':
      return cause.who === undefined ? 'from outside' : `by ${cause.who}`
    case 'timer':
      return ''
    case 'effect':
      return cause.attempt > 1 ? `attempt ${cause.attempt}` : ''
  }
}
