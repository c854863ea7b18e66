// The laid-out chart as SVG, with what is active, what was just taken and what waits. Each state can be pointed at and reached by key.
import type { KeyboardEvent, ReactNode } from 'react'
import { EdgeDrawing, InitialDrawing, LabelDrawing } from './edgeDrawing.tsx'
import type { Mark } from './marks.ts'
import { StateDrawing } from './stateDrawing.tsx'
import type { LaidOut } from './useLayout.ts'
import type { PlacedState } from '#charts/chartLayout.ts'

/** What a person points at: a state by its id, or a transition by its. */
export interface PointedAt {
  readonly kind: 'state' | 'transition'
  readonly id: string
}

export interface ChartSceneProps {
  readonly laidOut: LaidOut
  readonly active: ReadonlySet<string>
  /** Ids of transitions as they are drawn. */
  readonly taken: ReadonlySet<string>
  readonly marks: ReadonlyMap<string, readonly Mark[]>
  /** The state that a key press reaches first. */
  readonly current: string
  readonly point: (at: PointedAt | undefined) => void
  readonly fold: (state: string) => void
  readonly isFoldable: (state: string) => boolean
}

/** All of the chart, in its own pixels. */
export function ChartScene(props: ChartSceneProps): ReactNode {
  const { laidOut, active, taken, marks, current, point } = props
  const { layout, folded } = laidOut
  const edges = layout.edges.toSorted((a, b) => Number(taken.has(a.transition.id)) - Number(taken.has(b.transition.id)))
  return (
    <>
      {layout.states.map((placed) => (
        <Reachable key={placed.state.id} placed={placed} {...props} isCurrent={placed.state.id === current}>
          <StateDrawing
            placed={placed}
            machine={folded.graph.name}
            isActive={active.has(placed.state.id)}
            marks={marks.get(placed.state.id) ?? []}
          />
        </Reachable>
      ))}
      {layout.initials.map((initial, index) => (
        <InitialDrawing key={index} initial={initial} />
      ))}
      {edges.map((edge, index) => (
        <EdgeDrawing key={`${edge.transition.id} ${index}`} edge={edge} isTaken={taken.has(edge.transition.id)} />
      ))}
      {edges.map((edge, index) => (
        <g
          key={`${edge.transition.id} ${index}`}
          onPointerEnter={() => point({ kind: 'transition', id: edge.transition.id })}
          onPointerLeave={() => point(undefined)}
        >
          <LabelDrawing edge={edge} isTaken={taken.has(edge.transition.id)} />
        </g>
      ))}
    </>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

function Reachable({
  placed: { state },
  laidOut,
  active,
  marks,
  isCurrent,
  isFoldable,
  point,
  fold,
  children,
}: ChartSceneProps & { readonly placed: PlacedState; readonly isCurrent: boolean; readonly children: ReactNode }): ReactNode {
  const { folded, layout } = laidOut
  const canFold = isFoldable(state.id)
  const says = [
    state.id === '' ? folded.graph.name : state.key,
    ...(active.has(state.id) ? ['active'] : []),
    ...(marks.get(state.id) ?? []).map((mark) => mark.says),
    ...(state.description === '' ? [] : [state.description]),
  ]
  const onKeyDown = (event: KeyboardEvent<SVGGElement>): void => {
    const step = steps[event.key]
    if (canFold && (event.key === 'Enter' || event.key === ' ')) fold(state.id)
    else if (step === undefined) return
    else {
      const at = layout.states.findIndex((one) => one.state.id === state.id) + step
      const next = layout.states[Math.min(layout.states.length - 1, Math.max(0, at))]?.state.id
      event.currentTarget.ownerSVGElement?.querySelector<SVGGElement>(`[data-state="${CSS.escape(next ?? '')}"]`)?.focus()
    }
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <g
      data-state={state.id}
      tabIndex={isCurrent ? 0 : -1}
      role={canFold ? 'button' : 'img'}
      aria-label={says.join('. ')}
      aria-expanded={canFold ? state.children.length > 0 : undefined}
      onPointerEnter={() => point({ kind: 'state', id: state.id })}
      onPointerLeave={() => point(undefined)}
      onFocus={() => point({ kind: 'state', id: state.id })}
      onBlur={() => point(undefined)}
      onDoubleClick={() => canFold && fold(state.id)}
      onKeyDown={onKeyDown}
    >
      {children}
    </g>
  )
}
