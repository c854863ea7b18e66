// A trade: what it is, how far it is, who signed it, why it was refused, its receipt; while people decide, the buttons.
import { approvalLine, approvalStateWords, approvalWords, type ApprovalLine } from '#chat/commands/approvalView.ts'
import { executedPrice } from '#chat/commands/factSentence.ts'
import { shortHash } from '#chat/commands/figures.ts'
import type { NameBook } from '#chat/commands/nameBook.ts'
import type { Host } from '#runtime/host.ts'
import { untilWords } from './approvalCard.ts'
import { cardOf, type Card, type CardTone } from './card.ts'
import { decisionButtons, decisionLines } from './decisionButtons.ts'
import type { IntentView } from '#chat/commands/intentView.ts'

export function intentCard(host: Pick<Host, 'view'>, view: IntentView, names: NameBook): Card {
  const { fundId, intent, intentHash, reason, decision } = view
  const approval = view.approval === null ? undefined : approvalLine(host, view.approval.id)
  return cardOf(approvalWords({ trade: intent, fundId, summary: reason }, names), {
    tone: toneOf(view),
    lines: [
      stateWords(view),
      `${decision.rule}: ${decision.explanation}`,
      ...(approval === undefined ? [] : decisionLines(approval)),
      ...refusals(view),
    ],
    fields: [
      ['Fund', fundId],
      ['Round', String(intent.round)],
      ['Signed', quorumWords(view)],
      ...(approval === undefined ? [] : approvalFields(approval)),
      ...receipt(view, names),
    ],
    buttons: approval === undefined || isOver(view) ? [] : decisionButtons(approval),
    footer: `intent ${shortHash(intentHash)}, turn ${view.seq}; all of it: explain ${intentHash}`,
  })
}

/** Is nothing more to come of it? */
const isOver = ({ state }: IntentView): boolean => state === 'executed' || state === 'dropped'

/** The first that begins a state's path. */
const words: readonly (readonly [state: string, words: string])[] = [
  ['open.awaitingApproval', 'It waits for people before it goes on chain.'],
  ['open.awaitingQuorum', 'It is proposed, and waits for verifiers to sign it.'],
  ['open.awaitingExecution', 'It is approved on chain, and waits for the executor.'],
  ['open.checking', 'It is being looked up on chain.'],
  ['open.doubting', 'It is not on chain yet.'],
  ['open', 'Its signatures go on chain.'],
  ['cancelling', 'It is given up, and taken back on chain.'],
  ['burying', 'It is given up; the contract is asked whether it is dead.'],
  ['mourning', 'It is given up; the contract is asked whether it is dead.'],
  ['proving', 'It is said to be executed; the proof is being read.'],
  ['executed', 'Executed, once.'],
  ['dropped', 'It was not executed'],
]

function stateWords({ state, ending }: IntentView): string {
  const [, said] = words.find(([begin]) => state.startsWith(begin)) ?? [
    '',
    'Its window is over; the chain is asked what came of it.',
  ]
  if (ending.detail === '' || state === 'executed') return said.endsWith('executed') ? `${said}.` : said
  return `${said.replace(/\.$/, '')}: ${ending.detail}${ending.code === '' ? '' : ` (${ending.code})`}`
}

function toneOf({ state }: IntentView): CardTone {
  if (state === 'executed') return 'good'
  if (state === 'open.awaitingApproval') return 'waiting'
  return state === 'dropped' || state === 'cancelling' || state === 'burying' || state === 'mourning' ? 'bad' : 'plain'
}

function quorumWords({ ballot: { votes, threshold } }: IntentView): string {
  const passed = votes.filter(({ verdict }) => verdict === 'PASS')
  const weight = passed.reduce((sum, vote) => sum + vote.weight, 0)
  const by = passed.length === 0 ? '' : ` (${passed.map(({ name }) => name).join(', ')})`
  return `weight ${weight} of ${threshold} needed${by}`
}

const refusals = ({ ballot }: IntentView): readonly string[] =>
  ballot.votes
    .filter(({ verdict }) => verdict !== 'PASS')
    .map(({ name, verdict, reason }) => `verifier ${name} says ${verdict}: ${reason}`)

function approvalFields(line: ApprovalLine): Card['fields'] {
  const { approvers, until, state } = line
  return [
    ['People', approvalStateWords(line)],
    ...(state === 'pending' && approvers !== null ? [['May decide', approvers.join(', ')] as const] : []),
    ...(state === 'pending' && until !== null ? [['Until', untilWords(until)] as const] : []),
  ]
}

function receipt({ execution, intent: { action }, fundId }: IntentView, names: NameBook): Card['fields'] {
  if (execution === null) return []
  const { txHash, block, amountIn, amountOut } = execution
  const fund = names.fund(fundId)
  const [from, to] = action === 'BUY' ? [fund?.base, fund?.traded] : [fund?.traded, fund?.base]
  const price =
    fund === undefined ? [] : [['Price', executedPrice({ action, amountIn, amountOut }, fund.base, fund.traded)] as const]
  return [
    ['Paid', names.amount(amountIn, from)],
    ['Got', names.amount(amountOut, to)],
    ...price,
    ['Transaction', `${txHash} in block ${block}`],
  ]
}
