// The funds that are there for the reader.
import '#console/style/money.css'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { FundStatus, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { Amount } from '#console/parts/amount.tsx'
import { fundHref } from '#console/parts/hrefs.ts'
import { Empty, NotYet } from '#console/parts/notice.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { FundState } from './fundState.tsx'
import { openPosition } from './profit.ts'

const isFund = ({ role }: TurnChange): boolean => role === 'fund'

/** `/funds` */
export function FundsPage(): ReactNode {
  const { data, refusal, again } = useAnswer('fund statuses', async (signal) => {
    const { funds } = await asked(api.GET('/api/v1/funds', { signal }))
    return Promise.all(
      funds.map(({ fundId }) => asked(api.GET('/api/v1/funds/{fundId}/status', { params: { path: { fundId } }, signal }))),
    )
  })
  useFollow(again, isFund)
  if (data === undefined) return <NotYet what="the funds" refusal={refusal} again={again} />
  return (
    <div className="page">
      <header className="page-head">
        <h1>Funds</h1>
      </header>
      <Stale refusal={refusal} />
      {data.length === 0 ? (
        <Empty title="No fund is there for you">
          ./quorate fund create makes one on a local chain; one of somebody else is shown to whoever may see it.
        </Empty>
      ) : (
        <div className="fund-cards">
          {data.map((fund) => (
            <FundCard key={fund.fundId} fund={fund} />
          ))}
        </div>
      )}
    </div>
  )
}

function FundCard({ fund }: { readonly fund: FundStatus }): ReactNode {
  const { fundId, name, base, traded, totalAssets, realisedProfit } = fund
  const open = openPosition(fund)
  return (
    <section className="card fund-card" aria-label={name}>
      <header className="page-head">
        <h2>
          <Link href={fundHref(fundId)}>{name}</Link>
        </h2>
        <FundState fund={fund} />
      </header>
      <p className="tile-value">
        <Amount units={totalAssets} token={base} places={2} />
      </p>
      <p className="faint">
        realised <Amount units={realisedProfit} token={base} places={2} /> ·{' '}
        {open === null ? 'no open position' : <Amount units={open.quantity} token={traded} />}
      </p>
    </section>
  )
}
