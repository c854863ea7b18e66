// Charts that were laid out already are kept: a bot that is looked at again is there at once.
import { useEffect, useEffectEvent, useState } from 'react'
import { allStates } from '#charts/chartGraph.ts'
import type { ChartLayout } from '#charts/chartLayout.ts'
import { layoutChart } from '#charts/layout.ts'
import { layoutAsList } from '#charts/listLayout.ts'
import type { FoldedChart } from './folding.ts'
import { workerEngine } from './workerEngine.ts'

/** More boxes than this are drawn as a list: no one follows that many arrows, and the engine takes seconds. */
const routedStatesMax = 250
const keptMax = 60

/** A folded chart where it belongs. */
export interface LaidOut {
  readonly key: string
  readonly folded: FoldedChart
  readonly layout: ChartLayout
  /** How long the engine took, ms. */
  readonly ms: number
}
const kept = new Map<string, Promise<LaidOut>>()

async function layOut(key: string, folded: FoldedChart): Promise<LaidOut> {
  const begun = performance.now()
  const isTooLarge = allStates(folded.graph.root).length > routedStatesMax
  const layout = isTooLarge ? layoutAsList(folded.graph) : await layoutChart(folded.graph, workerEngine)
  return { key, folded, layout, ms: performance.now() - begun }
}

function keptLayout(key: string, folded: FoldedChart): Promise<LaidOut> {
  const there = kept.get(key)
  if (there !== undefined) return there
  const made = layOut(key, folded)
  kept.set(key, made)
  const [oldest] = kept.keys()
  if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
  return made
}

/**
 * The layout of a chart; the one before it until it is there, so that nothing jumps.
 * @param key names role, version and what is shut: the same key is laid out once
 */
export function useLayout(key: string, folded: FoldedChart): LaidOut | undefined {
  const [laidOut, setLaidOut] = useState<LaidOut>()
  const layOutThis = useEffectEvent(() => keptLayout(key, folded))
  useEffect(() => {
    let isWanted = true
    void layOutThis().then((made) => isWanted && setLaidOut(made))
    return () => {
      isWanted = false
    }
  }, [key])
  return laidOut
}
