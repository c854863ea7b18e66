// A way to say something, as data: the forms of the grammar and what makes them patterns over lines of words. Pure.
import type { ActionKind, QueryKind, SlotName } from '#protocol/copilotRoute.ts'

/** What a form may leave open: a slot; `amountIn` and `amountOut` say which side an amount is of. */
export type Hole = Exclude<SlotName, 'amount' | 'slippageBps' | 'chain'> | 'amountIn' | 'amountOut' | 'wrapped'

/**
 * One way to say something. In a form `(a|b)` is one of several, `[a]` may be left out, `{token}` is what is said;
 * words that change nothing (please, my, the, of) may stand anywhere and are not in it.
 */
export interface Form {
  readonly form: string
  /** a sentence of this form, for people; each is in the table of utterances */
  readonly example: string
}

/** Ways to say one thing. */
export interface Phrasing<Kind extends ActionKind | QueryKind = ActionKind | QueryKind> {
  readonly kind: Kind
  readonly forms: readonly Form[]
}

/** A form that can be tried on a line. */
export interface Pattern<Kind extends ActionKind | QueryKind = ActionKind | QueryKind> {
  readonly kind: Kind
  /** over the tags of a line with a space behind each; groups are named after holes */
  readonly matches: RegExp
}

/** A form's words, without its holes. */
export const wordsOfForm = (form: string): readonly string[] => form.replaceAll(/\{\w+\}/g, ' ').match(/[^\s()[\]|]+/g) ?? []

/** Words with which forms begin: what may be the verb of an order. */
export function firstWordsOf(phrasings: readonly Phrasing[]): ReadonlySet<string> {
  const firsts = phrasings.flatMap(({ forms }) => forms.map(({ form }) => /^(?:\(([^)]*)\)|([a-z]+))/.exec(form)))
  return new Set(firsts.flatMap((found) => (found?.[1] ?? found?.[2] ?? '').split('|').map((each) => each.split(' ')[0] ?? '')))
}

/** Every form of phrasings, ready to be tried. @throws SyntaxError for a form that is not well made */
export function patternsOf<Kind extends ActionKind | QueryKind>(phrasings: readonly Phrasing<Kind>[]): readonly Pattern<Kind>[] {
  return phrasings.flatMap(({ kind, forms }) => forms.map(({ form }) => ({ kind, matches: patternOf(form) })))
}

/** A form as a pattern over a whole line. */
export const patternOf = (form: string): RegExp => new RegExp(`^${sourceOf(form)}$`)

/** A form's source: each word, hole and group takes the space behind it along. `{percent}` is a percentage. */
export function sourceOf(form: string): string {
  return form.replaceAll(/\{(\w+)\}|([[\](|)])|([^\s()[\]|{}]+)|\s+/g, (_, hole?: string, mark?: string, word?: string) => {
    if (hole !== undefined) return `(?<${hole}>#${lettersOf(hole)}\\d+) `
    if (word !== undefined) return `${word} `
    return marks[mark ?? ''] ?? ''
  })
}

const marks: Readonly<Record<string, string>> = { '[': '(?:', ']': ')?', '(': '(?:', '|': '|', ')': ')' }
const lettersOf = (hole: string): string => (hole.startsWith('amount') ? '[vpb]' : hole === 'percent' ? '[pb]' : 'n')
