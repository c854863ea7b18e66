// What a line that fits a form says: its holes as slots, and what is wrong with those that cannot be taken. Pure.
import { zeroAddress } from '#protocol/address.ts'
import {
  actionKinds,
  type ActionKind,
  type QueryKind,
  type RouteSlots,
  type SaidAmount,
  type SaidSpender,
  type SaidToken,
  type SlotName,
} from '#protocol/copilotRoute.ts'
import { shown, type Doubt } from './amounts.ts'
import type { Pattern } from './grammar/phrasing.ts'
import { nativeSymbol, wrappedSymbol } from './known.ts'
import { unknownName, type Lexicon } from './lexicon.ts'
import type { Piece } from './pieces.ts'

/** Why a slot is empty although something was said for it; without a slot, why nothing comes of the sentence. */
export interface Problem extends Doubt {
  readonly slot: SlotName | null
}

/** What was said, as far as it can be taken. */
export interface Reading {
  readonly kind: ActionKind | QueryKind
  readonly slots: RouteSlots
  readonly problems: readonly Problem[]
  readonly notes: readonly string[]
}

/** Every way in which a line can be read. @param tags a line with a space behind each word */
export function readingsOf(
  tags: string,
  pieces: readonly Piece[],
  patterns: readonly Pattern[],
  lexicon: Lexicon,
): readonly Reading[] {
  return patterns.flatMap(({ kind, matches }) => {
    const found = matches.exec(tags)
    return found === null ? [] : [readingOf(kind, found.groups ?? {}, pieces, lexicon)]
  })
}

// of two tokens a bare number could be of either
const ofToken = (choice: string, symbol: string): string => (choice.includes(' ') ? choice : `${choice} ${symbol}`)

type Taken = { readonly slots: RouteSlots } | { readonly problem: Problem }

function readingOf(
  kind: ActionKind | QueryKind,
  holes: Readonly<Record<string, string | undefined>>,
  pieces: readonly Piece[],
  lexicon: Lexicon,
): Reading {
  const said = Object.entries(holes).flatMap(([hole, tag]) => {
    const piece = tag === undefined ? undefined : pieces[Number(tag.slice(2))]
    return piece === undefined ? [] : [{ hole, piece }]
  })
  const taken: readonly Taken[] = said.map(({ hole, piece }) => take(kind, hole, piece, lexicon))
  // each hole fills a slot of its own
  const slots: RouteSlots = Object.assign({}, ...taken.map((each) => ('slots' in each ? each.slots : {})))
  const problems = taken.flatMap((each) => ('problem' in each ? [each.problem] : []))
  // "withdraw 100" may mean shares, or what they are worth
  if (kind === 'redeem' && slots.amount?.kind === 'exact' && slots.amount.of === 'out' && holes['token'] === undefined) {
    const { text } = slots.amount
    const choices = [
      `${text} shares`,
      ...lexicon.symbols.filter((each) => each !== nativeSymbol).map((each) => `${text} ${each}`),
    ]
    problems.push({ slot: 'amount', says: `${text} of what: shares of the fund, or which token?`, choices: choices.slice(0, 10) })
    delete slots.amount
  }
  const side = slots[holes['amountOut'] === undefined ? 'tokenIn' : 'tokenOut'] ?? (kind === 'redeem' ? slots.token : undefined)
  if (side !== undefined)
    for (const [at, problem] of problems.entries())
      if (problem.slot === 'amount')
        problems[at] = { ...problem, choices: problem.choices.map((each) => ofToken(each, side.text)) }
  return { kind, slots, problems, notes: said.flatMap(({ piece }) => (piece.kind === 'number' ? (piece.note ?? []) : [])) }
}

function take(kind: Reading['kind'], hole: string, piece: Piece, lexicon: Lexicon): Taken {
  switch (hole) {
    case 'amountIn':
      return takeAmount(piece, 'in')
    case 'amountOut':
      return takeAmount(piece, kind === 'redeem' && piece.kind !== 'number' ? 'in' : 'out')
    case 'recipient':
      return takeRecipient(piece)
    case 'spender':
      return takeSpender(piece, lexicon)
    case 'fund':
      return takeFund(piece, lexicon)
    case 'wrapped':
      return takeWrapped(kind, piece)
    case 'tokenIn':
    case 'tokenOut':
      return takeToken(kind, hole, piece, lexicon)
    default:
      return takeToken(kind, 'token', piece, lexicon)
  }
}

/** An amount as it was said. */
function takeAmount(piece: Piece, of: 'in' | 'out'): Taken {
  const problem = ({ says, choices }: Doubt): Taken => ({ problem: { slot: 'amount', says, choices } })
  const slots = (amount: SaidAmount): Taken => ({ slots: { amount } })
  if (piece.kind === 'number') return slots({ kind: 'exact', text: piece.text, of })
  if (piece.kind === 'doubtful') return problem(piece.doubt)
  if (of === 'out')
    return problem({ says: `“${shown(piece.raw)}” of what you do not have is no amount: say a number.`, choices: [] })
  if (piece.kind === 'all') return slots({ kind: 'all' })
  if (piece.kind !== 'share' && piece.kind !== 'percent')
    return problem({ says: `“${shown(piece.raw)}” is no amount.`, choices: [] })
  if (piece.bps < 1) return problem({ says: `“${shown(piece.raw)}” is nothing: an amount is more than 0.`, choices: [] })
  return slots({ kind: 'share', bps: piece.bps })
}

const needsContract = new Set<Reading['kind']>(['swap', 'approve', 'revoke', 'deposit', 'redeem'])

/** A token that is known here. */
function takeToken(kind: Reading['kind'], slot: 'tokenIn' | 'tokenOut' | 'token', piece: Piece, lexicon: Lexicon): Taken {
  const symbols = needsContract.has(kind) ? lexicon.symbols.filter((each) => each !== nativeSymbol) : lexicon.symbols
  const problem = ({ says, choices }: Doubt): Taken => ({ problem: { slot, says, choices } })
  if (piece.kind !== 'name') return problem(unknownName(piece.raw, symbols, 'token'))
  const { token, address, doubt } = piece.named
  if (doubt !== undefined) return problem(doubt)
  if (token === undefined && address !== undefined)
    return problem({ says: `No token that is known here has the address ${address}.`, choices: symbols.slice(0, 10) })
  if (token === undefined) return problem(unknownName(piece.raw, symbols, 'token'))
  const isNative = token.text === nativeSymbol
  if (isNative && needsContract.has(kind)) {
    const wrapped = symbols.filter((each) => each === wrappedSymbol)
    const why = kind === 'approve' || kind === 'revoke' ? `${nativeSymbol} needs no approval` : `${nativeSymbol} has no contract`
    return problem({ says: `${why}: say ${wrapped[0] ?? 'a token'}, or wrap it first.`, choices: wrapped })
  }
  if ((kind === 'wrap' || kind === 'unwrap') && !isNative) return notWrapped(kind, piece.raw)
  // which coin is meant is in the word
  return kind === 'unwrap' || kind === 'wrap' ? { slots: {} } : { slots: { [slot]: token satisfies SaidToken } }
}

/** What wrapping makes, and unwrapping takes. */
function takeWrapped(kind: Reading['kind'], piece: Piece): Taken {
  const symbol = piece.kind === 'name' ? piece.named.token?.text : undefined
  return symbol === wrappedSymbol ? { slots: {} } : notWrapped(kind, piece.raw)
}

function notWrapped(kind: Reading['kind'], raw: string): Taken {
  const rule =
    kind === 'wrap'
      ? `Wrapping makes ${wrappedSymbol} of ${nativeSymbol}`
      : `Unwrapping makes ${nativeSymbol} of ${wrappedSymbol}`
  return { problem: { slot: null, says: `${rule}; “${shown(raw)}” does not fit there. Say it anew.`, choices: [] } }
}

/** Who is paid: an address that somebody can have. */
function takeRecipient(piece: Piece): Taken {
  const problem = (says: string): Taken => ({ problem: { slot: 'recipient', says, choices: [] } })
  const raw = shown(piece.raw)
  if (piece.kind === 'name') {
    const { address, doubt } = piece.named
    if (address === zeroAddress) return problem('Nobody has the address of zeros: what is sent there is lost. Paste another one.')
    if (address !== undefined) return { slots: { recipient: address } }
    if (doubt !== undefined) return problem(doubt.says)
  }
  if (/^[^\s.]+(?:\.[^\s.]+)+$/.test(piece.raw))
    return problem(`Names such as “${raw}” are not looked up: where one leads is for others to change. Paste the address.`)
  return problem(`“${raw}” is no address. Paste the whole of it: 0x and 40 digits.`)
}

/** Who may spend: a name that is registered here, or an address. */
function takeSpender(piece: Piece, lexicon: Lexicon): Taken {
  const names = lexicon.known.spenders.map(({ name }) => name)
  const named = piece.kind === 'name' ? piece.named : undefined
  if (named?.spender !== undefined && named.address !== zeroAddress)
    return { slots: { spender: named.spender satisfies SaidSpender } }
  const { says, choices } = named?.doubt ?? unknownName(piece.raw, names, 'spender')
  return { problem: { slot: 'spender', says, choices } }
}

function takeFund(piece: Piece, lexicon: Lexicon): Taken {
  const named = piece.kind === 'name' ? piece.named : undefined
  if (named?.fund !== undefined) return { slots: { fund: named.fund } }
  return { problem: { slot: 'fund', ...unknownName(piece.raw, lexicon.known.funds, 'fund') } }
}

/** Is it something that a wallet signs? */
export const isAction = (kind: Reading['kind'] | null): kind is ActionKind =>
  (actionKinds as readonly (string | null)[]).includes(kind)
