// What may stand for an argument in this instance at this moment, for this asker: what a question offers, what completions
// show, and what a part of a name is taken for.
import { approvalLines, approvalWords } from '#chat/commands/approvalView.ts'
import type { Argument } from '#chat/commands/argumentList.ts'
import type { Asker } from '#chat/commands/asker.ts'
import type { Command } from '#chat/commands/command.ts'
import type { CommandContext } from '#chat/commands/commandContext.ts'
import { incidentsOf } from '#chat/commands/incidentView.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { holds } from '#chat/commands/standing.ts'
import type { Offer } from './slots.ts'

type Looks = Pick<CommandContext, 'host' | 'funds'>

/** Choices of the schema, else what there is of that kind, the likeliest first. None: anything may be typed. */
export async function offersFor(
  command: Command,
  { name, choices }: Argument,
  asker: Asker,
  looks: Looks,
): Promise<readonly Offer[]> {
  if (choices !== null) return choices.map(plain)
  const { host } = looks
  // what one may not do there is not offered; of no fund is what is of all of them
  const may = (fundId: string): boolean => holds(asker, command.permission, fundId === '' ? undefined : fundId)
  const ids = (role: string): readonly Offer[] =>
    host.list(role).flatMap(({ address, status }) => (status === 'active' ? [plain(address.slice(role.length + 1))] : []))
  const [group] = command.name.split('.')
  if (name === 'fund') return ids('fund').filter(({ value }) => may(value))
  if (name === 'bot' && group !== 'bot')
    return host
      .list()
      .map(({ address }) => address)
      .toSorted((one, other) => rankOf(one) - rankOf(other))
      .map(plain)
  // the newest trades first: a list shows the beginning of a hash, which is enough to look at one
  if (command.name === 'explain' && name === 'hash')
    return host
      .list('intent')
      .toSorted((one, other) => other.seq - one.seq)
      .map(({ address }) => plain(address.slice('intent:'.length)))
  if (name !== 'id' && name !== group) return []
  // its own name first: two that read the same are told apart, and the end of a long label is cut off
  if (group === 'approval') {
    const names = nameBook(await looks.funds.list())
    const waiting = approvalLines(host).filter(({ state, fundId }) => state === 'pending' && may(fundId))
    return waiting.map((line) => ({
      value: line.id,
      label: `${line.id.slice(0, 8)}: ${approvalWords(line, names)} (${line.fundId})`,
    }))
  }
  if (group === 'incident') {
    const open = incidentsOf(host, may).filter(({ state }) => state !== 'resolved')
    return open.map(({ id, severity, measures }) => ({ value: id, label: `${id}: ${severity}, ${measures}` }))
  }
  return group === 'apikey' ? ids('key') : group === 'session' || group === 'schedule' ? ids(group) : []
}

/** What people ask about first comes first; what is one of thousands comes last. */
const firstRoles = ['fund', 'strategy', 'verifier', 'crawler', 'relayer', 'executor', 'monitor', 'keeper', 'swarm']
const lastRoles = ['intent', 'account', 'session', 'request', 'conversation', 'errand', 'card']
function rankOf(address: string): number {
  const [role = ''] = address.split(':')
  const first = firstRoles.indexOf(role)
  return first >= 0 ? first : firstRoles.length + 1 + lastRoles.indexOf(role)
}

const plain = (value: string): Offer => ({ value, label: value })

/** A shortened hash is known by its two ends, as a table shows it. */
function hasPart(value: string, typed: string): boolean {
  const [head = '', tail] = typed.split('…')
  return tail === undefined ? value.includes(typed) : value.startsWith(head) && value.endsWith(tail)
}

/** What was typed for an argument, against what there is. */
export type Match =
  | { readonly kind: 'exact'; readonly value: string }
  /** one or some whose name has it in it */
  | { readonly kind: 'near'; readonly offers: readonly Offer[] }
  | { readonly kind: 'none' }

/** Part of a name is enough to find it, and never enough to act on it. */
export function matchOf(typed: string, offers: readonly Offer[]): Match {
  const small = typed.toLowerCase()
  const exact = offers.find(({ value }) => value.toLowerCase() === small)
  if (exact !== undefined) return { kind: 'exact', value: exact.value }
  const near = small === '' ? [] : offers.filter(({ value }) => hasPart(value.toLowerCase(), small))
  return near.length === 0 ? { kind: 'none' } : { kind: 'near', offers: near }
}
