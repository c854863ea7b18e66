// A fund at a moment of the past: what the journal tells of it up to then. Limits, verifiers, and what it holds beside its
// books are known of now alone, and are not shown.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { FundHistory, FundStatus } from '#console/data/shapes.ts'
import { useSwarm } from '#console/data/useSwarm.ts'
import { Ago } from '#console/parts/ago.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { sidesOf } from '#console/parts/figures.ts'
import { intentHref } from '#console/parts/hrefs.ts'
import { Loading } from '#console/parts/notice.tsx'
import { StateBadge } from '#console/parts/stateBadge.tsx'
import { Truncated } from '#console/past/truncated.tsx'
import { BotRows } from '#console/swarm/botRows.tsx'
import { Ticker } from '#console/swarm/ticker.tsx'
import { PriceChart } from './priceChart.tsx'
import { historyUpTo } from './historyUpTo.ts'

const tradesMax = 15

/** Reads the past's swarm from around it. @param seq the moment */
export function FundPast({
  fund,
  history,
  seq,
}: {
  readonly fund: FundStatus
  readonly history: FundHistory
  readonly seq: number
}): ReactNode {
  const { problem, bots, seq: shown } = useSwarm()
  if (shown === 0) return problem === null ? <Loading what="the past" /> : <Truncated refusal={problem} />
  const then = historyUpTo(history, seq)
  const worth = then.worth.at(-1)
  const own = bots.get(`fund:${fund.fundId}`)
  return (
    <>
      <section className="tiles" aria-label="Holdings then">
        <div className="tile">
          <h2>Worth</h2>
          <p className="tile-value">{worth === undefined ? '–' : <Amount units={worth.value} token={fund.base} places={2} />}</p>
          <p className="faint">
            {worth === undefined ? (
              'no round had been valued that is still told of'
            ) : (
              <>
                as of round {worth.round}, <Ago at={worth.at} />
              </>
            )}
          </p>
        </div>
        <div className="tile">
          <h2>Realised profit</h2>
          <p className="tile-value">
            {worth === undefined ? '–' : <Amount units={worth.realisedProfit} token={fund.base} places={2} />}
          </p>
          <p className="faint">of all sales up to then</p>
        </div>
        <div className="tile">
          <h2>State</h2>
          <p>{own === undefined ? 'not there yet' : <StateBadge status={own.status} state={own.state} />}</p>
          <p className="faint">of the fund’s own bot</p>
        </div>
      </section>
      <section className="card" aria-label="Price">
        <h2>
          Price of {fund.traded.symbol} in {fund.base.symbol}, up to then
        </h2>
        {then.prices.length < 2 ? (
          <p className="faint chart-empty">No two prices are told of up to then.</p>
        ) : (
          <PriceChart fund={fund} history={then} isPast />
        )}
      </section>
      <div className="halves">
        <section className="card fund-bots" aria-label="Bots">
          <h2>Its bots</h2>
          <BotRows query="" withEnded={false} />
        </section>
        <Ticker />
      </div>
      <Trades fund={fund} trades={then.trades} />
    </>
  )
}

function Trades({ fund, trades }: { readonly fund: FundStatus; readonly trades: FundHistory['trades'] }): ReactNode {
  if (trades.length === 0) return null
  return (
    <section className="card">
      <h2>Trades that had been executed</h2>
      <ul className="lines bare">
        {trades
          .slice(-tradesMax)
          .toReversed()
          .map(({ intentHash, action, amountIn, amountOut, at }) => {
            const { gives, takes } = sidesOf(action, fund)
            return (
              <li key={intentHash}>
                <Link href={intentHref(fund.fundId, intentHash)} className="line-main line-title">
                  {action} <Amount units={amountIn} token={gives} /> for <Amount units={amountOut} token={takes} />
                </Link>
                <span className="line-end faint">
                  <Ago at={at} />
                </span>
              </li>
            )
          })}
      </ul>
    </section>
  )
}
