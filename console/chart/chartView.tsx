// A statechart on the page: drawn, moved over, folded, pointed at.
import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { ChartGraph } from '#charts/chartGraph.ts'
import { styleRules } from '#charts/svgStyle.ts'
import '#console/style/chart.css'
import { ChartScene, type PointedAt } from './chartScene.tsx'
import { ChartTip } from './chartTip.tsx'
import { ChartTools } from './chartTools.tsx'
import { pressChartKey } from './chartKeys.ts'
import { foldChart } from './folding.ts'
import { marksByState, type Mark } from './marks.ts'
import { Minimap } from './minimap.tsx'
import { around } from './sheet.ts'
import { useFolding, type Folding } from './useFolding.ts'
import { useLayout, type LaidOut } from './useLayout.ts'
import { usePointers, useSheet, type SheetControl } from './useSheet.ts'

export interface ChartViewProps {
  readonly chart: ChartGraph
  /** Names role and version: another one is another chart. */
  readonly chartKey: string
  /** Ids, parents and the root ('') with them. */
  readonly active: ReadonlySet<string>
  /** Ids of the transitions of the turn that is shown. */
  readonly taken: readonly string[]
  readonly marks: readonly Mark[]
  /** Drawn in the colours of the past. */
  readonly isPast: boolean
  /** More buttons; given the laid-out chart as it stands. */
  readonly renderTools?: (laidOut: LaidOut) => ReactNode
}

// the rules of the charts in documents, so that both look alike; a constructed sheet is no inline style
const sheetOfCharts = new CSSStyleSheet()
sheetOfCharts.replaceSync(styleRules('auto'))
if (!document.adoptedStyleSheets.includes(sheetOfCharts)) document.adoptedStyleSheets.push(sheetOfCharts)

/** The chart in its panel. */
export function ChartView(props: ChartViewProps): ReactNode {
  const { chart, chartKey, active, isPast, renderTools } = props
  const place = useRef<HTMLDivElement>(null)
  const [pointed, setPointed] = useState<PointedAt>()
  const folding = useFolding(chart, chartKey, active)
  const { shut, foldAll, foldable } = folding
  const folded = useMemo(() => foldChart(chart, shut), [chart, shut])
  const laidOut = useLayout(`${chartKey} ${[...shut].join(' ')}`, folded)
  const leaves = useMemo(() => activeLeaves(laidOut, active), [laidOut, active])
  const control = useSheet(place, { key: chartKey, chart: laidOut?.layout, active: around(leaves) })
  usePointers(place, control)
  const [follows, setFollows] = useFollowing(control, leaves)
  const showActive = (): void => control.show(around(leaves))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') setPointed(undefined)
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (!isPlain || !pressChartKey(event.key, control, showActive)) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      className={isPast ? 'chart-view past' : 'chart-view'}
      data-layout={laidOut?.layout.style}
      data-layout-ms={laidOut?.ms.toFixed()}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application has keys of its own */}
      <div
        ref={place}
        className="chart-panel"
        role="application"
        aria-roledescription="statechart"
        aria-label={`Statechart of ${chart.name}. Plus and minus zoom, arrows move, a shows what is active; Tab goes into the states.`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it takes keys
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {laidOut === undefined ? (
          <p className="faint chart-waits">Laying out the chart …</p>
        ) : (
          <Drawing
            {...props}
            laidOut={laidOut}
            control={control}
            current={leaves[0]?.state.id ?? ''}
            point={setPointed}
            folding={folding}
          />
        )}
        {laidOut !== undefined && pointed !== undefined && (
          <ChartTip pointed={pointed} laidOut={laidOut} whole={chart} control={control} />
        )}
        {laidOut !== undefined && <Minimap layout={laidOut.layout} active={active} control={control} />}
      </div>
      {laidOut?.layout.style === 'list' && <ListNote />}
      <ChartTools
        control={control}
        showActive={showActive}
        follows={follows}
        setFollows={setFollows}
        folding={foldable.length === 0 ? undefined : { isAllOpen: shut.size === 0, all: foldAll }}
      >
        {laidOut !== undefined && renderTools?.(laidOut)}
      </ChartTools>
    </div>
  )
}

/** Brings what becomes active into sight, until a person wants none of it. */
function useFollowing(
  control: SheetControl,
  leaves: LaidOut['layout']['states'],
): readonly [boolean, (follows: boolean) => void] {
  const [follows, setFollows] = useState(true)
  const where = leaves.map(({ state }) => state.id).join(' ')
  const follow = useEffectEvent(() => control.show(around(leaves), true))
  useEffect(() => {
    if (follows) follow()
  }, [where, follows])
  return [follows, setFollows]
}

const ListNote = (): ReactNode => (
  <p className="chart-note" role="status">
    This chart could not be laid out with arrows; its transitions are written in its states.
  </p>
)

/** The SVG, moved to where the sheet is. */
function Drawing({
  chart,
  active,
  taken,
  marks,
  laidOut,
  control: { sheet, isGliding },
  current,
  point,
  folding,
}: ChartViewProps & {
  readonly laidOut: LaidOut
  readonly control: SheetControl
  readonly current: string
  readonly point: (at: PointedAt | undefined) => void
  readonly folding: Folding
}): ReactNode {
  return (
    <svg className="chart whole" role="group" aria-label={`States of ${chart.name}`}>
      <g
        className={isGliding ? 'gliding' : undefined}
        style={{ transform: `translate(${sheet.x}px,${sheet.y}px) scale(${sheet.scale})` }}
      >
        <ChartScene
          laidOut={laidOut}
          active={active}
          taken={new Set(taken.flatMap((id) => laidOut.folded.drawnAs.get(id) ?? []))}
          marks={marksByState(marks, (state) => shownState(state, laidOut))}
          current={current}
          point={point}
          fold={folding.fold}
          isFoldable={(state) => folding.foldable.includes(state)}
        />
      </g>
    </svg>
  )
}

function activeLeaves(laidOut: LaidOut | undefined, active: ReadonlySet<string>): LaidOut['layout']['states'] {
  return laidOut?.layout.states.filter(({ state }) => state.children.length === 0 && active.has(state.id)) ?? []
}

/** The state itself, or the shut one that it is inside of. */
function shownState(state: string, { layout }: LaidOut): string {
  let id = state
  while (id !== '' && !layout.states.some((placed) => placed.state.id === id)) id = id.split('.').slice(0, -1).join('.')
  return id
}
