// Rows of a list that may be very long: only those that are seen are drawn, each as high as every other so that nothing jumps,
// and more are asked for before one comes to the end.
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import type { LongList } from '#console/data/useLongAnswer.ts'
import '#console/style/longList.css'
import { useEqualRows } from './useEqualRows.ts'

const rowPx = 56
/** Rows beyond the seen ones, and those from the end where more are asked for. */
const [overscan, near] = [10, 30]

/** @param end what is said after the last row: that there is no more, or how one goes on */
export function LongRows<Row>({
  list: { rows, more, isLoading, isEnd, refusal },
  label,
  keyOf,
  render,
  end,
}: {
  readonly list: LongList<Row>
  readonly label: string
  readonly keyOf: (row: Row) => string | number
  readonly render: (row: Row) => ReactNode
  readonly end: ReactNode
}): ReactNode {
  // the last one says how it goes on
  const { place, seen, height } = useEqualRows(rows.length + 1, rowPx, overscan)
  const last = seen.at(-1)?.index ?? 0
  const ask = useEffectEvent(more)
  useEffect(() => {
    if (rows.length > 0 && !isEnd && !isLoading && refusal === undefined && last > rows.length - near) ask()
  }, [last, rows.length, isEnd, isLoading, refusal])
  return (
    <div className="long-list" ref={place}>
      <ol style={{ height }} aria-label={label}>
        {seen.map(({ index, start }) => {
          const row = rows[index]
          return (
            <li
              key={row === undefined ? 'end' : keyOf(row)}
              className={row === undefined ? 'long-end faint' : undefined}
              style={{ transform: `translateY(${start}px)`, height: rowPx }}
              aria-posinset={index + 1}
              aria-setsize={isEnd ? rows.length + 1 : -1}
            >
              {row === undefined ? end : render(row)}
            </li>
          )
        })}
      </ol>
    </div>
  )
}
