// The fund commands. Amounts are typed as decimal numbers of the base asset and become base units at this door.
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { askCommand } from './command.ts'
import { readableAmount, shortHash } from './figures.ts'
import type { FundReceipt, FundStatus } from './fundDesk.ts'
import { guardWords } from './guardWords.ts'
import { fundLine } from './status.ts'
import type { Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import { fundReceiptSchema, fundStatusSchema } from './fundDesk.ts'
import type { Told } from './told.ts'
import { typedAmount } from './typedAmount.ts'

const fund = fundIdSchema.describe('fund name')
const id = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected up to 64 letters, digits, dots and dashes')
  .optional()
  .describe('your own id for this command: typed again with the same id it is not done again')
const amount = z.string().max(80).describe('amount of the base asset, such as 1.5')

export const fundStatusResultSchema = z.object({
  funds: z.array(fundStatusSchema),
})
export type FundStatusResult = Told<typeof fundStatusResultSchema>
export const fundStatusCommand = askCommand({
  name: 'fund.status',
  also: ['funds'],
  result: fundStatusResultSchema,
  summary: 'Show what a fund holds, is worth and who decides in it',
  help: 'Without a name, every fund.',
  permission: 'viewer',
  args: z.strictObject({ fund: fund.optional() }),
  positionals: ['fund'],
  examples: [{ type: 'fund status main', does: 'prints the fund main' }],
  async run({ fund: fundId }, { funds }): Promise<FundStatusResult> {
    return { funds: fundId === undefined ? await funds.list() : [await funds.status(fundId)] }
  },
  render: ({ funds }, style) =>
    funds.length === 0
      ? style.dim('no fund yet: ./quorate fund create main')
      : funds.map((each) => renderFund(each, style)).join('\n\n'),
})

export const fundDepositCommand = askCommand({
  name: 'fund.deposit',
  also: ['deposit'],
  result: fundReceiptSchema,
  summary: 'Deposit base asset into a fund',
  help: 'The operator’s account deposits into the vault. While a position is open the vault is asked instead: the deposit settles at the next moment without one, and `fund claim` takes the shares.',
  permission: 'operator',
  args: z.strictObject({ fund, amount, id }),
  positionals: ['fund', 'amount'],
  examples: [
    { type: 'fund deposit main 1.5', does: 'deposits 1.5 of the base asset' },
    { type: 'fund deposit main 1.5 --id salary-may', does: 'deposits it once, however often this is typed' },
  ],
  async run({ fund: fundId, amount: typed, id: commandId }, { funds, who, requestId }) {
    const { base } = await funds.status(fundId)
    return funds.deposit({ fundId, amount: typedAmount('fund deposit', typed, base.decimals), id: commandId ?? requestId }, who)
  },
  render: renderReceipt,
})

export const fundWithdrawCommand = askCommand({
  name: 'fund.withdraw',
  also: ['withdraw'],
  result: fundReceiptSchema,
  summary: 'Withdraw base asset from a fund',
  help: 'The operator’s account withdraws from the vault to itself. While a position is open the vault is asked instead: shares worth the amount by account settle at the price of the next moment without one, and `fund claim` takes what they give.',
  permission: 'admin',
  args: z.strictObject({ fund, amount, id }),
  positionals: ['fund', 'amount'],
  examples: [{ type: 'fund withdraw main 0.5 --yes', does: 'withdraws 0.5 of the base asset without asking' }],
  confirm: ({ fund: fundId, amount: typed }) => `withdraw ${typed} from fund ${fundId}?`,
  async run({ fund: fundId, amount: typed, id: commandId }, { funds, who, requestId }) {
    const { base } = await funds.status(fundId)
    return funds.withdraw({ fundId, amount: typedAmount('fund withdraw', typed, base.decimals), id: commandId ?? requestId }, who)
  },
  render: renderReceipt,
})

export const fundClaimCommand = askCommand({
  name: 'fund.claim',
  result: fundReceiptSchema,
  summary: 'Settle what was asked of a fund, and take it',
  help: 'Takes the shares of a deposit and the assets of a withdrawal that the operator’s account asked for while a position was open. Settles the requests first if the fund is flat.',
  permission: 'operator',
  args: z.strictObject({ fund }),
  positionals: ['fund'],
  examples: [{ type: 'fund claim main', does: 'takes what was asked of the fund main and has settled' }],
  run: async ({ fund: fundId }, { funds, who, requestId }) => funds.claim(fundId, who, requestId),
  render: renderReceipt,
})

export const fundPauseCommand = askCommand({
  name: 'fund.pause',
  also: ['pause'],
  result: fundReceiptSchema,
  summary: 'Pause a fund on chain: nothing executes until it is unpaused',
  help: 'The guardian pauses the fund’s core at once. Rounds go on; nothing can execute.',
  permission: 'operator',
  args: z.strictObject({ fund }),
  positionals: ['fund'],
  examples: [{ type: 'fund pause main', does: 'stops executions of the fund main' }],
  run: async ({ fund: fundId }, { funds, who, requestId }) => funds.pause(fundId, who, requestId),
  render: renderReceipt,
})

export const fundUnpauseCommand = askCommand({
  name: 'fund.unpause',
  also: ['resume', 'unpause'],
  result: fundReceiptSchema,
  summary: 'Let a paused fund execute again',
  help: 'The owner unpauses the fund’s core. In a fund whose changes wait, the first time announces it and says when it is ready; typed again then, it is done.',
  permission: 'admin',
  args: z.strictObject({ fund }),
  positionals: ['fund'],
  examples: [{ type: 'fund unpause main --yes', does: 'lets the fund main execute again without asking' }],
  confirm: ({ fund: fundId }) => `let fund ${fundId} execute trades again?`,
  run: async ({ fund: fundId }, { funds, who, requestId }) => funds.unpause(fundId, who, requestId),
  render: renderReceipt,
})

/** What was done, how much, and by which transaction. */
export function renderReceipt(receipt: FundReceipt, style: Style): string {
  const amountText =
    receipt.amount === undefined
      ? ''
      : ` ${readableAmount(receipt.amount, receipt.decimals ?? 18)} ${receipt.symbol ?? ''}`.trimEnd()
  const where =
    receipt.txHash === null
      ? ''
      : `\n${style.dim(`transaction ${receipt.txHash}${receipt.block === null ? '' : `, block ${receipt.block}`}`)}`
  const ready =
    receipt.readyAt === undefined
      ? ''
      : `\n${style.dim(`its unpause can be made from ${receipt.readyAt} to ${receipt.expiresAt ?? '?'}: then type ./quorate fund unpause ${receipt.fundId}`)}`
  const next = receipt.did.startsWith('asked')
    ? `\na position is open: this settles when none is, at the price of that moment; then type ./quorate fund claim ${receipt.fundId}`
    : ''
  return `${style.good(receipt.did)}${amountText}: fund ${receipt.fundId}${next}${where}${ready}`
}

/** What waits, and what can be taken. */
function requestPairs({ requests, base }: FundStatus): [string, string][] {
  if (requests === null) return []
  const assets = (units: string): string => `${readableAmount(units, base.decimals)} ${base.symbol}`
  const shares = (units: string): string => `${readableAmount(units, base.decimals + 6)} shares`
  const parts: readonly (readonly [string, string])[] = [
    [requests.depositPending, `deposit of ${assets(requests.depositPending)} waits`],
    [requests.depositClaimable, `deposit of ${assets(requests.depositClaimable)} settled`],
    [requests.redeemPending, `withdrawal of ${shares(requests.redeemPending)} waits`],
    [requests.redeemClaimable, `withdrawal of ${shares(requests.redeemClaimable)} settled`],
  ]
  const told = parts.filter(([units]) => units !== '0').map(([, words]) => words)
  return told.length === 0 ? [] : [['asked', told.join(', ')]]
}

function renderFund(status: FundStatus, style: Style): string {
  const pairs: [string, string][] = [
    ['vault', status.vault],
    ['core', status.core],
    ['idle', status.idle === null ? '?' : `${readableAmount(status.idle, status.base.decimals)} ${status.base.symbol}`],
    ['price', guardWords(status)],
    ...requestPairs(status),
    [
      'needs',
      `claim ${status.thresholds.claim}, snapshot ${status.thresholds.snapshot}, intent ${status.thresholds.intent} of weight ${status.thresholds.total}`,
    ],
  ]
  const verifiers = textTable(
    [{ title: 'verifier' }, { title: 'weight', align: 'right' }, { title: 'address', gives: true }],
    status.verifiers.map((verifier) => [
      verifier.name,
      String(verifier.weight),
      style.width < 70 ? shortHash(verifier.address) : verifier.address,
    ]),
    style,
  )
  return [fundLine(status, style), textPairs(pairs, style), verifiers].join('\n')
}
