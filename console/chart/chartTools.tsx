// The buttons over a chart.
import { ChevronsDownUp, ChevronsUpDown, Crosshair, LocateFixed, Maximize, ZoomIn, ZoomOut, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { zoomStep } from './chartKeys.ts'
import type { SheetControl } from './useSheet.ts'

interface Tool {
  readonly says: string
  readonly icon: LucideIcon
  readonly act: () => void
  readonly isPressed?: boolean
}

/** Zoom, all of it, what is active, follow, shut and open. */
export function ChartTools({
  control,
  showActive,
  follows,
  setFollows,
  folding,
  children,
}: {
  readonly control: SheetControl
  readonly showActive: () => void
  readonly follows: boolean
  readonly setFollows: (follows: boolean) => void
  /** Absent: nothing can be shut. */
  readonly folding: { readonly isAllOpen: boolean; readonly all: (open: boolean) => void } | undefined
  readonly children?: ReactNode
}): ReactNode {
  const tools: readonly Tool[] = [
    { says: 'Zoom in (+)', icon: ZoomIn, act: () => control.zoomBy(zoomStep) },
    { says: 'Zoom out (−)', icon: ZoomOut, act: () => control.zoomBy(1 / zoomStep) },
    { says: 'All of the chart (0)', icon: Maximize, act: control.fit },
    { says: 'To what is active (a)', icon: Crosshair, act: showActive },
    { says: 'Follow what is active', icon: LocateFixed, act: () => setFollows(!follows), isPressed: follows },
    ...(folding === undefined
      ? []
      : [
          folding.isAllOpen
            ? { says: 'Shut all compound states', icon: ChevronsDownUp, act: () => folding.all(false) }
            : { says: 'Open all compound states', icon: ChevronsUpDown, act: () => folding.all(true) },
        ]),
  ]
  return (
    <div className="chart-tools" data-still role="toolbar" aria-label="Chart">
      {tools.map(({ says, icon: Icon, act, isPressed }) => (
        <button key={says} type="button" className="icon" title={says} aria-label={says} aria-pressed={isPressed} onClick={act}>
          <Icon aria-hidden />
        </button>
      ))}
      {children}
    </div>
  )
}
