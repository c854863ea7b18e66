// What the contracts say of a trade that people are asked about: a dry run of this moment, and the bounds of its fund. Once it
// is on chain, also what its verifiers and the executor found.
import { useCallback, type ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { Approval, Fund, Rehearsal, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { Amount } from '#console/parts/amount.tsx'
import { readable } from '#console/parts/figures.ts'
import { intentHref } from '#console/parts/hrefs.ts'
import { boundsOf, type Bound } from './bounds.ts'

type Trade = NonNullable<Approval['trade']>

/** @param approval of a trade */
export function Verdicts({
  approval,
  trade,
  fund,
}: {
  readonly approval: Approval
  readonly trade: Trade
  readonly fund: Fund
}): ReactNode {
  const isOpen = approval.state === 'pending' || approval.state === 'granted'
  return (
    <section className="card" aria-label="Verdicts">
      <h2>Verdicts</h2>
      {isOpen && <DryRun approval={approval} />}
      {isOpen && <Bounds trade={trade} fund={fund} />}
      <Found approval={approval} />
    </section>
  )
}

function DryRun({ approval: { id, fundId } }: { readonly approval: Approval }): ReactNode {
  const { data, refusal, again } = useAnswer(`rehearsal ${id}`, (signal) =>
    asked(api.GET('/api/v1/approvals/{id}/rehearsal', { params: { path: { id } }, signal })),
  )
  useFollow(
    again,
    useCallback(({ actor }: TurnChange) => actor === `fund:${fundId}` || actor === `keeper:${fundId}`, [fundId]),
  )
  return (
    <div className="verdict">
      <h3>Dry run of this moment</h3>
      {data !== undefined && refusal === undefined ? (
        <p>
          <span className={`badge ${kindOf(data)}`}>{data.code ?? 'REFUSED'}</span> {data.detail},{' '}
          <span className="faint">at block {data.block}, as if verifiers had signed it</span>
        </p>
      ) : (
        <p className="faint">{refusal === undefined ? 'Trying it against the contracts …' : `Not known: ${refusal.message}`}</p>
      )}
    </div>
  )
}

const kindOf = ({ code, waits }: Rehearsal): string => (code === 'OK' ? 'good' : waits ? 'warn' : 'bad')

function Bounds({ trade, fund }: { readonly trade: Trade; readonly fund: Fund }): ReactNode {
  const { data, refusal } = useAnswer(`policy ${fund.fundId}`, (signal) =>
    asked(api.GET('/api/v1/funds/{fundId}/policy', { params: { path: { fundId: fund.fundId } }, signal })),
  )
  return (
    <div className="verdict">
      <h3>Policy on chain</h3>
      {data === undefined ? (
        <p className="faint">{refusal === undefined ? 'Reading the bounds …' : `Not known: ${refusal.message}`}</p>
      ) : (
        <ul className="bare">
          {boundsOf(trade, data).map((bound) => (
            <li key={bound.name} className="step-head">
              <span>
                <span className={`badge ${bound.holds ? 'good' : 'bad'}`}>{bound.holds ? 'holds' : 'over'}</span> {bound.name}
              </span>
              <span>
                <Figure bound={bound} value={bound.actual} fund={fund} />{' '}
                <span className="faint">
                  of at most <Figure bound={bound} value={bound.bound} fund={fund} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const Figure = ({
  bound: { unit },
  value,
  fund,
}: {
  readonly bound: Bound
  readonly value: string
  readonly fund: Fund
}): ReactNode => (unit === 'bps' ? `${readable(value, 2, 2)} %` : <Amount units={value} token={fund.base} places={2} />)

/** Out of the journal: nothing before it is on chain. */
function Found({ approval: { fundId, digest } }: { readonly approval: Approval }): ReactNode {
  const { data, again } = useAnswer(`found ${digest}`, (signal) =>
    asked(
      api.GET('/api/v1/funds/{fundId}/intents/{intentHash}/story', {
        params: { path: { fundId, intentHash: digest } },
        signal,
      }),
    ),
  )
  useFollow(
    again,
    useCallback(({ actor }: TurnChange) => actor === `intent:${digest}` || actor === `executor:${fundId}`, [digest, fundId]),
  )
  const runs = data?.intent?.dryRuns ?? []
  const opinions = data?.intent?.signatures.opinions ?? []
  return (
    <div className="verdict">
      <h3>Verifiers and executor</h3>
      {runs.length + opinions.length === 0 ? (
        <p className="faint">
          None: they look at a trade once people have let it go on chain. <Link href={intentHref(fundId, digest)}>Its story</Link>
        </p>
      ) : (
        <ul className="bare">
          {opinions.map(({ name, verdict, detail, seq }) => (
            <li key={`${name} ${seq}`}>
              <span className={`badge ${verdict === 'PASS' ? 'good' : 'bad'}`}>{verdict}</span> <b>{name}</b>{' '}
              <span className="faint">{detail}</span>
            </li>
          ))}
          {runs.map(({ by, code, detail, seq }) => (
            <li key={seq}>
              <span className={`badge ${code === 'OK' ? 'good' : 'bad'}`}>{code}</span> <b>dry run by {by}</b>{' '}
              <span className="faint">{detail}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
