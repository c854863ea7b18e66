// One trade, from the first claim of its round to its receipt, on one timeline; each step leads to the turn that did it.
import '#console/style/money.css'
import '#console/style/story.css'
import { useCallback, type ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { Story, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { fundNamed, useFunds } from '#console/data/useFunds.ts'
import { Address } from '#console/parts/address.tsx'
import { shortened } from '#console/parts/shortened.ts'
import { Amount } from '#console/parts/amount.tsx'
import { sidesOf } from '#console/parts/figures.ts'
import { botHref, fundHref } from '#console/parts/hrefs.ts'
import { NotYet } from '#console/parts/notice.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { StepBody, type StepParts } from './stepBody.tsx'
import { isOver, stepsOf, turnsOf, type Step } from './steps.ts'
import { TurnLink } from './turnLink.tsx'

const outcomeKinds: Readonly<Record<string, string>> = { executed: 'good', open: 'active', approved: 'active', expired: 'warn' }

/** `/funds/:fundId/intents/:intentHash` */
export function TradePage({
  fundId = '',
  intentHash = '',
}: {
  readonly fundId?: string | undefined
  readonly intentHash?: string | undefined
}): ReactNode {
  const { data, refusal, again } = useAnswer(`trade ${fundId} ${intentHash}`, (signal) =>
    asked(api.GET('/api/v1/funds/{fundId}/intents/{intentHash}/story', { params: { path: { fundId, intentHash } }, signal })),
  )
  const funds = useFunds()
  const isLive = data !== undefined && data.intent !== null && !isOver(data.intent)
  useFollow(
    again,
    useCallback((turn: TurnChange) => isLive && (turn.fundId === fundId || turn.role === 'account'), [fundId, isLive]),
  )
  const fund = fundNamed(funds.data, fundId)
  if (data === undefined || data.asked !== intentHash || data.intent === null || fund === undefined) {
    return <NotYet what="the trade" refusal={refusal ?? funds.refusal} again={again} />
  }
  const { intent } = data
  const parts: StepParts = { story: data, intent, fund, find: turnsOf(data) }
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/funds">Funds</Link> / <Link href={fundHref(fundId)}>{fund.name}</Link>
      </p>
      <header className="page-head">
        <h1>
          <TradeTitle {...parts} />
        </h1>
        <span className="head-end">
          <span className={`badge ${outcomeKinds[intent.outcome] ?? 'bad'}`}>{intent.outcome}</span>
          {intent.round !== null && <span className="faint">round {intent.round}</span>}
        </span>
      </header>
      <Stale refusal={refusal} />
      <section className="card">
        <p className="trade-why">{intent.reason ?? 'Its proposal is not in the journal any more.'}</p>
        <p className="links faint">
          <Address text={intent.intentHash} />
          <Link href={botHref(`intent:${intent.intentHash}`)}>its bot</Link>
          <Link href={botHref(`executor:${fundId}`)}>the executor</Link>
        </p>
      </section>
      <ol className="story" aria-label="What happened">
        {stepsOf(data, intent).map((step) => (
          <StepLine key={step.kind} step={step} parts={parts} />
        ))}
      </ol>
      <Facts story={data} />
    </div>
  )
}

function TradeTitle({ intent, fund }: StepParts): ReactNode {
  const { trade, execution, action } = intent
  if (action === null || (trade === null && execution === null)) return <>Trade {shortened(intent.intentHash)}</>
  const { gives, takes } = sidesOf(action, fund)
  const [given, taken] =
    execution === null ? [trade?.amountIn ?? null, trade?.minAmountOut ?? null] : [execution.amountIn, execution.amountOut]
  return (
    <>
      {action} <Amount units={given} token={gives} /> for {execution === null && 'at least '}
      <Amount units={taken} token={takes} />
    </>
  )
}

const stateWords: Readonly<Record<Step['state'], string>> = {
  done: 'done',
  now: 'under way',
  bad: 'came to nothing',
  ahead: 'not come to',
}

function StepLine({ step, parts }: { readonly step: Step; readonly parts: StepParts }): ReactNode {
  const { state, title, turn } = step
  return (
    <li className={`step ${state === 'bad' ? 'failed' : state}`}>
      <i aria-hidden />
      <div className="step-head">
        <h2>
          {title} <span className="unseen">{stateWords[state]}</span>
        </h2>
        <TurnLink turn={turn} />
      </div>
      <StepBody step={step} {...parts} />
    </li>
  )
}

function Facts({ story }: { readonly story: Story }): ReactNode {
  return (
    <details className="card facts">
      <summary>All {story.timeline.length} facts of the journal</summary>
      <ol className="bare">
        {story.timeline.map(({ seq, at, actor, tone, text }, index) => (
          <li key={index} className={`fact ${tone}`}>
            <TurnLink turn={{ seq, at, actor }} />
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}
