// A drawn chart as a PNG, for where no page can draw it. Its letters are outlines of files that come with this program, so that
// it looks the same on a machine that has no fonts at all.
import { Resvg } from '@resvg/resvg-js'
import type { ChartGraph } from './chartGraph.ts'
import type { ChartLayout } from './chartLayout.ts'
import { svgOf, type SvgOptions } from './svg.ts'

/** Two pixels for each of the layout's: small letters stay letters on the screens that people have. */
const scaleMax = 2
/** Longest side, px. Messengers show what is larger smaller, and some of them nothing at all. */
const sideMax = 4_096

/** A picture, with its size in pixels. */
export interface ChartPng {
  readonly png: Uint8Array
  readonly width: number
  readonly height: number
}

export interface ChartPngOptions extends SvgOptions {
  /** A picture cannot ask for the theme of whoever looks at it. */
  readonly theme: 'light' | 'dark'
  /** Paths of TrueType files: Inter in 400 and 600, JetBrains Mono in 700. No other font is looked at. */
  readonly faces: readonly string[]
}

/** Takes the processor for as long as it draws, a tenth of a second or more: a daemon has a thread for it. */
export function chartPng(graph: ChartGraph, layout: ChartLayout, { faces, ...options }: ChartPngOptions): ChartPng {
  const drawn = new Resvg(svgOf(graph, layout, options), {
    fitTo: { mode: 'zoom', value: scaleOf(layout) },
    font: { fontFiles: [...faces], loadSystemFonts: false, defaultFontFamily: 'Inter' },
  }).render()
  const { width, height } = drawn
  return { png: drawn.asPng(), width, height }
}

/** Pixels for each of the layout's. */
export function scaleOf({ width, height }: Pick<ChartLayout, 'width' | 'height'>): number {
  return Math.min(scaleMax, sideMax / Math.max(width, height))
}
