// What waits in which state: timers that count down and effects that have not answered, as small marks. Pure.
import { allStates, type ChartGraph } from '#charts/chartGraph.ts'
import { spanOf } from '#console/parts/spanOf.ts'
import { clockOf } from '#console/parts/clockOf.ts'

/** One mark on a state. */
export interface Mark {
  readonly kind: 'timer' | 'effect'
  readonly id: string
  readonly state: string
  /** How long still, or how long already. */
  readonly text: string
  /** For a reader who hears it. */
  readonly says: string
}

/** What a bot waits for, as the gateway tells it. */
export interface Waits {
  readonly timers: readonly { readonly id: string; readonly dueAt: string }[]
  /** `since` is not known of the past. */
  readonly effects: readonly { readonly id: string; readonly port: string; readonly since?: string }[]
}

/** Timers and effects that belong to a state of the chart which is active; what belongs to none is left to the lists beside it. */
export function marksOf(
  graph: ChartGraph,
  active: ReadonlySet<string>,
  { timers, effects }: Waits,
  now: number,
): readonly Mark[] {
  const after = new Map(graph.transitions.filter(({ trigger }) => trigger === 'after').map((one) => [one.event, one.source]))
  const asking = new Map(
    allStates(graph.root)
      .filter(({ id }) => active.has(id))
      .flatMap(({ id, invokes }) => invokes.map(({ src }) => [src, id] as const)),
  )
  return [
    ...timers.flatMap(({ id, dueAt }): readonly Mark[] => {
      const state = after.get(id)
      if (state === undefined) return []
      const ms = Date.parse(dueAt) - now
      const text = ms <= 0 ? 'due' : clockOf(ms)
      return [{ kind: 'timer', id, state, text, says: ms <= 0 ? 'a timer is due' : `a timer fires in ${text}` }]
    }),
    ...effects.flatMap(({ id, port, since }): readonly Mark[] => {
      const state = asking.get(port)
      if (state === undefined) return []
      const text = since === undefined ? 'asked' : spanOf(now - Date.parse(since))
      return [{ kind: 'effect', id, state, text, says: `waits for ${port}` }]
    }),
  ]
}

/** Marks by the state that they are drawn on. @param shownIn of a state inside a shut one: that one */
export function marksByState(marks: readonly Mark[], shownIn: (state: string) => string): ReadonlyMap<string, readonly Mark[]> {
  const byState = new Map<string, readonly Mark[]>()
  for (const mark of marks) {
    const state = shownIn(mark.state)
    byState.set(state, [...(byState.get(state) ?? []), mark])
  }
  return byState
}
