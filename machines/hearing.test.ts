import { describe, expect, test } from 'vitest'
import { newsFixture } from '../test/machines/newsFixture.ts'
import { heard, posted } from './hearing.ts'
import { subscriptionLimits } from './limits.ts'
import { firstContext, noWishes, type SubscriptionContext, type Wishes } from './subscriptionState.ts'

const now = Date.UTC(2026, 4, 1, 10)
const place = { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null } as const
const wishing = (wishes: Partial<Wishes>, rest: Partial<SubscriptionContext> = {}): SubscriptionContext => ({
  ...firstContext({ id: 'slack.aa', place }),
  wishes: { ...noWishes, kinds: ['trades'], ...wishes },
  ...rest,
})
const night = { from: 9 * 60, to: 11 * 60 }
const up = { live: { 'intent:0x12': 'card-1' } }

describe('news of a subject without a card', () => {
  test('begins one, under an id that is of this place, this subject and this fact', () => {
    const { starts, tells, context } = heard(wishing({}), { now, news: [newsFixture()] })
    expect(starts).toMatchObject([
      { role: 'card', input: { place, subject: 'intent:0x12', since: now, owner: 'subscription:slack.aa' } },
    ])
    expect(starts[0]?.id).toMatch(/^[0-9a-f]{16}\.[0-9a-f]{16}\.7-0$/)
    expect(context.live).toEqual({ 'intent:0x12': starts[0]?.id })
    expect(tells).toEqual([])
  })

  test('twice in one batch is one card, and the second is said in its thread', () => {
    const { starts, tells } = heard(wishing({}), { now, news: [newsFixture(), newsFixture({ key: '8/0', words: 'more' })] })
    expect(starts).toHaveLength(1)
    expect(tells).toEqual([
      { to: `card:${starts[0]?.id}`, event: { type: 'card.changed', isOver: false } },
      { to: `card:${starts[0]?.id}`, event: { type: 'card.say', key: '8/0', text: 'more', tone: 'good', footer: '' } },
    ])
  })

  test.each([
    ['of another kind', { kind: 'incidents' as const }],
    ['of another fund', { fundId: 'other' }],
    ['that only changes a card', { isSaid: false }],
    ['under the line', { severity: 'notice' as const }],
  ])('%s begins none', (_what, change) => {
    const { starts, context } = heard(wishing({ fundId: 'main', severity: 'warning' }), {
      now,
      news: [newsFixture({ severity: 'warning', ...change })],
    })
    expect([starts, context.gathered]).toEqual([[], null])
  })

  test.each([
    ['every kind', { kinds: ['all'] as const }, { kind: 'incidents' as const }],
    ['of the whole swarm', { fundId: 'main' }, { fundId: '' }],
  ])('%s is meant, too', (_what, wishes, change) => {
    expect(heard(wishing(wishes), { now, news: [newsFixture(change)] }).starts).toHaveLength(1)
  })

  test('under the line waits for the digest where there is one', () => {
    const { starts, context } = heard(wishing({ severity: 'warning', digest: 'daily' }), { now, news: [newsFixture()] })
    expect([starts, context.gathered]).toEqual([[], { since: now, counts: { trades: 1 }, lines: ['intent 0x12: BUY 5 USDC'] }])
  })

  test('whose card was given up begins no other', () => {
    expect(heard(wishing({}, { lost: ['intent:0x12'] }), { now, news: [newsFixture()] }).starts).toEqual([])
  })

  test('over the bound of live cards is gathered', () => {
    const live = Object.fromEntries(Array.from({ length: subscriptionLimits.liveCards }, (_, n) => [`intent:${n}`, `card-${n}`]))
    const { starts, context } = heard(wishing({}, { live }), { now, news: [newsFixture()] })
    expect([starts, context.gathered?.counts]).toEqual([[], { trades: 1 }])
  })
})

describe('in quiet hours', () => {
  test('news is gathered, and what is critical is told', () => {
    const news = [newsFixture(), newsFixture({ key: '8/0', subject: 'incident:x', severity: 'critical' })]
    const { starts, context } = heard(wishing({ quiet: night }), { now, news })
    expect(starts).toMatchObject([{ input: { subject: 'incident:x' } }])
    expect(context.gathered).toMatchObject({ counts: { trades: 1 } })
  })

  test('a card that is up is kept up, without a word', () => {
    const { tells, context } = heard(wishing({ quiet: night }, up), { now, news: [newsFixture({ isOver: true })] })
    expect(tells).toEqual([{ to: 'card:card-1', event: { type: 'card.changed', isOver: true } }])
    expect(context.gathered?.lines).toHaveLength(1)
  })
})

test('a card is kept up whatever the place wishes to hear', () => {
  const { tells, context } = heard(wishing({ kinds: [] }, up), { now, news: [newsFixture()] })
  expect([tells, context.gathered]).toEqual([[{ to: 'card:card-1', event: { type: 'card.changed', isOver: false } }], null])
})

test('an escalation names who is to be told, in the thread', () => {
  const escalation = newsFixture({ isEscalation: true, severity: 'critical' })
  const footer = (context: SubscriptionContext): unknown =>
    heard(context, { now, news: [escalation] }).tells.find(({ event }) => event.type === 'card.say')?.event['footer']
  expect(footer(wishing({ escalateTo: 'mara' }, up))).toBe('for mara')
  // also where the escalation is the first that the place hears of it
  expect(footer(wishing({ escalateTo: 'mara' }))).toBe('for mara')
  expect(footer(wishing({}, up))).toBe('')
})

test('only an escalation calls somebody, and only whom the place wishes to be called', () => {
  const called = (context: SubscriptionContext, isEscalation: boolean): unknown =>
    heard(context, { now, news: [newsFixture({ isEscalation, severity: 'critical' })] }).tells.find(
      ({ event }) => event.type === 'card.say',
    )?.event['mentions']
  expect(called(wishing({ escalateTo: 'mara' }, up), true)).toBe('mara')
  expect(called(wishing({ escalateTo: 'mara' }, up), false)).toBeUndefined()
  expect(called(wishing({}, up), true)).toBeUndefined()
})

describe('what is due', () => {
  const gathered = { since: now, counts: { trades: 21, incidents: 1 }, lines: Array.from({ length: 20 }, (_, n) => `line ${n}`) }

  test('is one message with counts and the latest of it', () => {
    const { starts, context } = posted(wishing({}, { gathered }), now)
    expect(starts).toMatchObject([
      {
        input: {
          subject: 'digest:slack.aa',
          words: { title: 'What came meanwhile: trades 21, incidents 1', footer: 'since 2026-05-01 10:00 UTC' },
        },
      },
    ])
    expect((starts[0]?.input as { words: { lines: string[] } }).words.lines.slice(-2)).toEqual(['line 19', 'and 2 before them'])
    expect([context.gathered, context.posts]).toEqual([null, 1])
  })

  test('is not posted before its time', () => {
    expect(posted(wishing({ digest: 'hourly' }, { gathered }), now + 60_000)).toMatchObject({ starts: [], context: { gathered } })
  })

  test('is the head of the audit log, once a day, and never two messages of one id', () => {
    const wished = wishing({ kinds: ['audit-head'] }, { headAt: now, gathered })
    const tomorrow = Date.UTC(2026, 4, 2)
    const { starts, context } = posted(wished, tomorrow)
    expect(starts).toMatchObject([{ input: { subject: 'digest:slack.aa' } }, { input: { subject: 'audit:log', words: null } }])
    expect(new Set(starts.map(({ id }) => id)).size).toBe(2)
    expect(posted(context, tomorrow + 3_600_000).starts).toEqual([])
  })
})
