// What a command still needs, how a person is asked for it, and what an answer is worth. Pure.
import { argumentList, type Argument } from '#chat/commands/argumentList.ts'
import type { Command } from '#chat/commands/command.ts'
import { QuorateError } from '#protocol/errors.ts'
import { z } from 'zod'
import { valueOf, type TypedArgs, type TypedValue } from './typedLine.ts'

/** Something that may stand for an argument. */
export interface Offer {
  readonly value: string
  /** for people, where the value says little; else the value itself */
  readonly label: string
}

/** The first argument that is needed and not there. */
export function missingArgument(command: Command, args: TypedArgs): Argument | undefined {
  return argumentList(command).find(({ name, required }) => required && args[name] === undefined)
}

/** How it is asked for: `Which fund? fund name`. */
export function questionFor(
  command: Pick<Command, 'name'>,
  { name, says, kind }: Pick<Argument, 'name' | 'says' | 'kind'>,
  offers: readonly Offer[],
): string {
  // an id is of what the command is about: `approval.approve` asks which approval
  const word = name === 'id' ? (command.name.split('.')[0] ?? name) : spaced(name)
  const asked = kind === 'number' || kind === 'numbers' ? `What ${word}?` : offers.length > 0 ? `Which ${word}?` : `What ${word}?`
  return says === '' ? asked : `${asked} (${says})`
}

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** What an answer is worth to the argument's own schema. */
export function readAnswer(
  command: Command,
  argument: Argument,
  text: string,
): { readonly value: TypedValue } | { readonly problem: string } {
  const { kind, name } = argument
  const value: TypedValue =
    kind === 'flag'
      ? isYes(text)
      : kind === 'texts' || kind === 'numbers'
        ? text.split(/[\s,]+/).map((word) => valueOf(kind, word))
        : valueOf(kind, text)
  // the shape of a strict object has a schema for each of its arguments
  const parsed = (command.args.shape[name] as z.ZodType).safeParse(value)
  if (parsed.success) return { value }
  return { problem: parsed.error.issues.map(({ message }) => message).join('; ') }
}

/** One of what only a command's work knows that it needs, as `INPUTS_MISSING` tells it. */
const missingInputsSchema = z.object({
  missing: z
    .array(
      z.object({
        name: z.string(),
        says: z.string(),
        kind: z.enum(['text', 'number', 'flag']),
        choices: z.array(z.string()).nullable(),
        preset: z.string(),
      }),
    )
    .min(1),
})
export type MissingInput = z.output<typeof missingInputsSchema>['missing'][number]

/** What a command's work found missing; undefined for any other failure. */
export function missingInput(failure: unknown): MissingInput | undefined {
  if (!(failure instanceof QuorateError) || failure.code !== 'INPUTS_MISSING') return undefined
  return missingInputsSchema.safeParse(failure.details).data?.missing[0]
}

export const isYes = (text: string): boolean => /^(y|yes|yep|yeah|ok|okay|sure|do it|go|confirm|true)[.!]*$/i.test(text.trim())
export const isNo = (text: string): boolean => /^(n|no|nope|don'?t|false)[.!]*$/i.test(text.trim())
/** What a person says who wants to be asked no more. */
export const isCancel = (text: string): boolean => /^(cancel|stop|abort|never ?mind|forget it|quit|exit)[.!]*$/i.test(text.trim())
