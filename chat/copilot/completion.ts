// From what was said to a route: what is still missing and how it is asked for, the defaults with their notes, and what
// contradicts itself. Pure.
import {
  routeBounds,
  type ActionKind,
  type QueryKind,
  type Route,
  type RouteSlots,
  type SaidToken,
  type SlotName,
} from '#protocol/copilotRoute.ts'
import { nativeSymbol, type Known } from './known.ts'
import { lookAlikeOf, type Lexicon } from './lexicon.ts'
import { isAction, type Problem, type Reading } from './reading.ts'

/** How far a price may slip where nobody says: what exchanges propose. */
export const defaultSlippageBps = 50

/** More than this is hardly ever meant: a pool that moves so far within a minute is empty, or watched by somebody. */
const slippageNoteBps = 500

/** What each kind needs, in the order in which it is asked for. */
const needed: Readonly<Record<ActionKind | QueryKind, readonly SlotName[]>> = {
  transfer: ['token', 'amount', 'recipient'],
  approve: ['token', 'amount', 'spender'],
  revoke: ['token', 'spender'],
  swap: ['tokenIn', 'tokenOut', 'amount'],
  wrap: ['amount'],
  unwrap: ['amount'],
  deposit: ['amount', 'fund'],
  redeem: ['amount', 'fund'],
  balance: [],
  allowance: [],
  price: ['token'],
  quote: ['tokenIn', 'tokenOut', 'amount'],
  tokens: [],
  funds: [],
  run: [],
  gas: [],
}

/** A route of which the rest follows from its mode. */
export function routeOf(given: Partial<Route> & Pick<Route, 'mode' | 'reason'>): Route {
  const route: Route = { kind: null, slots: {}, missing: [], question: null, choices: [], confidence: 1, notes: [], ...given }
  return {
    ...route,
    question: route.question === null ? null : route.question.slice(0, routeBounds.questionChars),
    choices: route.choices.filter((each) => each.length <= routeBounds.choiceChars).slice(0, routeBounds.choices),
    notes: [...new Set(route.notes)].slice(0, routeBounds.notes).map((note) => note.slice(0, routeBounds.noteChars)),
    reason: route.reason.slice(0, routeBounds.noteChars),
  }
}

/** A question that nothing waits behind: whoever is asked says the whole anew. */
export const askAnew = (question: string, reason: string, kind: Route['kind'] = null): Route =>
  routeOf({ mode: 'CLARIFY', kind, question, reason, confidence: 0.6 })

/** What is missing, in order; what was said and cannot be taken is asked for although it need not be there. */
export function missingOf({ kind, slots, problems }: Pick<Reading, 'kind' | 'slots' | 'problems'>): readonly SlotName[] {
  const open = needed[kind].filter((slot) => slots[slot] === undefined)
  const besides = problems.flatMap(({ slot }) => (slot === null || open.includes(slot) ? [] : [slot]))
  return [...open, ...new Set(besides)]
}

/** What a reading comes to. */
export function completed(reading: Reading, lexicon: Lexicon): Route {
  const { kind, slots, problems, notes } = apart(reading, lexicon)
  const refused = problems.find(({ slot }) => slot === null)
  if (refused !== undefined) return askAnew(refused.says, 'what was said contradicts itself', kind)
  const missing = missingOf({ kind, slots, problems })
  const [first] = missing
  if (first !== undefined) return asking({ kind, slots, problems, notes }, missing, first, lexicon)
  if (!isAction(kind))
    return routeOf({ mode: 'QUERY', kind, slots, notes: [...notes], reason: `a question about ${words[kind]}` })
  const slips = kind === 'swap' && slots.slippageBps === undefined
  return routeOf({
    mode: 'ACTION',
    kind,
    slots: slips ? { ...slots, slippageBps: defaultSlippageBps } : slots,
    notes: [
      ...notes,
      ...warnings(slots, lexicon.known),
      ...(slips ? [`at most ${defaultSlippageBps / 100} % slippage, as you named none`] : []),
    ],
    confidence: slips || notes.length > 0 ? 0.95 : 1,
    reason: `an order with all that it needs: ${words[kind]}`,
  })
}

const words: Readonly<Record<ActionKind | QueryKind, string>> = {
  transfer: 'a transfer',
  approve: 'an approval of an exact amount',
  revoke: 'the end of an approval',
  swap: 'a swap',
  wrap: 'wrapping',
  unwrap: 'unwrapping',
  deposit: 'a deposit',
  redeem: 'a redemption',
  balance: 'what you hold',
  allowance: 'who may spend what',
  price: 'a price',
  quote: 'what a swap would give',
  tokens: 'what is traded here',
  funds: 'the funds',
  run: 'your runs',
  gas: 'gas',
}

/** Two sides of a swap are two tokens. */
function apart(reading: Reading, lexicon: Lexicon): Reading {
  const { tokenIn, tokenOut, ...rest } = reading.slots
  if (tokenIn === undefined || tokenOut === undefined) return reading
  if (addressOf(tokenIn, lexicon.known) !== addressOf(tokenOut, lexicon.known)) return reading
  const says = `Both sides are ${tokenIn.text}. Which token do you get?`
  const problem: Problem = { slot: 'tokenOut', says, choices: others(tokenIn, lexicon) }
  return { ...reading, slots: { ...rest, tokenIn }, problems: [...reading.problems, problem] }
}

function addressOf(token: SaidToken, { tokens }: Known): string {
  const found = tokens.find(({ symbol }) => token.kind === 'symbol' && symbol === token.text)
  return (found?.address ?? token.text).toLowerCase()
}

/** Symbols of other tokens that have a contract. */
export const others = (token: SaidToken | undefined, { symbols, known }: Lexicon): readonly string[] =>
  symbols.filter(
    (symbol) =>
      symbol !== nativeSymbol &&
      (token === undefined || addressOf({ kind: 'symbol', text: symbol }, known) !== addressOf(token, known)),
  )

function asking(reading: Reading, missing: readonly SlotName[], first: SlotName, lexicon: Lexicon): Route {
  const { kind, slots, problems, notes } = reading
  const problem = problems.find(({ slot }) => slot === first)
  // of a swap the other side is no choice
  const taken = first === 'tokenIn' ? slots.tokenOut?.text : first === 'tokenOut' ? slots.tokenIn?.text : undefined
  const rest = problems.filter((each) => each !== problem).map(({ says }) => says)
  return routeOf({
    mode: 'CLARIFY',
    kind,
    slots,
    missing: [...missing],
    question: problem?.says ?? questionFor(kind, first, slots),
    choices: (problem?.choices ?? choicesFor(kind, first, slots, lexicon)).filter((choice) => choice !== taken),
    confidence: problem === undefined ? 0.8 : 0.7,
    reason:
      problem === undefined ? `${words[kind]}, of which something is missing` : `${words[kind]}, of which something is not clear`,
    notes: [...notes, ...rest],
  })
}

/** How a slot is asked for. */
export function questionFor(kind: Reading['kind'], slot: SlotName, slots: RouteSlots): string {
  const of = slots.tokenIn?.text ?? slots.token?.text
  const verb = { transfer: 'do you send', approve: 'may be spent', deposit: 'do you deposit' }[kind as string] ?? 'do you mean'
  switch (slot) {
    case 'tokenIn':
      return 'Which token do you give?'
    case 'tokenOut':
      return 'Which token do you get?'
    case 'token':
      return kind === 'price'
        ? 'The price of which token?'
        : kind === 'revoke'
          ? 'The approval of which token?'
          : `Which token ${verb}?`
    case 'amount':
      if (kind === 'swap' || kind === 'quote')
        return `How much ${of ?? ''} do you give? (Or how much ${slots.tokenOut?.text ?? ''} you want: a number and ${slots.tokenOut?.text ?? 'the token'}.)`
      if (kind === 'redeem') return 'How many shares? (A number, “half”, or “all”.)'
      return kind === 'wrap' || kind === 'unwrap'
        ? `How much do you ${kind}?`
        : `How much${of === undefined ? '' : ` ${of}`} ${verb}?`
    case 'recipient':
      return 'To which address? Paste the whole of it: 0x and 40 digits.'
    case 'spender':
      return kind === 'revoke' ? 'Whose approval?' : 'Who may spend it?'
    case 'fund':
      return 'Which fund?'
    case 'chain':
      return 'On which chain?'
    case 'slippageBps':
      return 'How far may the price slip, in percent?'
  }
}

function choicesFor(kind: Reading['kind'], slot: SlotName, slots: RouteSlots, lexicon: Lexicon): readonly string[] {
  if (slot === 'tokenIn') return others(slots.tokenOut, lexicon)
  if (slot === 'tokenOut') return others(slots.tokenIn, lexicon)
  if (slot === 'token') return kind === 'transfer' || kind === 'price' ? lexicon.symbols : others(undefined, lexicon)
  if (slot === 'fund') return lexicon.known.funds
  if (slot === 'spender') return lexicon.known.spenders.map(({ name }) => name)
  return slot === 'chain' ? lexicon.known.chains.map(({ name }) => name) : []
}

/** What a person should see before going on. */
function warnings({ recipient, spender, slippageBps }: RouteSlots, known: Known): readonly string[] {
  const is = (address: string): boolean =>
    [recipient, spender?.text].some((each) => each?.toLowerCase() === address.toLowerCase())
  const token = known.tokens.find(({ address }) => is(address))
  const account = recipient ?? (spender?.kind === 'address' ? spender.text : undefined)
  const twin = account === undefined ? undefined : lookAlikeOf(account, known)
  const registered = known.spenders.some(({ address }) => address.toLowerCase() === account?.toLowerCase())
  return [
    ...(token === undefined
      ? []
      : [`that is the address of the token ${token.symbol} itself: what is sent there is usually lost`]),
    ...(twin === undefined ? [] : [`that address begins and ends like that of ${twin}, and is another one`]),
    ...(slippageBps !== undefined && slippageBps > slippageNoteBps
      ? [`a slippage of ${slippageBps / 100} % may cost that much of what you give`]
      : []),
    ...(spender?.kind === 'address' && !registered ? ['that spender is not registered here'] : []),
  ]
}
