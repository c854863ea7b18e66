import { QuorateError } from '#protocol/errors.ts'
import type { BotDefinition, EffectBinding } from './host.ts'
import { refuseUnknownVersion } from './migration.ts'
import { defineBot, portsOf } from './registration.ts'
import type { Entry } from './entry.ts'

/** Checks all roles and that every port they use is bound. @throws MACHINE_REFUSED, EFFECT_UNBOUND */
export function registerBots(
  definitions: readonly BotDefinition[],
  effects: readonly EffectBinding[],
): ReadonlyMap<string, BotDefinition> {
  const bound = new Set(effects.map(({ port }) => port))
  const bots = new Map<string, BotDefinition>()
  for (const definition of definitions) {
    const { role, machine } = defineBot(definition)
    if (bots.has(role))
      throw new QuorateError('MACHINE_REFUSED', {
        role,
        problem: 'a second definition',
        path: machine.id,
        remedy: 'register a role once',
      })
    for (const port of portsOf(machine).keys()) if (!bound.has(port)) throw new QuorateError('EFFECT_UNBOUND', { port, role })
    bots.set(role, definition)
  }
  return bots
}

/** What is stored must be of a role and version this program knows. @throws UNKNOWN_ROLE, SNAPSHOT_VERSION */
export function refuseUnknownBots(stored: Iterable<Entry>, bots: ReadonlyMap<string, BotDefinition>): void {
  for (const { role, address, status, version } of stored) {
    const bot = bots.get(role)
    if (bot === undefined) throw new QuorateError('UNKNOWN_ROLE', { role })
    if (status === 'active') refuseUnknownVersion(bot, address, version)
  }
}
