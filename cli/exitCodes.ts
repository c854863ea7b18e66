// How a command ends: the exit code and the words of a failure.
import { asQuorateError } from '#chat/commands/wireError.ts'
import { asStorageFailure } from '#runtime/storageFailure.ts'
import type { Terminal } from './terminal.ts'
import { toldFor } from './toldFor.ts'

/** What every exit code means; the codes of failures stand in protocol/errors.ts. */
export const exitCodes: readonly (readonly [number, string])[] = [
  [0, 'done'],
  [2, 'wrong use: a missing, unknown or malformed argument or setting'],
  [3, 'not found: no such bot, fund, intent or journal position'],
  [4, 'refused: a rule says no; `charts --check` found old drawings, or `fund check` a difference'],
  [5, 'environment: no daemon, disk, chain, key or port; or `doctor` found something bad'],
  [6, 'busy or waiting: try again'],
  [7, 'damaged state'],
  [70, 'a bug of ours'],
  [130, 'interrupted by a second Ctrl-C'],
]

/** Says what went wrong, why and what to type next; the stack only when asked for. Returns the exit code. */
export function complainAbout(
  failure: unknown,
  terminal: Terminal,
  options: { readonly instance: string; readonly json: boolean; readonly verbose: boolean },
): number {
  // a command works on the files of its instance, whichever one it was that failed
  const error = asQuorateError(asStorageFailure(failure, 'the instance'))
  const hint = toldFor(options.instance, error.hint)
  if (options.json) terminal.complain(JSON.stringify({ error: { ...error.toJSON().error, hint } }))
  else {
    terminal.complain(`${terminal.errorStyle.bad(error.code)}: ${error.message}`)
    if (hint !== '') terminal.complain(`  next: ${hint}`)
  }
  if (options.verbose) terminal.complain(stacks(error))
  return error.exit
}

function stacks(error: Error): string {
  const causes: string[] = []
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    causes.push(cause.stack ?? cause.message)
  }
  return causes.join('\ncaused by ')
}
