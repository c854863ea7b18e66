// An amount with its token: readable, and exact where one points or reads on.
import type { ReactNode } from 'react'
import { readable, type Token } from './figures.ts'

/** @param units base units; null: not known @param places decimals at most @param isExact writes the base units beneath it */
export function Amount({
  units,
  token,
  places,
  isExact = false,
}: {
  readonly units: string | null
  readonly token: Token
  readonly places?: number
  readonly isExact?: boolean
}): ReactNode {
  if (units === null) return <span className="faint">not known yet</span>
  return (
    <span className="amount" title={`${units} base units of ${token.symbol}`}>
      {readable(units, token.decimals, places)} <span className="symbol">{token.symbol}</span>
      {isExact && (
        <span className="base-units">
          <code>{units}</code> base units
        </span>
      )}
    </span>
  )
}
