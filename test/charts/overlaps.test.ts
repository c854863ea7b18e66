// Every chart of the program as it is laid out, for documents and for pages alike: no arrow runs over a label or a box that
// is not its own.
import { expect, describe, test } from 'vitest'
import { bundledEngine } from '#charts/bundledEngine.ts'
import { exampleMachine } from '#charts/fixtures.ts'
import { graphOf } from '#charts/graph.ts'
import { layoutChart } from '#charts/layout.ts'
import type { ChartLayout, PlacedEdge, Point, Rectangle } from '#charts/chartLayout.ts'
import { belowHeader, bodyPx, indent, titlePx } from '#charts/measures.ts'
import { chipWidth, markWidth, type BoxLine } from '#charts/stateBox.ts'
import { textWidth } from '#charts/textWidth.ts'
import { foldableStates, foldChart } from '#console/chart/folding.ts'
import { allMachines } from '../machines/allMachines.ts'

/** What a line may touch: arrows end on edges of boxes. */
const touch = 1

const inner = ({ x, y, width, height }: Rectangle): Rectangle => ({
  x: x + touch,
  y: y + touch,
  width: width - 2 * touch,
  height: height - 2 * touch,
})

/** Lines are straight up and down or left and right: a segment is a rectangle without width. */
const crosses = (from: Point, to: Point, box: Rectangle): boolean =>
  Math.min(from.x, to.x) < box.x + box.width &&
  Math.max(from.x, to.x) > box.x &&
  Math.min(from.y, to.y) < box.y + box.height &&
  Math.max(from.y, to.y) > box.y

const runsOver = (points: readonly Point[], box: Rectangle): boolean =>
  points.some((point, at) => {
    const next = points[at + 1]
    return next !== undefined && crosses(point, next, inner(box))
  })

const meet = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

interface Part {
  readonly name: string
  readonly part: Rectangle
}

/** What may not be run over: whole leaves, and the names and lines of compounds. */
const solidParts = ({ states }: ChartLayout): readonly Part[] =>
  states.map((placed) => {
    const { state, box } = placed
    const height = state.children.length === 0 ? placed.height : box.headerHeight - belowHeader
    return { name: state.id, part: { ...placed, height } }
  })

const lineWidth = (line: BoxLine): number => markWidth(line.mark) + chipWidth(line) + textWidth(line.text, 'body', bodyPx)

/** Of the state that an arrow leaves: one into its own inside begins on its upper edge, beside what is written there. */
const writtenParts = ({ states }: ChartLayout): readonly Part[] =>
  states.map((placed) => {
    const { state, box, x, y } = placed
    if (state.children.length === 0) return { name: state.id, part: placed }
    const texts = [textWidth(state.key, 'title', titlePx), ...box.lines.map(lineWidth)]
    return { name: state.id, part: { x: x + indent, y, width: Math.max(...texts), height: box.headerHeight - belowHeader } }
  })

const nameOf = ({ transition }: PlacedEdge): string => transition.id

/** What runs over what: a line for each. */
function overlapsOf(layout: ChartLayout): readonly string[] {
  const solid = solidParts(layout)
  const written = writtenParts(layout)
  const lines = [
    ...layout.edges.map((edge) => ({ name: nameOf(edge), points: edge.points, of: edge.transition.source })),
    ...layout.initials.map(({ points }, at) => ({ name: `initial ${at}`, points, of: null })),
  ]
  const labels = layout.edges.flatMap((edge) =>
    edge.label === null ? [] : [{ name: nameOf(edge), part: edge.label as Rectangle }],
  )
  return [
    ...lines.flatMap(({ name, points, of }) => [
      ...solid
        .map((box, at) => (box.name === of ? (written[at] ?? box) : box))
        .filter(({ part }) => runsOver(points, part))
        .map((box) => `${name} over ${box.name}`),
      ...labels
        .filter((label) => label.name !== name && runsOver(points, label.part))
        .map((label) => `${name} over the label of ${label.name}`),
    ]),
    ...labels.flatMap(({ name, part }) =>
      solid.filter((box) => meet(part, box.part)).map((box) => `label of ${name} over ${box.name}`),
    ),
    ...labels.flatMap(({ name, part }, at) =>
      labels
        .slice(at + 1)
        .filter((other) => meet(part, other.part))
        .map((other) => `label of ${name} over that of ${other.name}`),
    ),
  ]
}

describe.each([...Object.entries(allMachines), ['the 36-state example', exampleMachine] as const])('%s', (_, machine) => {
  test('is drawn with arrows, none of which runs over a label or a box', async () => {
    const layout = await layoutChart(graphOf(machine), bundledEngine)
    expect(layout.style).toBe('routed')
    expect(layout.states.length).toBeGreaterThan(1)
    expect(overlapsOf(layout)).toEqual([])
  })

  // as the page draws it when a person shuts one compound, or all
  const graph = graphOf(machine)
  const compounds = foldableStates(graph)
  const folds = compounds.length === 0 ? [] : [compounds, ...compounds.map((id) => [id])]
  test.each(folds)('is so with %s shut', async (...shut) => {
    const layout = await layoutChart(foldChart(graph, new Set(shut)).graph, bundledEngine)
    expect([layout.style, overlapsOf(layout)]).toEqual(['routed', []])
  })
})

test('an arrow over a box or a label, and a label over a box or a label, is found', async () => {
  const layout = await layoutChart(graphOf(exampleMachine), bundledEngine)
  const [edge, other] = layout.edges.filter(({ label }) => label !== null)
  const leaf = layout.states.find(({ state }) => state.children.length === 0)
  if (!edge?.label || !other?.label || leaf === undefined) throw new Error('the example lost its arrows')
  const through = ({ x, y, width, height }: Rectangle): readonly Point[] => [
    { x: x - 5, y: y + height / 2 },
    { x: x + width + 5, y: y + height / 2 },
  ]
  const withEdge = (changed: PlacedEdge): ChartLayout => ({
    ...layout,
    edges: layout.edges.map((one) => (one === edge ? changed : one)),
  })
  expect(overlapsOf(withEdge({ ...edge, points: through(leaf) }))).toContain(`${nameOf(edge)} over ${leaf.state.id}`)
  expect(overlapsOf(withEdge({ ...edge, points: through(other.label) }))).toContain(
    `${nameOf(edge)} over the label of ${nameOf(other)}`,
  )
  expect(overlapsOf(withEdge({ ...edge, label: { ...edge.label, x: leaf.x, y: leaf.y } }))).toContain(
    `label of ${nameOf(edge)} over ${leaf.state.id}`,
  )
  const { x, y } = other.label
  const found = overlapsOf(withEdge({ ...edge, label: { ...edge.label, x, y } })).join()
  expect(found).toMatch(/label of \S+ over that of/)
})
