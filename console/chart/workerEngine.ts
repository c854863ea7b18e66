// The layout engine in a worker of its own: it is 1.6 MB and takes its time, and the page must not feel either.
import Elk from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import type { LayoutEngine } from '#charts/layout.ts'

/** A chart that takes longer is drawn as a list. The largest of this program takes a fifth of a second, a cold start one. */
const layoutLimitMs = 15_000

interface Engine {
  readonly elk: InstanceType<typeof Elk.default>
  /** Rejects when the worker breaks, or cannot be loaded: the engine itself would wait for it. */
  readonly broken: Promise<never>
}

function begin(): Engine {
  const { promise: broken, reject } = Promise.withResolvers<never>()
  broken.catch(() => undefined) // told to those who wait for a layout
  const workerFactory = (url = workerUrl): Worker => {
    const worker = new Worker(url)
    worker.addEventListener('error', ({ message }) => reject(new Error(`the layout engine broke: ${message}`)))
    return worker
  }
  return { elk: new Elk.default({ workerUrl, workerFactory }), broken }
}

// begun with the page that shows charts: it is ready when the chart is
let engine: Engine | undefined = begin()

/** One worker for the page; another one when it broke or hung, so that the next chart does not. */
export const workerEngine: LayoutEngine = {
  layout: async (graph, options) => {
    const { elk, broken } = (engine ??= begin())
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(new Error(`no layout within ${layoutLimitMs} ms`)), layoutLimitMs)
    const stopped = Promise.race([broken, late]).catch((failure: unknown) => {
      if (engine?.elk === elk) engine = undefined
      elk.terminateWorker()
      throw failure
    })
    try {
      return await Promise.race([elk.layout(graph, options), stopped])
    } finally {
      clearTimeout(timer)
    }
  },
}
