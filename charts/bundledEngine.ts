// The layout engine for programs, in their own thread. A page brings its own in a worker, which is why this stands apart:
// what the page is built from must not know of it, or it would be built in beside the worker's.
import type { LayoutEngine } from './layout.ts'

/** Loaded when a chart is first laid out: it is a megabyte and a half. */
export const bundledEngine: LayoutEngine = {
  layout: async (graph, options) => (await (loaded ??= load())).layout(graph, options),
}

let loaded: Promise<LayoutEngine> | undefined

async function load(): Promise<LayoutEngine> {
  const { default: elk } = await import('elkjs/lib/elk.bundled.js')
  return new elk.default()
}
