// Figures as people read them: amounts, ages, short hashes.

/** Base units as a decimal number with at most `places` decimals, cut (never rounded up). */
export function readableAmount(baseUnits: string, decimals: number, places = 6): string {
  const negative = baseUnits.startsWith('-')
  const digits = (negative ? baseUnits.slice(1) : baseUnits).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const part = digits
    .slice(digits.length - decimals)
    .slice(0, places)
    .replace(/0+$/, '')
  return `${negative ? '-' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

/** `0x1234…cdef` for hashes and addresses; anything short stays. */
export function shortHash(hash: string): string {
  return hash.length > 14 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : hash
}

/** Time between two moments: `42s`, `3m 10s`, `2h 5m`, `4d 1h`. */
export function readableSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}h ${Math.floor((seconds % 3600) / 60)}m`
  return `${Math.floor(seconds / 86_400)}d ${Math.floor((seconds % 86_400) / 3600)}h`
}

/** A statechart's value as a path: `running.idle`, parallel regions as `a.x + b.y`. */
export function readableState(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return '-'
  return Object.entries(value)
    .map(([state, inner]) => {
      const below = readableState(inner)
      return below === '-' || below === '' ? state : below.includes(' + ') ? `${state}.(${below})` : `${state}.${below}`
    })
    .join(' + ')
}
