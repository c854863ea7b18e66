import { z } from 'zod'
import { askCommand } from './command.ts'
import { chainViewSchema, instanceInfoSchema } from './commandContext.ts'
import { readableAmount, readableSpan, readableState } from './figures.ts'
import { fundStatusSchema, type FundStatus } from './fundDesk.ts'
import { recentFacts } from './journalReading.ts'
import type { Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import { waits, waitSchema } from './waits.ts'
import type { Told } from './told.ts'

/** Bots of one role, counted by state. */
export const roleCountSchema = z.object({
  role: z.string(),
  total: z.int(),
  states: z.record(z.string(), z.int()),
})
export type RoleCount = Told<typeof roleCountSchema>

export const statusResultSchema = z.object({
  instance: instanceInfoSchema,
  now: z.string(),
  chain: chainViewSchema,
  funds: z.array(fundStatusSchema),
  bots: z.array(roleCountSchema),
  waits: z.array(waitSchema),
  deadLetters: z.int().describe('Events that no turn took and that nobody has dealt with'),
  durableThrough: z.int(),
})
export type StatusResult = Told<typeof statusResultSchema>

export const statusCommand = askCommand({
  name: 'status',
  result: statusResultSchema,
  summary: 'Show the chain, the funds, the bots and what is waited for',
  help: 'What the daemon is doing now. What is waited for is read from the journal: an open round, an intent short of signatures and whose, a transaction without a receipt, a bot in quarantine.',
  permission: 'viewer',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'status', does: 'prints the swarm at this moment' }],
  async run(_args, { host, repairs, funds, chain, clock, instance, signal }): Promise<StatusResult> {
    const [chainView, fundList, facts] = await Promise.all([chain.view(), funds.list(), recentFacts(host, signal)])
    const bots = host.list()
    const now = clock.now()
    return {
      instance,
      now: now.toISOString(),
      chain: chainView,
      funds: fundList,
      bots: countByRole(bots),
      waits: waits({ facts, funds: fundList, bots, now }),
      deadLetters: repairs.deadLetters().length,
      durableThrough: host.durableThrough(),
    }
  },
  render: renderStatus,
})

function countByRole(
  bots: readonly { readonly role: string; readonly status: string; readonly value: unknown }[],
): readonly RoleCount[] {
  const roles = new Map<string, Record<string, number>>()
  for (const bot of bots) {
    const states = roles.get(bot.role) ?? {}
    const state = bot.status === 'quarantined' ? 'quarantined' : readableState(bot.value)
    states[state] = (states[state] ?? 0) + 1
    roles.set(bot.role, states)
  }
  return [...roles]
    .map(([role, states]) => ({ role, states, total: Object.values(states).reduce((sum, count) => sum + count, 0) }))
    .toSorted((a, b) => (a.role < b.role ? -1 : 1))
}

function renderStatus(result: StatusResult, style: Style): string {
  const { instance, chain } = result
  const up = readableSpan(Date.parse(result.now) - Date.parse(instance.startedAt))
  const head = textPairs(
    [
      ['instance', `${style.bold(instance.name)}, up ${up}, pid ${instance.pid}, version ${instance.version}`],
      [
        'chain',
        chain.reachable
          ? `${chain.chainId} (${chain.kind}), block ${chain.block ?? '?'}`
          : style.bad(`${chain.chainId} (${chain.kind}) does not answer: ${chain.problem ?? 'no reason given'}`),
      ],
      ['journal', `durable through ${result.durableThrough}`],
      ['look at', instance.folder],
    ],
    style,
  )
  const bots = textTable(
    [{ title: 'role' }, { title: 'bots', align: 'right' }, { title: 'states', gives: true }],
    result.bots.map(({ role, total, states }) => [
      role,
      String(total),
      Object.entries(states)
        .map(([state, count]) => (count === 1 ? state : `${count} ${state}`))
        .join(', '),
    ]),
    style,
  )
  const waiting =
    result.waits.length === 0
      ? style.dim('nothing is waited for')
      : result.waits.map((wait) => `${wait.stuck ? style.warn('!') : ' '} ${style.bold(wait.subject)} ${wait.text}`).join('\n')
  const dead =
    result.deadLetters === 0
      ? []
      : [`${result.deadLetters} ${result.deadLetters === 1 ? 'event' : 'events'} that no turn took: ./quorate deadletters list`]
  const funds =
    result.funds.length === 0
      ? style.dim('no fund yet: ./quorate fund create main')
      : result.funds.map((fund) => fundLine(fund, style)).join('\n')
  return [head, section('funds', funds, style), section('bots', bots, style), section('waits', waiting, style), ...dead].join(
    '\n\n',
  )
}

function section(title: string, body: string, style: Style): string {
  return `${style.bold(title)}\n${body}`
}

/** One fund on one line. */
export function fundLine(fund: FundStatus, style: Style): string {
  const amount = (units: string | null): string =>
    units === null ? '?' : `${readableAmount(units, fund.base.decimals)} ${fund.base.symbol}`
  const holds =
    fund.position === null || fund.position.quantity === '0'
      ? 'flat'
      : `holds ${readableAmount(fund.position.quantity, fund.traded.decimals)} ${fund.traded.symbol}`
  return `${style.bold(fund.fundId)}  ${fund.paused ? style.warn('paused') : fund.state}, round ${fund.round}, worth ${amount(fund.totalAssets)}, ${holds}, realised ${amount(fund.realisedProfit)}`
}
