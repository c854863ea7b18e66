// What holds a fund's trades, and how near each bound is: the rules that monitors watch, the exits of the strategy, and the
// bounds of people.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { FundStatus, Monitor } from '#console/data/shapes.ts'
import { Ago } from '#console/parts/ago.tsx'
import { Amount } from '#console/parts/amount.tsx'
import { Meter } from '#console/parts/meter.tsx'
import { Pairs, row } from '#console/parts/pairs.tsx'
import { OnChain } from './onChain.tsx'
import { nearness, openPosition } from './profit.ts'

type Rule = Monitor['rules'][number]

/** @param monitor undefined where none watches it */
export function Limits({ fund, monitor }: { readonly fund: FundStatus; readonly monitor: Monitor | undefined }): ReactNode {
  const { base, limits } = fund
  const { approvalAboveValue, twoPersonsAboveValue, maxAmountIn, maxSlippageBps, stopLossBps, takeProfitBps } = limits
  const bps = openPosition(fund)?.profitBps
  return (
    <section className="card">
      <h2>Limits</h2>
      {monitor === undefined ? (
        <p className="faint">No monitor watches this fund.</p>
      ) : (
        <p className="faint small">
          {monitor.lookedAt === null ? (
            'Its monitor has not looked yet.'
          ) : (
            <>
              Its monitor looked <Ago at={monitor.lookedAt} />.
            </>
          )}
          {monitor.blindBy !== null && <b className="bad"> The last look failed: {monitor.blindBy}</b>}
          {monitor.incidents.length > 0 && (
            <>
              {' '}
              <Link href="/incidents">{monitor.incidents.length} unresolved</Link>
            </>
          )}
        </p>
      )}
      <div className="meters">
        {bps !== undefined && (
          <>
            <Meter
              title="loss of the open position, sold at the stop"
              says={`${percent(Math.max(0, -bps))} of ${percent(stopLossBps)}`}
              part={nearness(-bps, stopLossBps)}
            />
            <Meter
              title="gain of the open position, sold at the target"
              says={`${percent(Math.max(0, bps))} of ${percent(takeProfitBps)}`}
              part={nearness(bps, takeProfitBps)}
            />
          </>
        )}
        {monitor?.rules.map((rule) => (
          <Meter key={rule.rule} title={rule.measures} says={ruleSays(rule)} part={partOf(rule)} />
        ))}
      </div>
      <Pairs
        rows={[
          row(
            'a purchase',
            <>
              spends at most <Amount units={maxAmountIn} token={base} />
            </>,
          ),
          row('slippage', `at most ${percent(maxSlippageBps)}`),
          row(
            'people',
            approvalAboveValue === null ? (
              'are asked for no trade'
            ) : (
              <>
                one person above <Amount units={approvalAboveValue} token={base} />
                {twoPersonsAboveValue !== null && (
                  <>
                    , two above <Amount units={twoPersonsAboveValue} token={base} />
                  </>
                )}
              </>
            ),
          ),
        ]}
      />
      <OnChain fund={fund} />
    </section>
  )
}

const percent = (bps: number): string => `${(bps / 100).toFixed(2)} %`
const figure = (value: number): string => value.toLocaleString('en')

function ruleSays({ state, value, threshold, unit, breachedWhen, detail }: Rule): string {
  if (value === null) return state === 'blind' ? 'could not be measured' : detail === '' ? 'nothing to measure' : detail
  return `${figure(value)} ${breachedWhen === 'below' ? 'above' : 'of'} ${figure(threshold)} ${unit}`
}

/** A rule that wants more is as near as its bound is to the value. */
function partOf({ value, threshold, breachedWhen, state }: Rule): number | null {
  if (value === null) return null
  if (state === 'breached') return 1
  return breachedWhen === 'below' ? nearness(threshold, value) : nearness(value, threshold)
}
