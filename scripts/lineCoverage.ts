// Which lines ran, over the tests of all runners: what vitest found in its processes and what a browser found in the
// console, which it knows as built files and their source maps.
import { eachMapping, TraceMap, type SourceMapInput } from '@jridgewell/trace-mapping'

/** The part of a file of vitest's JSON report that is read (istanbul's form): hits by statement, and where each begins. */
export interface FileCoverage {
  readonly path: string
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>
  readonly s: Readonly<Record<string, number>>
}

/** What V8 says of one script: nested ranges of characters, the outer before the inner. */
export interface ScriptCoverage {
  readonly url: string
  readonly functions: readonly {
    readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[]
  }[]
}

/** Lines with a statement on them, and how many of these ran. */
export interface LineCount {
  readonly total: number
  readonly covered: number
}

/** Lines (from 1) that ran, by source as the map names it. */
export type LinesRun = ReadonlyMap<string, ReadonlySet<number>>

/**
 * Lines of the sources that ran in one built file.
 * @param text the built file
 * @param seen all that was seen of it; one page that ran a line is enough
 */
export function linesRun(text: string, map: SourceMapInput, seen: readonly ScriptCoverage[]): LinesRun {
  const ran = new Uint8Array(text.length)
  for (const script of seen) {
    const here = new Uint8Array(text.length)
    const ranges = script.functions
      .flatMap((each) => each.ranges)
      .toSorted((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset)
    for (const { startOffset, endOffset, count } of ranges) here.fill(count > 0 ? 1 : 0, startOffset, endOffset)
    here.forEach((value, at) => value === 1 && (ran[at] = 1))
  }
  const begins = lineBegins(text)
  const lines = new Map<string, Set<number>>()
  eachMapping(new TraceMap(map), ({ generatedLine, generatedColumn, source, originalLine }) => {
    if (source === null || originalLine === null) return
    if (ran[(begins[generatedLine - 1] ?? 0) + generatedColumn] !== 1) return
    lines.set(source, (lines.get(source) ?? new Set()).add(originalLine))
  })
  return lines
}

function lineBegins(text: string): number[] {
  const begins = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) begins.push(at + 1)
  return begins
}

/** Lines of one file; `others` are those that ran elsewhere. */
export function countLines({ statementMap, s }: FileCoverage, others: ReadonlySet<number> = new Set()): LineCount {
  const lines = new Map<number, boolean>()
  for (const [id, { start }] of Object.entries(statementMap))
    lines.set(start.line, (lines.get(start.line) ?? false) || (s[id] ?? 0) > 0 || others.has(start.line))
  return { total: lines.size, covered: [...lines.values()].filter(Boolean).length }
}

/** Of many files. */
export function sumLines(counts: readonly LineCount[]): LineCount {
  return {
    total: counts.reduce((sum, { total }) => sum + total, 0),
    covered: counts.reduce((sum, { covered }) => sum + covered, 0),
  }
}
