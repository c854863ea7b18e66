// One fund: what it holds and won, its price with its trades, how near its limits are, who signs for it, and the round.
import '#console/style/money.css'
import { use, useCallback, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked, type Refusal } from '#console/data/api.ts'
import type { ClaimRow, FundHistory, FundStatus, IntentRow, Monitor, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { SwarmContext, type SwarmSource } from '#console/data/useSwarm.ts'
import { Address } from '#console/parts/address.tsx'
import { Ago } from '#console/parts/ago.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { sidesOf } from '#console/parts/figures.ts'
import { botHref, intentHref } from '#console/parts/hrefs.ts'
import { Empty, NotYet } from '#console/parts/notice.tsx'
import { Pairs, row } from '#console/parts/pairs.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { SwarmBanner, SwarmTime } from '#console/past/swarmTime.tsx'
import { usePosition } from '#console/past/usePosition.ts'
import { Limits } from './limits.tsx'
import { FundPast } from './fundPast.tsx'
import { FundState } from './fundState.tsx'
import { Holdings } from './holdings.tsx'
import { PriceChart } from './priceChart.tsx'

/** Prices of a chart: more are no clearer on a screen. */
const pointsMax = 300
const tradesMax = 15

/** `/funds/:fundId` */
export function FundPage({ fundId = '' }: { readonly fundId?: string | undefined }): ReactNode {
  const live = use(SwarmContext)
  const [seq, go] = usePosition()
  const [past, setPast] = useState<SwarmSource>()
  const { data, refusal, again } = useAnswer(`fund ${fundId}`, (signal) => wholeFund(fundId, signal))
  useFollow(
    again,
    useCallback((turn: TurnChange) => turn.fundId === fundId, [fundId]),
  )
  if (data?.status.fundId !== fundId) return <NotYet what="the fund" refusal={refusal} again={again} />
  const isPast = seq !== undefined
  return (
    <div className={isPast ? 'page timed past' : 'page timed'}>
      <p className="crumbs">
        <Link href="/funds">Funds</Link>
      </p>
      <header className="page-head">
        <h1>{data.status.name}</h1>
        {!isPast && <FundState fund={data.status} />}
      </header>
      {isPast ? (
        <>
          {past !== undefined && <SwarmBanner source={past} seq={seq} back={() => go(undefined)} />}
          <SwarmContext value={past ?? live}>
            {past !== undefined && <FundPast fund={data.status} history={data.history} seq={seq} />}
          </SwarmContext>
        </>
      ) : (
        <FundNow fund={data} refusal={refusal} />
      )}
      <SwarmTime key={fundId} fund={fundId} seq={seq} go={go} show={setPast} />
    </div>
  )
}

function FundNow({ fund, refusal }: { readonly fund: WholeFund; readonly refusal: Refusal | undefined }): ReactNode {
  const { status, history, intents, claims, monitor } = fund
  return (
    <>
      <Stale refusal={refusal} />
      <Holdings fund={status} />
      <section className="card" aria-label="Price">
        <h2>
          Price of {status.traded.symbol} in {status.base.symbol}
        </h2>
        {history.prices.length < 2 ? (
          <p className="faint chart-empty">No prices were claimed yet; the chart begins with the second claim.</p>
        ) : (
          <PriceChart fund={status} history={history} />
        )}
      </section>
      <div className="halves">
        <Limits fund={status} monitor={monitor} />
        <div className="stack">
          <Verifiers fund={status} />
          <Round fund={status} claims={claims} />
        </div>
      </div>
      <Trades fund={status} intents={intents} />
    </>
  )
}

interface WholeFund {
  readonly status: FundStatus
  readonly history: FundHistory
  readonly intents: readonly IntentRow[]
  readonly claims: readonly ClaimRow[]
  readonly monitor: Monitor | undefined
}

async function wholeFund(fundId: string, signal: AbortSignal): Promise<WholeFund> {
  const path = { fundId }
  const newest = { order: 'newest', limit: tradesMax } as const
  const [status, history, { intents }, { claims }, { monitors }] = await Promise.all([
    asked(api.GET('/api/v1/funds/{fundId}/status', { params: { path }, signal })),
    asked(api.GET('/api/v1/funds/{fundId}/history', { params: { path, query: { limit: pointsMax } }, signal })),
    asked(api.GET('/api/v1/funds/{fundId}/intents', { params: { path, query: newest }, signal })),
    asked(api.GET('/api/v1/funds/{fundId}/claims', { params: { path, query: newest }, signal })),
    asked(api.GET('/api/v1/monitors', { signal })),
  ])
  return { status, history, intents, claims, monitor: monitors.find((one) => one.fundId === fundId) }
}

function Verifiers({ fund }: { readonly fund: FundStatus }): ReactNode {
  const { verifiers, setEpoch, totalWeight, thresholds } = fund
  return (
    <section className="card">
      <h2>Verifiers, set epoch {setEpoch}</h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">name</th>
            <th scope="col">address</th>
            <th scope="col" className="end">
              weight
            </th>
          </tr>
        </thead>
        <tbody>
          {verifiers.map(({ name, address, weight }) => (
            <tr key={address}>
              <th scope="row">
                <Link href={botHref(`verifier:${fund.fundId}.${name}`)}>{name}</Link>
              </th>
              <td>
                <Address text={address} />
              </td>
              <td className="end">
                {weight} of {totalWeight}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint small">
        It takes weight {thresholds.claim} for a claim, {thresholds.snapshot} for a snapshot, {thresholds.intent} for a trade.
      </p>
    </section>
  )
}

function Round({ fund, claims }: { readonly fund: FundStatus; readonly claims: readonly ClaimRow[] }): ReactNode {
  const { openRound, round, state, fundId } = fund
  const own = claims.filter((claim) => claim.round === (openRound ?? round))
  return (
    <section className="card">
      <h2>Round {openRound ?? round}</h2>
      <Pairs
        rows={[
          row('state', openRound === null ? `closed; the fund is ${state}` : state),
          row('relayer', <Link href={botHref(`relayer:${fundId}`)}>relayer:{fundId}</Link>),
        ]}
      />
      {own.length === 0 ? (
        <p className="faint">No claim of it is there yet.</p>
      ) : (
        <ul className="bare">
          {own.map(({ claimHash, crawler, status, tally, at, seq }) => (
            <li key={claimHash}>
              <span className={`badge ${status === 'finalized' ? 'good' : status === 'refused' ? 'bad' : 'active'}`}>
                {status}
              </span>{' '}
              claim of <Address text={crawler} />{' '}
              <span className="faint">
                {tally === null ? 'no signature yet' : `weight ${tally.attestedWeight} of ${tally.thresholdWeight}`},{' '}
                <Link href={botHref(`relayer:${fundId}`, seq)}>
                  <Ago at={at} />
                </Link>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const statusKinds: Readonly<Partial<Record<IntentRow['status'], string>>> = {
  executed: 'good',
  awaitingApproval: 'warn',
  cleared: 'active',
  proposed: 'active',
  approved: 'active',
  refused: 'bad',
  dropped: 'bad',
}

function Trades({ fund, intents }: { readonly fund: FundStatus; readonly intents: readonly IntentRow[] }): ReactNode {
  if (intents.length === 0)
    return (
      <section className="card">
        <h2>Trades</h2>
        <Empty title="No trade yet">The strategy proposes one when its rule says so; no trade is a decision, too.</Empty>
      </section>
    )
  return (
    <section className="card">
      <h2>Newest trades</h2>
      <ul className="lines bare">
        {intents.map(({ intentHash, intent, status, at, detail, reason }) => {
          const { gives, takes } = sidesOf(intent.action, fund)
          return (
            <li key={intentHash}>
              <div className="line-main">
                <Link href={intentHref(fund.fundId, intentHash)} className="line-title">
                  {intent.action} <Amount units={intent.amountIn} token={gives} /> for at least{' '}
                  <Amount units={intent.minAmountOut} token={takes} />
                </Link>
                <span className="faint">{detail === '' ? reason : detail}</span>
              </div>
              <div className="line-end">
                <span className={`badge ${statusKinds[status] ?? ''}`}>{status}</span>
                <span className="faint">
                  <Ago at={at} />
                </span>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
