// What an event must be that comes from outside the swarm. Parsed once, at the door; what comes out is plain JSON of our own.
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { BotDefinition, BotEvent } from './host.ts'
import { copyJson, hostileKey, nonJsonPath } from './jsonValue.ts'

/** An event as a bot may be given it. @throws EVENT_REFUSED */
export function externalEvent({ parseExternal }: BotDefinition, address: Address, event: BotEvent): BotEvent {
  const refuse = (problem: string, cause?: unknown): QuorateError =>
    new QuorateError('EVENT_REFUSED', { address, problem }, { cause })
  if (parseExternal === undefined) throw refuse('it takes none')
  const hostile = hostileKey(event)
  if (hostile !== undefined) throw refuse(`the key ${hostile} is not allowed`)
  let parsed: BotEvent
  try {
    parsed = parseExternal(event)
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error), error)
  }
  if (typeof parsed.type !== 'string' || /^(xstate|quorate)\./.test(parsed.type)) throw refuse('its type belongs to the runtime')
  const bad = nonJsonPath(parsed)
  if (bad !== undefined) throw refuse(`it is not JSON: ${bad}`)
  return copyJson(parsed) as unknown as BotEvent // has the string type that was checked above
}
