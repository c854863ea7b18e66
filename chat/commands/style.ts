// How text may look on the surface it is written to. A renderer asks; it never looks at the terminal itself.

/** Colours are no-ops where the surface has none. */
export interface Style {
  /** Columns a line may take. */
  readonly width: number
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly warn: (text: string) => string
}

/** How much a reader should notice. `quiet` repeats what something later sums up. */
export type Tone = 'quiet' | 'plain' | 'good' | 'bad'

/** Text in the look of its tone. */
export function toned(text: string, tone: Tone, style: Style): string {
  return { quiet: style.dim, plain: same, good: style.good, bad: style.bad }[tone](text)
}

const same = (text: string): string => text
const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`

/** For files, pipes and messengers. */
export function plainStyle(width = 80): Style {
  return { width, bold: same, dim: same, good: same, bad: same, warn: same }
}

/** For terminals (ECMA-48 SGR). */
export function colourStyle(width: number): Style {
  return { width, bold: sgr(1, 22), dim: sgr(2, 22), good: sgr(32, 39), bad: sgr(31, 39), warn: sgr(33, 39) }
}

/** Text from outside may carry control sequences: they are shown, not obeyed. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
