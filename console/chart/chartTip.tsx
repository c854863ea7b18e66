// What stands beside a state or a transition where one points: what is true while a bot is here.
import type { ReactNode } from 'react'
import { allStates, type ChartGraph, type ChartTransition } from '#charts/chartGraph.ts'
import type { Rectangle } from '#charts/chartLayout.ts'
import type { PointedAt } from './chartScene.tsx'
import type { LaidOut } from './useLayout.ts'
import type { SheetControl } from './useSheet.ts'

const [width, gap] = [300, 8]

/** Beside what is pointed at, within the panel. */
export function ChartTip({
  pointed,
  laidOut,
  whole,
  control: { sheet, panel },
}: {
  readonly pointed: PointedAt
  readonly laidOut: LaidOut
  /** With all states, also those that are shut away. */
  readonly whole: ChartGraph
  readonly control: SheetControl
}): ReactNode {
  const place = placeOf(pointed, laidOut)
  const told = pointed.kind === 'state' ? stateWords(pointed.id, whole) : transitionWords(pointed.id, whole)
  if (place === undefined || told === undefined) return null
  const left = place.x * sheet.scale + sheet.x
  const top = place.y * sheet.scale + sheet.y
  const right = left + place.width * sheet.scale
  const isBeside = right + gap + width < panel.width
  const at = isBeside ? right + gap : Math.max(gap, Math.min(left - width - gap, panel.width - width - gap))
  return (
    <div className="chart-tip" role="tooltip" style={{ left: at, top: Math.max(gap, Math.min(top, panel.height - 120)), width }}>
      <b>{told.title}</b>
      {told.lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
    </div>
  )
}

function placeOf({ kind, id }: PointedAt, { layout }: LaidOut): Rectangle | undefined {
  if (kind === 'transition')
    return layout.edges.find(({ transition, label }) => transition.id === id && label !== null)?.label ?? undefined
  const placed = layout.states.find(({ state }) => state.id === id)
  // of a compound only its name is pointed at
  return (
    placed && { ...placed, height: Math.min(placed.height, 40), width: placed.state.children.length > 0 ? 140 : placed.width }
  )
}

interface Words {
  readonly title: string
  readonly lines: readonly string[]
}

function stateWords(id: string, graph: ChartGraph): Words | undefined {
  const state = allStates(graph.root).find((one) => one.id === id)
  if (state === undefined) return undefined
  const list = (verb: string, names: readonly string[]): readonly string[] =>
    names.length === 0 ? [] : [`${verb} ${names.join(', ')}`]
  return {
    title: id === '' ? graph.name : id,
    lines: [
      ...(state.description === '' ? [] : [state.description]),
      ...list(
        'asks',
        state.invokes.map(({ src }) => src),
      ),
      ...list('entering it does', state.entry),
      ...list('leaving it does', state.exit),
      ...state.tags.map((tag) => `#${tag}`),
    ],
  }
}

function transitionWords(id: string, graph: ChartGraph): Words | undefined {
  const one = graph.transitions.find((transition) => transition.id === id)
  if (one === undefined) return undefined
  return {
    title: one.label,
    lines: [
      `${one.source === '' ? graph.name : one.source} → ${one.targets.map((target) => (target === '' ? 'start' : target)).join(', ')}`,
      ...conditionWords(one),
      ...(one.actions.length === 0 ? [] : [`does ${one.actions.join(', ')}`]),
      ...(one.description === '' ? [] : [one.description]),
    ],
  }
}

function conditionWords({ guard, isOtherwise }: ChartTransition): readonly string[] {
  if (guard !== null) return [`if ${guard}`]
  return isOtherwise ? ['when no branch before it fits'] : []
}
