// The tree of bots on the page: only the rows that are seen are drawn, however many there are.
import { useDeferredValue, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useBotLine, useSwarmPart } from '#console/data/useSwarm.ts'
import { Empty } from '#console/parts/notice.tsx'
import { useEqualRows } from '#console/parts/useEqualRows.ts'
import { useMatters } from '#console/shell/waiting.ts'
import { BotCells, GroupCells } from './botCells.tsx'
import { treeRows, type TreeRow } from './botTree.ts'

const rowPx = 34
/** Rows beyond the seen ones, so that scrolling shows no gaps. */
const overscan = 12

/** @param query part of an address, a state or a status */
export function BotRows({ query, withEnded }: { readonly query: string; readonly withEnded: boolean }): ReactNode {
  const [shut, setShut] = useState<ReadonlySet<string>>(new Set())
  const goal = useRef<number>(undefined)
  const wanted = useDeferredValue(query)
  // who looks for a state wants it as it is now; else rows are sorted anew only when a bot came, went or failed
  const bots = useSwarmPart(({ listed, looked }) => (wanted === '' ? listed : looked))
  const waiting = useMatters()
  const rows = useMemo(
    () => treeRows(bots, { query: wanted, shut, withEnded, waiting }),
    [bots, wanted, shut, withEnded, waiting],
  )
  const { place, box, seen, height, show } = useEqualRows(rows.length, rowPx, overscan)
  const go = (index: number): void => {
    goal.current = index
    show(index)
    arrive(box.current, goal)
  }
  // a row far away is drawn only once it was scrolled to; the next key finds it in focus
  useLayoutEffect(() => arrive(box.current, goal))
  const toggle = (key: string): void => {
    const next = new Set(shut)
    if (!next.delete(key)) next.add(key)
    setShut(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = Number((event.target as HTMLElement).closest('[role=row]')?.getAttribute('aria-rowindex') ?? 0) - 1
    const to = moved(event.key, at, rows.length)
    const row = rows[at]
    if (to !== undefined) go(to)
    else if (row !== undefined && opens(event.key, row)) toggle(row.key)
    else return
    event.preventDefault()
  }
  if (rows.length === 0)
    return (
      <Empty title={wanted === '' ? 'No bots' : `No bot fits “${wanted}”`}>
        Look for part of an address, such as fund:, or of a state.
      </Empty>
    )
  return (
    <div
      className="rows"
      ref={place}
      role="treegrid"
      tabIndex={-1}
      aria-label="Bots by fund"
      aria-rowcount={rows.length}
      onKeyDown={onKeyDown}
    >
      <div className="rows-all" role="rowgroup" style={{ height }}>
        {seen.map(({ index, start }) => (
          <Line key={rows[index]?.key} row={rows[index]} index={index} start={start} toggle={toggle} />
        ))}
      </div>
    </div>
  )
}

/** Gives the focus to the row that a key led to, as soon as it is there; then it is no goal any more. */
function arrive(place: HTMLElement | null, goal: { current: number | undefined }): void {
  if (goal.current === undefined) return
  const there = place?.querySelector<HTMLElement>(`[aria-rowindex="${goal.current + 1}"] [data-go]`)
  if (!there) return
  there.focus({ preventScroll: true })
  goal.current = undefined
}

/** One row, where it belongs. @param start px from the top of all rows */
function Line({
  row,
  index,
  start,
  toggle,
}: {
  readonly row: TreeRow | undefined
  readonly index: number
  readonly start: number
  readonly toggle: (key: string) => void
}): ReactNode {
  const bot = useBotLine(row?.kind === 'bot' ? row.address : '')
  if (row === undefined) return null
  return (
    <div
      className={`row ${row.kind}`}
      role="row"
      aria-rowindex={index + 1}
      aria-level={row.kind === 'bot' ? row.depth + 1 : 1}
      aria-expanded={isParent(row) ? row.isOpen : undefined}
      style={{ transform: `translateY(${start}px)`, height: rowPx }}
    >
      {row.kind === 'group' && <GroupCells row={row} toggle={toggle} />}
      {row.kind === 'bot' && bot !== undefined && <BotCells row={row} bot={bot} toggle={toggle} />}
    </div>
  )
}

const isParent = (row: TreeRow): boolean => row.kind === 'group' || row.children > 0
const opens = (key: string, row: TreeRow): boolean =>
  isParent(row) && ((key === 'ArrowRight' && !row.isOpen) || (key === 'ArrowLeft' && row.isOpen))

/** Where a key leads; undefined: nowhere. */
function moved(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(at - 1, 0)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}
