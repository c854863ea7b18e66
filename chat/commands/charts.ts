import { z } from 'zod'
import { localCommand } from './command.ts'

export const chartsArgs = z.strictObject({
  check: z.boolean().default(false).describe('write nothing; exit code 4 when a file is not what the machines say'),
})
export type ChartsArgs = z.output<typeof chartsArgs>
export interface ChartsResult {
  readonly folder: string
  readonly written: readonly string[]
  /** Files that differ from the machines; only with `--check`. */
  readonly stale: readonly string[]
}

export const chartsCommand = localCommand<typeof chartsArgs, ChartsResult>({
  name: 'charts',
  summary: 'Draw every machine into docs/charts',
  help: 'Writes one SVG and one Mermaid file per machine. With --check it only compares.',
  permission: 'viewer',
  args: chartsArgs,
  positionals: [],
  examples: [{ type: 'charts --check', does: 'says whether the drawings are fresh' }],
  render: ({ folder, written, stale }, style) =>
    stale.length > 0
      ? `${style.bad('not fresh:')} ${stale.join(', ')}\nwrite them: ./quorate charts`
      : written.length > 0
        ? `wrote ${written.length} files to ${folder}`
        : style.good(`${folder} is fresh`),
  exit: ({ stale }) => (stale.length === 0 ? 0 : 4),
})
