// Subscriptions as people are shown them, and how people write quiet hours and times to be silent until.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { subscribedKinds, type SubscribedKind } from '#protocol/news.ts'
import { severitySchema } from '#protocol/monitorRules.ts'
import { placeSchema, placeText, readPlace, type Place } from '#protocol/place.ts'
import type { BotView } from '#runtime/host.ts'
import type { Told } from './told.ts'

/** One place and what it is told. */
export const subscriptionLineSchema = z
  .object({
    place: z.string().describe('slack:T1:C1, or discord:1:2 with a thread at its end'),
    told: z.boolean().describe('false: it was ended, and is told of nothing new'),
    kinds: z.array(z.enum(subscribedKinds)),
    fund: z.string().nullable().describe('null: every fund'),
    severity: severitySchema.describe('the least that is told at once'),
    quiet: z.string().nullable().describe('22:00-07:00, UTC'),
    digest: z.enum(['off', 'hourly', 'daily']),
    escalate: z.string().nullable().describe('who is named when nobody takes an incident on'),
    mutedUntil: z.string().nullable().describe('ISO 8601'),
    cards: z.int().describe('that are up'),
    refused: z.array(z.string()).describe('subjects whose cards the messenger did not take'),
  })
  .meta({ id: 'Subscription' })
export type SubscriptionLine = Told<typeof subscriptionLineSchema>

// machines/subscriptionState.ts states it
const contextSchema = z.object({
  place: placeSchema,
  wishes: z.object({
    kinds: z.array(z.enum(subscribedKinds)),
    fundId: z.string(),
    severity: severitySchema,
    quiet: z.object({ from: z.int(), to: z.int() }).nullable(),
    digest: subscriptionLineSchema.shape.digest,
    escalateTo: z.string(),
  }),
  mutedUntil: z.number().nullable(),
  live: z.record(z.string(), z.string()),
  lost: z.array(z.string()),
})

/** @param now what is over by then is no mute any more */
export function subscriptionLine(view: BotView, now: Date): SubscriptionLine {
  const { place, wishes, mutedUntil, live, lost } = contextSchema.parse(view.context)
  const { kinds, fundId, severity, quiet, digest, escalateTo } = wishes
  return {
    place: placeText(place),
    told: kinds.length > 0,
    kinds,
    fund: fundId === '' ? null : fundId,
    severity,
    quiet: quiet === null ? null : `${clockText(quiet.from)}-${clockText(quiet.to)}`,
    digest,
    escalate: escalateTo === '' ? null : escalateTo,
    mutedUntil: mutedUntil === null || mutedUntil <= now.getTime() ? null : new Date(mutedUntil).toISOString(),
    cards: Object.keys(live).length,
    refused: lost,
  }
}

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** `22:00-07:00` in minutes of the day; absent: no quiet hours. @throws ARGUMENTS_INVALID */
export function readQuiet(text: string | undefined): { readonly from: number; readonly to: number } | null {
  if (text === undefined) return null
  const [, ...parts] = /^([01]?\d|2[0-3]):([0-5]\d)-([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number)
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
    throw invalid('subscribe', `quiet: expected hours such as 22:00-07:00 (UTC), not ${text.slice(0, 40)}`)
  const quiet = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute }
  if (quiet.from === quiet.to) throw invalid('subscribe', 'quiet: begins when it ends; mute it instead')
  return quiet
}

/** `trades,incidents` @throws ARGUMENTS_INVALID */
export function readKinds(text: string): readonly SubscribedKind[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const unknown = words.find((word) => !subscribedKinds.some((kind) => kind === word))
  if (unknown !== undefined || words.length === 0)
    throw invalid('subscribe', `kinds: expected some of ${subscribedKinds.join(', ')}, not ${(unknown ?? text).slice(0, 40)}`)
  return subscribedKinds.filter((kind) => words.includes(kind))
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }
/** Nobody who is silent for longer remembers why. */
const muteMaxMs = 30 * 86_400_000

/** `90m`, `2h`, `3d`, or a moment (ISO 8601), in ms since 1970. @throws ARGUMENTS_INVALID */
export function readUntil(text: string, now: Date): number {
  const [, count, unit] = /^(\d{1,5})\s?([mhd])$/.exec(text) ?? []
  const moment = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : NaN
  const until = count === undefined ? moment : now.getTime() + Number(count) * (units[unit ?? ''] ?? NaN)
  if (Number.isNaN(until)) throw invalid('mute', `time: expected 90m, 2h, 3d or a moment in ISO 8601, not ${text.slice(0, 40)}`)
  if (until <= now.getTime()) throw invalid('mute', 'time: it is over already')
  if (until > now.getTime() + muteMaxMs) throw invalid('mute', 'time: at most 30 days; or unsubscribe')
  return until
}

/** The place that is named, or else the one where it was typed. @throws UNKNOWN_PLACE */
export function placeNamed(text: string | undefined, here: Place | undefined): Place {
  if (text === undefined) {
    if (here === undefined) throw new QuorateError('UNKNOWN_PLACE', { problem: 'a command line stands in none' })
    return here
  }
  const place = readPlace(text)
  if (place === undefined) throw new QuorateError('UNKNOWN_PLACE', { problem: `${text.slice(0, 80)} is none` })
  return place
}

const invalid = (command: string, problem: string): QuorateError => new QuorateError('ARGUMENTS_INVALID', { command, problem })
