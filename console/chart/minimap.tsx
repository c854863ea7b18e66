// The whole chart, small, with what is seen of it: shown while it does not fit.
import type { PointerEvent, ReactNode } from 'react'
import type { ChartLayout } from '#charts/chartLayout.ts'
import { seenPart } from './sheet.ts'
import type { SheetControl } from './useSheet.ts'

const [widthMax, heightMax] = [150, 130]

/** For the eye and the pointer; keys and buttons do the same without it. */
export function Minimap({
  layout,
  active,
  control,
}: {
  readonly layout: ChartLayout
  readonly active: ReadonlySet<string>
  readonly control: SheetControl
}): ReactNode {
  const { sheet, panel, show } = control
  const seen = seenPart(sheet, panel)
  const isWhole = seen.width >= layout.width - 1 && seen.height >= layout.height - 1
  if (isWhole || panel.width < 3 * widthMax) return null
  const scale = Math.min(widthMax / layout.width, heightMax / layout.height)
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons !== 1) return
    const { left, top } = event.currentTarget.getBoundingClientRect()
    show({ x: (event.clientX - left) / scale, y: (event.clientY - top) / scale, width: 0, height: 0 })
  }
  return (
    <svg
      className="minimap chart"
      data-still
      aria-hidden
      width={layout.width * scale}
      height={layout.height * scale}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      onPointerDown={go}
      onPointerMove={go}
    >
      {layout.states.map(({ state, x, y, width, height }) => (
        <rect
          key={state.id}
          className={`mini${active.has(state.id) && state.children.length === 0 ? ' here' : ''}${state.children.length > 0 ? ' around' : ''}`}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={10}
        />
      ))}
      <rect className="seen" x={seen.x} y={seen.y} width={seen.width} height={seen.height} strokeWidth={2 / scale} />
    </svg>
  )
}
