// Which events a chart does something about in a state. Pure; a guard may still say no.
import type { ChartGraph } from '#charts/chartGraph.ts'

/** @param active ids of the active states, parents and the root with them */
export function hearsEvent(chart: ChartGraph, active: ReadonlySet<string>, type: string): boolean {
  return chart.transitions.some((one) => one.trigger === 'event' && active.has(one.source) && isFor(one.event, type))
}

/** Events that an active state takes and that do not come from outside: other bots tell them. */
export function toldByBots(
  chart: ChartGraph,
  active: ReadonlySet<string>,
  accepts: readonly { readonly type: string }[],
): readonly string[] {
  const outside = new Set(accepts.map(({ type }) => type))
  const heard = chart.transitions.filter(({ trigger, source }) => trigger === 'event' && active.has(source))
  return [...new Set(heard.map(({ event }) => event))].filter((type) => !outside.has(type) && !type.includes('*'))
}

const isFor = (descriptor: string, type: string): boolean =>
  descriptor === type || descriptor === '*' || (descriptor.endsWith('.*') && type.startsWith(descriptor.slice(0, -1)))
