import { createMachine } from 'xstate'
import { describe, expect, test } from 'vitest'
import { bundledEngine } from './bundledEngine.ts'
import { exampleMachine, oddMachine } from './fixtures.ts'
import { graphOf } from './graph.ts'
import { layoutChart } from './layout.ts'
import { svgOf } from './svg.ts'

const example = graphOf(exampleMachine)
const placed = await layoutChart(example, bundledEngine)

/** Names of elements in order; throws unless every element is closed and no text holds markup. */
function elementsOf(svg: string): string[] {
  const open: string[] = []
  const seen: string[] = []
  const rest = svg.replace(
    /<(\/?)([A-Za-z]+)((?:\s[a-zA-Z:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>/g,
    (_, closing: string, name: string, __: string, empty: string) => {
      if (closing === '/') {
        if (open.pop() !== name) throw new Error(`</${name}> closes something else`)
      } else {
        seen.push(name)
        if (empty === '') open.push(name)
      }
      return ''
    },
  )
  if (open.length > 0) throw new Error(`${open.join()} is open at the end`)
  const text = rest.replace(/&(?:amp|lt|gt|quot|#39);/g, '')
  if (/[<>&]/.test(text.replace(/@media[^}]*\}\}|\.chart [^{]*\{/g, ''))) throw new Error('markup in text')
  return seen
}

describe('svgOf', () => {
  test('draws every state, arrow and label once, as well-formed XML', () => {
    const svg = svgOf(example, placed)
    expect(new Set(elementsOf(svg))).toEqual(new Set(['svg', 'title', 'style', 'rect', 'g', 'text', 'path', 'circle']))
    expect(svg.match(/data-state="/g)).toHaveLength(36)
    expect(svg.match(/class="edge" data-transition="/g)).toHaveLength(placed.edges.length)
    expect(svg.match(/class="label" data-transition="/g)).toHaveLength(placed.edges.length)
  })

  test('tells descriptions as titles', () => {
    expect(svgOf(example, placed)).toContain('<title>halted\nStopped by an operator.</title>')
  })

  test('marks exactly the active states and the transitions taken', () => {
    const svg = svgOf(example, placed, { active: ['', 'checks', 'checks.policy'], taken: ['expired#REOPEN#0'] })
    expect([...svg.matchAll(/ active" data-state="([^"]*)"/g)].map((match) => match[1])).toEqual(['', 'checks', 'checks.policy'])
    expect([...svg.matchAll(/class="(\w+) taken" data-transition="([^"]*)"/g)].map((match) => `${match[1]} ${match[2]}`)).toEqual(
      ['edge expired#REOPEN#0', 'label expired#REOPEN#0'],
    )
    expect(svgOf(example, placed)).not.toMatch(/(?:active|taken)" data/)
  })

  test('follows the reader by default; a fixed theme names its colours', () => {
    expect(svgOf(example, placed)).toMatch(/var\(--chart-edge\)[^]*|prefers-color-scheme:dark/)
    const [light, dark] = (['light', 'dark'] as const).map((theme) => svgOf(example, placed, { theme }))
    for (const svg of [light, dark]) expect(svg).not.toMatch(/var\(|@media/)
    expect(light).not.toBe(dark)
  })

  test('draws history, chips in headers and lines in boxes', async () => {
    const odd = graphOf(oddMachine)
    const svg = svgOf(odd, await layoutChart(odd, bundledEngine))
    expect(svg).toContain('>H*</text>')
    expect(svg).toMatch(/>ignores<\/text><rect class="chip event"[^>]*\/><text[^>]*>STALE<\/text>/)
  })

  test('draws the fallback list too', async () => {
    const list = await layoutChart(example, { layout: () => Promise.reject(new Error('crashed')) })
    const svg = svgOf(example, list)
    expect(elementsOf(svg)).toContain('rect')
    expect(svg).toContain('→ halted / audit')
  })
})

describe('hostile names', () => {
  const hostile = `</text></svg><script>alert("1")</script>&amp;'<a onload='x'>\u0000\u001b[31m\ud800`
  const machine = createMachine({
    id: hostile,
    description: hostile,
    initial: 'here"><script>',
    states: {
      'here"><script>': {
        description: hostile,
        tags: [hostile],
        entry: hostile,
        on: {
          [`<script>${hostile.replaceAll('.', '')}`]: { target: 'there', guard: hostile, actions: hostile, description: hostile },
        },
      },
      there: { exit: hostile, on: { [hostile]: {} } },
    },
  })

  test.each(['routed', 'list'])('stay text in a %s chart', async (style) => {
    const graph = graphOf(machine)
    const layout = await layoutChart(
      graph,
      style === 'list' ? { layout: () => Promise.reject(new Error('crashed')) } : bundledEngine,
    )
    expect(layout.style).toBe(style)
    const svg = svgOf(graph, layout, { active: [hostile], taken: [hostile] })
    const elements = elementsOf(svg)
    expect(elements).not.toContain('script')
    expect(elements).not.toContain('a')
    expect(svg).toContain('&lt;script&gt;')
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(svg).not.toMatch(/[\u0000-\u0008\u001b]/)
    expect(svg.isWellFormed()).toBe(true)
  })
})
