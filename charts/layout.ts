// Places a chart with ELK. Its crashes on unusual graphs are expected: then the chart becomes a nested list.
import type { ELK, ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import { allStates, type ChartGraph, type ChartState, type ChartTransition } from './chartGraph.ts'
import type { ChartLayout, PlacedEdge, PlacedInitial, PlacedState, Point } from './chartLayout.ts'
import { labelOf } from './label.ts'
import { layoutAsList } from './listLayout.ts'
import { compoundPadding, initialSize, pageMargin } from './measures.ts'
import { boxesOf, isWritten, type StateBox } from './stateBox.ts'

// Given to `layout`, not set on the root node: from there they do not reach nested states.
// No model-order option may be added: each of them crashes 0.12.1 on nested graphs.
const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.edgeCoords': 'ROOT',
  'elk.json.shapeCoords': 'ROOT',
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.layered.considerModelOrder.strategy': 'NONE',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  // how often an order with fewer crossings is sought: the default of 7 finds hardly any and takes a third longer
  'elk.layered.thoroughness': '3',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  // room for a rounded corner and an arrow head between a bend and a box
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
} as const
/** Arrows by arrows per state, beyond which the placement that makes the smallest drawings takes longer than a person waits. */
const denseFrom = 100
/** For such charts: a fourth of the time, and half as wide again. */
const denseOptions = { 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF' } as const
const inlineLabel = { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' } as const

/** The part of ELK that is used; a worker's client fits too. */
export type LayoutEngine = Pick<ELK, 'layout'>

/**
 * Places every state, edge and label. Never rejects: when the engine fails, the result's style is `list`.
 * @param engine bundledEngine.ts in a program; a page has its own in a Web Worker
 */
export async function layoutChart(graph: ChartGraph, engine: LayoutEngine): Promise<ChartLayout> {
  const boxes = boxesOf(graph)
  try {
    const page = elkGraph(graph, boxes)
    const isDense = drawnEdges(graph).length ** 2 / allStates(graph.root).length > denseFrom
    const placed = await engine.layout(page, { layoutOptions: isDense ? { ...layoutOptions, ...denseOptions } : layoutOptions })
    return readLayout(graph, boxes, placed)
  } catch {
    return layoutAsList(graph)
  }
}

const nodeId = (state: string): string => `state:${state}`
const initialId = (state: string): string => `initial:${state}`

interface DrawnEdge {
  readonly id: string
  readonly transition: ChartTransition
  readonly target: string
  readonly isFirst: boolean
}

/** One arrow for each target of each transition that is drawn; only the first carries the label. */
function drawnEdges(graph: ChartGraph): DrawnEdge[] {
  return graph.transitions
    .filter((transition) => !isWritten(transition))
    .flatMap((transition) =>
      transition.targets.map((target, index) => ({
        id: `edge:${index}:${transition.id}`,
        transition,
        target,
        isFirst: index === 0,
      })),
    )
}

function elkGraph(graph: ChartGraph, boxes: ReadonlyMap<string, StateBox>): ElkNode {
  const edges = drawnEdges(graph).map(({ id, transition, target, isFirst }): ElkExtendedEdge => {
    const edge = { id, sources: [nodeId(transition.source)], targets: [nodeId(target)] }
    if (!isFirst) return edge
    const { width, height } = labelOf(transition)
    return { ...edge, labels: [{ id: `label:${id}`, text: transition.label, width, height, layoutOptions: inlineLabel }] }
  })
  const margin = { 'elk.padding': `[top=${pageMargin},left=${pageMargin},bottom=${pageMargin},right=${pageMargin}]` }
  return { id: 'page', children: [elkNode(graph.root, boxes)], edges, layoutOptions: margin }
}

function elkNode(state: ChartState, boxes: ReadonlyMap<string, StateBox>): ElkNode {
  const box = boxOf(boxes, state.id)
  const size = { id: nodeId(state.id), width: box.widthMin, height: box.heightMin }
  if (state.children.length === 0) return size
  const children = state.children.map((child) => elkNode(child, boxes))
  const node = {
    ...size,
    children,
    layoutOptions: {
      'elk.padding': `[top=${box.headerHeight},left=${compoundPadding},bottom=${compoundPadding},right=${compoundPadding}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${box.widthMin},${box.heightMin})`,
    },
  }
  const [first] = state.initial
  if (first === undefined) return node
  children.unshift({ id: initialId(state.id), width: initialSize, height: initialSize })
  const edge = {
    id: `enter:${state.id}`,
    sources: [initialId(state.id)],
    targets: [nodeId(first)],
    layoutOptions: { 'elk.layered.priority.direction': '10' },
  }
  return { ...node, edges: [edge] }
}

function readLayout(graph: ChartGraph, boxes: ReadonlyMap<string, StateBox>, page: ElkNode): ChartLayout {
  const nodes = new Map(allNodes(page).map((node) => [node.id, node]))
  const elkEdges = new Map(
    allNodes(page)
      .flatMap((node) => node.edges ?? [])
      .map((edge) => [edge.id, edge]),
  )
  const states: PlacedState[] = []
  const initials: PlacedInitial[] = []
  const visit = (state: ChartState, parentKind: ChartState['kind'] | null): void => {
    states.push({ state, box: boxOf(boxes, state.id), parentKind, ...rectangle(nodes.get(nodeId(state.id))) })
    const enter = elkEdges.get(`enter:${state.id}`)
    if (enter !== undefined) initials.push({ dot: rectangle(nodes.get(initialId(state.id))), points: pointsOf(enter) })
    for (const child of state.children) visit(child, state.kind)
  }
  visit(graph.root, null)
  const edges = drawnEdges(graph).map(({ id, transition, isFirst }): PlacedEdge => {
    const edge = elkEdges.get(id)
    const [label] = edge?.labels ?? []
    return { transition, points: pointsOf(edge), label: isFirst ? { ...rectangle(label), label: labelOf(transition) } : null }
  })
  return framed({ states, edges, initials })
}

/** The page around everything that was placed: labels and loops may reach beyond the root's box. */
function framed(placed: Pick<ChartLayout, 'states' | 'edges' | 'initials'>): ChartLayout {
  const corners = [
    ...placed.states.map((box) => ({ x: box.x + box.width, y: box.y + box.height })),
    ...placed.edges.flatMap((edge) => edge.points),
    ...placed.edges.flatMap(({ label }) => (label === null ? [] : [{ x: label.x + label.width, y: label.y + label.height }])),
  ]
  const width = Math.max(...corners.map((corner) => corner.x)) + pageMargin
  const height = Math.max(...corners.map((corner) => corner.y)) + pageMargin
  return { ...placed, width: Math.ceil(width), height: Math.ceil(height), style: 'routed' }
}

const allNodes = (node: ElkNode): ElkNode[] => [node, ...(node.children ?? []).flatMap(allNodes)]

function boxOf(boxes: ReadonlyMap<string, StateBox>, id: string): StateBox {
  const box = boxes.get(id)
  if (box === undefined) throw new Error(`no box was measured for state ${id}`)
  return box
}

function rectangle(shape: { x?: number; y?: number; width?: number; height?: number } | undefined) {
  if (shape?.x === undefined || shape.y === undefined || shape.width === undefined || shape.height === undefined) {
    throw new Error('the layout engine left something unplaced')
  }
  return { x: shape.x, y: shape.y, width: shape.width, height: shape.height }
}

function pointsOf(edge: ElkExtendedEdge | undefined): Point[] {
  const [section] = edge?.sections ?? []
  if (section === undefined) throw new Error('the layout engine left an edge unrouted')
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({ x, y }))
}
