// Which commands tell a bot which event. What a person wants of a bot goes through its command: that is permitted, asked once
// and audited; an event itself nobody sends from a surface (docs/adr/0017). An event that has no row here no person can send.
import { placeSchema, placeText } from '#protocol/place.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotView } from '#runtime/host.ts'

/** A row: the commands, and which of their arguments is the bot itself, by the id in its address. */
interface Row {
  readonly commands: readonly string[]
  readonly names?: 'id' | 'name' | 'bot' | 'place'
}

/** Event type → the commands that tell it; an event that is not here comes from bots, clocks or the daemon. */
const byEvent: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['anchor.make', { commands: ['audit.anchor'] }],
  ['approval.decide', { commands: ['approval.approve', 'approval.reject'], names: 'id' }],
  ['executor.sweep', { commands: ['executor.sweep'] }],
  ['fund.pause', { commands: ['fund.pause'] }],
  ['fund.unpause', { commands: ['fund.unpause'] }],
  ['fund.deposit', { commands: ['fund.deposit'] }],
  ['fund.requestDeposit', { commands: ['fund.deposit'] }],
  ['fund.withdraw', { commands: ['fund.withdraw'] }],
  ['fund.requestRedeem', { commands: ['fund.withdraw'] }],
  ['fund.claim', { commands: ['fund.claim'] }],
  ['incident.acknowledge', { commands: ['incident.acknowledge'], names: 'id' }],
  ['incident.resolve', { commands: ['incident.resolve'], names: 'id' }],
  ['key.revoke', { commands: ['apikey.revoke'], names: 'id' }],
  ['link.revoke', { commands: ['link.end'], names: 'id' }],
  ['registration.approve', { commands: ['bot.approve'], names: 'bot' }],
  ['registration.refuse', { commands: ['bot.refuse'], names: 'bot' }],
  ['registration.retire', { commands: ['bot.retire'], names: 'bot' }],
  ['registration.revoke', { commands: ['bot.revoke'], names: 'bot' }],
  ['schedule.end', { commands: ['schedule.end'], names: 'name' }],
  ['session.revoke', { commands: ['session.revoke'], names: 'id' }],
  ['strategy.ask', { commands: ['propose.buy', 'propose.sell'] }],
  ['workflow.cancel', { commands: ['workflow.cancel'], names: 'id' }],
  ['workflow.rerun', { commands: ['workflow.rerun'], names: 'id' }],
  ['workflow.review', { commands: ['workflow.review'], names: 'id' }],
  ['subscription.set', { commands: ['subscribe'], names: 'place' }],
  ['subscription.mute', { commands: ['mute', 'unmute'], names: 'place' }],
  ['subscription.end', { commands: ['unsubscribe'], names: 'place' }],
])

/** Names of the commands that tell an event. */
export const commandsOfEvent = (type: string): readonly string[] => byEvent.get(type)?.commands ?? []
/** Every event that a command tells. */
export const toldEvents: readonly string[] = [...byEvent.keys()]

/**
 * Arguments that the bot itself stands for, of the commands that tell it an event: its id, its fund, the revision of an
 * approval. A command takes those that it has.
 */
export function argumentsGiven(
  type: string,
  { address, context }: Pick<BotView, 'context'> & { readonly address: Address },
  fundId: string | null,
): Readonly<Record<string, string | number>> {
  const names = byEvent.get(type)?.names
  // the id of a registration begins with its fund
  const id = address.slice(address.indexOf(':') + 1)
  const own = names === 'bot' && fundId !== null && id.startsWith(`${fundId}.`) ? id.slice(fundId.length + 1) : id
  const place =
    names === 'place' ? placeSchema.safeParse((context as { readonly place?: unknown } | null)?.place).data : undefined
  const { revision } = (context ?? {}) as { readonly revision?: unknown }
  return {
    ...(fundId === null || fundId === '' ? {} : { fund: fundId }),
    ...(names === undefined ? {} : { [names]: place === undefined ? own : placeText(place) }),
    ...(type === 'approval.decide' && typeof revision === 'number' ? { revision } : {}),
  }
}
