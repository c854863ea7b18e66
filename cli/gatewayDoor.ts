// What the gateway of a daemon is made from: the swarm, who may come in, and what is told of requests.
import type { Command } from '#chat/commands/command.ts'
import type { GatewayParts } from '#gateway/gatewayParts.ts'
import type { Metrics } from '#gateway/metrics.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import type { RunningChain } from './chainStart.ts'
import type { CommandGround } from './commandGround.ts'
import { waysIn } from './gatewayStart.ts'
import { logAnswered, type Log } from './log.ts'
import type { Settings } from './settings.ts'
import type { ComposedSwarm } from './swarm.ts'
import type { Tracing } from './tracing.ts'

/** Everything but the console's files. */
export function gatewayDoor(given: {
  readonly host: LocalHost
  readonly swarm: ComposedSwarm
  readonly chain: RunningChain
  readonly settings: Settings
  readonly environment: NodeJS.ProcessEnv
  readonly commands: readonly Command[]
  readonly context: CommandGround
  readonly metrics: Metrics
  readonly log: Log
  readonly tracing: Tracing | undefined
  readonly takeTicket: GatewayParts['takeTicket']
  readonly messengers: GatewayParts['messengers']
}): Omit<GatewayParts, 'console'> {
  const { host, swarm, chain, settings, environment, commands, context, metrics, log, tracing, takeTicket, messengers } = given
  return {
    host,
    commands,
    context,
    metrics,
    takeTicket,
    messengers,
    isSignedBy,
    roles: swarm.roles,
    past: swarm.past,
    funds: swarm.funds,
    admit: swarm.admit,
    figures: () => host.figures(),
    onAnswered: logAnswered(log),
    onBegun: tracing?.onBegun,
    now: () => Math.floor(Date.now() / 1_000),
    ...waysIn(settings, environment, chain.client),
  }
}
