import { expect, test } from 'vitest'
import { intentBot, tradeHash, vote } from '#chat/cards/fixtures.ts'
import type { BotView } from '#runtime/host.ts'
import { botOf, contextOf, hashOf, hostOf } from './fixtures.ts'
import { intentListCommand, type IntentList } from './intents.ts'
import { plainStyle } from './style.ts'

async function listed(bots: readonly BotView[], args: object = {}): Promise<IntentList> {
  for await (const answer of intentListCommand.answer(args, contextOf({ host: hostOf({ bots }) }))) return answer as IntentList
  throw new Error('it answers once')
}
const ballot = { threshold: 2, votes: [vote('alpha', 'PASS'), vote('bravo', 'FAIL', 'PRICE')] }
const underway = intentBot({ open: 'awaitingQuorum' }, { ballot })
const executed = intentBot(
  'executed',
  { execution: { txHash: hashOf('9'), block: 12, amountIn: '1', amountOut: '2' } },
  { status: 'done' },
)

test('a trade that is under way, with what it has of its quorum', async () => {
  const { count, intents } = await listed([underway, botOf('intent:0xodd', { context: { odd: true } })])
  expect(count).toBe(1)
  expect(intents).toMatchObject([
    {
      intentHash: tradeHash,
      fundId: 'main',
      words: 'BUY 5,000 USDC for at least 2.4 WETH',
      state: 'open.awaitingQuorum',
      weight: 1,
      threshold: 2,
      ending: '',
      txHash: null,
    },
  ])
})

test('those that are over are listed when they are asked for, and other funds’ not at all', async () => {
  expect((await listed([executed])).intents).toEqual([])
  expect((await listed([executed], { all: true })).intents).toMatchObject([{ state: 'executed', txHash: hashOf('9') }])
  expect((await listed([underway], { fund: 'other' })).intents).toEqual([])
})

test('as a table; nothing says where the others are', async () => {
  const text = intentListCommand.render(await listed([underway]), plainStyle(120))
  expect(text).toMatch(/intent +fund +what +state +signed/)
  expect(text).toContain('1 of 2')
  expect(intentListCommand.render(await listed([]), plainStyle())).toContain('./quorate intent list --all')
  const more = { ...(await listed([underway])), count: 61 }
  expect(intentListCommand.render(more, plainStyle(120))).toContain('and 60 older ones')
})
