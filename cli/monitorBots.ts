// Who watches: one monitor for each fund, one for the swarm as a whole, and the rules they go by.
import type { FundConfig } from '#protocol/fund.ts'
import { fundMonitorSchema, monitorPlan, type MonitorPlan } from '#protocol/monitorRules.ts'
import type { MonitorInput } from '#machines/monitor.ts'
import { accountAddress, guardianOf } from './fundBots.ts'
import type { Settings } from './settings.ts'

/** A child of the root. */
interface MonitorBot {
  readonly role: 'monitor'
  readonly id: string
  readonly input: MonitorInput
}

/** Of one fund; its incidents pause through the guardian's account. */
export function fundMonitor(fund: FundConfig): MonitorBot {
  const { fundId, contracts } = fund
  const guardian = { account: accountAddress(fund, guardianOf(fund)), core: contracts.core }
  return { role: 'monitor', id: fundId, input: { id: fundId, fundId, guardian } }
}

/** Of the swarm. No fund can be called this: their names have no dot. */
export const swarmMonitor: MonitorBot = {
  role: 'monitor',
  id: 'swarm.root',
  input: { id: 'swarm.root', fundId: '', guardian: null },
}

/** The rules of a fund's monitor, as the settings say now; a fund that was made since has the defaults. */
export function monitorPlans({ funds, monitor }: Pick<Settings, 'funds' | 'monitor'>): (fundId: string) => MonitorPlan {
  const plans = new Map(funds.map((fund) => [fund.fundId, monitorPlan(fund.monitor)] as const))
  const [swarm, others] = [monitorPlan(monitor), monitorPlan(fundMonitorSchema.parse({}))]
  return (fundId) => (fundId === '' ? swarm : (plans.get(fundId) ?? others))
}
