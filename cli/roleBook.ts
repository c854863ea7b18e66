// The roles of this program for the gateway: charts from machines, and what each takes from outside. Machines do not change
// while a program runs, so that all of it is made once.
import { externalEventsOf } from '#actors/externalSchemas.ts'
import { activeStates, type StateValueLike } from '#charts/activeStates.ts'
import { allStates, type ChartGraph, type ChartTransition } from '#charts/chartGraph.ts'
import { graphOf } from '#charts/graph.ts'
import type { RoleBook } from '#gateway/roleBook.ts'
import type { BotDefinition, Json } from '#runtime/host.ts'

/** Charts are made when first asked for: a start waits for none of them. */
export function roleBook(roles: readonly BotDefinition[]): RoleBook {
  const byRole = new Map(roles.map((bot) => [bot.role, once(() => graphOf(bot.machine))]))
  const versions = new Map(roles.map(({ role, version }) => [role, version]))
  const events = new Map(roles.map(({ role }) => [role, once(() => externalEventsOf(role))]))
  const chart: RoleBook['chart'] = (role) => {
    const graph = byRole.get(role)?.()
    const version = versions.get(role)
    return graph === undefined || version === undefined ? undefined : { role, version, ...graph }
  }
  return {
    chart,
    charts: () => roles.flatMap(({ role }) => chart(role) ?? []),
    accepts(role, value) {
      const graph = byRole.get(role)?.()
      if (graph === undefined) return []
      return (events.get(role)?.() ?? []).map(({ type, schema }) => ({ type, enabled: isTaken(graph, value, type), schema }))
    },
  }
}

/** Does any active state do something about an event? From the innermost outwards; one that says "nothing" has the last word. */
function isTaken(graph: ChartGraph, value: Json, type: string): boolean {
  const active = new Set(activeStates(value as StateValueLike))
  const leaves = allStates(graph.root).filter(({ id, children }) => active.has(id) && !children.some((one) => active.has(one.id)))
  return leaves.some(({ id }) => {
    for (const source of outwards(id)) {
      const all = graph.transitions.filter((one) => one.source === source && isFor(one.event, type))
      if (all.some(doesSomething)) return true
      if (all.some(({ guard }) => guard === null)) return false
    }
    return false
  })
}

const doesSomething = ({ targets, actions, reenter }: ChartTransition): boolean =>
  targets.length > 0 || actions.length > 0 || reenter

const isFor = (descriptor: string, type: string): boolean =>
  descriptor === type || descriptor === '*' || (descriptor.endsWith('.*') && type.startsWith(descriptor.slice(0, -1)))

/** A state and those around it, the root last. */
function outwards(id: string): readonly string[] {
  const keys = id === '' ? [] : id.split('.')
  return [...keys.map((_key, index) => keys.slice(0, keys.length - index).join('.')), '']
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | undefined
  return () => (made ??= { value: make() }).value
}
