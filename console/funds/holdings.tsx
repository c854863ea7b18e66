// What a fund holds and won, in tiles.
import type { ReactNode } from 'react'
import type { FundStatus } from '#console/data/shapes.ts'
import { Ago } from '#console/parts/ago.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { percentOf } from '#console/parts/figures.ts'
import { openPosition } from './profit.ts'

/** As of now. */
export function Holdings({ fund }: { readonly fund: FundStatus }): ReactNode {
  const { base, traded, totalAssets, idle, realisedProfit } = fund
  const open = openPosition(fund)
  const share = open === null || totalAssets === null ? undefined : percentOf(open.value, totalAssets)
  return (
    <section className="tiles" aria-label="Holdings">
      <div className="tile">
        <h2>Worth</h2>
        <p className="tile-value">
          <Amount units={totalAssets} token={base} places={2} />
        </p>
        <p className="faint">
          <Amount units={idle} token={base} places={2} /> of it idle
        </p>
      </div>
      <div className="tile">
        <h2>Realised profit</h2>
        <p className={`tile-value ${realisedProfit?.startsWith('-') === true ? 'bad' : ''}`}>
          <Amount units={realisedProfit} token={base} places={2} />
        </p>
        <p className="faint">of all sales so far</p>
      </div>
      <div className="tile">
        <h2>Open position</h2>
        <p className="tile-value">{open === null ? 'none' : <Amount units={open.quantity} token={traded} />}</p>
        <p className="faint">
          {open === null ? (
            'all of it is base asset'
          ) : (
            <>
              worth <Amount units={open.value} token={base} places={2} />
              {share !== undefined && `, ${share} % of the fund`}
            </>
          )}
        </p>
      </div>
      <div className="tile">
        <h2>Unrealised</h2>
        <p className={`tile-value ${open?.profit.startsWith('-') === true ? 'bad' : ''}`}>
          {open === null ? '–' : <Amount units={open.profit} token={base} places={2} />}
        </p>
        <p className="faint">
          {open === null ? (
            'no open position'
          ) : (
            <>
              {open.percent} % of its cost, <Amount units={open.cost} token={base} places={2} />
            </>
          )}
        </p>
      </div>
      <Guard fund={fund} />
    </section>
  )
}

function Guard({ fund: { guard, base, traded } }: { readonly fund: FundStatus }): ReactNode {
  return (
    <div className={guard?.status === 'KNOWN' || guard === null ? 'tile' : 'tile bad'}>
      <h2>Price guard</h2>
      <p className="tile-value">
        {guard?.status === 'KNOWN' ? <Amount units={guard.value} token={base} places={2} /> : (guard?.status ?? 'none')}
      </p>
      <p className="faint">
        {guard?.status === 'KNOWN' ? (
          <>
            per {traded.symbol}, observed <Ago at={new Date(guard.observedAt * 1_000).toISOString()} />
          </>
        ) : guard === null ? (
          'no trade is held to a price'
        ) : (
          'no trade executes until the price is known'
        )}
      </p>
    </div>
  )
}
