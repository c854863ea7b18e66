// One approval: what exactly is asked, by whom, who decided, until when; and the decision.
import '#console/style/money.css'
import '#console/style/story.css'
import { useCallback, type ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { Approval, Fund, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { fundNamed, useFunds } from '#console/data/useFunds.ts'
import { Address } from '#console/parts/address.tsx'
import { Ago } from '#console/parts/ago.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { Countdown } from '#console/parts/countdown.tsx'
import { percentOf, readablePrice, sidesOf, tradePrice } from '#console/parts/figures.ts'
import { botHref, fundHref, intentHref } from '#console/parts/hrefs.ts'
import { NotYet } from '#console/parts/notice.tsx'
import { Pairs, row } from '#console/parts/pairs.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { ApprovalBadge } from './approvalBadge.tsx'
import { Decision } from './decision.tsx'
import { Verdicts } from './verdicts.tsx'

/** `/approvals/:id` */
export function ApprovalPage({ id = '' }: { readonly id?: string | undefined }): ReactNode {
  const { data, refusal, again } = useAnswer(`approval ${id}`, (signal) =>
    asked(api.GET('/api/v1/approvals/{id}', { params: { path: { id } }, signal })),
  )
  const funds = useFunds()
  useFollow(
    again,
    useCallback(({ actor }: TurnChange) => actor === `approval:${id}`, [id]),
  )
  if (data?.id !== id) return <NotYet what="the approval" refusal={refusal} again={again} />
  const fund = fundNamed(funds.data, data.fundId)
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/approvals">Approvals</Link>
      </p>
      <header className="page-head">
        <h1>{data.words}</h1>
        <span className="head-end">
          <ApprovalBadge approval={data} />
          {data.until !== null && <Countdown until={data.until} />}
        </span>
      </header>
      <Stale refusal={refusal} />
      <div className="with-side">
        <div className="stack">
          <Asked approval={data} fund={fund} />
          {data.trade !== null && fund !== undefined && <Verdicts approval={data} trade={data.trade} fund={fund} />}
          <Persons approval={data} />
        </div>
        <Decision key={id} approval={data} again={again} />
      </div>
    </div>
  )
}

function Asked({ approval, fund }: { readonly approval: Approval; readonly fund: Fund | undefined }): ReactNode {
  const { trade, summary, digest, fundId, what, id } = approval
  return (
    <section className="card">
      <h2>What is asked</h2>
      {trade !== null && fund !== undefined && <Trade trade={trade} fund={fund} />}
      <p className="said">{summary}</p>
      <Pairs
        rows={[
          row('fund', <Link href={fundHref(fundId)}>{fund?.name ?? fundId}</Link>),
          row('action', <code>{what}</code>),
          row('digest', <Address text={digest} />),
          row(
            'more',
            <span className="links">
              {trade !== null && <Link href={intentHref(fundId, digest)}>the whole trade</Link>}
              <Link href={botHref(`approval:${id}`)}>the approval’s bot</Link>
            </span>,
          ),
        ]}
      />
    </section>
  )
}

/** The signed fields of a trade, decoded, with the exact figures beneath. */
function Trade({ trade, fund }: { readonly trade: NonNullable<Approval['trade']>; readonly fund: Fund }): ReactNode {
  const { action, amountIn, minAmountOut, quoteAmountOut, deadline } = trade
  const { gives, takes } = sidesOf(action, fund)
  const price = tradePrice({ action, amountIn, amountOut: quoteAmountOut }, fund)
  const worst = tradePrice({ action, amountIn, amountOut: minAmountOut }, fund)
  const slippage = percentOf((BigInt(quoteAmountOut) - BigInt(minAmountOut)).toString(), quoteAmountOut)
  const per = `${fund.base.symbol} per ${fund.traded.symbol}`
  return (
    <>
      <div className="swap">
        <div>
          <span className="faint">gives</span>
          <Amount units={amountIn} token={gives} isExact />
        </div>
        <span aria-hidden className="arrow">
          →
        </span>
        <div>
          <span className="faint">takes at least</span>
          <Amount units={minAmountOut} token={takes} isExact />
        </div>
      </div>
      <Pairs
        rows={[
          row('quoted', <Amount units={quoteAmountOut} token={takes} isExact />),
          row('quoted price', price === undefined ? null : `${readablePrice(price)} ${per}`),
          row('worst price', worst === undefined ? null : `${readablePrice(worst)} ${per}`),
          row('gives way', slippage === undefined ? null : `at most ${slippage} % below the quote`),
          row('deadline', <Ago at={new Date(deadline * 1_000).toISOString()} />),
        ]}
      />
    </>
  )
}

function Persons({ approval }: { readonly approval: Approval }): ReactNode {
  const { requester, approvers, quorum, votes, revision } = approval
  return (
    <section className="card">
      <h2>Who</h2>
      <Pairs
        rows={[
          row('asked by', `${requester.person}${requester.person === requester.principal ? '' : ` (${requester.principal})`}`),
          row('takes', quorum === 1 ? 'one person' : `${quorum} persons`),
          row('may decide', approvers === null ? 'whoever has the permission approver, but not who asked' : approvers.join(', ')),
          row('revision', String(revision)),
        ]}
      />
      {votes.length === 0 ? (
        <p className="faint">Nobody has decided yet.</p>
      ) : (
        <ol className="votes">
          {votes.map(({ verdict, person, by, reason }, index) => (
            <li key={index}>
              <span className={`badge ${verdict === 'approve' ? 'good' : 'bad'}`}>
                {verdict === 'approve' ? 'approved' : 'rejected'}
              </span>{' '}
              <b>{person}</b> <span className="faint">{by}</span>
              {reason !== undefined && <span className="said">{reason}</span>}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
