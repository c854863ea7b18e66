// The arrows of a chart on the page, as charts/svg.ts draws them in documents.
import type { ReactNode } from 'react'
import type { PlacedEdge, PlacedInitial } from '#charts/chartLayout.ts'
import { chipLineRow, chipPaddingY, chipTriggerRow } from '#charts/measures.ts'
import { arrowHead, roundedPath } from '#charts/svgPath.ts'

/** The dot that leads into a compound's first state. */
export const InitialDrawing = ({ initial: { dot, points } }: { readonly initial: PlacedInitial }): ReactNode => (
  <g className="edge">
    <circle className="dot" cx={dot.x + dot.width / 2} cy={dot.y + dot.height / 2} r={4.5} />
    <path className="wire" d={roundedPath(points)} />
    <path className="head" d={arrowHead(points, 4)} />
  </g>
)

interface EdgeProps {
  readonly edge: PlacedEdge
  /** Was it taken in the turn that is shown? */
  readonly isTaken: boolean
}

/** A line and its head. */
export const EdgeDrawing = ({ edge: { points }, isTaken }: EdgeProps): ReactNode => (
  <g className={isTaken ? 'edge taken' : 'edge'}>
    <path className="wire" d={roundedPath(points)} />
    <path className="head" d={arrowHead(points, isTaken ? 6 : 4)} />
  </g>
)

/** What stands on it. */
export function LabelDrawing({ edge: { label: placed }, isTaken }: EdgeProps): ReactNode {
  if (placed === null) return null
  const { label, x, y, width, height } = placed
  const centre = x + width / 2
  const top = y + chipPaddingY
  return (
    <g className={isTaken ? 'label taken' : 'label'}>
      <rect
        className={`chip ${label.kind}`}
        x={x}
        y={y}
        width={width}
        height={height}
        rx={label.lines.length === 0 ? height / 2 : 8}
      />
      <text className={`trigger ${label.kind}`} x={centre} y={top + 10} textAnchor="middle">
        {label.trigger}
      </text>
      {label.lines.map((line, index) => (
        <text key={index} className="line" x={centre} y={top + chipTriggerRow + index * chipLineRow + 9.5} textAnchor="middle">
          {line}
        </text>
      ))}
    </g>
  )
}
