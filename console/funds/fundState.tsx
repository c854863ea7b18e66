// Where a fund is in its cycle, in words and colours.
import type { ReactNode } from 'react'
import type { FundStatus } from '#console/data/shapes.ts'

/** Paused stands out: nothing executes then. */
export const FundState = ({ fund: { state, paused, round } }: { readonly fund: FundStatus }): ReactNode => (
  <span className="head-end">
    {paused && <span className="badge bad">paused on chain</span>}
    <span className="badge active">{state}</span>
    <span className="faint">round {round}</span>
  </span>
)
