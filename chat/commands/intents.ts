// The trades of a fund as people ask for them: what is proposed, who signed, what became of it.
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { approvalWords } from './approvalView.ts'
import { askCommand } from './command.ts'
import { readableSpan, shortHash } from './figures.ts'
import { intentView } from './intentView.ts'
import { nameBook } from './nameBook.ts'
import { printable } from './style.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

/** A page of people's time; the API gives the rest. */
const listedMax = 50

export const intentLineSchema = z.object({
  intentHash: z.string(),
  fundId: z.string(),
  words: z.string().describe('what is traded'),
  state: z.string().describe('of its bot, such as open.awaitingQuorum'),
  weight: z.number().describe('of the verifiers that signed it'),
  threshold: z.int().describe('weight that it needs'),
  ending: z.string().describe('why it was given up; empty where it was not'),
  txHash: z.string().nullable().describe('of its execution'),
  at: z.string().describe('ISO 8601: of its last turn'),
})
export const intentListSchema = z.object({
  now: z.string(),
  count: z.int().describe('All there are; `intents` has the newest of them'),
  intents: z.array(intentLineSchema),
})
export type IntentList = Told<typeof intentListSchema>

export const intentListCommand = askCommand({
  name: 'intent.list',
  also: ['intents', 'trades'],
  result: intentListSchema,
  summary: 'List trades: what is proposed, how much of its quorum it has, what became of it',
  help: 'The newest come first. A trade needs the weight of its verifiers over exactly itself; explain tells all of one.',
  permission: 'viewer',
  args: z.strictObject({
    fund: fundIdSchema.optional().describe('only of this fund'),
    all: z.boolean().default(false).describe('those that are over, too'),
  }),
  positionals: ['fund'],
  examples: [
    { type: 'intent list', does: 'lists the trades that are under way' },
    { type: 'intent list main --all', does: 'lists the newest trades of one fund, also those that are over' },
  ],
  async run({ fund, all }, { host, funds, clock }): Promise<IntentList> {
    const names = nameBook(await funds.list())
    const found = host
      .list('intent')
      .toSorted((a, b) => b.seq - a.seq)
      .flatMap((bot) => {
        const view = intentView(host, bot.address.slice('intent:'.length))
        const isWanted = view !== undefined && (fund === undefined || view.fundId === fund) && (all || bot.status === 'active')
        return isWanted ? [{ view, at: bot.at }] : []
      })
    const intents = found.slice(0, listedMax).map(({ view, at }) => {
      const { intentHash, fundId, intent, reason, state, ballot, ending, execution } = view
      const passed = ballot.votes.filter(({ verdict }) => verdict === 'PASS')
      return {
        intentHash,
        fundId,
        words: approvalWords({ trade: intent, fundId, summary: reason }, names),
        state,
        weight: passed.reduce((sum, { weight }) => sum + weight, 0),
        threshold: ballot.threshold,
        ending: ending.detail,
        txHash: execution?.txHash ?? null,
        at,
      }
    })
    return { now: clock.now().toISOString(), count: found.length, intents }
  },
  render({ now, count, intents }, style) {
    if (intents.length === 0) return style.dim('no trade is under way; those that are over: ./quorate intent list --all')
    const table = textTable(
      [
        { title: 'intent' },
        { title: 'fund' },
        { title: 'what', gives: true },
        { title: 'state' },
        { title: 'signed', align: 'right' },
        { title: 'last turn', align: 'right' },
      ],
      intents.map(({ intentHash, fundId, words, state, weight, threshold, at }) => [
        shortHash(intentHash),
        fundId,
        printable(words),
        state,
        `${weight} of ${threshold}`,
        `${readableSpan(Date.parse(now) - Date.parse(at))} ago`,
      ]),
      style,
    )
    return count > intents.length ? `${table}\n${style.dim(`and ${count - intents.length} older ones`)}` : table
  },
})
