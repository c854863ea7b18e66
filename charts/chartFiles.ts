// All documents about a set of machines: a picture and a text of each, and a page that shows them. Nothing is written here.
import type { AnyStateMachine } from 'xstate'
import { bundledEngine } from './bundledEngine.ts'
import { allStates, type ChartGraph } from './chartGraph.ts'
import { graphOf } from './graph.ts'
import { layoutChart, type LayoutEngine } from './layout.ts'
import { mermaidOf } from './mermaid.ts'
import { svgOf } from './svg.ts'

/** Contents by file name: `<role>.svg`, `<role>.mmd` and `README.md`. Equal machines give equal bytes. */
export async function chartFiles(
  machines: Readonly<Record<string, AnyStateMachine>>,
  engine: LayoutEngine = bundledEngine,
): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const graphs: [role: string, graph: ChartGraph][] = Object.entries(machines)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([role, machine]) => [role, graphOf(machine)])
  for (const [role, graph] of graphs) {
    files.set(`${role}.svg`, svgOf(graph, await layoutChart(graph, engine)))
    files.set(`${role}.mmd`, mermaidOf(graph))
  }
  files.set('README.md', pageOf(graphs))
  return files
}

function pageOf(graphs: readonly (readonly [role: string, graph: ChartGraph])[]): string {
  const sections = graphs.flatMap(([role, graph]) => [
    `## ${role}`,
    '',
    ...(graph.root.description === '' ? [] : [markdown(graph.root.description), '']),
    `![Statechart of ${role}](${role}.svg)`,
    '',
    '| state | while we are here |',
    '| --- | --- |',
    ...allStates(graph.root)
      .filter((state) => state.id !== '')
      .map((state) => `| \`${state.id}\` | ${markdown(state.description)} |`),
    '',
    `As text: [${role}.mmd](${role}.mmd)`,
    '',
  ])
  return [
    '# Statecharts of the bots',
    '',
    'Drawn from the machines themselves by `./quorate charts`; do not edit.',
    '',
    ...graphs.map(([role]) => `- [${role}](#${role.toLowerCase()})`),
    '',
    ...sections,
  ].join('\n')
}

const markdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\|<>*_`[\]]/g, '\\$&')
    .trim()
