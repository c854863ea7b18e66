// Why an order is none that can be taken: what refuses it, what it waits for, where it contradicts itself, and which of its
// words were not understood. Nothing waits behind these questions. Pure.
import type { ActionKind, Route } from '#protocol/copilotRoute.ts'
import { shown } from './amounts.ts'
import { askAnew, routeOf } from './completion.ts'
import { orders, verbs } from './grammar/grammar.ts'
import { conditionWords, negationWords } from './grammar/turns.ts'
import type { Piece } from './pieces.ts'

/** A line of which the verb of an order is known. */
export interface Ordered {
  readonly tags: string
  readonly pieces: readonly Piece[]
}

const wordsIn = (tags: string): readonly string[] => tags.split(' ').filter((word) => word !== '')

/** An order that says what is not to be done, or waits for something. Undefined for one that is for now. */
export function heldBack({ tags }: Pick<Ordered, 'tags'>): Route | undefined {
  const words = wordsIn(tags)
  const refuses = words.find((word) => negationWords.has(word))
  if (refuses !== undefined)
    return routeOf({
      mode: 'GENERAL',
      reason: `“${refuses}” refuses: nothing is done that is not ordered in so many words`,
      confidence: 0.9,
    })
  const waits = words.find((word) => conditionWords.has(word))
  if (waits === undefined) return undefined
  return askAnew(
    `“${waits}”: orders that wait for something, or come back, are not offered. Say what to do now, or come back then.`,
    'an order with a condition or for another time',
  )
}

/** Why no form fits an order. */
export function misfit({ tags, pieces }: Ordered): Route {
  const words = wordsIn(tags)
  const said = words.filter((word) => verbs.has(word))
  const kind = kindOf(said[0])
  const anew = (question: string, reason: string): Route => askAnew(question, reason, kind)
  if (said.length > 1)
    return anew(
      `That is more than one order (${said
        .slice(0, 4)
        .map((word) => `“${word}”`)
        .join(', ')}): say one, and the next when it is done.`,
      'several orders in one message',
    )
  const names = pieces.flatMap((piece) => (piece.kind === 'name' ? [piece] : []))
  const accounts = new Set(names.flatMap(({ named: { address, token } }) => (token === undefined ? (address ?? []) : [])))
  if (accounts.size > 1)
    return anew(`Two addresses: ${[...accounts].slice(0, 2).join(' and ')}. Which one?${alike(accounts)}`, 'two addresses')
  const venue = names.find(({ named: { spender, address } }) => spender !== undefined && address === undefined)
  if (venue !== undefined && kind === 'swap')
    return anew(
      `Where a swap is made is not chosen here: the best of the venues is taken. Say the order without “${shown(venue.raw)}”.`,
      'a venue, which is not chosen here',
    )
  const doubtful = pieces.find((piece) => piece.kind === 'doubtful')
  if (doubtful?.kind === 'doubtful') return anew(doubtful.doubt.says, 'an amount that is not clear')
  const unread = pieces.flatMap((piece) => (piece.kind === 'unknown' ? [`“${shown(piece.raw)}”`] : []))
  if (unread.length > 0)
    return anew(
      `I do not understand ${[...new Set(unread)].slice(0, 5).join(', ')} there. Say the order alone, ${exampleOf(kind)}`,
      'words beside the order that mean nothing here',
    )
  const slips =
    words.some((word) => word === 'slippage' || word === 'slip') || pieces.some(({ kind: what }) => what === 'percent')
  if (slips && kind === 'swap')
    return anew(
      'What is the percentage there? Say how far the price may slip as “0.5 % slippage”, and a share as “50 % of my WETH”.',
      'a percentage or a slippage in a form that is not known',
    )
  const amounts = pieces.flatMap(({ kind: what, raw }) => (what === 'number' || what === 'share' || what === 'all' ? [raw] : []))
  if (amounts.length > 1)
    return anew(`Two amounts: ${amounts.slice(0, 2).join(' and ')}. Which one? Say the order with one of them.`, 'two amounts')
  return anew(`I cannot read that order. Say it ${exampleOf(kind)}`, 'an order in a form that is not known')
}

function alike(accounts: ReadonlySet<string>): string {
  const ends = new Set([...accounts].map((each) => `${each.slice(2, 6)}${each.slice(-4)}`.toLowerCase()))
  return ends.size < accounts.size ? ' They begin and end alike: look at every digit.' : ''
}

/** Which order begins with a word. */
export function kindOf(verb: string | undefined): ActionKind | null {
  const begins = new RegExp(`^\\(?(?:[a-z]+\\|)*${verb ?? ''}\\b`)
  return verb === undefined ? null : (orders.find(({ forms }) => forms.some(({ form }) => begins.test(form)))?.kind ?? null)
}

function exampleOf(kind: ActionKind | null): string {
  const [form] = orders.find((each) => each.kind === (kind ?? 'swap'))?.forms ?? []
  return `such as “${(form?.example ?? '').replace('{address}', '0x…')}”.`
}
