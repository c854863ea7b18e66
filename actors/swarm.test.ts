import { expect, test } from 'vitest'
import type { ZodError } from 'zod'
import { registerBots } from '#runtime/botRegistry.ts'
import { worldOf } from './fixtures.ts'
import { externalEvents } from './externalEvents.ts'
import { effectsOf, roles } from './swarm.ts'

test('every port of every role is bound, once, and nothing else is', () => {
  expect(() => registerBots(roles, effectsOf(worldOf()))).not.toThrow()
  const ports = effectsOf(worldOf()).map(({ port }) => port)
  expect(new Set(ports).size).toBe(ports.length)
  expect(ports.toSorted()).toMatchInlineSnapshot(`
    [
      "account.awaitReceipt",
      "account.broadcast",
      "account.fillGap",
      "account.prepare",
      "account.reconcile",
      "account.sign",
      "card.post",
      "card.say",
      "card.update",
      "crawler.extract",
      "crawler.nextTask",
      "crawler.submitClaim",
      "errand.answer",
      "errand.do",
      "executor.checkApproval",
      "executor.dryRun",
      "executor.nextTask",
      "executor.readExecution",
      "executor.report",
      "fund.readVault",
      "herald.listen",
      "incident.readPause",
      "intent.findExecution",
      "intent.proveExecution",
      "intent.readApproval",
      "intent.readEnding",
      "intent.readProposal",
      "keeper.look",
      "monitor.awaitTrade",
      "monitor.measure",
      "relayer.readSet",
      "relayer.readSnapshot",
      "roster.readChange",
      "roster.readSet",
      "schedule.look",
      "strategy.awaitOutcome",
      "strategy.awaitSnapshot",
      "strategy.nextTask",
      "strategy.observe",
      "strategy.route",
      "strategy.submitIntent",
      "strategy.weigh",
      "subscription.look",
      "verifier.attest",
      "verifier.checkIntent",
      "verifier.nextTask",
      "verifier.recomputeSnapshot",
      "verifier.reproduceClaim",
      "workflow.cancelRun",
      "workflow.dispatch",
      "workflow.find",
      "workflow.prepare",
      "workflow.readRun",
      "workflow.repeatRun",
      "workflow.reviewDeployment",
    ]
  `)
})

test('only bots whose books are kept elsewhere may begin again from nothing', () => {
  const restartable = roles.filter((bot) => bot.restartable === true).map(({ role }) => role)
  expect(restartable.toSorted()).toEqual(['crawler', 'strategy', 'verifier'])
})

test('only these take anything from outside: bots that pull their work take none of it there', () => {
  const open = roles.filter((bot) => bot.parseExternal !== undefined).map(({ role }) => role)
  expect(open.toSorted()).toEqual([
    'anchor',
    'approval',
    'conversation',
    'executor', // only that it shall look at once: whoever knows the cron secret may say so
    'fund',
    'herald', // only that the daemon has begun
    'incident',
    'intent',
    'key',
    'link',
    'registration',
    'relayer',
    'request',
    'roster',
    'schedule',
    'session',
    'strategy', // only what a person asks it for; its rounds it pulls
    'subscription',
    'swarm',
    'workflow',
  ])
})

test('what is told of the events that a role takes is what it takes', () => {
  const open = roles.filter((bot) => bot.parseExternal !== undefined)
  expect([...externalEvents.keys()].toSorted()).toEqual(open.map(({ role }) => role).toSorted())
  const refusal = (parse: () => unknown): unknown => {
    try {
      return parse()
    } catch (error) {
      return (error as ZodError).issues
    }
  }
  for (const { role, parseExternal } of open)
    for (const event of [{}, { type: 'x' }, { type: 'key.revoke', by: 'a' }])
      expect([role, refusal(() => parseExternal?.(event))]).toEqual([role, refusal(() => externalEvents.get(role)?.parse(event))])
})
