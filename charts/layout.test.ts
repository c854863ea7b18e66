import { createMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { bundledEngine } from './bundledEngine.ts'
import type { ChartLayout, PlacedState, Rectangle } from './chartLayout.ts'
import { exampleMachine, oddMachine } from './fixtures.ts'
import { graphOf } from './graph.ts'
import { layoutChart } from './layout.ts'
import { bodyPx, chipPaddingX, chipPx, headerRow, indent, lineRow, titlePx } from './measures.ts'
import { textWidth } from './textWidth.ts'

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

const parentOf = (id: string): string => id.split('.').slice(0, -1).join('.')
const labelsOf = (layout: ChartLayout) => layout.edges.flatMap(({ label }) => (label === null ? [] : [label]))
/** What a label must not cover: whole leaves, and the headers of compounds. */
const solidParts = ({ states }: ChartLayout): Rectangle[] =>
  states.map((placed) => (placed.state.children.length === 0 ? placed : { ...placed, height: headerRow }))

function pairs<Value>(values: readonly Value[]): [Value, Value][] {
  return values.flatMap((a, index) => values.slice(index + 1).map((b): [Value, Value] => [a, b]))
}

const many = createMachine({
  id: 'many',
  initial: 's0',
  states: Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `s${n}`,
      { on: { NEXT: `s${(n + 1) % 12}`, [`a.rather.long.event.name.${n}`]: `s${(n * 5) % 12}`, BACK: 's0' } },
    ]),
  ),
})

describe.each([
  ['the 36-state example', exampleMachine],
  ['history, loops and several invokes', oddMachine],
  ['12 states with 36 transitions', many],
])('the layout of %s', async (_, machine) => {
  const graph = graphOf(machine)
  const layout = await layoutChart(graph, bundledEngine)
  const byId = new Map(layout.states.map((placed) => [placed.state.id, placed]))
  const at = (id: string): PlacedState => {
    const placed = byId.get(id)
    if (placed === undefined) throw new Error(`state ${id} was not placed`)
    return placed
  }

  test('is routed and places every state', () => {
    expect(layout.style).toBe('routed')
    expect(byId.size).toBe(layout.states.length)
    expect(labelsOf(layout).length).toBeGreaterThan(0)
  })

  test('keeps children inside their parents, under the header, and siblings apart', () => {
    const below = layout.states.filter(({ state }) => state.id !== '')
    for (const placed of below) {
      const parent = at(parentOf(placed.state.id))
      expect(contains(parent, placed)).toBe(true)
      expect(placed.y).toBeGreaterThanOrEqual(parent.y + parent.box.headerHeight - 0.01)
    }
    const clashes = pairs(below).filter(([a, b]) => parentOf(a.state.id) === parentOf(b.state.id) && overlap(a, b))
    expect(clashes.map(([a, b]) => `${a.state.id} × ${b.state.id}`)).toEqual([])
  })

  test('lets no label cover a box or another label', () => {
    const labels = labelsOf(layout)
    const onBoxes = labels.flatMap((label) =>
      solidParts(layout)
        .filter((part) => overlap(label, part))
        .map(() => label.label.trigger),
    )
    const onLabels = pairs(labels)
      .filter(([a, b]) => overlap(a, b))
      .map(([a, b]) => `${a.label.trigger} × ${b.label.trigger}`)
    expect({ onBoxes, onLabels }).toEqual({ onBoxes: [], onLabels: [] })
  })

  test('gives labels and boxes the room that their text needs', () => {
    for (const { width, height, label } of labelsOf(layout)) {
      const texts = [textWidth(label.trigger, 'mono', chipPx), ...label.lines.map((line) => textWidth(line, 'body', bodyPx))]
      expect(width).toBeGreaterThanOrEqual(Math.max(...texts) + 2 * chipPaddingX)
      expect(height).toBeGreaterThanOrEqual(label.height)
    }
    for (const { width, height, box, state } of layout.states.filter((placed) => placed.state.kind !== 'history')) {
      const texts = [textWidth(state.key, 'title', titlePx), ...box.lines.map((line) => textWidth(line.text, 'body', bodyPx))]
      expect(width).toBeGreaterThanOrEqual(Math.max(...texts) + 2 * indent)
      expect(height).toBeGreaterThanOrEqual(box.lines.length * lineRow + titlePx)
    }
  })

  test('lets every arrow begin at its source and end at its target', () => {
    const touches = (point: { x: number; y: number } | undefined, placed: PlacedState): boolean =>
      point !== undefined &&
      contains(
        { x: placed.x - 1, y: placed.y - 1, width: placed.width + 2, height: placed.height + 2 },
        { ...point, width: 0, height: 0 },
      )
    for (const { transition, points } of layout.edges) {
      expect(touches(points[0], at(transition.source))).toBe(true)
      expect(transition.targets.some((target) => touches(points.at(-1), at(target)))).toBe(true)
    }
  })

  test('fits everything on its page', () => {
    const page = { x: 0, y: 0, width: layout.width, height: layout.height }
    for (const part of [...layout.states, ...labelsOf(layout), ...layout.initials.map(({ dot }) => dot)])
      expect(contains(page, part)).toBe(true)
    for (const { points } of layout.edges)
      for (const point of points) expect(contains(page, { ...point, width: 0, height: 0 })).toBe(true)
  })

  test('is the same every time', async () => {
    expect(await layoutChart(graph, bundledEngine)).toEqual(layout)
  })
})

describe('when the layout engine fails', () => {
  test.each([
    ['it rejects', { layout: () => Promise.reject(new Error('crashed')) }],
    [
      'it throws',
      {
        layout: () => {
          throw new Error('crashed')
        },
      },
    ],
    ['it leaves states unplaced', { layout: (graph: object) => Promise.resolve(graph) }],
  ])('because %s, the chart is a nested list with every transition written in it', async (_, engine) => {
    const layout = await layoutChart(graphOf(exampleMachine), engine as never)
    expect(layout).toMatchObject({ style: 'list', edges: [] })
    expect(layout.states).toHaveLength(36)
    const below = layout.states.filter(({ state }) => state.id !== '')
    expect(pairs(below).filter(([a, b]) => parentOf(a.state.id) === parentOf(b.state.id) && overlap(a, b))).toEqual([])
    const byId = new Map(layout.states.map((placed) => [placed.state.id, placed]))
    expect(
      below.every((placed) => contains(byId.get(parentOf(placed.state.id)) ?? { x: 0, y: 0, width: 0, height: 0 }, placed)),
    ).toBe(true)
    const written = layout.states.flatMap(({ box }) => box.lines).filter((line) => line.chip !== null)
    expect(written).toHaveLength(graphOf(exampleMachine).transitions.length)
  })
})
