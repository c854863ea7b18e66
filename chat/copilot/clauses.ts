// What stands around the core of an order: courtesy, how much a price may slip, on which chain. Taken off before the rest is
// read; what is said twice and differs is a problem. Pure.
import type { RouteSlots } from '#protocol/copilotRoute.ts'
import { bpsMax } from '#protocol/limits.ts'
import { shown } from './amounts.ts'
import { sourceOf } from './grammar/phrasing.ts'
import { lookLeads, orderLeads, orderTails, questionLeads, slippageForms } from './grammar/turns.ts'
import type { Lexicon } from './lexicon.ts'
import { unknownName } from './lexicon.ts'
import type { Piece } from './pieces.ts'
import type { Problem } from './reading.ts'

/** An order's core, and what was said around it. */
export interface Clauses {
  readonly tags: string
  readonly slots: RouteSlots
  readonly problems: readonly Problem[]
}

const atBegin = (forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.map(sourceOf).join('|')})`)
const anywhere = (forms: readonly string[]): RegExp => new RegExp(`(?<= |^)(?:${forms.map(sourceOf).join('|')})`, 'g')

const lead = atBegin(orderLeads)
const look = atBegin(lookLeads)
const question = atBegin(questionLeads)
const tail = anywhere(orderTails)
const slippages = slippageForms.map((form) => anywhere([form]))
// on Base, on chain 31337; but not on a venue
const chain =
  /(?<= |^)(?:on|using) (?:(?:chain|network) (?<told>#[nv]\d+) |(?<named>#n\d+) (?:chain |network |testnet |mainnet )?)/g

/** Leads are at most so many: "ok, I want to go ahead and …". */
const leadsMax = 4

/** Without "I want to", "for me" and the like. */
export function withoutCourtesy(tags: string): string {
  let rest = tags
  for (let at = 0; at < leadsMax && lead.test(rest); at += 1) rest = rest.replace(lead, '')
  return rest.replaceAll(tail, '')
}

/** Without "show me", "what is" and the like: as it stands, and without each of them. */
export function lookForms(tags: string): readonly string[] {
  const forms = [tags]
  for (let at = 0; at < leadsMax && look.test(forms.at(-1) ?? ''); at += 1) forms.push((forms.at(-1) ?? '').replace(look, ''))
  return forms
}

/** What is asked about, where a line begins like a question about an order; else undefined. */
export function askedAbout(tags: string): string | undefined {
  return question.test(tags) ? tags.replace(question, '') : undefined
}

/** Takes off how much a price may slip and which chain is meant. */
export function clausesOf(tags: string, pieces: readonly Piece[], lexicon: Lexicon): Clauses {
  const percents: Piece[] = []
  const chains: Piece[] = []
  const keep = (into: Piece[], tag: string | undefined): void => {
    const piece = tag === undefined ? undefined : pieces[Number(tag.slice(2))]
    if (piece !== undefined) into.push(piece)
  }
  let rest = tags
  for (const form of slippages)
    rest = rest.replaceAll(form, (...found) => {
      keep(percents, (found.at(-1) as { percent?: string }).percent) // the groups come last
      return ''
    })
  // "50 bps" at the end can be nothing else
  rest = rest.replace(/ (#b\d+) $/, (_, tag: string) => {
    keep(percents, tag)
    return ' '
  })
  rest = rest.replaceAll(chain, (...found) => {
    const { told, named } = found.at(-1) as { told?: string; named?: string } // the groups come last
    const piece = pieces[Number((told ?? named ?? '').slice(2))]
    // a token or a venue behind "on" is another matter
    const isOther = told === undefined && piece?.kind === 'name' && piece.named.chain === undefined
    if (isOther || piece === undefined) return found[0]
    keep(chains, told ?? named)
    return ''
  })
  const slippage = percents.map(slippageOf)
  const place = chains.map((piece) => chainOf(piece, lexicon))
  return {
    tags: rest,
    slots: Object.assign({}, ...[...slippage, ...place].map(({ slots }) => slots)) as RouteSlots, // each of them has its own slot
    problems: [
      ...[...slippage, ...place].flatMap(({ problem }) => problem ?? []),
      ...twice(slippage, 'how far the price may slip'),
      ...twice(place, 'the chain'),
    ],
  }
}

interface Clause {
  readonly slots: RouteSlots
  readonly problem?: Problem
}

function slippageOf(piece: Piece): Clause {
  const problem = (says: string, choices: readonly string[] = []): Clause => ({
    slots: {},
    problem: { slot: 'slippageBps', says, choices },
  })
  if (piece.kind === 'doubtful') return problem(piece.doubt.says, piece.doubt.choices)
  if (piece.kind !== 'percent') return problem(`“${shown(piece.raw)}” is no percentage.`)
  if (piece.bps < 1) return problem('A price always moves a little: a slippage is at least 0.01 %.')
  if (piece.bps >= bpsMax) return problem(`“${shown(piece.raw)}” slippage would take any price. Say less.`)
  return { slots: { slippageBps: piece.bps } }
}

function chainOf(piece: Piece, lexicon: Lexicon): Clause {
  const { chains } = lexicon.known
  if (piece.kind === 'name' && piece.named.chain !== undefined) return { slots: { chain: piece.named.chain } }
  const known = piece.kind === 'number' ? chains.find(({ id }) => String(id) === piece.text) : undefined
  if (known !== undefined) return { slots: { chain: { id: known.id, name: known.name } } }
  const names = chains.map(({ name }) => name)
  return { slots: {}, problem: { slot: 'chain', ...unknownName(piece.raw, names, 'chain') } }
}

function twice(clauses: readonly Clause[], what: string): readonly Problem[] {
  const different = new Set(clauses.map(({ slots }) => JSON.stringify(slots)))
  return different.size < 2 ? [] : [{ slot: null, says: `You said ${what} twice, and differently. Say it anew.`, choices: [] }]
}
