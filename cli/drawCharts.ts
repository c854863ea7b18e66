// `quorate charts`: every machine of the swarm into docs/charts.
import { join } from 'node:path'
import { roles } from '#actors/swarm.ts'
import type { ChartsArgs, ChartsResult } from '#chat/commands/charts.ts'
import { programFolder, shownPath } from './instance.ts'
import { writeCharts } from './writeCharts.ts'

/** Writes what differs and removes drawings of roles that are gone; with `check` it only says which. */
export async function drawCharts(
  { check }: ChartsArgs,
  folder: string = join(programFolder, 'docs', 'charts'),
): Promise<ChartsResult> {
  const machines = Object.fromEntries(roles.map(({ role, machine }) => [role, machine]))
  const { stale, orphans } = await writeCharts(machines, folder, { check })
  const changed = [...stale, ...orphans]
  return { folder: shownPath(folder), written: check ? [] : changed, stale: check ? changed : [] }
}
