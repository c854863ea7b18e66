// What somebody says after they were asked something: one of the choices, what was missing, that they give it up, or
// something else altogether. Pure.
import { isCancel, isNo, isYes } from '#chat/conversation/slots.ts'
import type { ActionKind, QueryKind, Route, SlotName } from '#protocol/copilotRoute.ts'
import { clausesOf, withoutCourtesy, type Clauses } from './clauses.ts'
import { completed, missingOf, questionFor, routeOf } from './completion.ts'
import { orderPatterns, questionPatterns } from './grammar/grammar.ts'
import { patternsOf, type Pattern } from './grammar/phrasing.ts'
import type { Lexicon } from './lexicon.ts'
import { linesOf, type SaidLine } from './lines.ts'
import type { Line } from './pieces.ts'
import type { PlainText } from './plainText.ts'
import { isAction, readingsOf, type Reading } from './reading.ts'

/** What is needed to judge an answer. */
export interface Answering {
  readonly plain: PlainText
  readonly lines: readonly SaidLine[]
  readonly pending: Route
  readonly lexicon: Lexicon
  /** what the message comes to by itself */
  anew(): Route
}

/** How the missing slot alone may be said. */
const slotForms: Readonly<Partial<Record<SlotName, string>>> = {
  tokenIn: '[(from|with|give)] {tokenIn}',
  tokenOut: '[(to|for|into|in|get)] {tokenOut}',
  token: '[(in|for)] {token}',
  amount: '{amountIn}',
  recipient: '[to] {recipient}',
  spender: '[(for|to|from)] {spender}',
  fund: '[(into|in|from|to)] [(fund|vault)] {fund} [(fund|vault)]',
}

/** What an answer of several words is the rest of. */
const beginnings: Readonly<Partial<Record<ActionKind | QueryKind, readonly string[]>>> = {
  swap: ['swap ', 'buy '],
  transfer: ['send '],
  approve: ['approve '],
  revoke: ['revoke '],
  wrap: ['wrap '],
  unwrap: ['unwrap '],
  deposit: ['deposit '],
  redeem: ['redeem ', 'withdraw '],
  quote: ['quote '],
  price: ['price '],
}

/** The route that an answer leads to; undefined when nothing waits for one. */
export function answered(asked: Answering): Route | undefined {
  const { plain, pending } = asked
  const { kind, missing, choices } = pending
  const bare = plain.text.trim()
  if (kind === null || (missing.length === 0 && choices.length === 0)) return undefined
  if (isCancel(bare)) return routeOf({ mode: 'GENERAL', reason: 'given up: nothing is done' })
  if (missing.length === 0) return confirmation(bare, asked)
  if (plain.hidden || asked.lines.some(({ asks }) => asks)) return other(asked)
  return chosen(bare, asked) ?? filled(asked) ?? other(asked)
}

function confirmation(bare: string, { pending, lexicon, anew }: Answering): Route {
  if (isNo(bare)) return routeOf({ mode: 'GENERAL', reason: 'not confirmed: nothing is done' })
  if (!isYes(bare) || !isAction(pending.kind)) return anew()
  const reading = { kind: pending.kind, slots: pending.slots, problems: [], notes: pending.notes }
  return { ...completed(reading, lexicon), reason: 'an order that was confirmed' }
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "the second", "2nd", "number 2"; a bare digit too, where no number is asked for. */
function chosen(bare: string, asked: Answering): Route | undefined {
  const { choices, missing } = asked.pending
  const [, word, digits, sign] =
    /^(?:the )?(?:(last|[a-z]+th|first|second|third)|(\d{1,2})(st|nd|rd|th)?)(?: one)?[.!]?$/i.exec(
      bare.replace(/^(?:number|no\.?|option|#) ?(\d{1,2})$/i, '$1th'),
    ) ?? []
  const isNumber = missing[0] === 'amount' || missing[0] === 'slippageBps'
  if (digits !== undefined && sign === undefined && isNumber) return undefined
  const at =
    word === undefined
      ? Number(digits) - 1
      : word.toLowerCase() === 'last'
        ? choices.length - 1
        : ordinals.indexOf(word.toLowerCase())
  const choice = choices[at]
  if (choice === undefined) return undefined
  const [line] = linesOf(choice, asked.lexicon)
  return line === undefined ? undefined : filledBy(line, asked)
}

/** What was missing, said by itself or with more of the order. */
function filled(asked: Answering): Route | undefined {
  const [line, ...rest] = asked.lines
  return line === undefined || rest.length > 0 ? undefined : filledBy(line, asked)
}

function filledBy(line: Line, asked: Answering): Route | undefined {
  const { pending, lexicon } = asked
  const { kind, missing } = pending
  const [slot] = missing
  if (kind === null || slot === undefined) return undefined
  const tags = `${withoutCourtesy(`${line.tags.trim()} `).trim()} `
  const whole =
    slot === 'slippageBps' || slot === 'chain' ? clauseAnswer(tags, slot, line, lexicon) : clausesOf(tags, line.pieces, lexicon)
  const slips = whole.slots.slippageBps !== undefined || whole.problems.some((problem) => problem.slot === 'slippageBps')
  if (slips && kind !== 'swap' && kind !== 'quote') return undefined
  const readings =
    whole.tags.trim() === ''
      ? [{ kind, slots: {}, problems: [], notes: [] }]
      : [...alone(whole.tags, line, asked), ...restOfOrder(whole.tags, line, kind, lexicon)]
  const open = (reading: Reading): number => reading.problems.length * 10 + missingOf(reading).length
  const [best] = readings
    .filter(({ slots, problems }) => fits({ slots: { ...slots, ...whole.slots }, problems }, pending))
    .map((reading) => merge(reading, whole, pending))
    .toSorted((one, two) => open(one) - open(two))
  return best === undefined ? undefined : completed(best, lexicon)
}

/** What was missing and nothing else. */
function alone(tags: string, line: Line, { pending, lexicon }: Answering): readonly Reading[] {
  const { kind, missing } = pending
  const [slot] = missing
  const form = slot === undefined ? undefined : slotForms[slot]
  if (kind === null || form === undefined) return []
  const piece = /^#[vpb](\d+) $/.exec(tags)?.[1]
  const number = piece === undefined ? undefined : line.pieces[Number(piece)]
  const sides = slot === 'amount' ? sidesOf(pending) : []
  const patterns = patternsOf([{ kind, forms: [{ form, example: '' }] }])
  if (sides.length === 0) return readingsOf(tags, line.pieces, patterns, lexicon)
  if (number?.kind !== 'number') return []
  const says = `${number.text} of which: ${sides.join(' or ')}?`
  const choices = sides.map((side) => `${number.text} ${side}`)
  return [{ kind, slots: {}, problems: [{ slot: 'amount', says, choices }], notes: [] }]
}

/** Tokens that a bare number could be of, where the question did not say which; none where it did. */
function sidesOf({ kind, slots, question }: Route): readonly string[] {
  if (kind === null || question === questionFor(kind, 'amount', slots)) return []
  if (kind === 'redeem') return slots.token === undefined ? [] : [slots.token.text]
  const { tokenIn, tokenOut } = slots
  return tokenIn === undefined || tokenOut === undefined ? [] : [tokenIn.text, tokenOut.text]
}

/** "0.5 %" and "Base" say it all when just that was asked. */
function clauseAnswer(tags: string, slot: 'slippageBps' | 'chain', line: Line, lexicon: Lexicon): Clauses {
  const said = clausesOf(tags, line.pieces, lexicon)
  if (said.tags.trim() === '') return said
  return clausesOf(slot === 'chain' ? `on chain ${tags.replace(/^on /, '')}` : `slippage ${tags}`, line.pieces, lexicon)
}

function restOfOrder(tags: string, line: Line, kind: Reading['kind'], lexicon: Lexicon): readonly Reading[] {
  const patterns: readonly Pattern[] = [...orderPatterns, ...questionPatterns].filter((pattern) => pattern.kind === kind)
  // an amount alone is what `alone` is about: behind a verb it would be of the wrong side
  if (/^#[vpb]\d+ $/.test(tags)) return []
  return (beginnings[kind] ?? []).flatMap((begin) => readingsOf(`${begin}${tags}`, line.pieces, patterns, lexicon))
}

/** Says it something of what is missing, and nothing else than what was said before? */
function fits({ slots, problems }: Pick<Reading, 'slots' | 'problems'>, pending: Route): boolean {
  const before: Readonly<Record<string, unknown>> = pending.slots
  const isOpen = (slot: string | null): boolean => slot === null || before[slot] === undefined
  const isSame = ([slot, value]: readonly [string, unknown]): boolean => JSON.stringify(before[slot]) === JSON.stringify(value)
  return problems.every(({ slot }) => isOpen(slot)) && Object.entries(slots).every((each) => isOpen(each[0]) || isSame(each))
}

function merge(reading: Reading, { slots, problems }: Clauses, pending: Route): Reading {
  return {
    kind: reading.kind,
    slots: { ...pending.slots, ...reading.slots, ...slots },
    problems: [...reading.problems, ...problems],
    notes: [...pending.notes, ...reading.notes],
  }
}

/** Something else was said: a new order or question stands for itself; of talk the question stays. */
function other({ pending, anew, plain }: Answering): Route {
  const fresh = anew()
  if (fresh.mode !== 'GENERAL' || plain.text.trim() === '')
    return fresh.mode === 'GENERAL'
      ? pending
      : { ...fresh, notes: [...fresh.notes, 'what was asked before is dropped'].slice(-10) }
  return { ...pending, reason: 'no answer to what was asked' }
}
