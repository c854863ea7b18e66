// Every machine of the house. A machine that is missing here fails wholeHouse.test.ts.
import type { AnyStateMachine } from 'xstate'
import { accountMachine } from '#machines/account.ts'
import { anchorMachine } from '#machines/anchor.ts'
import { apiKeyMachine } from '#machines/apiKey.ts'
import { approvalMachine } from '#machines/approval.ts'
import { auditMachine } from '#machines/audit.ts'
import { cardMachine } from '#machines/card.ts'
import { conversationMachine } from '#machines/conversation.ts'
import { crawlerMachine } from '#machines/crawler.ts'
import { errandMachine } from '#machines/errand.ts'
import { executorMachine } from '#machines/executor.ts'
import { fundMachine } from '#machines/fund.ts'
import { heraldMachine } from '#machines/herald.ts'
import { intentMachine } from '#machines/intent.ts'
import { incidentMachine } from '#machines/incident.ts'
import { keeperMachine } from '#machines/keeper.ts'
import { linkMachine } from '#machines/link.ts'
import { registrationMachine } from '#machines/registration.ts'
import { monitorMachine } from '#machines/monitor.ts'
import { relayerMachine } from '#machines/relayer.ts'
import { requestMachine } from '#machines/request.ts'
import { rosterMachine } from '#machines/roster.ts'
import { sessionMachine } from '#machines/session.ts'
import { scheduleMachine } from '#machines/schedule.ts'
import { strategyMachine } from '#machines/strategy.ts'
import { subscriptionMachine } from '#machines/subscription.ts'
import { swarmMachine } from '#machines/swarm.ts'
import { verifierMachine } from '#machines/verifier.ts'
import { workflowMachine } from '#machines/workflow.ts'

/** By the name of the file in `machines/`. */
export const allMachines: Readonly<Record<string, AnyStateMachine>> = {
  account: accountMachine,
  anchor: anchorMachine,
  apiKey: apiKeyMachine,
  approval: approvalMachine,
  audit: auditMachine,
  card: cardMachine,
  conversation: conversationMachine,
  crawler: crawlerMachine,
  errand: errandMachine,
  executor: executorMachine,
  fund: fundMachine,
  herald: heraldMachine,
  incident: incidentMachine,
  intent: intentMachine,
  keeper: keeperMachine,
  link: linkMachine,
  registration: registrationMachine,
  monitor: monitorMachine,
  relayer: relayerMachine,
  request: requestMachine,
  roster: rosterMachine,
  session: sessionMachine,
  schedule: scheduleMachine,
  strategy: strategyMachine,
  subscription: subscriptionMachine,
  swarm: swarmMachine,
  verifier: verifierMachine,
  workflow: workflowMachine,
}
