// The root bot, and the table of every role with its effects.
import { defineBot } from '#runtime/registration.ts'
import type { BotDefinition, EffectBinding } from '#runtime/host.ts'
import { swarmMachine } from '#machines/swarm.ts'
import { accountBot, accountEffects } from './account.ts'
import { apiKeyBot } from './apiKey.ts'
import { approvalBot } from './approval.ts'
import { cardBot, cardEffects } from './card.ts'
import { conversationBot, errandBot, errandEffects, linkBot } from './chat.ts'
import { crawlerBot, crawlerEffects } from './crawler.ts'
import { executorBot, executorEffects } from './executor.ts'
import { swarmEventSchema } from './externalEvents.ts'
import { fundBot, fundEffects } from './fund.ts'
import { heraldBot, heraldEffects } from './herald.ts'
import { intentBot, intentEffects } from './intent.ts'
import { keeperBot, keeperEffects } from './keeper.ts'
import { incidentBot, monitorBot, monitorEffects } from './monitor.ts'
import { relayerBot, relayerEffects } from './relayer.ts'
import { auditBot, requestBot } from './request.ts'
import { registrationBot, rosterBot, rosterEffects } from './roster.ts'
import { sessionBot } from './session.ts'
import { anchorBot, scheduleBot, scheduleEffects } from './schedule.ts'
import { strategyBot, strategyEffects } from './strategy.ts'
import { subscriptionBot, subscriptionEffects } from './subscription.ts'
import { verifierBot, verifierEffects } from './verifier.ts'
import { workflowBot, workflowEffects } from './workflow.ts'
import type { World } from './world.ts'

export const swarmBot = defineBot({
  role: 'swarm',
  version: 1,
  machine: swarmMachine,
  restartable: false,
  parseExternal: (event) => swarmEventSchema.parse(event),
})

/** Every role of the swarm. */
export const roles: readonly BotDefinition[] = [
  swarmBot,
  fundBot,
  relayerBot,
  rosterBot,
  registrationBot,
  intentBot,
  approvalBot,
  crawlerBot,
  verifierBot,
  strategyBot,
  executorBot,
  keeperBot,
  accountBot,
  monitorBot,
  incidentBot,
  apiKeyBot,
  sessionBot,
  linkBot,
  conversationBot,
  errandBot,
  requestBot,
  auditBot,
  anchorBot,
  scheduleBot,
  workflowBot,
  heraldBot,
  subscriptionBot,
  cardBot,
]

/** Every effect of the swarm, bound to one world. */
export function effectsOf(world: World): EffectBinding[] {
  return [
    ...accountEffects(world),
    ...cardEffects(world),
    ...crawlerEffects(world),
    ...errandEffects(world),
    ...executorEffects(world),
    ...fundEffects(world),
    ...heraldEffects(world),
    ...intentEffects(world),
    ...keeperEffects(world),
    ...monitorEffects(world),
    ...relayerEffects(world),
    ...rosterEffects(world),
    ...scheduleEffects(world),
    ...strategyEffects(world),
    ...subscriptionEffects(world),
    ...verifierEffects(world),
    ...workflowEffects(world),
  ]
}
