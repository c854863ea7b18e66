// A question that waits, seen from the next thing that is said: whether that is about the same, and how people are told that
// the question waits still, made room for another, or was given up. Pure.
import { typedName, type Command } from '#chat/commands/command.ts'
import { printable } from '#chat/commands/style.ts'
import type { ConversationStep } from '#protocol/conversation.ts'

/** What waits for an answer. */
export type Question = Extract<ConversationStep, { readonly kind: 'ask' | 'sure' }>
type Matter = Pick<Question, 'command' | 'args'>

/** Is it the command that the question is about, with all that was known of it? Which state of a thing is looked at may be another. */
export function isSameMatter(question: Matter, next: Matter): boolean {
  if (question.command !== next.command) return false
  return Object.entries(question.args).every(([name, value]) => name === 'revision' || has(next.args[name], value))
}

/** One more of several is the same several still. */
const has = (next: unknown, value: unknown): boolean =>
  Array.isArray(next) && Array.isArray(value)
    ? value.every((one) => next.includes(one))
    : JSON.stringify(next) === JSON.stringify(value)

const saidCharsMax = 200

/** `pause, “Which fund?”` */
export function questionWords({ command, says }: Pick<Question, 'command' | 'says'>, commands: readonly Command[]): string {
  const found = commands.find(({ name }) => name === command)
  const typed = found === undefined ? command.replaceAll('.', ' ') : (found.also[0] ?? typedName(found))
  const [first = ''] = says.split('\n')
  return `${typed}, “${printable(first.length > saidCharsMax ? `${first.slice(0, saidCharsMax - 1)}…` : first)}”`
}

/** Something else was done beside it. */
export const stillOpen = (question: Question, commands: readonly Command[]): string =>
  `Still open: ${questionWords(question, commands)}: ${question.kind === 'sure' ? 'say yes or no' : 'answer it'}, or say cancel.`

/** Something else asks now: an answer is about that. */
export const madeRoom = (question: Question, commands: readonly Command[]): string =>
  `Given up for this: ${questionWords(question, commands)}; say it again afterwards.`

/** Somebody said that they want to be asked no more. @param words absent for what an older version gave up */
export const givenUp = (words: string | undefined): string =>
  words === undefined ? 'Given up; nothing was done.' : `Given up: ${words}; nothing was done.`
