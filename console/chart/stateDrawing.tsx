// A state on the page: the box that charts/svg.ts draws in documents, and what waits in it.
import { Fragment, type ReactNode } from 'react'
import type { PlacedState } from '#charts/chartLayout.ts'
import { chipPx, headerRow, indent, lineRow, titleRow } from '#charts/measures.ts'
import { chipText, chipWidth, markWidth, type BoxLine } from '#charts/stateBox.ts'
import { textWidth } from '#charts/textWidth.ts'
import type { Mark } from './marks.ts'

interface StateDrawingProps {
  readonly placed: PlacedState
  /** Of the machine, for the root. */
  readonly machine: string
  readonly isActive: boolean
  readonly marks: readonly Mark[]
}

/** The box, its name and its lines. */
export function StateDrawing({ placed, machine, isActive, marks }: StateDrawingProps): ReactNode {
  const { state, box, parentKind, x, y, width, height } = placed
  const isBox = state.children.length > 0
  const first = isBox ? headerRow : titleRow
  const classes = [
    'state',
    state.kind,
    ...(state.id === '' ? ['root'] : []),
    ...(parentKind === 'parallel' ? ['region'] : []),
    ...(isActive ? ['active'] : []),
  ]
  if (state.kind === 'history')
    return (
      <g className={classes.join(' ')}>
        <circle className="box" cx={x + width / 2} cy={y + height / 2} r={width / 2} />
        <text className="name" x={x + width / 2} y={y + height / 2 + 4.5} textAnchor="middle">
          {state.history === 'deep' ? 'H*' : 'H'}
        </text>
      </g>
    )
  return (
    <g className={classes.join(' ')}>
      <rect className="box" x={x} y={y} width={width} height={height} rx={isBox ? 12 : 8} />
      {state.kind === 'final' && <rect className="inner" x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={5.5} />}
      <text className="name" x={x + indent} y={y + (isBox ? 19 : 20.5)}>
        {state.id === '' ? machine : state.key}
      </text>
      {isBox && <path className="rule" d={`M${x} ${y + headerRow}H${x + width}`} />}
      {state.kind === 'parallel' && (
        <text className="note" x={x + width - indent + 2} y={y + 19} textAnchor="end">
          ∥ parallel
        </text>
      )}
      {box.lines.map((line, index) => (
        <Line key={index} line={line} x={x + indent} baseline={y + first + index * lineRow + (isBox ? 15 : 9)} />
      ))}
      <Marks marks={marks} right={x + width} top={y} />
    </g>
  )
}

function Line({ line, x, baseline }: { readonly line: BoxLine; readonly x: number; readonly baseline: number }): ReactNode {
  const chipX = x + markWidth(line.mark)
  const label = chipText(line)
  const width = textWidth(label, 'mono', chipPx) + 10
  return (
    <>
      {line.mark === 'invoke' ? (
        <path className="invoke" d={`M${x} ${baseline - 7}l6.5 3.2l-6.5 3.2z`} />
      ) : (
        <text className="mark" x={x} y={baseline}>
          {line.mark}
        </text>
      )}
      {line.chip !== null && (
        <>
          <rect className={`chip ${line.chip.trigger}`} x={chipX} y={baseline - 10.5} width={width} height={14} rx={7} />
          <text className={`trigger ${line.chip.trigger}`} x={chipX + width / 2} y={baseline} textAnchor="middle">
            {label}
          </text>
        </>
      )}
      {line.text !== '' && (
        <text className="line" x={chipX + chipWidth(line)} y={baseline}>
          {line.text}
        </text>
      )}
    </>
  )
}

const markHeight = 16
const markGap = 4
const iconWidth = 13
const markWidthOf = ({ text }: Mark): number => iconWidth + textWidth(text, 'body', 10.5) + 12

/** On the upper edge, from the right: what the state waits for. */
function Marks({
  marks,
  right,
  top,
}: {
  readonly marks: readonly Mark[]
  readonly right: number
  readonly top: number
}): ReactNode {
  // over the corner: where arrows come in is the middle
  let end = right + 18
  return marks.map((mark) => {
    const width = markWidthOf(mark)
    const x = end - width
    end = x - markGap
    return (
      <Fragment key={`${mark.kind} ${mark.id}`}>
        <g className={`wait ${mark.kind}`} transform={`translate(${x} ${top - markHeight / 2})`}>
          <rect width={width} height={markHeight} rx={markHeight / 2} />
          {mark.kind === 'timer' ? <path className="hand" d="M8 5v3.4l2.3 1.4" /> : null}
          <circle className="ring" cx={8} cy={8} r={4.4} />
          <text x={iconWidth + 3} y={11.8}>
            {mark.text}
          </text>
        </g>
      </Fragment>
    )
  })
}
