// What the monitors see.
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { ruleTable } from '#protocol/monitorRules.ts'
import { askCommand } from './command.ts'
import { readableSpan, shortHash } from './figures.ts'
import { monitorSchema, monitorsOf } from './incidentView.ts'
import { printable, type Style } from './style.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

export const monitorStatusSchema = z.object({
  now: z.string(),
  monitors: z.array(monitorSchema),
})
export type MonitorStatus = Told<typeof monitorStatusSchema>

export const monitorStatusCommand = askCommand({
  name: 'monitor.status',
  also: ['monitors'],
  result: monitorStatusSchema,
  summary: 'Show what the monitors measure, and which rules are breached',
  help: 'Each rule with the worst value of the last look and its threshold. A rule that could not be measured is blind: nothing is concluded from it.',
  permission: 'viewer',
  args: z.strictObject({ fund: fundIdSchema.optional().describe('only the monitor of this fund') }),
  positionals: ['fund'],
  examples: [
    { type: 'monitor status', does: 'prints every monitor' },
    { type: 'monitor status main', does: 'prints the monitor of the fund main' },
  ],
  run: async ({ fund }, { host, clock }): Promise<MonitorStatus> => ({
    now: clock.now().toISOString(),
    monitors: monitorsOf(host, (fundId) => fund === undefined || fundId === fund),
  }),
  render({ monitors, now }, style) {
    if (monitors.length === 0) return style.dim('no monitor yet')
    return monitors.map((monitor) => renderMonitor(monitor, now, style)).join('\n\n')
  },
})

function renderMonitor(monitor: MonitorStatus['monitors'][number], now: string, style: Style): string {
  const { fundId, lookedAt, everyS, blindBy, rules, incidents } = monitor
  const looked =
    lookedAt === null
      ? 'has not looked yet'
      : `looked ${readableSpan(Math.max(0, Date.parse(now) - Date.parse(lookedAt)))} ago, every ${everyS} s`
  const head = `${style.bold(fundId === '' ? 'the swarm' : `fund ${fundId}`)} ${looked}${blindBy === null ? '' : style.bad(`; the last look failed: ${blindBy}`)}`
  const look = { healthy: style.good, breached: style.bad, blind: style.warn }
  const table = textTable(
    [
      { title: 'rule' },
      { title: 'state' },
      { title: 'value', align: 'right' },
      { title: 'breached' },
      { title: 'worst', gives: true },
    ],
    rules.map(({ rule, state, value, threshold, subject, detail }) => [
      rule,
      look[state](state),
      value === null ? '-' : `${value} ${ruleTable[rule].unit}`,
      `${ruleTable[rule].breached} ${threshold}`,
      printable([subject.startsWith('0x') ? shortHash(subject) : subject, detail].filter((part) => part !== '').join(': ')),
    ]),
    style,
  )
  const open = incidents.length === 0 ? [] : [style.warn(`incidents: ${incidents.join(', ')}`)]
  return [head, ...(rules.length === 0 ? [] : [table]), ...open].join('\n')
}
