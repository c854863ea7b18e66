// One statechart, drawn: placed, painted, made a picture. It holds its thread for as long as that takes.
import type { ChartGraph } from '#charts/chartGraph.ts'
import type { ChartLayout } from '#charts/chartLayout.ts'
import { bundledEngine } from '#charts/bundledEngine.ts'
import { layoutChart } from '#charts/layout.ts'
import { chartPng, type ChartPng } from '#charts/png.ts'
import { chartFaces } from './chartFaces.ts'

/** What is drawn. */
export interface ChartToDraw {
  readonly role: string
  readonly graph: ChartGraph
  /** ids of states */
  readonly active: readonly string[]
  /** ids of the transitions that were taken last */
  readonly taken: readonly string[]
  readonly theme: 'light' | 'dark'
}

/** Machines do not change while a program runs, and to place one takes longer than to paint it. */
const placed = new Map<string, Promise<ChartLayout>>()

export async function drawnChart({ role, graph, ...marks }: ChartToDraw): Promise<ChartPng> {
  const layout = placed.get(role) ?? layoutChart(graph, bundledEngine)
  placed.set(role, layout)
  return chartPng(graph, await layout, { ...marks, faces: chartFaces })
}
