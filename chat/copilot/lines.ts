// The sentences of a message as lines of the grammar, without words that change nothing. Pure.
import { grammarWords } from './grammar/grammar.ts'
import { idleWords, smallTalk } from './grammar/turns.ts'
import type { Lexicon } from './lexicon.ts'
import { lineOf, type Line } from './pieces.ts'
import { sentencesOf } from './words.ts'

/** One sentence. */
export interface SaidLine extends Line {
  /** words and pieces with a space behind each */
  readonly tags: string
  /** it ends with a question mark */
  readonly asks: boolean
}

/** Sentences that say something: greetings and thanks are left out. */
export function linesOf(text: string, lexicon: Lexicon): readonly SaidLine[] {
  return sentencesOf(text)
    .map(({ words, asks }) => ({ ...lineOf(words, lexicon, grammarWords), asks }))
    .map(({ tags, ...line }) => ({ ...line, tags: spaced(tags.split(' ').filter((word) => !idleWords.has(word))) }))
    .filter(({ tags }) => tags.split(' ').some((word) => word !== '' && !smallTalk.has(word)))
}

const spaced = (words: readonly string[]): string => words.map((word) => `${word} `).join('')
