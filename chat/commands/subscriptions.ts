// What places in messengers are told: subscribed, listed, muted and ended. In a chat the place is where it is typed.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { severitySchema } from '#protocol/monitorRules.ts'
import { placeId, placeText, type Place } from '#protocol/place.ts'
import { labelSchema } from '#protocol/text.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotEvent } from '#runtime/host.ts'
import { askCommand } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import {
  placeNamed,
  readKinds,
  readQuiet,
  readUntil,
  subscriptionLine,
  subscriptionLineSchema,
  type SubscriptionLine,
} from './subscriptionView.ts'
import { printable, type Style } from './style.ts'
import { textTable } from './textTable.ts'
import type { Told } from './told.ts'

const place = z
  .string()
  .max(256)
  .optional()
  .describe('where, such as slack:T1:C1 (messenger, workspace, channel); absent: where it is typed')

export const subscribeCommand = askCommand({
  name: 'subscribe',
  result: subscriptionLineSchema,
  summary: 'Have a channel told of trades, refusals, approvals, incidents or workflows',
  help: 'Each trade, approval and incident has one message there, which is kept up with what becomes of it, and its news in that message’s thread. A place has one subscription: this replaces it. In quiet hours, and under the severity, only what is critical is told at once; the rest comes in a digest. `audit-head` posts the head of the audit log once a day: a log whose end is cut off is seen against it.',
  permission: 'operator',
  args: z.strictObject({
    kinds: z
      .string()
      .max(128)
      .default('all')
      .describe('what of: trades, refusals, approvals, incidents, workflows, all, audit-head; several with commas'),
    fund: fundIdSchema.optional().describe('of this fund only'),
    severity: severitySchema.default('notice').describe('the least that is told at once'),
    quiet: z.string().max(32).optional().describe('hours in which only what is critical is told, UTC: 22:00-07:00'),
    digest: z
      .enum(['off', 'hourly', 'daily'])
      .default('off')
      .describe('when the rest is summed up; off: at the end of the quiet hours'),
    escalate: labelSchema
      .optional()
      .describe('the person who is called when nobody takes an incident on; by name alone where they are not linked there'),
    place,
  }),
  positionals: ['kinds'],
  examples: [
    {
      type: 'subscribe trades,approvals --fund main --quiet 22:00-07:00 --digest daily --place slack:T1:C1',
      does: 'tells the channel of trades and approvals of the fund main, and sums up each morning what came at night',
    },
  ],
  async run({ kinds, fund, severity, quiet, digest, escalate = '', place: typed }, context): Promise<SubscriptionLine> {
    const where = placeNamed(typed, context.said?.place)
    const wishes = {
      kinds: readKinds(kinds),
      fundId: fund ?? '',
      severity,
      quiet: readQuiet(quiet),
      digest,
      escalateTo: escalate,
    }
    if (fund !== undefined) await context.funds.status(fund)
    const id = placeId(where)
    await context.host.spawn('subscription', id, { id, place: where })
    return tellIt(where, context, { type: 'subscription.set', ...wishes, now: context.clock.now().getTime() })
  },
  render: (line, style) => style.good(`${line.place} is told of ${line.kinds.join(', ')} of ${line.fund ?? 'every fund'}`),
})

export const unsubscribeCommand = askCommand({
  name: 'unsubscribe',
  result: subscriptionLineSchema,
  summary: 'Have a channel told of nothing new',
  help: 'Messages that are up there are kept up until what they show is over.',
  permission: 'operator',
  args: z.strictObject({ place }),
  positionals: [],
  examples: [{ type: 'unsubscribe --place slack:T1:C1', does: 'ends what the channel is told' }],
  run: ({ place: typed }, context) => tellIt(subscribed(typed, context), context, { type: 'subscription.end' }),
  render: (line) => `${line.place} is told of nothing new`,
})

export const muteCommand = askCommand({
  name: 'mute',
  result: subscriptionLineSchema,
  summary: 'Keep a channel silent for a while, but for what is critical',
  help: 'What comes meanwhile is summed up in one message when it is over. Messages that are up are kept up, without a word.',
  permission: 'operator',
  args: z.strictObject({
    time: z.string().max(64).describe('how long, such as 90m, 2h or 3d, or until when (ISO 8601)'),
    place,
  }),
  positionals: ['time'],
  examples: [{ type: 'mute 2h --place slack:T1:C1', does: 'keeps the channel silent for two hours' }],
  run({ time, place: typed }, context): Promise<SubscriptionLine> {
    const now = context.clock.now()
    const until = readUntil(time, now)
    return tellIt(subscribed(typed, context), context, { type: 'subscription.mute', until, now: now.getTime() })
  },
  render: (line) => `${line.place} is silent until ${line.mutedUntil ?? 'now'}`,
})

export const unmuteCommand = askCommand({
  name: 'unmute',
  result: subscriptionLineSchema,
  summary: 'End a channel’s silence, and sum up what came',
  help: 'What came while it was silent comes in one message at once, unless these are its quiet hours.',
  permission: 'operator',
  args: z.strictObject({ place }),
  positionals: [],
  examples: [{ type: 'unmute --place slack:T1:C1', does: 'tells the channel again' }],
  run: ({ place: typed }, context) =>
    tellIt(subscribed(typed, context), context, {
      type: 'subscription.mute',
      until: null,
      now: context.clock.now().getTime(),
    }),
  render: (line) => `${line.place} is told again`,
})

export const subscriptionListSchema = z.object({ subscriptions: z.array(subscriptionLineSchema) })

export const subscriptionListCommand = askCommand({
  name: 'subscription.list',
  also: ['subscriptions'],
  result: subscriptionListSchema,
  summary: 'List which channels are told of what',
  help: 'With quiet hours, silence, how many messages are up, and whether the messenger refused one.',
  permission: 'viewer',
  args: z.strictObject({}),
  positionals: [],
  examples: [{ type: 'subscription list', does: 'lists who is told of what' }],
  run: async (_args, { host, clock }): Promise<Told<typeof subscriptionListSchema>> => ({
    subscriptions: host
      .list('subscription')
      .map((view) => subscriptionLine(view, clock.now()))
      .toSorted((a, b) => (a.place < b.place ? -1 : 1)),
  }),
  render({ subscriptions }, style) {
    if (subscriptions.length === 0) return style.dim('no channel is told of anything')
    return textTable(
      ['place', 'told of', 'fund', 'from', 'quiet (UTC)', 'digest', 'up', 'state'].map((title) => ({ title })),
      subscriptions.map((line) => [
        line.place,
        line.told ? line.kinds.join(', ') : '-',
        line.fund ?? 'every',
        line.severity,
        line.quiet ?? '-',
        line.digest,
        String(line.cards),
        stateWords(line, style),
      ]),
      style,
    )
  },
})

function stateWords({ told, mutedUntil, refused }: SubscriptionLine, style: Style): string {
  if (!told) return 'ended'
  if (refused.length > 0) return style.bad(`refused ${printable(refused.at(-1) ?? '')}`)
  return mutedUntil === null ? 'told' : `silent until ${mutedUntil}`
}

/** @throws UNKNOWN_PLACE, NOT_SUBSCRIBED */
function subscribed(typed: string | undefined, { host, said }: CommandContext): Place {
  const where = placeNamed(typed, said?.place)
  if (host.view(addressOf(where)) === undefined) throw new QuorateError('NOT_SUBSCRIBED', { place: placeText(where) })
  return where
}

/** Tells its bot, once for each request, and gives what came of it. */
async function tellIt(
  where: Place,
  { host, who, clock, requestId = randomUUID() }: CommandContext,
  event: BotEvent,
): Promise<SubscriptionLine> {
  const to = addressOf(where)
  await host.ask(to, { ...event, by: who }, { askId: `${event.type}/${requestId}`, who })
  const view = host.view(to)
  if (view === undefined) throw new QuorateError('UNKNOWN_BOT', { address: to })
  return subscriptionLine(view, clock.now())
}

const addressOf = (where: Place): Address => `subscription:${placeId(where)}`
