// What a person reads for a guard, an action or a delay. XState keeps names, objects or functions in their places.

/** `hasQuorum`, `not isPaused`, `a and b`; a guard written in place has only its function's name. */
export function nameOfGuard(guard: unknown): string {
  if (typeof guard === 'string') return guard
  if (isNamed(guard)) return guard.type
  if (typeof guard !== 'function') return 'guard'
  const { check, guards } = guard as { check?: { name?: string }; guards?: readonly unknown[] }
  if (check !== undefined && guards !== undefined) return nameOfCombined(check.name ?? '', guards.map(nameOfGuard))
  return guard.name === '' || guard.name === 'guard' ? 'inline guard' : guard.name
}

function nameOfCombined(check: string, names: readonly string[]): string {
  if (/not/i.test(check)) return `not ${names.join(' ')}`
  return names.join(/or/i.test(check) ? ' or ' : ' and ')
}

/** The action's name in a list, or an empty list for what XState does behind the author's back. */
export function nameOfAction(action: unknown): string[] {
  if (typeof action === 'string') return hide(action)
  if (typeof action === 'function') {
    const { quorateAction, type } = action as { quorateAction?: unknown; type?: unknown }
    // a declared action that was not given a name in `setup`: its verb is the best there is
    if (typeof quorateAction === 'string') return [quorateAction.replace(/^quorate\./, '')]
    if (typeof type === 'string') return hide(type)
    return [action.name === '' || action.name === 'actions' ? 'inline action' : action.name]
  }
  return isNamed(action) ? hide(action.type) : []
}

const hide = (name: string): string[] => (name.startsWith('xstate.') ? [] : [name])

function isNamed(value: unknown): value is { readonly type: string } {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

const units = [
  { name: 'h', ms: 3_600_000 },
  { name: 'min', ms: 60_000 },
  { name: 's', ms: 1_000 },
] as const

/** `backoff` for a named delay, `5 s` for 5000; what a function computes cannot be known. */
export function formatDelay(delay: unknown): string {
  if (typeof delay === 'string') return /^\d+$/.test(delay) ? formatDelay(Number(delay)) : delay
  if (typeof delay !== 'number') return 'a computed time'
  const unit = units.find(({ ms }) => delay >= ms && delay % (ms / 10) === 0)
  return unit === undefined ? `${delay} ms` : `${delay / unit.ms} ${unit.name}`
}
