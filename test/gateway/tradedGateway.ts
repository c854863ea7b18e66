// A gateway over a model swarm that has traded once, with callers that see all, one fund, and none of it.
import type { CommittedTurn } from '#runtime/host.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

export interface TradedGateway {
  readonly open: ModelGateway
  /** Keys: sees every fund; sees the fund `main` alone; an admin of another fund. */
  readonly viewer: string
  readonly tenant: string
  readonly stranger: string
  /** All turns up to the trade. */
  readonly journal: readonly CommittedTurn[]
}

/** Opens it and waits for the trade. */
export async function openTradedGateway(): Promise<TradedGateway> {
  const open = await openModelGateway()
  const viewer = await open.key('looker', 'viewer')
  const tenant = await open.key('tenant', 'viewer', ['main'])
  const stranger = await open.key('stranger', 'admin', ['other'])
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
  const journal: CommittedTurn[] = []
  for await (const turn of open.swarm.host.turns({ after: 0 })) journal.push(turn)
  return { open, viewer, tenant, stranger, journal }
}
