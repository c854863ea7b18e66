// What a terminal printed, as a drawing with text in it: light and dark in one file, as the reader's page is.
import { asText } from './pageFrame.ts'

/** One stretch of text in one look. */
interface Stretch {
  readonly text: string
  readonly looks: readonly string[]
}

/** Of a sign and of a line, as monospaced fonts of this size have it. */
const signWidth = 7.25
const lineHeight = 18
const edge = 16

/** @param printed with colours of ECMA-48, as colourStyle makes them @param columns where the terminal breaks lines */
export function terminalDrawing(
  printed: string,
  { title, columns }: { readonly title: string; readonly columns: number },
): string {
  const lines = printed.split('\n').flatMap((line) => brokenAt(stretchesOf(line), columns))
  const width = Math.ceil(columns * signWidth + 2 * edge)
  const height = lines.length * lineHeight + 2 * edge
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${asText(title)}</title>
<style>${look}</style>
<rect class="page" width="${width}" height="${height}" rx="8"/>
${lines.map((line, at) => drawn(line, edge + (at + 1) * lineHeight - 5)).join('\n')}
</svg>
`
}

function drawn(stretches: readonly Stretch[], y: number): string {
  let column = 0
  const parts = stretches.map(({ text, looks }) => {
    const x = edge + column * signWidth
    column += text.length
    if (text.trim() === '') return ''
    const style = looks.length === 0 ? '' : ` class="${looks.join(' ')}"`
    // each stretch as long as a terminal makes it, whatever font the reader has
    return `<text x="${round(x)}" y="${y}" textLength="${round(text.length * signWidth)}"${style}>${asText(text)}</text>`
  })
  return parts.join('')
}

const round = (value: number): number => Math.round(value * 10) / 10

/** SGR: what begins and ends a look. */
const begins: Readonly<Record<string, string>> = { 1: 'bold', 2: 'dim', 31: 'bad', 32: 'good', 33: 'warn' }
const ends: Readonly<Record<string, readonly string[]>> = { 22: ['bold', 'dim'], 39: ['bad', 'good', 'warn'] }

function stretchesOf(line: string): readonly Stretch[] {
  let looks: readonly string[] = []
  const stretches: Stretch[] = []
  // text, code, text, code, … text
  for (const [at, part] of line.split(/\u001b\[(\d+)m/).entries()) {
    if (at % 2 === 0) stretches.push({ text: part, looks })
    else {
      const begun = begins[part]
      const ended = ends[part] ?? []
      looks = begun === undefined ? looks.filter((each) => !ended.includes(each)) : [...looks, begun]
    }
  }
  return stretches.filter(({ text }) => text !== '')
}

/** As a terminal breaks what is too long: anywhere. */
function brokenAt(stretches: readonly Stretch[], columns: number): readonly (readonly Stretch[])[] {
  const lines: Stretch[][] = [[]]
  let left = columns
  for (const { text, looks } of stretches) {
    let rest = text
    while (rest !== '') {
      if (left === 0) {
        lines.push([])
        left = columns
      }
      const part = rest.slice(0, left)
      lines.at(-1)?.push({ text: part, looks })
      left -= part.length
      rest = rest.slice(part.length)
    }
  }
  return lines
}

const look =
  'text{font:12px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#1f2328;white-space:pre}.page{fill:#f6f8fa;stroke:#d0d7de}.bold{font-weight:600}.dim{fill:#57606a}.good{fill:#116329}.bad{fill:#b31d28;font-weight:600}.warn{fill:#7d4e00}' +
  '@media(prefers-color-scheme:dark){text{fill:#e6edf3}.page{fill:#161b22;stroke:#30363d}.dim{fill:#9da7b3}.good{fill:#56d364}.bad{fill:#ff7b72}.warn{fill:#e3b341}}'
