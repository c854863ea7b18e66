// The price of the traded token as crawlers claimed it, and what was bought and sold at which price.
import { useEffect, useRef, useState, type PointerEvent, type ReactNode, type RefObject } from 'react'
import { useLocation } from 'wouter'
import type { Fund, FundHistory } from '#console/data/shapes.ts'
import { readable, readablePrice, tradePrice, wadNumber } from '#console/parts/figures.ts'
import { intentHref } from '#console/parts/hrefs.ts'
import { nearestTo, pathOf, scaleOf, ticksOf } from './priceScale.ts'

/** Before its place is measured. */
const usualWidth = 1_000
const height = 280
const [left, right, top, bottom] = [70, 12, 12, 26]
const ticksWanted = 6
const markPx = 7

/** At least two prices are there. */
export function PriceChart({
  fund,
  history,
  isPast = false,
}: {
  readonly fund: Fund
  readonly history: FundHistory
  readonly isPast?: boolean
}): ReactNode {
  const [, go] = useLocation()
  const [pointed, setPointed] = useState<number>()
  const place = useRef<SVGSVGElement>(null)
  const width = useWidth(place)
  const prices = history.prices.filter(({ status }) => status !== 'refused')
  const first = prices[0]
  const trades = history.trades.flatMap((trade) => {
    const price = tradePrice(trade, fund)
    return price === undefined || first === undefined || trade.seq < first.seq ? [] : [{ ...trade, price: wadNumber(price) }]
  })
  const figures = [
    ...prices.flatMap(({ spotWad, twapWad }) => [wadNumber(spotWad), ...(twapWad === null ? [] : [wadNumber(twapWad)])]),
    ...trades.map(({ price }) => price),
  ]
  const across = scaleOf([...prices, ...trades].map(timeOf), width - left - right, { isTight: true })
  const up = scaleOf(figures, height - top - bottom, { isTurned: true })
  const x = (point: { readonly at: string }): number => left + across.at(timeOf(point))
  const y = (price: number): number => top + up.at(price)
  const spots = prices.map((point) => ({ ...point, x: x(point), y: y(wadNumber(point.spotWad)) }))
  const near = pointed === undefined ? undefined : nearestTo(spots, pointed)
  const point = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>): void => {
    const box = currentTarget.getBoundingClientRect()
    setPointed(((clientX - box.left) / box.width) * width)
  }
  const last = prices.at(-1)
  return (
    <figure className="price-chart">
      <svg
        ref={place}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={`Price of ${fund.traded.symbol} in ${fund.base.symbol}: ${prices.length} claims, ${trades.length} trades`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(undefined)}
      >
        {ticksOf(up, ticksWanted).map((tick) => (
          <g key={tick} className="tick">
            <line x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick) + 4} textAnchor="end">
              {tick.toLocaleString('en')}
            </text>
          </g>
        ))}
        {[first, last].map(
          (end, index) =>
            end !== undefined && (
              <text key={index} className="time" x={x(end)} y={height - 6} textAnchor={index === 0 ? 'start' : 'end'}>
                {clock(end.at)}
              </text>
            ),
        )}
        <path
          className="twap"
          d={pathOf(prices.map((one) => ({ x: x(one), y: one.twapWad === null ? Number.NaN : y(wadNumber(one.twapWad)) })))}
        />
        <path className="spot" d={pathOf(spots)} />
        {near !== undefined && (
          <g className="pointed" aria-hidden>
            <line x1={near.x} x2={near.x} y1={top} y2={height - bottom} />
            <circle cx={near.x} cy={near.y} r={4} />
          </g>
        )}
        {trades.map((trade) => {
          const says = `${trade.action} at ${readablePrice(tradePrice(trade, fund) ?? '0')} ${fund.base.symbol}, ${clock(trade.at)}`
          const href = intentHref(fund.fundId, trade.intentHash)
          return (
            <a
              key={trade.intentHash}
              href={href}
              aria-label={says}
              onClick={(event) => {
                if (event.metaKey || event.ctrlKey) return
                event.preventDefault()
                go(href)
              }}
            >
              <path className={`mark ${trade.action}`} d={markOf(trade.action, x(trade), y(trade.price))}>
                <title>{says}</title>
              </path>
            </a>
          )
        })}
      </svg>
      <figcaption>
        <span className="key spot">claimed price</span>
        <span className="key twap">time-weighted</span>
        <span className="key BUY">▲ bought</span>
        <span className="key SELL">▼ sold</span>
        <span className="pointed-at">
          {near === undefined
            ? last !== undefined && `${readablePrice(last.spotWad)} ${fund.base.symbol} ${isPast ? 'then' : 'now'}`
            : `${readablePrice(near.spotWad)} ${fund.base.symbol}, round ${readable(String(near.round), 0)}, ${clock(near.at)}`}
        </span>
      </figcaption>
    </figure>
  )
}

/** Of an element, in CSS pixels: what is drawn in it keeps its size however wide it is. */
function useWidth(place: RefObject<SVGSVGElement | null>): number {
  const [width, setWidth] = useState(usualWidth)
  useEffect(() => {
    if (place.current === null) return
    const observer = new ResizeObserver(([seen]) => {
      if (seen !== undefined && seen.contentRect.width > 0) setWidth(seen.contentRect.width)
    })
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [place])
  return width
}

const timeOf = ({ at }: { readonly at: string }): number => Date.parse(at)
const clock = (at: string): string => new Date(at).toLocaleTimeString()

/** A triangle, upward for a purchase. */
function markOf(action: 'BUY' | 'SELL', x: number, y: number): string {
  const tip = action === 'BUY' ? -markPx : markPx
  return `M${x.toFixed(1)} ${(y + tip).toFixed(1)}L${(x - markPx).toFixed(1)} ${(y - tip).toFixed(1)}L${(x + markPx).toFixed(1)} ${(y - tip).toFixed(1)}Z`
}
