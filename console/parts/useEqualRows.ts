// Rows of one height in a box that scrolls: only those that are seen are drawn, however many there are. All lists of the
// console have such rows, so that nothing jumps; that needs a tenth of what a library for rows of any height weighs.
import { useCallback, useRef, useState, type RefCallback, type RefObject } from 'react'

/** A row to draw. `start` is px from the top of all rows. */
export interface SeenRow {
  readonly index: number
  readonly start: number
}
/** What a list draws. `place` is for the box that scrolls, `height` (px) for what holds the rows in it. */
export interface EqualRows {
  readonly place: RefCallback<HTMLElement>
  /** The box while it is there. */
  readonly box: RefObject<HTMLElement | null>
  readonly seen: readonly SeenRow[]
  readonly height: number
  /** Scrolls no further than it has to for a row to be seen. */
  show(index: number): void
}

/** @param rowPx height of each row. @param overscan rows beyond the seen ones, so that scrolling shows no gaps */
export function useEqualRows(count: number, rowPx: number, overscan: number): EqualRows {
  const box = useRef<HTMLElement>(null)
  const [part, setPart] = useState({ first: 0, fitting: 0 })
  const place = useCallback(
    (there: HTMLElement | null) => {
      if (there === null) return
      box.current = there
      const look = (): void => {
        const now = partOf(there.scrollTop, there.clientHeight, rowPx)
        setPart((before) => (before.first === now.first && before.fitting === now.fitting ? before : now))
      }
      look()
      there.addEventListener('scroll', look, { passive: true })
      const sizes = new ResizeObserver(look)
      sizes.observe(there)
      return () => {
        box.current = null
        there.removeEventListener('scroll', look)
        sizes.disconnect()
      }
    },
    [rowPx],
  )
  const show = (index: number): void => {
    const there = box.current
    if (there !== null) there.scrollTop = scrolledTo(index * rowPx, rowPx, there)
  }
  const [first, end] = seenOf(part, count, overscan)
  const seen = Array.from({ length: end - first }, (_, at) => ({ index: first + at, start: (first + at) * rowPx }))
  return { place, box, seen, height: count * rowPx, show }
}

/** The first row that is at least partly in a box, and how many rows fit into it. px each. */
export function partOf(scrollTop: number, height: number, rowPx: number): { readonly first: number; readonly fitting: number } {
  return { first: Math.max(0, Math.floor(scrollTop / rowPx)), fitting: Math.ceil(height / rowPx) + 1 }
}

/** Rows from the first to before the end; when the list became shorter, the last ones that are there. */
export function seenOf(
  { first, fitting }: ReturnType<typeof partOf>,
  count: number,
  overscan: number,
): readonly [first: number, end: number] {
  const from = Math.min(first, Math.max(0, count - fitting))
  return [Math.max(0, from - overscan), Math.min(count, from + fitting + overscan)]
}

/** Where a box has to stand for a row to be seen whole. @param start of the row, px from the top */
export function scrolledTo(
  start: number,
  rowPx: number,
  { scrollTop, clientHeight }: Pick<Element, 'scrollTop' | 'clientHeight'>,
): number {
  if (start < scrollTop) return start
  return Math.max(scrollTop, start + rowPx - clientHeight)
}
