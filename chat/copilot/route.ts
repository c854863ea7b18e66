// The copilot's router on rules: every message becomes a question, an order, something to ask back, or talk. An order is one
// only where each of its words is understood; whatever is quoted, asked, refused, waited for or unclear orders nothing. Pure.
import type { Route } from '#protocol/copilotRoute.ts'
import { answered } from './answers.ts'
import { askAnew, completed, missingOf, routeOf } from './completion.ts'
import { askedAbout, clausesOf, lookForms, withoutCourtesy } from './clauses.ts'
import { heldBack, misfit } from './doubts.ts'
import { commonVerbs, grammarWords, halfOrderPatterns, orderPatterns, questionPatterns, verbs } from './grammar/grammar.ts'
import type { Pattern } from './grammar/phrasing.ts'
import { questionWords } from './grammar/turns.ts'
import type { Known } from './known.ts'
import { lexiconOf, type Lexicon } from './lexicon.ts'
import { linesOf, type SaidLine } from './lines.ts'
import type { Line } from './pieces.ts'
import { messageCharsMax, plainTextOf, type PlainText } from './plainText.ts'
import { isAction, readingsOf, type Reading } from './reading.ts'
import { defaultTokenOut } from './tokenOut.ts'
import { orderInWords } from './summary.ts'

/**
 * Routes a message.
 * @param pending what was asked back before, if the message may be its answer
 */
export function route(text: string, known: Known, pending?: Route): Route {
  if (text.length > messageCharsMax)
    return askAnew(
      `That is longer than ${messageCharsMax.toLocaleString('en')} characters. Say what you want in one sentence.`,
      'too long to be read',
    )
  const lexicon = lexiconOf(known, grammarWords)
  const plain = plainTextOf(text)
  const lines = linesOf(plain.text, lexicon)
  if (pending?.mode === 'CLARIFY') {
    const answer = answered({ plain, lines, pending, lexicon, anew: () => routed(plain, lines, lexicon) })
    if (answer !== undefined) return answer
  }
  return routed(plain, lines, lexicon)
}

function routed(plain: PlainText, lines: readonly SaidLine[], lexicon: Lexicon): Route {
  const looks = lines.map((line) => looked(line, lexicon))
  const isAsked = ({ asks, tags }: SaidLine): boolean =>
    asks || (questionWords.has(tags.split(' ')[0] ?? '') && !/^(do|can|will|should) not /.test(tags))
  const ordering = lines.filter((line, at) => looks[at] === undefined && !isAsked(line) && isOrder(line))
  const [order] = ordering
  if (order !== undefined) return ordered(order, { plain, lines, ordering, lexicon })
  const look = looks.find((each) => each !== undefined)
  if (look !== undefined) return completed(look, lexicon)
  const about = lines
    .filter(isAsked)
    .map((line) => quoted(line, lexicon))
    .find((each) => each !== undefined)
  if (about !== undefined) return about
  const [line] = lines
  if (line !== undefined && lines.length === 1 && !line.asks) return halfOrder(line, lexicon) ?? talk(plain, lines)
  return talk(plain, lines)
}

/** Does a line order something? */
function isOrder({ tags, pieces }: Line): boolean {
  const words = withoutCourtesy(tags).split(' ')
  const counts = pieces.some(({ kind }) => kind !== 'unknown')
  return verbs.has(words[0] ?? '') && (counts || !commonVerbs.has(words[0] ?? ''))
    ? true
    : counts && words.some((word) => verbs.has(word))
}

interface Around {
  readonly plain: PlainText
  readonly lines: readonly SaidLine[]
  readonly ordering: readonly SaidLine[]
  readonly lexicon: Lexicon
}

function ordered(line: SaidLine, { plain, lines, ordering, lexicon }: Around): Route {
  if (plain.hidden)
    return askAnew('There are characters in it that one cannot see. Type the order anew.', 'characters that one cannot see')
  const whole = ordering.length > 1 ? undefined : clausesOf(withoutCourtesy(line.tags), line.pieces, lexicon)
  for (const each of lines) {
    const held = heldBack(each === line && whole !== undefined ? whole : each)
    if (held !== undefined) return held
  }
  if (whole === undefined)
    return askAnew('That is more than one order: say one, and the next when it is done.', 'several orders in one message')
  if (lines.length > 1)
    return askAnew('There is more in that message than the order. Say the order alone.', 'more than an order in one message')
  const said = lookFor(whole.tags, line, orderPatterns, lexicon)
  if (said === undefined) {
    const asked = misfit({ tags: whole.tags, pieces: line.pieces })
    return plain.quoted ? { ...asked, question: `${asked.question ?? ''} ${unreadNote}` } : asked
  }
  if (said === 'ambiguous') return askAnew('That order can be read in two ways. Say it in other words.', 'two readings')
  if (
    said.kind !== 'swap' &&
    (whole.slots.slippageBps !== undefined || whole.problems.some(({ slot }) => slot === 'slippageBps'))
  )
    return askAnew('Slippage is of swaps alone. Say the order without it.', 'a slippage where there is none', said.kind)
  const reading = {
    ...said,
    slots: { ...said.slots, ...whole.slots },
    problems: [...said.problems, ...whole.problems],
  }
  const result = completed(defaultTokenOut(reading, whole.tags, lexicon), lexicon)
  // whoever answers what is asked back should know it, too
  if (result.mode !== 'ACTION') return plain.quoted ? routeOf({ ...result, notes: [...result.notes, unreadNote] }) : result
  if (plain.quoted) return confirmed(result, unreadNote)
  // "… ok?"
  return plain.text.includes('?') ? confirmed(result, '') : result
}

const unreadNote = 'What is quoted in it was not read.'

/** The best reading; `ambiguous` where two say all and not the same. */
function lookFor(
  tags: string,
  { pieces }: Line,
  patterns: readonly Pattern[],
  lexicon: Lexicon,
): Reading | 'ambiguous' | undefined {
  const open = (reading: Reading): number => reading.problems.length * 10 + missingOf(reading).length
  const [best, ...rest] = readingsOf(tags, pieces, patterns, lexicon).toSorted((one, other) => open(one) - open(other))
  if (best === undefined || open(best) > 0) return best
  const other = rest.find((each) => open(each) === 0 && JSON.stringify(sorted(each)) !== JSON.stringify(sorted(best)))
  return other === undefined || !isAction(best.kind) ? best : 'ambiguous'
}

const sorted = ({ kind, slots }: Reading): unknown => [
  kind,
  Object.entries(slots).toSorted(([one], [two]) => (one < two ? -1 : 1)),
]

/** A question of the grammar. */
function looked(line: SaidLine, lexicon: Lexicon): Reading | undefined {
  const forms = lookForms(line.tags).map((tags) => clausesOf(tags, line.pieces, lexicon))
  for (const { tags, slots, problems } of forms) {
    const found = lookFor(tags, line, questionPatterns, lexicon)
    if (found !== undefined && found !== 'ambiguous')
      return { ...found, slots: { ...found.slots, ...slots }, problems: [...found.problems, ...problems] }
  }
  return undefined
}

/** An order that is only asked about: of a swap one can say what it would give. */
function quoted(line: SaidLine, lexicon: Lexicon): Route | undefined {
  const tags = askedAbout(line.tags) ?? line.tags
  if (!tags.split(' ').some((word) => verbs.has(word))) return undefined
  const whole = clausesOf(withoutCourtesy(tags), line.pieces, lexicon)
  const said = lookFor(whole.tags, line, orderPatterns, lexicon)
  if (said !== undefined && said !== 'ambiguous' && said.kind === 'swap' && missingOf(said).length === 0) {
    const quote = completed({ ...said, kind: 'quote', slots: { ...said.slots, ...whole.slots } }, lexicon)
    if (quote.mode === 'QUERY')
      return {
        ...quote,
        reason: 'a swap that is asked about',
        notes: [...quote.notes, 'asked, not ordered: say it as an order to have it done'],
      }
  }
  return routeOf({ mode: 'GENERAL', reason: 'an order that is asked about, and not given', confidence: 0.8 })
}

/** An amount and an address without a word of what to do with them. */
function halfOrder(line: SaidLine, lexicon: Lexicon): Route | undefined {
  const said = lookFor(withoutCourtesy(line.tags), line, halfOrderPatterns, lexicon)
  const isAddressed = line.pieces.some(
    (piece) => piece.kind === 'name' && (piece.named.address ?? piece.named.doubt) !== undefined,
  )
  if (said === undefined || said === 'ambiguous' || !isAddressed) return undefined
  const result = completed(said, lexicon)
  return result.mode === 'ACTION' ? confirmed(result, '') : result
}

/** All is there, and a person says yes first. */
function confirmed(action: Route, why: string): Route {
  if (!isAction(action.kind)) return action
  return routeOf({
    ...action,
    mode: 'CLARIFY',
    question: `Do you mean: ${orderInWords(action.kind, action.slots)}? ${why}`.trim(),
    choices: ['yes', 'no'],
    confidence: 0.6,
    reason: 'all of an order is there, and it was not given in so many words',
  })
}

function talk({ quoted: isQuoted }: PlainText, lines: readonly Line[]): Route {
  if (lines.length === 0 && isQuoted)
    return routeOf({ mode: 'GENERAL', reason: 'what is quoted or pasted is not read', confidence: 0.9 })
  if (lines.length === 0) return routeOf({ mode: 'GENERAL', reason: 'a greeting, thanks, or nothing', confidence: 0.9 })
  return routeOf({ mode: 'GENERAL', reason: 'neither a question nor an order of the grammar', confidence: 0.5 })
}
