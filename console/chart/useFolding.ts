// Which compounds of a chart are shut: what does not fit at first, and then what a person says.
import { useMemo, useState } from 'react'
import type { ChartGraph } from '#charts/chartGraph.ts'
import { foldableStates, shutAtFirst } from './folding.ts'

export interface Folding {
  readonly shut: ReadonlySet<string>
  readonly foldable: readonly string[]
  readonly fold: (state: string) => void
  readonly foldAll: (open: boolean) => void
}

/** @param chartKey another one is another chart, of which nobody has said anything */
export function useFolding(chart: ChartGraph, chartKey: string, active: ReadonlySet<string>): Folding {
  const [said, setSaid] = useState<{ readonly key: string; readonly open: ReadonlyMap<string, boolean> }>({
    key: '',
    open: new Map(),
  })
  const open = said.key === chartKey ? said.open : new Map<string, boolean>()
  const foldable = useMemo(() => foldableStates(chart), [chart])
  const first = shutAtFirst(chart, active)
  const wanted = foldable.filter((id) => !(open.get(id) ?? !first.has(id)))
  // the same set for the same states: another one would be another layout
  const key = wanted.join('\n')
  const shut = useMemo(() => new Set(key === '' ? [] : key.split('\n')), [key])
  return {
    shut,
    foldable,
    fold: (state) => setSaid({ key: chartKey, open: new Map([...open, [state, shut.has(state)]]) }),
    foldAll: (isOpen) => setSaid({ key: chartKey, open: new Map(foldable.map((id) => [id, isOpen])) }),
  }
}
