// How a chart looks: the same in a document and on a page.
import { bodyPx, chipPx, titlePx } from './measures.ts'
import { colourOf, themeRules, type ChartColour, type ChartTheme } from './palette.ts'

const kinds = ['event', 'after', 'always', 'done', 'error'] as const

/** The rules of a chart, within `.chart`: a page that draws one itself takes the same. */
export function styleRules(theme: ChartTheme): string {
  const c = colourOf(theme)
  const chip = (kind: (typeof kinds)[number]): string => {
    const names = kind === 'done' ? ['done', 'onDone'] : [kind]
    const ink: ChartColour = `${kind}Text`
    return `${names.map((name) => `.chart .chip.${name}`).join()}{fill:${c(kind)}}${names.map((name) => `.chart .trigger.${name}`).join()}{fill:${c(ink)}}`
  }
  return [
    themeRules(theme),
    `.chart text{font-family:Inter,'Helvetica Neue',Arial,'Liberation Sans',sans-serif;font-size:${bodyPx}px}`,
    `.chart .page{fill:${c('page')}}`,
    `.chart .box{fill:${c('state')};stroke:${c('border')};stroke-width:1.2}`,
    `.chart .compound>.box,.chart .parallel>.box{fill:${c('compound')}}.chart .root>.box{fill:${c('root')}}`,
    `.chart .region>.box{fill:none;stroke-dasharray:5 4}`,
    `.chart .inner{fill:none;stroke:${c('border')};stroke-width:1.2}`,
    `.chart .rule{stroke:${c('border')};stroke-width:1;opacity:.8}`,
    `.chart .active>.box{fill:${c('stateActive')};stroke:${c('accent')};stroke-width:2}.chart .active>.inner{stroke:${c('accent')}}`,
    `.chart .active.compound>.box,.chart .active.parallel>.box{fill:${c('rootActive')}}`,
    `.chart .name{font-size:${titlePx}px;font-weight:600;fill:${c('text')}}`,
    `.chart .line{fill:${c('muted')}}.chart .note,.chart .mark{fill:${c('faint')}}.chart .invoke{fill:${c('accent')}}`,
    `.chart .trigger{font-family:'JetBrains Mono',ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:${chipPx}px;font-weight:700}`,
    ...kinds.map(chip),
    `.chart .wire{fill:none;stroke:${c('edge')};stroke-width:1.3}.chart .head,.chart .dot{fill:${c('edge')}}`,
    `.chart .edge.taken .wire{stroke:${c('accent')};stroke-width:2}.chart .edge.taken .head{fill:${c('accent')}}`,
    `.chart .label.taken .chip{fill:${c('accent')}}.chart .label.taken .trigger,.chart .label.taken .line{fill:${c('accentText')}}`,
  ].join('\n')
}
