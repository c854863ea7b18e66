import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import type { AskOptions, BotEvent, Json } from '#runtime/host.ts'
import type { Command } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { contextOf, hashOf, hostOf } from './fixtures.ts'
import { proposeBuyCommand, proposeSellCommand } from './propose.ts'
import { plainStyle } from './style.ts'

interface Heard {
  readonly to: string
  readonly event: BotEvent
  readonly options: AskOptions | undefined
}
/** A strategy that answers every request alike. */
function strategyOf(answer: Json | Error): { readonly host: CommandContext['host']; readonly heard: Heard[] } {
  const heard: Heard[] = []
  const ask = (to: string, event: BotEvent, options?: AskOptions): Promise<Json> => {
    heard.push({ to, event, options })
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }
  return { host: { ...hostOf(), ask }, heard }
}
const proposed = (more: Record<string, Json> = {}): Json => ({
  outcome: 'proposed',
  intentHash: hashOf('7'),
  amountIn: '250000000',
  asksPeople: false,
  ...more,
})
async function said(command: Command, args: object, more: Partial<CommandContext> = {}): Promise<unknown> {
  const context = contextOf({ who: 'key:mara', person: 'mara', requestId: 'r-1', ...more })
  for await (const answer of command.answer({ fund: 'main', ...args }, context)) return answer
  throw new Error('a command answers')
}
const told = (command: Command, result: unknown): string => command.render(result, plainStyle(80))

test('a purchase is asked for in the base asset’s units, in the name of the person who asks', async () => {
  const { host, heard } = strategyOf(proposed())
  const result = await said(proposeBuyCommand, { amount: '250' }, { host })
  expect(heard).toEqual([
    {
      to: 'strategy:main',
      event: {
        type: 'strategy.ask',
        requestId: 'r-1',
        principal: 'key:mara',
        person: 'mara',
        action: 'BUY',
        amountIn: '250000000',
      },
      options: { askId: 'propose/r-1', who: 'key:mara', timeoutMs: 20_000 },
    },
  ])
  expect(result).toEqual({
    fundId: 'main',
    requestId: 'r-1',
    action: 'BUY',
    amountIn: '250000000',
    symbol: 'USDC',
    decimals: 6,
    state: 'proposed',
    intentHash: hashOf('7'),
  })
  expect(told(proposeBuyCommand, result)).toMatch(/^proposed: buy for 250 USDC, fund main\n/)
})

test.each([
  ['0.5', '500000000000000000'],
  ['all', 'all'],
  [' All ', 'all'],
])('a sale of %s is asked for in the traded token’s units', async (amount, amountIn) => {
  const { host, heard } = strategyOf(proposed({ amountIn: '333000000000000000' }))
  const result = await said(proposeSellCommand, { amount }, { host })
  expect(heard[0]?.event).toMatchObject({ action: 'SELL', amountIn })
  expect(told(proposeSellCommand, result)).toMatch(/^proposed: sell 0.333 WETH, fund main\n/)
})

test('a sale without an amount is of all, and says so before it is done', async () => {
  const { host, heard } = strategyOf(proposed())
  await said(proposeSellCommand, {}, { host })
  expect(heard[0]?.event).toMatchObject({ amountIn: 'all' })
  expect(proposeSellCommand.confirm?.({ fund: 'main' } as never)).toBe(
    'ask the strategy of fund main to sell all of the traded token?',
  )
  expect(proposeBuyCommand.confirm?.({ fund: 'main', amount: '250' } as never)).toBe(
    'ask the strategy of fund main to buy for 250 of the base asset?',
  )
})

test('one that people have to approve says who decides it: somebody else', async () => {
  const { host } = strategyOf(proposed({ asksPeople: true }))
  const result = await said(proposeBuyCommand, { amount: '250' }, { host })
  expect(result).toMatchObject({ state: 'asking' })
  expect(told(proposeBuyCommand, result)).toContain('somebody else has to approve it: ./quorate approval list')
})

test('one whose snapshot is not there yet is taken, and whoever asked is told what it waits for', async () => {
  const { host } = strategyOf(new QuorateError('ASK_TIMEOUT', { address: 'strategy:main', timeoutMs: 20_000 }))
  const result = await said(proposeSellCommand, { amount: 'all' }, { host })
  expect(result).toMatchObject({ state: 'waiting', amountIn: 'all', intentHash: null })
  expect(told(proposeSellCommand, result)).toMatch(/^taken: sell all WETH, fund main\nit is proposed at the fund’s next snapshot/)
})

test.each<[string, Json, string, RegExp]>([
  ['busy', { outcome: 'busy', detail: 'its SELL of round 3 is under way' }, 'STRATEGY_BUSY', /its SELL of round 3 is under way/],
  [
    'refused for what it has',
    { outcome: 'refused', code: 'TRADE_OVER_HOLDINGS', detail: 'it has 9000000 base units free', most: '9000000' },
    'TRADE_OVER_HOLDINGS',
    /at most 9 USDC now/,
  ],
  [
    'refused by its rules',
    { outcome: 'refused', code: 'TRADE_SUPERSEDED', detail: 'stop-loss: it fell', most: null },
    'TRADE_SUPERSEDED',
    /stop-loss: it fell/,
  ],
  [
    'refused by what failed',
    { outcome: 'refused', code: 'RPC_UNREACHABLE', detail: 'no answer', most: null },
    'TRADE_NOT_PROPOSED',
    /RPC_UNREACHABLE no answer/,
  ],
  // a name that every object has is no error of ours
  [
    'refused by a strange name',
    { outcome: 'refused', code: 'toString', detail: '', most: null },
    'TRADE_NOT_PROPOSED',
    /toString/,
  ],
])('one that is %s is refused in words', async (_, answer, code, message) => {
  const { host } = strategyOf(answer)
  await expect(said(proposeBuyCommand, { amount: '250' }, { host })).rejects.toMatchObject({
    code,
    retryable: false,
    message: expect.stringMatching(message),
  })
})

test.each<[string, Command, object, Partial<CommandContext>, string]>([
  ['an amount in words', proposeBuyCommand, { amount: 'all my money' }, {}, 'ARGUMENTS_INVALID'],
  ['all of the base asset', proposeBuyCommand, { amount: 'all' }, {}, 'ARGUMENTS_INVALID'],
  ['nothing', proposeBuyCommand, { amount: '0.000000' }, {}, 'ARGUMENTS_INVALID'],
  ['less than nothing', proposeSellCommand, { amount: '-1' }, {}, 'ARGUMENTS_INVALID'],
  ['a fraction that the token does not have', proposeBuyCommand, { amount: '0.0000001' }, {}, 'ARGUMENTS_INVALID'],
  ['nothing that it names', proposeBuyCommand, {}, {}, 'ARGUMENTS_INVALID'],
  ['a trade in nobody’s name', proposeBuyCommand, { amount: '1' }, { person: null }, 'PERSON_UNKNOWN'],
  [
    'a trade that it may not ask for any more',
    proposeBuyCommand,
    { amount: '1' },
    { isStillAllowed: () => false },
    'NOT_PERMITTED',
  ],
])('who asks for %s is refused, and no strategy hears of it', async (_, command, args, more, code) => {
  const { host, heard } = strategyOf(proposed())
  await expect(said(command, args, { host, ...more })).rejects.toMatchObject({ code })
  expect(heard).toEqual([])
})

test('it is decided for the very fund whether who asks may still ask', async () => {
  const asked: unknown[] = []
  const { host } = strategyOf(proposed())
  await said(proposeBuyCommand, { amount: '1' }, { host, isStillAllowed: (...of) => asked.push(of) > 0 })
  expect(asked).toEqual([['operator', 'main']])
})

test('what fails otherwise is told as it is', async () => {
  const { host } = strategyOf(new QuorateError('BOT_QUARANTINED', { address: 'strategy:main', problem: 'it threw' }))
  await expect(said(proposeBuyCommand, { amount: '1' }, { host })).rejects.toMatchObject({ code: 'BOT_QUARANTINED' })
})
