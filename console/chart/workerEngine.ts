// The layout engine in a worker of its own: it is 1.6 MB and takes its time, and the page must not feel either.
import Elk from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { LayoutEngine } from '#charts/layout.ts'

/** A chart that takes longer is drawn as a list. The largest of this program takes a tenth of a second, a cold start one. */
const layoutLimitMs = 15_000

type Engine = InstanceType<typeof Elk.default>
// begun with the page that shows charts: it is ready when the chart is
let engine: Engine | undefined = new Elk.default({ workerUrl })

/** One worker for the page, started when the first chart is laid out. */
export const workerEngine: LayoutEngine = {
  layout: async (graph, options) => {
    engine ??= new Elk.default({ workerUrl })
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      // one that hangs would hang for all charts after it
      engine?.terminateWorker()
      engine = undefined
      reject(new Error(`no layout within ${layoutLimitMs} ms`))
    }, layoutLimitMs)
    try {
      return await Promise.race([engine.layout(graph, options), late])
    } finally {
      clearTimeout(timer)
    }
  },
}
