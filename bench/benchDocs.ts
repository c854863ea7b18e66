// The page and the picture in docs that show the history.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchPage } from './benchPage.ts'
import { benchPlot } from './benchPlot.ts'
import { caseTable } from './caseTable.ts'
import { readHistory } from './history.ts'

const docs = join(import.meta.dirname, '..', 'docs')

function wanted(): readonly (readonly [string, string])[] {
  const history = readHistory()
  return [
    [join(docs, 'bench.md'), benchPage(caseTable, history)],
    [join(docs, 'images', 'bench.svg'), benchPlot(history)],
  ]
}

/** Writes them anew. */
export function writeBenchDocs(): void {
  for (const [path, text] of wanted()) writeFileSync(path, text)
}

/** Those that are not what the history says. */
export function staleBenchDocs(): readonly string[] {
  return wanted().flatMap(([path, text]) => (readFileSync(path, 'utf8') === text ? [] : [path]))
}
