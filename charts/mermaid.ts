// The same graph as a Mermaid state diagram, for places that render text: issues, wikis, chat.
import { allStates, type ChartGraph, type ChartState, type ChartTransition } from './chartGraph.ts'
import { isWritten } from './stateBox.ts'

/**
 * Mermaid text (`stateDiagram-v2`). What Mermaid cannot draw is kept as text: transitions that stay, those of the
 * root and those between a state and its own ancestor. An arrow into another compound ends at that compound.
 */
export function mermaidOf(graph: ChartGraph): string {
  const names = new Map(allStates(graph.root).map((state, index) => [state.id, `s${index}`]))
  const drawing: Drawing = { graph, name: (id) => names.get(id) ?? 's0' }
  const everywhere = graph.transitions.filter((transition) => transition.source === '')
  return [
    '---',
    `title: ${JSON.stringify(oneLine(graph.name))}`,
    '---',
    'stateDiagram-v2',
    ...everywhere.map((transition) => `  %% in every state: ${comment(written(transition))}`),
    // regions exist only inside a state, so a parallel root is drawn as one
    ...indent(graph.root.kind === 'parallel' ? stateLines(drawing, graph.root) : bodyOf(drawing, graph.root)),
    '',
  ].join('\n')
}

interface Drawing {
  readonly graph: ChartGraph
  readonly name: (id: string) => string
}

function bodyOf(drawing: Drawing, state: ChartState): string[] {
  const enter = state.initial.map((target) => `[*] --> ${drawing.name(target)}`)
  const children = state.children.map((child) => stateLines(drawing, child))
  // regions of a parallel state are divided by a line of dashes
  const inside =
    state.kind === 'parallel' ? children.flatMap((lines, index) => (index === 0 ? lines : ['--', ...lines])) : children.flat()
  return [...enter, ...inside, ...drawing.graph.transitions.flatMap((transition) => arrows(drawing, transition, state))]
}

function stateLines(drawing: Drawing, state: ChartState): string[] {
  const name = drawing.name(state.id)
  const title = state.kind === 'history' ? `${state.key} (${state.history ?? 'shallow'} history)` : state.key
  const head = `state "${escape(title)}" as ${name}`
  const texts = [
    ...state.invokes.map((invoke) => `invokes ${invoke.src}`),
    ...(state.entry.length === 0 ? [] : [`entry / ${state.entry.join(', ')}`]),
    ...(state.exit.length === 0 ? [] : [`exit / ${state.exit.join(', ')}`]),
    ...drawing.graph.transitions.filter((transition) => transition.source === state.id && !isDrawn(transition)).map(written),
  ]
  if (state.children.length > 0)
    return [`${head} {`, ...indent([...texts.map((text) => `%% ${comment(text)}`), ...bodyOf(drawing, state)]), '}']
  return [head, ...texts.map((text) => `${name} : ${escape(text)}`), ...(state.kind === 'final' ? [`${name} --> [*]`] : [])]
}

/** Arrows whose two ends meet in this state: each is written once, at the lowest place that sees both. */
function arrows(drawing: Drawing, transition: ChartTransition, at: ChartState): string[] {
  if (!isDrawn(transition)) return []
  return transition.targets.flatMap((target) => {
    const shared = sharedParent(transition.source, target)
    if (shared !== at.id) return []
    // Mermaid has no arrows between the insides of two compounds
    const isAcross = depth(transition.source) > depth(shared) + 1 && depth(target) > depth(shared) + 1
    const end = isAcross
      ? path(target)
          .slice(0, depth(shared) + 1)
          .join('.')
      : target
    const more = end === target ? '' : ` → ${target}`
    return [`${drawing.name(transition.source)} --> ${drawing.name(end)} : ${escape(labelOf(transition) + more)}`]
  })
}

function isDrawn(transition: ChartTransition): boolean {
  if (isWritten(transition)) return false
  return transition.targets.every((target) => {
    const shared = sharedParent(transition.source, target)
    return shared !== transition.source && shared !== target
  })
}

const path = (id: string): string[] => (id === '' ? [] : id.split('.'))
const depth = (id: string): number => path(id).length

function sharedParent(a: string, b: string): string {
  const [left, right] = [path(a), path(b)]
  let length = 0
  while (length < left.length && left[length] === right[length]) length++
  return left.slice(0, length).join('.')
}

function labelOf(transition: ChartTransition): string {
  return [
    transition.label,
    ...(transition.guard === null ? (transition.isOtherwise ? ['[otherwise]'] : []) : [`[${transition.guard}]`]),
    ...(transition.actions.length === 0 ? [] : [`/ ${transition.actions.join(', ')}`]),
  ].join(' ')
}

const written = (transition: ChartTransition): string =>
  [
    transition.targets.length + transition.actions.length === 0 ? 'ignores' : 'on',
    labelOf(transition),
    ...transition.targets.map((target) => `→ ${target === '' ? 'start' : target}`),
  ].join(' ')

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`)
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()

/** Mermaid reads `#59;` as the character; everything its grammar or its HTML could trip over is written so. */
const escape = (text: string): string =>
  oneLine(text).replace(/[#;:"'`<>{}[\]\\%&|]/g, (character) => `#${character.charCodeAt(0)};`)
/** In a comment only braces matter: `%%{` begins a directive. */
const comment = (text: string): string => oneLine(text).replace(/[{}]/g, '')
