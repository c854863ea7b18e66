// Figures as people read them. Amounts are decimal strings in base units; they are cut, never rounded up.

/** A token as people call it. */
export interface Token {
  readonly symbol: string
  readonly decimals: number
}

const wadDecimals = 18

/** Base units as a decimal number with at most `places` decimals: `1,234.5`. What is no whole number stays as it is. */
export function readable(baseUnits: string, decimals: number, places = 6): string {
  if (!/^-?\d+$/.test(baseUnits)) return baseUnits
  const isNegative = baseUnits.startsWith('-')
  const digits = baseUnits.replace('-', '').padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const part = digits
    .slice(digits.length - decimals)
    .slice(0, places)
    .replace(/0+$/, '')
  return `${isNegative ? '−' : ''}${whole}${part === '' ? '' : `.${part}`}`
}

/** A price with 18 decimals as a number for a chart; NaN for none. */
export const wadNumber = (wad: string): number => Number(wad) / 10 ** wadDecimals

/** As a price of so much: more digits where it is small. */
export function readablePrice(wad: string): string {
  const price = wadNumber(wad)
  return readable(wad, wadDecimals, price >= 100 ? 2 : price >= 1 ? 4 : 8)
}

/** What a whole traded token costs in base asset, with 18 decimals; undefined where nothing is traded. */
export function tradePrice(
  trade: { readonly action: 'BUY' | 'SELL'; readonly amountIn: string; readonly amountOut: string },
  tokens: { readonly base: Token; readonly traded: Token },
): string | undefined {
  const [base, traded] = trade.action === 'BUY' ? [trade.amountIn, trade.amountOut] : [trade.amountOut, trade.amountIn]
  if (BigInt(traded) === 0n) return undefined
  const scale = 10n ** BigInt(wadDecimals + tokens.traded.decimals)
  return ((BigInt(base) * scale) / (BigInt(traded) * 10n ** BigInt(tokens.base.decimals))).toString()
}

/** `part` of `whole` in per cent with two decimals, signed; undefined without a whole. */
export function percentOf(part: string, whole: string): string | undefined {
  if (BigInt(whole) === 0n) return undefined
  return readable(((BigInt(part) * 10_000n) / BigInt(whole)).toString(), 2, 2)
}

/** Who gives what for what: a purchase gives base asset, a sale the traded token. */
export const sidesOf = <Side>(
  action: 'BUY' | 'SELL',
  { base, traded }: { readonly base: Side; readonly traded: Side },
): { readonly gives: Side; readonly takes: Side } =>
  action === 'BUY' ? ({ gives: base, takes: traded } as const) : ({ gives: traded, takes: base } as const)
