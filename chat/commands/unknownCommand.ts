// The refusal of a command that there is not: it names what was typed and what may have been meant.
import { QuorateError } from '#protocol/errors.ts'
import type { Command } from './command.ts'
import { nearNames } from './nearNames.ts'

/**
 * @param words as they were typed, without options
 * @param unknown of them, what is no command; absent: the first two
 */
export function unknownCommand(
  commands: readonly Pick<Command, 'name' | 'also'>[],
  words: readonly string[],
  unknown = words.slice(0, 2).join(' '),
): QuorateError {
  const near = nearNames(commands, words)
  const next =
    near.length === 0
      ? 'list them: ./quorate --help'
      : `did you mean ${near.map((name) => `./quorate ${name}`).join(' or ')}? All: ./quorate --help`
  return new QuorateError('UNKNOWN_COMMAND', { command: unknown.slice(0, 80), next })
}
