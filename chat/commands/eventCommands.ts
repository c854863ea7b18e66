// Which commands tell a bot which event. What a person wants of a bot goes through its command: that is permitted, asked once
// and audited; an event itself nobody sends from a surface.

/** Event type → names of the commands that tell it; an event that is not here comes from bots, clocks or the daemon. */
const byEvent: ReadonlyMap<string, readonly string[]> = new Map([
  ['anchor.make', ['audit.anchor']],
  ['approval.decide', ['approval.approve', 'approval.reject']],
  ['fund.pause', ['fund.pause']],
  ['fund.unpause', ['fund.unpause']],
  ['fund.deposit', ['fund.deposit']],
  ['fund.requestDeposit', ['fund.deposit']],
  ['fund.withdraw', ['fund.withdraw']],
  ['fund.requestRedeem', ['fund.withdraw']],
  ['fund.claim', ['fund.claim']],
  ['incident.acknowledge', ['incident.acknowledge']],
  ['incident.resolve', ['incident.resolve']],
  ['key.revoke', ['apikey.revoke']],
  ['registration.approve', ['bot.approve']],
  ['registration.refuse', ['bot.refuse']],
  ['registration.retire', ['bot.retire']],
  ['registration.revoke', ['bot.revoke']],
  ['schedule.end', ['schedule.end']],
  ['session.revoke', ['session.revoke']],
])

/** Names of the commands that tell an event. */
export const commandsOfEvent = (type: string): readonly string[] => byEvent.get(type) ?? []
/** Every event that a command tells. */
export const toldEvents: readonly string[] = [...byEvent.keys()]
