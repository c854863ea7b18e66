// Zoom and pan of a panel: wheel, fingers, buttons and keys all move one sheet.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import type { Point, Rectangle } from '#charts/chartLayout.ts'
import { centred, fitted, isSeen, opened, panned, zoomed, type Sheet, type Size } from './sheet.ts'

export interface SheetControl {
  readonly sheet: Sheet
  readonly panel: Size
  /** Is it moving by itself to where it was sent? */
  readonly isGliding: boolean
  /** @param at panel pixels; absent: the middle */
  zoomBy(factor: number, at?: Point): void
  /** Panel pixels. */
  panBy(by: Point): void
  /** All of the chart. */
  fit(): void
  /** A part of the chart into the middle; with `ifUnseen` only when it is not seen. */
  show(part: Rectangle | undefined, ifUnseen?: boolean): void
}

const notYet: Size = { width: 0, height: 0 }

/**
 * @param place the panel
 * @param chart its size; another `key` is another chart, which begins anew at what is active in it
 */
export function useSheet(
  place: RefObject<HTMLElement | null>,
  { key, chart, active }: { readonly key: string; readonly chart: Size | undefined; readonly active: Rectangle | undefined },
): SheetControl {
  const panel = useSize(place)
  const [{ sheet, isGliding, shownKey }, setState] = useState({
    sheet: { x: 0, y: 0, scale: 1 } as Sheet,
    isGliding: false,
    shownKey: '',
  })
  const size = chart ?? notYet
  // before the first picture, not after it: nothing jumps
  if (shownKey !== key && chart !== undefined && panel.width > 0)
    setState({ sheet: opened(chart, panel, active), isGliding: false, shownKey: key })
  const move = useCallback((to: (sheet: Sheet) => Sheet, glides: boolean) => {
    setState((before) => ({ ...before, sheet: to(before.sheet), isGliding: glides }))
  }, [])
  return {
    sheet,
    panel,
    isGliding,
    zoomBy: (factor, at) =>
      move((from) => zoomed(from, factor, at ?? { x: panel.width / 2, y: panel.height / 2 }), at === undefined),
    panBy: (by) => move((from) => panned(from, by, size, panel), false),
    fit: () => move(() => fitted(size, panel), true),
    show: (part, ifUnseen = false) => {
      if (part === undefined) return
      move((from) => (ifUnseen && isSeen(from, panel, part) ? from : centred(from, size, panel, part)), true)
    },
  }
}

function useSize(place: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>(notYet)
  useEffect(() => {
    const { current } = place
    if (current === null) return
    const watcher = new ResizeObserver(() => setSize({ width: current.clientWidth, height: current.clientHeight }))
    watcher.observe(current)
    return () => watcher.disconnect()
  }, [place])
  return size
}

const dragFromPx = 4
/** A notch of a wheel is about 100; a pinch on a pad tells small steps with the control key. */
const [wheelZoom, pinchZoom] = [0.0016, 0.01]

/** Moves the sheet with the wheel and with one or two pointers. A press that does not move stays a click. */
export function usePointers(place: RefObject<HTMLElement | null>, control: SheetControl): void {
  const newest = useRef(control)
  useEffect(() => {
    newest.current = control
  })
  useEffect(() => {
    const { current } = place
    if (current === null) return
    const leave = new AbortController()
    const { signal } = leave
    const pointers = new Map<number, Point>()
    let dragged = 0
    const at = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = current.getBoundingClientRect()
      return { x: clientX - left, y: clientY - top }
    }
    // not passive: the page must not scroll along
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const step = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY
      newest.current.zoomBy(Math.exp(-step * (event.ctrlKey ? pinchZoom : wheelZoom)), at(event))
    }
    const onMove = (event: PointerEvent): void => {
      const before = pointers.get(event.pointerId)
      if (before === undefined) return
      const now = at(event)
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
      if (other === undefined) {
        dragged += Math.hypot(now.x - before.x, now.y - before.y)
        if (dragged < dragFromPx) return
        if (!current.hasPointerCapture(event.pointerId)) current.setPointerCapture(event.pointerId)
        newest.current.panBy({ x: now.x - before.x, y: now.y - before.y })
      } else {
        const apart = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
        newest.current.zoomBy(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 })
      }
      pointers.set(event.pointerId, now)
    }
    const onDown = (event: PointerEvent): void => {
      if (event.button !== 0 || (event.target as Element).closest('[data-still]') !== null) return
      dragged = 0
      pointers.set(event.pointerId, at(event))
    }
    const onUp = ({ pointerId }: PointerEvent): void => void pointers.delete(pointerId)
    current.addEventListener('wheel', onWheel, { signal, passive: false })
    current.addEventListener('pointerdown', onDown, { signal })
    current.addEventListener('pointermove', onMove, { signal })
    for (const name of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
      current.addEventListener(name, onUp, { signal })
    return () => leave.abort()
  }, [place])
}
