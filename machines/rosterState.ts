// Who sits in a fund's verifier set by registration, and the next set that is worked out from the chain's and from those
// who join and leave. Thresholds keep the proportion that the fund's settings state, rounded up, so that a set that grows
// and shrinks again ends where it began.
import type { Address } from '#runtime/authoring.ts'
import type { AccountSend } from '#protocol/messages.ts'
import { executeChangeCall, openEpochCall, scheduleChangeCall } from '#protocol/calls.ts'
import { verifiersMax } from '#protocol/limits.ts'
import type { BotRegister } from '#protocol/relay.ts'
import { rosterLimits } from './limits.ts'
import type { RegistrationInput } from './registration.ts'

interface Thresholds {
  readonly claim: number
  readonly snapshot: number
  readonly intent: number
}
export interface RosterInput {
  readonly fundId: string
  readonly verifierSet: string
  readonly policy: string
  readonly owner: Address
  readonly guardian: Address
  /** the verifiers of the fund's settings, who need no registration */
  readonly configured: readonly { readonly name: string; readonly address: string }[]
  /** as the settings state them, with the weight that they are of */
  readonly thresholds: Thresholds & { readonly total: number }
}
/** One registration as the roster knows it. */
export interface Seat {
  readonly botId: string
  readonly name: string
  readonly address: string
  readonly weight: number
  readonly state: 'requested' | 'joining' | 'seated' | 'leaving'
}
interface Member {
  readonly address: string
  readonly weight: number
  readonly erc1271: boolean
  readonly revoked: boolean
}
/** The open set, as the chain has it. Revoked ones are in it still. */
export interface SetReading {
  readonly setEpoch: number
  readonly members: readonly Member[]
  readonly thresholds: Thresholds
  readonly totalWeight: number
  /** 0: the owner's changes are made at once; seconds */
  readonly configDelayS: number
  /** of the asked addresses, those that are revoked */
  readonly revoked: readonly string[]
}
/** A change that waits at the fund's policy. */
export interface ChangeReading {
  readonly status: 'unknown' | 'waiting' | 'ready'
  /** in the chain's time, s; 0 for one that is unknown */
  readonly readyAt: number
  /** until then by the chain's time, s */
  readonly waitS: number
}
/** The next set, as the owner is to open it. */
export interface Plan {
  /** the epoch that it follows */
  readonly after: number
  readonly isDelayed: boolean
  readonly members: readonly Omit<Member, 'revoked'>[]
  readonly thresholds: Thresholds
}
export interface RosterContext extends RosterInput {
  readonly seats: readonly Seat[]
  /** registrations so far: ids are never given again */
  readonly count: number
  /** the registrations that the set in the making is for; empty between changes */
  readonly batch: readonly string[]
  readonly plan: Plan | null
  readonly change: ChangeReading | null
  readonly requests: number
  readonly failures: number
  readonly trouble: { readonly code: string; readonly detail: string }
  /** the open set as it was last read; null before the first change */
  readonly open: (Thresholds & { readonly setEpoch: number; readonly total: number }) | null
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** Why a registration cannot be taken; null when it can. */
export function registrationProblem({ seats, configured }: RosterContext, { name, from }: BotRegister): string | null {
  const taken = [...configured, ...seats]
  if (taken.some(({ address }) => isSame(address, from))) return `${from} is registered already`
  if (taken.some((one) => one.name === name)) return `the name ${name} is taken`
  if (seats.filter(({ state }) => state === 'requested').length >= rosterLimits.requested)
    return `${rosterLimits.requested} registrations wait for a decision; ask again later`
  if (taken.length >= verifiersMax) return `a set has at most ${verifiersMax} verifiers`
  return null
}

/** The roster with one more seat, which nobody sits on yet. */
export function withRequest(context: RosterContext, { name, from, weight }: BotRegister): Partial<RosterContext> {
  const seat: Seat = { botId: nextBotId(context, name), name, address: from, weight, state: 'requested' }
  return { count: context.count + 1, seats: [...context.seats, seat] }
}
export const nextBotId = ({ count }: RosterContext, name: string): string => `${name}-${count + 1}`

/** What the registration's own bot begins with. */
export function registrationOf(context: RosterContext, { name, from, weight, title, role }: BotRegister): RegistrationInput {
  const { fundId, guardian, verifierSet } = context
  return { fundId, botId: nextBotId(context, name), role, name, address: from, weight, title, guardian, verifierSet }
}

export const withState = (seats: readonly Seat[], botId: string, state: Seat['state']): readonly Seat[] =>
  seats.map((seat) => (seat.botId === botId ? { ...seat, state } : seat))

export const isWaiting = ({ state }: Seat): boolean => state === 'joining' || state === 'leaving'

/** Those of the set in the making who still wait for it. */
export const inBatch = ({ seats, batch }: RosterContext): readonly Seat[] =>
  seats.filter((seat) => isWaiting(seat) && batch.includes(seat.botId))

/** Has the chain done what a seat waits for? */
function isSettled(seat: Seat, { members }: SetReading): boolean {
  const sits = members.some(({ address, revoked }) => isSame(address, seat.address) && !revoked)
  return seat.state === 'joining' ? sits : !members.some(({ address }) => isSame(address, seat.address))
}

/** The next set; null when the open one is as it should be. Whoever is revoked is in no new set. */
export function planOf(context: RosterContext, set: SetReading): Plan | null {
  const waiting = inBatch(context)
  if (waiting.every((seat) => isSettled(seat, set))) return null
  const joins = waiting.filter(({ state }) => state === 'joining')
  const changed = (address: string): boolean => waiting.some((seat) => isSame(seat.address, address))
  const members = [
    ...set.members.filter(({ revoked, address }) => !revoked && !changed(address)).map(withoutMark),
    ...joins.map(({ address, weight }) => ({ address, weight, erc1271: false })),
  ]
  const total = members.reduce((sum, { weight }) => sum + weight, 0)
  const thresholds = scaledThresholds(context.thresholds, total)
  return { after: set.setEpoch, isDelayed: set.configDelayS > 0, members, thresholds }
}
/** The thresholds of a set of another weight: the same proportion, rounded up. */
export function scaledThresholds(stated: Thresholds & { readonly total: number }, total: number): Thresholds {
  const scaled = (threshold: number): number => Math.ceil((threshold * total) / stated.total)
  return { claim: scaled(stated.claim), snapshot: scaled(stated.snapshot), intent: scaled(stated.intent) }
}
const withoutMark = ({ address, weight, erc1271 }: Member): Plan['members'][number] => ({ address, weight, erc1271 })

/** Why no contract would open it, as far as that is known before asking. */
export function planProblem(context: RosterContext, set: SetReading): RosterContext['trouble'] | null {
  const plan = planOf(context, set)
  if (plan === null) return null
  const banned = inBatch(context).find(
    ({ state, address }) => state === 'joining' && set.revoked.some((one) => isSame(one, address)),
  )
  if (banned !== undefined)
    return { code: 'VERIFIER_REVOKED', detail: `${banned.address} is revoked on chain; only the owner can reinstate it` }
  if (plan.members.length === 0) return { code: 'SET_EMPTY', detail: 'nobody would be left in the verifier set' }
  if (plan.members.length > verifiersMax)
    return { code: 'SET_FULL', detail: `the set would have ${plan.members.length} verifiers; at most ${verifiersMax} may be` }
  return null
}

/** The plan in hand. @throws when there is none, which is a fault of the machine */
export function planIn({ plan }: RosterContext): Plan {
  if (plan === null) throw new Error('a roster that changes the set has a plan')
  return plan
}

/** What the owner's account is to call: the set itself, or the policy that lets a change through after its delay. */
export function callOf(context: RosterContext): { readonly target: string; readonly data: `0x${string}`; readonly salt: string } {
  const { members, thresholds, after } = planIn(context)
  // the epoch that it follows is the salt: a change that another epoch has overtaken is never taken for this one
  const salt = `0x${after.toString(16).padStart(64, '0')}`
  return { target: context.verifierSet, data: openEpochCall(members, thresholds), salt }
}

export const requestId = ({ fundId, requests }: RosterContext): string => `set/${fundId}/${requests}`

/** The request to the owner's account. */
export function sending(context: RosterContext, how: 'announce' | 'open'): AccountSend {
  const { target, data, salt } = callOf(context)
  const { isDelayed, after } = planIn(context)
  const [to, call] = [target as `0x${string}`, salt as `0x${string}`] // addresses of the parsed configuration
  return {
    type: 'account.send',
    requestId: requestId(context),
    replyTo: `roster:${context.fundId}`,
    to: isDelayed ? context.policy : target,
    data: how === 'announce' ? scheduleChangeCall(to, data, call) : isDelayed ? executeChangeCall(to, data, call) : data,
    value: '0',
    label: `${how} verifier set ${after + 1} of fund ${context.fundId}`,
  }
}
