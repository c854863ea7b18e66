import { expect, test } from 'vitest'
import { bundledEngine } from '#charts/bundledEngine.ts'
import { createMachine } from 'xstate'
import { exampleMachine } from '#charts/fixtures.ts'
import { graphOf } from '#charts/graph.ts'
import { layoutChart } from '#charts/layout.ts'
import { foldableStates, foldChart, shutAtFirst } from './folding.ts'

const graph = graphOf(exampleMachine)

test('a shut compound is one box, and arrows of its inside are arrows of the box', async () => {
  const { graph: folded, drawnAs } = foldChart(graph, new Set(['planning']))
  const box = folded.root.children.find(({ id }) => id === 'planning')
  expect(box).toMatchObject({ kind: 'atomic', children: [], initial: [] })
  expect(box?.key).toMatch(/^planning · \d+ inside$/)
  const ids = new Set(folded.transitions.flatMap(({ source, targets }) => [source, ...targets]))
  expect([...ids].filter((id) => id.startsWith('planning.'))).toEqual([])
  // what stays inside is not drawn; what leaves it is drawn once, whichever of the children it leaves
  expect(drawnAs.get('planning.normalize##0')).toBeUndefined()
  for (const drawn of drawnAs.values()) expect(folded.transitions.map(({ id }) => id)).toContain(drawn)
  expect(new Set(folded.transitions.map(({ id }) => id)).size).toBe(folded.transitions.length)
  expect((await layoutChart(folded, bundledEngine)).style).toBe('routed')
})

test('with nothing shut a chart is what it was', () => {
  const { graph: folded, drawnAs } = foldChart(graph, new Set(['', 'idle', 'nowhere']))
  expect(folded).toEqual(graph)
  expect([...drawnAs].every(([id, drawn]) => id === drawn)).toBe(true)
})

test('with everything shut there are as many boxes as states of the first level', async () => {
  const { graph: folded } = foldChart(graph, new Set(foldableStates(graph)))
  expect(folded.root.children.map(({ id }) => id)).toEqual(graph.root.children.map(({ id }) => id))
  expect(folded.root.children.flatMap(({ children }) => children)).toEqual([])
  expect((await layoutChart(folded, bundledEngine)).style).toBe('routed')
})

test('a chart that fits begins open; a large one shuts what is not active', () => {
  expect(shutAtFirst(graph, new Set(['', 'idle']))).toEqual(new Set())
  const regions = Array.from({ length: 10 }, (_, n) => [
    `r${n}`,
    { initial: 's0', states: Object.fromEntries(Array.from({ length: 8 }, (__, m) => [`s${m}`, {}])) },
  ])
  const large = graphOf(createMachine({ id: 'large', initial: 'r0', states: Object.fromEntries(regions) }))
  const shut = shutAtFirst(large, new Set(['', 'r3', 'r3.s1']))
  expect(shut.size).toBe(9)
  expect(shut.has('r3')).toBe(false)
})
