// The chart and the turns as files, made here: nothing is asked of anybody but the daemon.
import { Download } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { mermaidOf } from '#charts/mermaid.ts'
import { svgOf } from '#charts/svg.ts'
import type { LaidOut } from '#console/chart/useLayout.ts'
import type { Chart } from './botShapes.ts'
import { saveFile } from './saveFile.ts'
import type { Shown } from './shown.ts'
import { allTurnsAsLines } from './turnLines.ts'

/** A menu of three. */
export function ChartExport({
  chart,
  laidOut,
  shown,
  address,
}: {
  readonly chart: Chart
  readonly laidOut: LaidOut
  readonly shown: Shown
  readonly address: string
}): ReactNode {
  const [problem, setProblem] = useState<string>()
  const name = `${address.replace(/[^\w.-]+/g, '-')}-${shown.seq}`
  const asSvg = (): void => {
    const { folded, layout } = laidOut
    const taken = shown.taken.flatMap((id) => folded.drawnAs.get(id) ?? [])
    saveFile(`${name}.svg`, 'image/svg+xml', [svgOf(folded.graph, layout, { active: shown.active, taken })])
  }
  const asLines = async (): Promise<void> => {
    setProblem(undefined)
    try {
      saveFile(`${name}.jsonl`, 'application/jsonl', await allTurnsAsLines(address))
    } catch (failure) {
      setProblem(failure instanceof Error ? failure.message : String(failure))
    }
  }
  return (
    <details className="menu">
      <summary title="Save as a file" aria-label="Save as a file">
        <Download aria-hidden />
      </summary>
      <div className="menu-list">
        <button type="button" onClick={asSvg}>
          Chart as SVG
        </button>
        <button type="button" onClick={() => saveFile(`${chart.role}.mmd`, 'text/plain', [mermaidOf(chart)])}>
          Chart as Mermaid
        </button>
        <button type="button" onClick={() => void asLines()}>
          Turns as JSON lines
        </button>
        {problem !== undefined && (
          <p role="alert" className="bad">
            {problem}
          </p>
        )}
      </div>
    </details>
  )
}
