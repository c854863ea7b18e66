// What each step of a trade tells.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Fund, Story } from '#console/data/shapes.ts'
import { Address } from '#console/parts/address.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { percentOf, readablePrice, sidesOf, tradePrice } from '#console/parts/figures.ts'
import { approvalHref } from '#console/parts/hrefs.ts'
import { Pairs, row } from '#console/parts/pairs.tsx'
import { claimedPrice } from './claimedPrice.ts'
import { Opinions } from './opinions.tsx'
import { sentBy, type Step, type StepKind, type TurnRef } from './steps.ts'
import { TurnLink } from './turnLink.tsx'

type Intent = NonNullable<Story['intent']>
/** What every step may tell of. */
export interface StepParts {
  readonly story: Story
  readonly intent: Intent
  readonly fund: Fund
  readonly find: (seq: number | null | undefined) => TurnRef | undefined
}

const bodies: Readonly<Record<StepKind, (parts: StepParts) => ReactNode>> = {
  claims: (parts) => <Claims {...parts} />,
  snapshot: (parts) => <Snapshot {...parts} />,
  approval: (parts) => <Approval {...parts} />,
  proposed: (parts) => <Proposed {...parts} />,
  signatures: (parts) => <Signatures {...parts} />,
  dryRuns: (parts) => <DryRuns {...parts} />,
  transaction: (parts) => <Transaction {...parts} />,
  result: (parts) => <Result {...parts} />,
}

/** @param step what of the story */
export const StepBody = ({ step, ...parts }: StepParts & { readonly step: Step }): ReactNode => bodies[step.kind](parts)

const none = (words: string): ReactNode => <p className="faint">{words}</p>

function Claims({ intent: { claims }, fund, find }: StepParts): ReactNode {
  if (claims.length === 0) return none('The claims of its round are not in the journal any more.')
  return claims.map((claim) => {
    const price = claimedPrice(claim.extracted)
    return (
      <div key={claim.claimHash} className="claim">
        <div className="step-head">
          <span>
            <b>{claim.crawlerName}</b>{' '}
            {price === undefined ? (
              <code className="extracted">{claim.extracted}</code>
            ) : (
              <>
                {readablePrice(price)} {fund.base.symbol} per {fund.traded.symbol}
              </>
            )}{' '}
            <span className={`badge ${claim.outcome === 'final' ? 'good' : claim.outcome === 'refused' ? 'bad' : ''}`}>
              {claim.outcome}
            </span>
          </span>
          <TurnLink turn={find(claim.seq)} />
        </div>
        <p className="source faint">
          from {claim.sourceType}: <code>{claim.sourceRef}</code>
        </p>
        <Opinions quorum={claim} find={find} does="reproduced it" />
      </div>
    )
  })
}

function Snapshot({ intent: { snapshot }, find }: StepParts): ReactNode {
  if (snapshot === null) return none('No snapshot of its round yet.')
  return (
    <>
      <Pairs
        rows={[
          row('root', <Address text={snapshot.root} />),
          row('published', snapshot.block === null ? 'not yet' : `in block ${snapshot.block}`),
          row('transaction', snapshot.txHash === null ? null : <Address text={snapshot.txHash} />),
        ]}
      />
      <Opinions quorum={snapshot} find={find} does="signed it" />
    </>
  )
}

function Approval({ intent: { approval }, fund, find }: StepParts): ReactNode {
  if (approval === null) return null
  const { approvalId, value, above, quorum, votes, state, detail } = approval
  return (
    <>
      <p>
        Worth <Amount units={value} token={fund.base} />, over the bound of <Amount units={above} token={fund.base} />:{' '}
        {quorum === 1 ? 'one person has' : `${quorum} persons have`} to approve it.{' '}
        <Link href={approvalHref(approvalId)}>The approval</Link> is {state}
        {detail === '' ? '' : `: ${detail}`}.
      </p>
      <ul className="bare">
        {votes.map(({ verdict, person, by, reason, seq }) => (
          <li key={seq} className="step-head">
            <span>
              <span className={`badge ${verdict === 'approve' ? 'good' : 'bad'}`}>
                {verdict === 'approve' ? 'approved' : 'rejected'}
              </span>{' '}
              <b>{person}</b> <span className="faint">{reason === '' ? by : reason}</span>
            </span>
            <TurnLink turn={find(seq)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Proposed({ intent: { proposed, trade, action }, fund }: StepParts): ReactNode {
  if (trade === null || action === null) return none('Not proposed yet.')
  const { gives, takes } = sidesOf(action, fund)
  const quoted = tradePrice({ action, amountIn: trade.amountIn, amountOut: trade.quoteAmountOut }, fund)
  return (
    <Pairs
      rows={[
        row('gives', <Amount units={trade.amountIn} token={gives} isExact />),
        row('takes at least', <Amount units={trade.minAmountOut} token={takes} isExact />),
        row('quoted', <Amount units={trade.quoteAmountOut} token={takes} />),
        row(
          'quoted price',
          quoted === undefined ? null : `${readablePrice(quoted)} ${fund.base.symbol} per ${fund.traded.symbol}`,
        ),
        row('set epoch', String(trade.setEpoch)),
        row('dead after', new Date(trade.deadline * 1_000).toLocaleString()),
        row('transaction', proposed === null || proposed.txHash === null ? null : <Address text={proposed.txHash} />),
      ]}
    />
  )
}

function Signatures({ intent: { signatures, approved }, find }: StepParts): ReactNode {
  return (
    <>
      {signatures.opinions.length === 0 && none('No verifier has given its verdict yet.')}
      <Opinions quorum={signatures} find={find} does="signed it" />
      {approved !== null && (
        <p className="faint">
          Approved on chain {approved.txHash === null ? 'by somebody else’s signatures' : <Address text={approved.txHash} />}
        </p>
      )}
    </>
  )
}

function DryRuns({ intent: { dryRuns }, find }: StepParts): ReactNode {
  if (dryRuns.length === 0) return none('Not dry-run yet: the executor does it right before it executes.')
  return (
    <ul className="bare">
      {dryRuns.map(({ by, code, detail, block, seq }) => (
        <li key={seq} className="step-head">
          <span>
            <span className={`badge ${code === 'OK' ? 'good' : 'bad'}`}>{code}</span> by {by}
            {block !== null && ` at block ${block}`} {code !== 'OK' && detail !== null && <span className="faint">{detail}</span>}
          </span>
          <TurnLink turn={find(seq)} />
        </li>
      ))}
    </ul>
  )
}

function Transaction({ story }: StepParts): ReactNode {
  const sent = sentBy(story)
  if (sent === undefined) return none('Nothing was sent yet.')
  return (
    <Pairs
      rows={[
        row('hash', <Address text={sent.txHash} />),
        row('what', sent.label),
        row('from', <Address text={sent.account} />),
        row('confirmed', sent.block === null ? 'not yet: it waits for its confirmations' : `in block ${sent.block}`),
      ]}
    />
  )
}

function Result({ intent: { execution, ending, trade, action }, fund }: StepParts): ReactNode {
  if (execution !== null && action !== null) {
    const { gives, takes } = sidesOf(action, fund)
    const { amountIn, amountOut, block } = execution
    const price = tradePrice({ action, amountIn, amountOut }, fund)
    const better =
      trade === null ? undefined : percentOf((BigInt(amountOut) - BigInt(trade.quoteAmountOut)).toString(), trade.quoteAmountOut)
    return (
      <Pairs
        rows={[
          row('gave', <Amount units={amountIn} token={gives} isExact />),
          row('took', <Amount units={amountOut} token={takes} isExact />),
          row('price', price === undefined ? null : `${readablePrice(price)} ${fund.base.symbol} per ${fund.traded.symbol}`),
          row('to the quote', better === undefined ? null : `${better} %`),
          row('block', String(block)),
        ]}
      />
    )
  }
  if (ending === null) return none('Open.')
  return (
    <p>
      {ending.code !== null && <code>{ending.code}</code>} {ending.detail}
    </p>
  )
}
