import { readdirSync, readFileSync } from 'node:fs'
import { Resvg } from '@resvg/resvg-js'
import { beforeAll, describe, expect, test } from 'vitest'
import { chartFaces } from '#cli/chartFaces.ts'
import { activeStates } from './activeStates.ts'
import { bundledEngine } from './bundledEngine.ts'
import type { ChartLayout } from './chartLayout.ts'
import { exampleMachine, oddMachine } from './fixtures.ts'
import { graphOf } from './graph.ts'
import { layoutChart } from './layout.ts'
import { palettes } from './palette.ts'
import { chartPng, scaleOf } from './png.ts'
import { readPng, type ReadPng } from './pngFixtures.ts'

const graph = graphOf(exampleMachine)
const active = activeStates('idle')
const taken = ['expired#REOPEN#0']
let layout: ChartLayout
beforeAll(async () => {
  layout = await layoutChart(graph, bundledEngine)
})
const drawn = (options: Partial<Parameters<typeof chartPng>[2]> = {}) =>
  chartPng(graph, layout, { theme: 'light', faces: chartFaces, ...options })

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  const colours = palettes[theme]

  test('it is a PNG of the layout’s size, scaled, on the page’s colour', () => {
    const { png, width, height } = drawn({ theme })
    const read = readPng(png)
    expect([read.width, read.height]).toEqual([width, height])
    expect([width, height]).toEqual([layout.width, layout.height].map((side) => Math.round(side * scaleOf(layout))))
    expect([read.at(0, 0), read.at(width - 1, height - 1)]).toEqual([colours.page, colours.page])
    // letters and round corners have shades between the colours
    expect(read.colours.size).toBeGreaterThan(100)
  })

  test('it shows which state is active and which step was taken last, and nothing of it otherwise', () => {
    const [marked, plain] = [readPng(drawn({ theme, active, taken }).png), readPng(drawn({ theme }).png)]
    for (const colour of [colours.stateActive, colours.rootActive])
      expect([colour, marked.colours.has(colour), plain.colours.has(colour)]).toEqual([colour, true, false])
    // the marks of invokes have it always
    const accent = ({ colours: all }: ReadPng): number => all.get(colours.accent) ?? 0
    expect(accent(marked)).toBeGreaterThan(accent(plain) * 5)
    const idle = layout.states.find(({ state }) => state.id === 'idle')
    if (idle === undefined) throw new Error('it is a state of the example')
    const inIdle = [idle.x + idle.width - 8, idle.y + 8].map((side) => Math.round(side * scaleOf(layout))) as [number, number]
    expect([marked.at(...inIdle), plain.at(...inIdle)]).toEqual([colours.stateActive, colours.state])
  })
})

test('its letters come from the files it is given, from nowhere else, and are the same each time', async () => {
  const odd = graphOf(oddMachine)
  const placed = await layoutChart(odd, bundledEngine)
  const [one, other, without] = [chartFaces, chartFaces, []].map((faces) => chartPng(odd, placed, { theme: 'light', faces }).png)
  const ink = (png: Uint8Array = new Uint8Array()): number => readPng(png).colours.get(palettes.light.text) ?? 0
  expect(one).toEqual(other)
  expect(ink(one)).toBeGreaterThan(100)
  expect(ink(without)).toBe(0)
})

test('every sign that the charts of this program write has an outline in these files', () => {
  const folder = new URL('../docs/charts/', import.meta.url)
  const drawings = readdirSync(folder).filter((name) => name.endsWith('.svg'))
  const texts = drawings.flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/<text[^>]*>([^<]*)</g)])
  const signs = new Set(
    texts.flatMap(([, text = '']) => Array.from(text.replaceAll(/&#?\w+;/g, ''))).filter((sign) => sign.trim() !== ''),
  )
  const font = { fontFiles: [...chartFaces], loadSystemFonts: false }
  const drawnSign = (sign: string): Buffer => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"><text x="8" y="36" font-family="Inter" font-size="30">${sign}</text></svg>`
    return new Resvg(svg, { font }).render().pixels
  }
  // none of the three has these: in the place of both stands the same box
  const none = drawnSign('\u{1f600}')
  expect(drawnSign('\u{1f601}').equals(none)).toBe(true)
  expect(signs.size).toBeGreaterThan(40)
  expect([...signs].filter((sign) => drawnSign(sign).equals(none) || drawnSign(sign).every((byte) => byte === 0))).toEqual([])
})

test.each([
  ['twice as large as it was laid out', { width: 400, height: 300 }, 2],
  ['as large as messengers show', { width: 2_048, height: 300 }, 2],
  ['not wider than that', { width: 4_000, height: 2_000 }, 1.024],
  ['not higher than that', { width: 1_000, height: 40_960 }, 0.1],
])('it is %s', (_how, size, scale) => expect(scaleOf(size)).toBeCloseTo(scale, 6))
