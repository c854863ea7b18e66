// The label of a transition: trigger, guard and actions, wrapped and measured.
import type { ChartTransition, ChartTriggerKind } from './chartGraph.ts'
import { bodyPx, chipLineRow, chipPaddingX, chipPaddingY, chipPx, chipTriggerRow, chipWidthMax } from './measures.ts'
import { clipText, textWidth, wrapWords } from './textWidth.ts'

/** A measured label. `trigger` is bold and monospaced, `lines` stand under it. */
export interface ChartLabel {
  readonly kind: ChartTriggerKind
  readonly trigger: string
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
}

/** Measures a transition's label. */
export function labelOf(transition: ChartTransition): ChartLabel {
  const trigger = clipText(transition.label, 'mono', chipPx, chipWidthMax)
  const lines = [
    ...conditionOf(transition).flatMap(wrap),
    ...(transition.actions.length === 0 ? [] : wrap(`do ${transition.actions.join(', ')}`)),
  ]
  const widths = [textWidth(trigger, 'mono', chipPx), ...lines.map((line) => textWidth(line, 'body', bodyPx))]
  return {
    kind: transition.trigger,
    trigger,
    lines,
    width: Math.max(...widths) + 2 * chipPaddingX,
    height: chipTriggerRow + lines.length * chipLineRow + 2 * chipPaddingY,
  }
}

/** `if hasQuorum`, `otherwise`, or nothing. */
export function conditionOf(transition: ChartTransition): string[] {
  if (transition.guard !== null) return [`if ${transition.guard}`]
  return transition.isOtherwise ? ['otherwise'] : []
}

const wrap = (text: string): string[] => wrapWords(text.split(/\s+/), 'body', bodyPx, chipWidthMax)
