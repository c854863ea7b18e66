// Puts together what vitest counted of the project's lines and what the browsers of its tests ran of the console.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { countLines, linesRun, sumLines, type FileCoverage, type LineCount, type ScriptCoverage } from './lineCoverage.ts'

/** Where vitest and the browsers leave what they counted. */
export const coverageFolders = { vitest: 'coverage/coverage-final.json', browser: 'coverage/browser' } as const
/** Percent of the lines outside generated code. */
const linesLeast = 85

/** Lines of the whole project and of the console alone. */
export interface TestCoverage {
  readonly all: LineCount
  readonly console: LineCount
}

/** After a whole run; nothing when it did not get that far. */
export function testCoverage(root: string): TestCoverage | undefined {
  const report = join(root, coverageFolders.vitest)
  if (!existsSync(report)) return undefined
  const files = Object.values(JSON.parse(readFileSync(report, 'utf8')) as Record<string, FileCoverage>) // vitest wrote it
  const ran = consoleLines(root)
  const counts = files.map((file) => ({ path: file.path, count: countLines(file, ran.get(file.path)) }))
  const folder = join(root, 'console/')
  const ofConsole = counts.filter(({ path }) => path.startsWith(folder))
  return { all: sumLines(counts.map(({ count }) => count)), console: sumLines(ofConsole.map(({ count }) => count)) }
}

/** Lines that ran in a browser, by the full path of their file. */
function consoleLines(root: string): ReadonlyMap<string, ReadonlySet<number>> {
  const seen = new Map<string, ScriptCoverage[]>()
  const folder = join(root, coverageFolders.browser)
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    for (const script of JSON.parse(readFileSync(join(folder, name), 'utf8')) as ScriptCoverage[])
      // as test/console/browserCoverage.ts wrote it
      seen.set(script.url, [...(seen.get(script.url) ?? []), script])
  const lines = new Map<string, Set<number>>()
  for (const [url, scripts] of seen) {
    const built = join(root, 'console/dist', url)
    const map = join(root, 'console/dist/maps', `${url.replace('/assets/', '')}.map`)
    if (!existsSync(built) || !existsSync(map)) continue // of an earlier build
    for (const [source, ran] of linesRun(readFileSync(built, 'utf8'), readFileSync(map, 'utf8'), scripts)) {
      const path = normalize(join(root, 'console/dist/assets', source))
      lines.set(path, new Set([...(lines.get(path) ?? []), ...ran]))
    }
  }
  return lines
}

const percent = ({ covered, total }: LineCount): number => (total === 0 ? 0 : (covered / total) * 100)
const told = (count: LineCount): string => `${percent(count).toFixed(1)} % (${count.covered} of ${count.total})`

/** One line, and what is wrong with it, if anything is. */
export function coverageWords(coverage: TestCoverage | undefined): { readonly line: string; readonly wrong: string | null } {
  if (coverage === undefined) return { line: 'lines: not counted', wrong: 'vitest left no coverage' }
  const least = Math.min(percent(coverage.all), percent(coverage.console))
  return {
    line: `lines that ran: ${told(coverage.all)}; of the console ${told(coverage.console)}`,
    wrong: least >= linesLeast ? null : `fewer than ${linesLeast} % of the lines ran`,
  }
}
