// Text for Discord that came from anywhere: said as it is, never obeyed. Discord reads a kind of markdown in titles, sentences
// and values; footers, labels and names of files are read as they stand (its Message Formatting, "Markdown Text 101").
import { printable } from '#chat/commands/style.ts'

/** What begins or ends markup, a link, a mention or an emoji wherever it stands. */
const marks = /[\\*_~`|<>#[\]():]/
/** What is shown where there is nothing to say: Discord refuses empty names and values. */
const nothing = '–'
const more = '…'

/**
 * Text for where markdown is read.
 * @param most characters as sent; what is longer ends in `…`
 */
export function said(text: string, most: number): string {
  return cut(escaped(text), most).shown
}

/** Text for where no markdown is read. */
export function plainly(text: string, most: number): string {
  return cut(signs(text), most).shown
}

/** As `said`, and never empty. */
export function saidSomething(text: string, most: number): string {
  const all = said(text, most)
  return all.trim() === '' ? nothing : all
}

/** As `plainly`, and never empty. */
export function plainlySomething(text: string, most: number): string {
  const all = plainly(text, most)
  return all.trim() === '' ? nothing : all
}

/**
 * Text in columns, in a block of code: nothing in it is markup but the end of the block, which cannot be written in it.
 * @returns as much as fits, and whether that is all
 */
export function codeBlock(text: string, most: number): { readonly shown: string; readonly isWhole: boolean } {
  const [before, after] = ['```\n', '\n```']
  const { shown, isWhole } = cut(blockSigns(text), most - before.length - after.length)
  return { shown: `${before}${shown}${after}`, isWhole }
}

function* signs(text: string): Generator<string> {
  // half a pair is no text: JSON carries it, others refuse it
  for (const sign of text.toWellFormed()) yield sign === '@' ? '@\u200b' : printable(sign)
}

function* blockSigns(text: string): Generator<string> {
  for (const sign of text.toWellFormed())
    yield sign === '`' ? '`\u200b' : sign === '@' ? '@\u200b' : sign === '\n' ? sign : printable(sign)
}

function* escaped(text: string): Generator<string> {
  // where a line begins, a dash, a plus and a number with a point begin a list
  let begun: 'nothing' | 'number' | 'text' = 'nothing'
  for (const sign of signs(text)) {
    if (sign.length > 2 && sign.startsWith('\\')) yield `\\${sign}`
    else if (marks.test(sign)) yield `\\${sign}`
    else if (begun === 'nothing' && /^[-+]$/.test(sign)) yield `\\${sign}`
    else if (begun === 'number' && sign === '.') yield '\\.'
    else yield sign
    if (begun !== 'text' && /^\d$/.test(sign)) begun = 'number'
    else if (begun !== 'nothing' || sign.trim() !== '') begun = 'text'
  }
}

/** Between signs, never within one: half of what makes a mark harmless leaves it live. */
function cut(pieces: Iterable<string>, most: number): { readonly shown: string; readonly isWhole: boolean } {
  let kept = ''
  let whole = ''
  for (const piece of pieces) {
    whole += piece
    if (whole.length <= most - more.length) kept = whole
    if (whole.length > most) return { shown: kept + more, isWhole: false }
  }
  return { shown: whole, isWhole: true }
}
