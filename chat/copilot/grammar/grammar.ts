// The whole grammar, ready to be tried: patterns of orders and questions, and every word that it gives a meaning. A word
// that is not here and names nothing is never passed over: it is asked about.
import { amountWords } from '#chat/copilot/amounts.ts'
import { looks } from './looks.ts'
import { market } from './market.ts'
import { halfPayments, payments } from './payments.ts'
import { permissions } from './permissions.ts'
import { firstWordsOf, patternsOf, wordsOfForm, type Phrasing } from './phrasing.ts'
import { trades } from './trades.ts'
import { vaults } from './vaults.ts'
import {
  clauseForms,
  conditionWords,
  idleWords,
  lookLeads,
  negationWords,
  orderLeads,
  orderTails,
  questionLeads,
  questionWords,
  smallTalk,
} from './turns.ts'

/** Ways to order something. */
export const orders = [...trades, ...payments, ...permissions, ...vaults] as const
/** Ways to ask something. */
export const questions = [...looks, ...market] as const

export const orderPatterns = patternsOf(orders)
export const halfOrderPatterns = patternsOf(halfPayments)
export const questionPatterns = patternsOf(questions)

/** Words with which an order begins. */
export const verbs = firstWordsOf(orders)
/** Of these, the ones that people say of other things too: they order nothing unless an amount or a name stands with them. */
export const commonVerbs: ReadonlySet<string> = new Set(
  'pay give move put change turn invest allow permit let add set grant end clear remove authorise authorize'.split(' '),
)

const all: readonly Phrasing[] = [...orders, ...halfPayments, ...questions]

/** Every word that the grammar gives a meaning: no token, fund or spender can be called so. */
export const grammarWords: ReadonlySet<string> = new Set([
  ...all.flatMap(({ forms }) => forms.flatMap(({ form }) => wordsOfForm(form))),
  ...[...clauseForms, ...orderLeads, ...orderTails, ...questionLeads, ...lookLeads].flatMap(wordsOfForm),
  ...amountWords,
  ...idleWords,
  ...negationWords,
  ...conditionWords,
  ...questionWords,
  ...smallTalk,
])
