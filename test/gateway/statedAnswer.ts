// Whatever a command answers in a test is what its schema says, with nothing beside it.
import { isDeepStrictEqual } from 'node:util'
import { commandNamed } from '#chat/commands/commandTable.ts'

/** @throws where an answer has not what its command states, or more */
export function requireStated(name: string, body: unknown): void {
  const { result } = commandNamed(name) ?? {}
  if (result === undefined) return
  const said = result.parse(body)
  if (!isDeepStrictEqual(said, body))
    throw new Error(`${name} answers more than its schema says: ${JSON.stringify(body)}, not ${JSON.stringify(said)}`)
}
