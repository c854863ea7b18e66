// A person asks a fund's strategy for one exact trade. It goes the way of every trade: people where the fund wants them, a
// quorum of verifiers over exactly it, the contracts. Asked once, proposed once.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { askedAnswerSchema, type AskedAnswer } from '#protocol/askedTrade.ts'
import { QuorateError, type ErrorCode } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { tradeErrors } from '#protocol/tradeErrors.ts'
import { askCommand, type Command } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableAmount } from './figures.ts'
import type { TokenWords } from './fundDesk.ts'
import { tradeAnswerMs } from './limits.ts'
import type { Style } from './style.ts'
import type { Told } from './told.ts'
import { typedAmount } from './typedAmount.ts'

export const tradeAskedSchema = z
  .object({
    fundId: z.string(),
    requestId: z.string().describe('the facts of it name this'),
    action: z.enum(['BUY', 'SELL']),
    amountIn: z.string().describe('of what is given away, base units; `all` until it is decided'),
    symbol: z.string().describe('of what is given away'),
    decimals: z.int(),
    state: z
      .enum(['proposed', 'asking', 'waiting'])
      .describe('`asking`: people have to approve it first; `waiting`: for the next snapshot of the fund'),
    intentHash: z.string().nullable().describe('of the trade; null while it waits'),
  })
  .meta({ id: 'TradeAsked', description: 'A trade that a person asked a strategy for.' })
export type TradeAsked = Told<typeof tradeAskedSchema>

const fund = fundIdSchema.describe('whose strategy')
const way =
  'The strategy proposes exactly that at the fund’s next snapshot, and it goes the way of every trade: people approve it where the fund wants them to, and who asked for it does not; verifiers sign it or refuse it; the contracts decide. Refused at once: more than the vault has, more than one position may take, a second trade beside one that is under way. A sale that the fund’s own rules want goes first.'

export const proposeBuyCommand = proposeCommand('BUY', {
  summary: 'Ask a fund’s strategy to buy for an amount of the base asset',
  amount: z.string().max(80).describe('of the base asset, such as 250 or 0.5'),
  examples: [{ type: 'propose buy 250 --fund main --yes', does: 'asks the fund main to buy for 250 of its base asset' }],
})
export const proposeSellCommand = proposeCommand('SELL', {
  summary: 'Ask a fund’s strategy to sell what it holds, or a part of it',
  amount: z.string().max(80).default('all').describe('of the traded token, such as 0.5; all: whatever is held then'),
  examples: [{ type: 'propose sell all --fund main --yes', does: 'asks the fund main to sell its position' }],
})

interface Words {
  readonly summary: string
  readonly amount: z.ZodType<string>
  readonly examples: Command['examples']
}
function proposeCommand(action: 'BUY' | 'SELL', { amount, ...words }: Words): Command {
  const verb = action === 'BUY' ? 'buy' : 'sell'
  return askCommand({
    name: `propose.${verb}`,
    also: [verb],
    result: tradeAskedSchema,
    ...words,
    help: way,
    permission: 'operator',
    args: z.strictObject({ amount, fund }),
    positionals: ['amount'],
    confirm: ({ amount: typed, fund: fundId }) =>
      `ask the strategy of fund ${fundId} to ${action === 'BUY' ? `buy for ${typed} of the base asset` : `sell ${typed} of the traded token`}?`,
    run: ({ amount: typed, fund: fundId }, context) => ask(action, { typed, fundId }, context),
    render,
  })
}

/** @throws UNKNOWN_FUND, NOT_PERMITTED, PERSON_UNKNOWN, ARGUMENTS_INVALID, UNKNOWN_BOT, and the rows of protocol/tradeErrors.ts */
async function ask(
  action: 'BUY' | 'SELL',
  { typed, fundId }: { readonly typed: string; readonly fundId: string },
  { host, funds, who, person, isStillAllowed, requestId = randomUUID() }: CommandContext,
): Promise<TradeAsked> {
  const command = `propose ${action.toLowerCase()}`
  const { base, traded } = await funds.status(fundId)
  const given = action === 'BUY' ? base : traded
  const amountIn = amountOf(command, action, typed, given)
  // decided at the door, and again here: the key may have been revoked meanwhile
  if (!isStillAllowed('operator', fundId)) throw new QuorateError('NOT_PERMITTED', { command, permission: 'operator' })
  // who asks may not approve it: so it has to be known who that is
  if (person === null) throw new QuorateError('PERSON_UNKNOWN', { principal: who })
  const event = { type: 'strategy.ask', requestId, principal: who, person, action, amountIn }
  const options = { askId: `propose/${requestId}`, who, timeoutMs: tradeAnswerMs }
  const said = await host.ask(`strategy:${fundId}`, event, options).catch((error: unknown) => {
    // it has it, and the next snapshot is not there yet
    if (error instanceof QuorateError && error.code === 'ASK_TIMEOUT') return null
    throw error
  })
  const asked = { fundId, requestId, action, symbol: given.symbol, decimals: given.decimals }
  if (said === null) return { ...asked, amountIn, state: 'waiting', intentHash: null }
  const answer = askedAnswerSchema.parse(said)
  if (answer.outcome !== 'proposed') throw refusalOf(fundId, answer, given)
  const { intentHash, asksPeople } = answer
  return { ...asked, amountIn: answer.amountIn, state: asksPeople ? 'asking' : 'proposed', intentHash }
}

function amountOf(command: string, action: 'BUY' | 'SELL', typed: string, { decimals }: TokenWords): string {
  if (action === 'SELL' && typed.trim().toLowerCase() === 'all') return 'all'
  const amount = typedAmount(command, typed, decimals)
  if (amount === '0') throw new QuorateError('ARGUMENTS_INVALID', { command, problem: 'amount 0 is nothing to trade' })
  return amount
}

type Refused = Exclude<AskedAnswer, { readonly outcome: 'proposed' }>
/** In the words of whoever reads it: whole tokens, not base units. */
function refusalOf(fundId: string, answer: Refused, { symbol, decimals }: TokenWords): QuorateError {
  if (answer.outcome === 'busy') return new QuorateError('STRATEGY_BUSY', { fundId, problem: answer.detail })
  const { code, detail, most } = answer
  const problem = most === null ? detail : `at most ${readableAmount(most, decimals)} ${symbol} now`
  return Object.hasOwn(tradeErrors, code)
    ? new QuorateError(code as ErrorCode & keyof typeof tradeErrors, { fundId, problem }) // the line above says so
    : new QuorateError('TRADE_NOT_PROPOSED', { fundId, failure: code, problem: detail })
}

function render({ fundId, action, amountIn, symbol, decimals, state, intentHash }: TradeAsked, style: Style): string {
  const amount = amountIn === 'all' ? `all ${symbol}` : `${readableAmount(amountIn, decimals)} ${symbol}`
  const trade = `${action === 'BUY' ? 'buy for' : 'sell'} ${amount}, fund ${fundId}`
  switch (state) {
    case 'waiting':
      return `${style.warn('taken')}: ${trade}\nit is proposed at the fund’s next snapshot, if nothing speaks against it then: ./quorate intent list`
    case 'asking':
      return `${style.warn('waits for people')}: ${trade}\nsomebody else has to approve it: ./quorate approval list\n${style.dim(`intent ${intentHash}`)}`
    case 'proposed':
      return `${style.good('proposed')}: ${trade}\nverifiers look at it now: ./quorate intent list\n${style.dim(`intent ${intentHash}`)}`
  }
}
