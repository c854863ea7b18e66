// Keys that move a chart while it has the focus.
import type { SheetControl } from './useSheet.ts'

/** One press. */
export const zoomStep = 1.25
const panPx = 60
const pans: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: panPx, y: 0 },
  ArrowRight: { x: -panPx, y: 0 },
  ArrowUp: { x: 0, y: panPx },
  ArrowDown: { x: 0, y: -panPx },
}

/** Does what a key says; false: it says nothing here. */
export function pressChartKey(
  key: string,
  control: Pick<SheetControl, 'zoomBy' | 'panBy' | 'fit'>,
  showActive: () => void,
): boolean {
  const pan = pans[key]
  if (pan !== undefined) control.panBy(pan)
  else if (key === '+' || key === '=') control.zoomBy(zoomStep)
  else if (key === '-') control.zoomBy(1 / zoomStep)
  else if (key === '0') control.fit()
  else if (key === 'a') showActive()
  else return false
  return true
}
