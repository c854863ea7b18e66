import { printable, type Style } from './style.ts'

/** A column: its heading, and whether it may be cut when the line is too long. */
export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
  /** At most one column gives way; it keeps at least 8 signs. */
  readonly gives?: boolean
}

/** Rows under headings, within the style's width; longer cells of the giving column end in `…`. */
export function textTable(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string {
  const cells = rows.map((row) => columns.map((_, at) => printable(row[at] ?? '')))
  const widths = columns.map((column, at) => Math.max(column.title.length, ...cells.map((row) => row[at]?.length ?? 0)))
  const total = widths.reduce((sum, width) => sum + width, 0) + 2 * (columns.length - 1)
  const gives = columns.findIndex((column) => column.gives)
  if (gives >= 0 && total > style.width) widths[gives] = Math.max(8, (widths[gives] ?? 0) - (total - style.width))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0
        const cut = cell.length > width ? `${cell.slice(0, width - 1)}…` : cell
        return columns[at]?.align === 'right' ? cut.padStart(width) : cut.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [style.dim(line(columns.map((column) => column.title))), ...cells.map(line)].join('\n')
}

/** Names and values, aligned. */
export function textPairs(pairs: readonly (readonly [string, string])[], style: Style): string {
  const width = Math.max(...pairs.map(([name]) => name.length))
  return pairs.map(([name, value]) => `${style.dim(name.padEnd(width))}  ${value}`).join('\n')
}
