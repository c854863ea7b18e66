// What a keeper knows: the guard as it was last read, what came of its request, and what its observations cost.
import type { Address } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed, AccountSend } from '#protocol/messages.ts'
import { observeCall } from '#protocol/calls.ts'
import { priceStatusWords, type PriceStatus } from '#protocol/priceStatus.ts'
import { keeperLimits } from './limits.ts'

export interface KeeperInput {
  readonly fundId: string
  readonly account: Address
  readonly token: string
  /** what the token is called */
  readonly symbol: string
  /** most that observations may use in any 24 hours, in units of gas */
  readonly gasPerDay: number
}

/** The guard, its source of the token and its newest observation, as one node said them. Times in seconds. */
export interface GuardReading {
  /** null when the fund's limits name none */
  readonly guard: string | null
  /** whom the fund's policy lets observe */
  readonly keeper: string
  /** the chain's time, or the wall clock's where the chain makes blocks only when it is asked */
  readonly now: number
  readonly status: PriceStatus
  /** worth of one whole token, in base units of the fund's asset; 0 unless KNOWN */
  readonly value: string
  /** of the newest observation; 0 if there is none */
  readonly observedAt: number
  readonly windowS: number
  readonly maxAgeS: number
  /** the error that an observation would meet now; null when it would go through or is not due */
  readonly obstacle: { readonly code: string; readonly detail: string } | null
  /** 0 to 999, another one with each reading: what waits are spread by */
  readonly spread: number
}

/** What came of a request, until the guard was looked at again. */
export interface Outcome {
  /** of the transaction that is confirmed; null when it failed */
  readonly txHash: string | null
  readonly code: string
  readonly detail: string
}
/** Gas used within one hour of the chain's time. */
export interface HourOfGas {
  readonly hour: number
  readonly gas: number
}
/** Why a keeper does not observe although nothing failed. */
export type HeldBy = 'NO_GUARD' | 'NO_SOURCE' | 'NOT_KEEPER' | 'GAS_SPENT'

export interface KeeperContext extends KeeperInput {
  readonly reading: GuardReading | null
  readonly outcome: Outcome | null
  /** requests so far: each has its own id */
  readonly requests: number
  /** failures since the last observation that was seen */
  readonly failures: number
  readonly spent: readonly HourOfGas[]
  /** what the last observation used; null before the first */
  readonly lastGas: number | null
  /** what observers were told last */
  readonly heldBy: HeldBy | null
  readonly unavailableBy: PriceStatus | null
}

const hourS = 3_600
const dayS = 24 * hourS
/** What of its life a price may use up before the next observation is on its way: blocks and failures take the rest. */
const freshShare = 0.75

/** The reading at work. @throws before the first, which is a fault of the machine */
export function readingOf(context: KeeperContext): GuardReading {
  if (context.reading === null) throw new Error('a keeper judges what it has read')
  return context.reading
}

export const requestId = (context: KeeperContext): string => `observe/${context.token}/${context.requests}`
/** `account:<chainId>-<address>` is the bot of that address. */
const addressOf = (account: Address): string => account.slice(account.indexOf('-') + 1)
/** Is the role of the keeper this account's? */
export const isKeeper = (context: KeeperContext): boolean =>
  readingOf(context).keeper.toLowerCase() === addressOf(context.account).toLowerCase()

/** Why there is nothing to observe; null when there is. */
export function heldBy(context: KeeperContext): HeldBy | null {
  const { guard, status } = readingOf(context)
  if (guard === null) return 'NO_GUARD'
  if (status === 'NO_SOURCE') return 'NO_SOURCE'
  return isKeeper(context) ? null : 'NOT_KEEPER'
}

/** Has the guard an observation that was not there at the last look? */
export const isNewObservation = ({ reading: before }: KeeperContext, reading: GuardReading): boolean =>
  before !== null && before.guard === reading.guard && reading.observedAt > before.observedAt

/** What a look changes: a new observation, whoever made it, ends what failed before it. */
export const withReading = (context: KeeperContext, reading: GuardReading): Partial<KeeperContext> => ({
  reading,
  ...(isNewObservation(context, reading) ? { outcome: null, failures: 0 } : {}),
})

/**
 * Seconds from one observation to the next: the guard's window, or longer when the day's gas would not last for as many,
 * so that the price is kept through the whole day instead of its first hours. Never so long that it would grow stale, and
 * no longer than the window while it is not known.
 */
export function intervalS(context: KeeperContext): number {
  const { windowS, maxAgeS, status } = readingOf(context)
  if (status !== 'KNOWN') return windowS
  const gas = context.lastGas ?? keeperLimits.gasPerObservation
  const paceS = Math.ceil((dayS * gas) / context.gasPerDay)
  return Math.max(windowS, Math.min(paceS, Math.floor(maxAgeS * freshShare)))
}

/** Seconds until the next observation is due; 0 now. */
export function dueInS(context: KeeperContext): number {
  const { now, observedAt } = readingOf(context)
  return observedAt === 0 ? 0 : Math.max(0, observedAt + intervalS(context) - now)
}

/** The wait for the next observation, in ms: a little later than it is due, while the price stays fresh. */
export function waitMs(context: KeeperContext): number {
  const { maxAgeS, spread } = readingOf(context)
  const slackS = Math.max(0, maxAgeS - intervalS(context)) / 4
  const jitterS = (Math.min(keeperLimits.jitterMaxS, slackS) * spread) / 1_000
  return Math.min(keeperLimits.waitMaxMs, Math.ceil((dueInS(context) + jitterS) * 1_000))
}

/** The wait after a failure, in ms: doubled with each, and between half and all of that. */
export function backoffMs({ failures, reading }: KeeperContext): number {
  const whole = Math.min(keeperLimits.backoffMaxMs, keeperLimits.backoffMs * 2 ** Math.min(failures, 20))
  return Math.ceil(whole * (0.5 + (reading?.spread ?? 0) / 2_000))
}

/** How long the price stays known without another observation, in ms. */
export function freshMs(context: KeeperContext): number {
  const { now, observedAt, maxAgeS } = readingOf(context)
  return Math.max(0, observedAt + maxAgeS + 1 - now) * 1_000
}

/** Gas of the hours that reach into the last 24: never less than what those used. */
function ofTheDay({ spent }: KeeperContext, now: number): readonly HourOfGas[] {
  return spent.filter(({ hour }) => hour >= Math.floor(now / hourS) - 24)
}

/** Would one more observation stay within the day's gas? */
export function hasGas(context: KeeperContext): boolean {
  const used = ofTheDay(context, readingOf(context).now).reduce((sum, { gas }) => sum + gas, 0)
  return used + (context.lastGas ?? keeperLimits.gasPerObservation) <= context.gasPerDay
}

/** Until the oldest hour leaves the day, in ms; never longer than an hour, for the setting may be raised meanwhile. */
export function rationMs(context: KeeperContext): number {
  const { now } = readingOf(context)
  const [oldest] = ofTheDay(context, now)
  const untilS = oldest === undefined ? hourS : (oldest.hour + 25) * hourS - now
  return Math.min(hourS, Math.max(1, untilS)) * 1_000
}

/** What an outcome costs. Refused before it was signed: nothing. A revert does not say: what one observation may use. */
export function charged(context: KeeperContext, event: AccountConfirmed | AccountFailed): Partial<KeeperContext> {
  if (event.type === 'account.failed' && event.stage !== 'receipt') return {}
  const gas = event.type === 'account.confirmed' ? Number(event.gasUsed) : keeperLimits.gasPerObservation
  const now = context.reading?.now ?? 0
  const hour = Math.floor(now / hourS)
  const before = ofTheDay(context, now)
  const known = before.some((one) => one.hour === hour)
  return {
    lastGas: event.type === 'account.confirmed' ? gas : context.lastGas,
    spent: known ? before.map((one) => (one.hour === hour ? { hour, gas: one.gas + gas } : one)) : [...before, { hour, gas }],
  }
}

/** What the account's answer says, until the guard shows what came of it. */
export const outcomeOf = (event: AccountConfirmed | AccountFailed): Outcome =>
  event.type === 'account.confirmed'
    ? {
        txHash: event.txHash,
        code: 'OBSERVATION_UNPROVEN',
        detail: 'the transaction is confirmed but the guard shows no new observation',
      }
    : { txHash: null, code: event.code, detail: event.message }

/** The request to its account. */
export const observation = (context: KeeperContext): AccountSend => ({
  type: 'account.send',
  requestId: requestId(context),
  replyTo: `keeper:${context.fundId}`,
  to: readingOf(context).guard ?? '',
  data: observeCall(context.token as `0x${string}`), // the fund's configuration was parsed
  value: '0',
  label: `observe the price of ${context.symbol}`,
})

type Told = { type: string } & Record<string, unknown>
const about = ({ fundId, token }: KeeperContext): { fundId: string; token: string } => ({ fundId, token })

/** An observation that was not there at the last look; nothing when there is none. */
export function observedFact(context: KeeperContext, reading: GuardReading): Told | undefined {
  if (!isNewObservation(context, reading)) return undefined
  const { guard, observedAt, status, value } = reading
  return { type: 'price.observed', ...about(context), guard, observedAt, status, value, txHash: context.outcome?.txHash ?? null }
}

/** The price holds from here on. */
export function knownFact(context: KeeperContext): Told {
  const { guard, observedAt, value } = readingOf(context)
  return { type: 'price.known', ...about(context), guard, observedAt, value }
}

/** Trades are refused from here on. */
export function unavailableFact(context: KeeperContext, status: PriceStatus): Told {
  const { guard, observedAt } = readingOf(context)
  const detail = `the price of ${context.symbol} ${priceStatusWords[status]}; no trade executes until it is known`
  return { type: 'price.unavailable', ...about(context), guard, observedAt, status, detail }
}

const heldWords: Readonly<Record<HeldBy, (context: KeeperContext) => string>> = {
  NO_GUARD: () => 'the fund names no price guard: there is nothing to observe',
  NO_SOURCE: ({ symbol }) => `the price guard has no source for ${symbol}: its owner names one`,
  NOT_KEEPER: (context) => `the fund's keeper is ${readingOf(context).keeper}, not this bot's account`,
  GAS_SPENT: ({ gasPerDay }) => `the ${gasPerDay} gas that its observations may use in 24 hours are used`,
}
/** Why the keeper rests, once for each reason. */
export const heldFact = (context: KeeperContext, reason: HeldBy): Told | undefined =>
  context.heldBy === reason ? undefined : { type: 'keeper.held', ...about(context), reason, detail: heldWords[reason](context) }

/** A request or its rehearsal that failed. */
export const failedFact = (context: KeeperContext, { code, detail }: { code: string; detail: string }): Told => ({
  type: 'keeper.failed',
  ...about(context),
  code,
  detail,
})
