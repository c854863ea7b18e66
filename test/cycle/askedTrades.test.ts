// Trades that people ask a strategy for, over the whole cycle: they go the way of every trade, once each, and who asked for
// one does not approve it.
import { afterEach, expect, test } from 'vitest'
import { approvalApproveCommand } from '#chat/commands/approvals.ts'
import type { Command } from '#chat/commands/command.ts'
import { explainCommand } from '#chat/commands/explain.ts'
import type { ExplainResult } from '#chat/commands/explainResult.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { proposeBuyCommand, proposeSellCommand, type TradeAsked } from '#chat/commands/propose.ts'
import { approvalIdOf } from '#protocol/approval.ts'
import { systemClock } from '#runtime/clock.ts'
import type { Fact } from '#runtime/host.ts'
import { modelFund, startModelSwarm, type ModelSwarm } from './modelSwarm.ts'

let swarm: ModelSwarm
afterEach(() => swarm.stop())

/** Its own rules never trade. */
const still = {
  ...modelFund().strategy,
  entry: { rule: 'momentum', windowRounds: 1, thresholdBps: 10_000 },
  exit: { stopLossBps: 10_000, takeProfitBps: 1_000_000, drawdownBps: 10_000, timeStopRounds: 10_000 },
}
const quiet = modelFund({ strategy: still })
/** A trade worth more than 100 USDQ waits for a person; ines answers for the strategy. */
const asking = modelFund({ strategy: still, approvalAboveValue: '100000000', proposer: 'ines' })

async function does(command: Command, args: object, person: string, requestId: string): Promise<unknown> {
  const context = contextOf({ host: swarm.host, who: `key:${person}`, person, requestId })
  for await (const answer of command.answer(args, context)) return answer
  throw new Error('a command answers')
}
const buy = async (amount: string, person: string, requestId: string): Promise<TradeAsked> =>
  (await does(proposeBuyCommand, { amount, fund: 'main' }, person, requestId)) as TradeAsked // its result
const sell = async (amount: string, person: string, requestId: string): Promise<TradeAsked> =>
  (await does(proposeSellCommand, { amount, fund: 'main' }, person, requestId)) as TradeAsked // its result
const approve = (hash: string, person: string): Promise<unknown> =>
  does(approvalApproveCommand, { id: approvalIdOf(hash), revision: 1 }, person, `approve/${hash}/${person}`)
const hashIn = ({ intentHash }: TradeAsked): string => {
  if (intentHash === null) throw new Error('it still waits for its snapshot')
  return intentHash
}
const about = (hash: string, type: string): Promise<Fact> =>
  swarm.fact((fact) => fact.type === type && fact.data['intentHash'] === hash)
/** Executed, and the strategy knows it: it has decided anew. */
async function over(hash: string): Promise<void> {
  const { seq } = await about(hash, 'intent.executed')
  await swarm.fact((fact) => fact.type === 'strategy.decided' && fact.seq > seq)
}
const approvalOf = (hash: string): Promise<Fact> =>
  swarm.fact(({ type, data }) => type === 'approval.asked' && data['digest'] === hash)
const executions = (): number => [...swarm.chain.sent.values()].filter(({ to }) => to === swarm.fund.contracts.core).length

test('a person’s purchase and sale pass the verifiers and are executed, once each', { timeout: 60_000 }, async () => {
  swarm = await startModelSwarm({ fund: quiet })
  const bought = await buy('250', 'mara', 'r-1')
  expect(bought).toMatchObject({ state: 'proposed', action: 'BUY', amountIn: '250000000' })
  await over(hashIn(bought))
  const part = await sell('0.01', 'jun', 'r-2')
  await over(hashIn(part))
  const { quantity } = swarm.chain
  const rest = await sell('all', 'mara', 'r-3')
  expect([part.amountIn, rest.amountIn]).toEqual(['10000000000000000', quantity.toString()])
  await about(hashIn(rest), 'intent.executed')
  expect([swarm.chain.quantity, executions(), swarm.chain.intents.size]).toEqual([0n, 3, 3])
  expect(swarm.host.deadLetters()).toEqual([])
})

test('one over the bound waits for somebody else than who asked, and explain says who is who', { timeout: 60_000 }, async () => {
  swarm = await startModelSwarm({ fund: asking })
  const asked = await buy('250', 'mara', 'r-1')
  const hash = hashIn(asked)
  expect(asked.state).toBe('asking')
  const awaiting = await about(hash, 'intent.awaitingApproval')
  await approvalOf(hash)
  expect([awaiting.data, swarm.chain.intents.size]).toMatchObject([{ askedBy: 'mara', requestId: 'r-1' }, 0])
  await expect(approve(hash, 'mara')).rejects.toMatchObject({ code: 'APPROVAL_DENIED', message: /mara asked for it/ })
  await expect(approve(hash, 'ines')).rejects.toMatchObject({
    code: 'APPROVAL_DENIED',
    message: /ines answers for who proposes it/,
  })
  expect([swarm.chain.intents.size, executions()]).toEqual([0, 0])
  await approve(hash, 'jun')
  await about(hash, 'intent.executed')
  expect([executions(), swarm.host.view(`approval:${approvalIdOf(hash)}`)?.value]).toEqual([1, 'used'])
  const story = (await does(explainCommand, { hash }, 'mara', 'r-2')) as ExplainResult // its result
  expect(story.intent).toMatchObject({
    outcome: 'executed',
    askedBy: 'mara',
    decision: { rule: 'asked' },
    approval: { state: 'used', votes: [{ person: 'jun' }] },
  })
  expect(story.timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['strategy.asked', 'strategy.decided']))
})

test('asked again under its own name it is the same trade, also after a restart', { timeout: 60_000 }, async () => {
  const first = await startModelSwarm({ fund: quiet })
  swarm = first
  const [one, two] = await Promise.all([buy('250', 'mara', 'r-1'), buy('250', 'mara', 'r-1')])
  expect(two).toEqual(one)
  await about(hashIn(one), 'intent.executed')
  await first.stop()
  swarm = await startModelSwarm({ fund: quiet, chain: first.chain, directory: first.directory })
  expect(await buy('250', 'mara', 'r-1')).toEqual(one)
  expect(swarm.host.list('intent')).toHaveLength(1)
  expect(executions()).toBe(1)
})

test('beside one that is open a second one is refused, and so is what the vault does not have', { timeout: 60_000 }, async () => {
  swarm = await startModelSwarm({ fund: asking })
  await expect(sell('all', 'mara', 'r-1')).rejects.toMatchObject({ code: 'TRADE_OVER_HOLDINGS', message: /at most 0 WETH now/ })
  await expect(buy('100001', 'mara', 'r-2')).rejects.toMatchObject({
    code: 'TRADE_OVER_HOLDINGS',
    message: /at most 100,000 USDC/,
  })
  await expect(buy('5001', 'mara', 'r-3')).rejects.toMatchObject({ code: 'TRADE_OVER_LIMIT', message: /at most 5,000 USDC/ })
  const hash = hashIn(await buy('4000', 'mara', 'r-4'))
  await expect(buy('1', 'jun', 'r-5')).rejects.toMatchObject({
    code: 'STRATEGY_BUSY',
    message: expect.stringContaining(`(asked, intent ${hash}) is under way`),
  })
  await approvalOf(hash)
  await approve(hash, 'jun')
  await over(hash)
  // what the position cost counts
  await expect(buy('1001', 'jun', 'r-6')).rejects.toMatchObject({ code: 'TRADE_OVER_LIMIT', message: /at most 1,000 USDC/ })
  expect([executions(), swarm.chain.intents.size]).toEqual([1, 1])
})

test('one that waits for its snapshot over a restart is proposed after it, and answered then', { timeout: 60_000 }, async () => {
  // its first round is ten minutes away
  const slow = modelFund({ strategy: still, rounds: { ...quiet.rounds, intervalMs: 600_000 } })
  const first = await startModelSwarm({ fund: slow })
  swarm = first
  const trade = { requestId: 'r-1', principal: 'key:mara', person: 'mara', action: 'BUY', amountIn: '250000000' }
  await swarm.host.send('strategy:main', { type: 'strategy.ask', ...trade }, { askId: 'propose/r-1', who: 'key:mara' })
  await first.stop()
  const later = { ...systemClock, now: () => Date.now() + 700_000 }
  swarm = await startModelSwarm({ fund: slow, chain: first.chain, directory: first.directory, clock: later })
  const asked = await buy('250', 'mara', 'r-1')
  expect(asked).toMatchObject({ state: 'proposed', amountIn: '250000000' })
  await about(hashIn(asked), 'intent.executed')
  expect([executions(), swarm.chain.intents.size]).toEqual([1, 1])
})
