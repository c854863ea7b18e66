import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { incidentMachine, type IncidentInput } from './incident.ts'
import { incidentLimits } from './limits.ts'

const account = `account:31337-${addressFixture(64).toLowerCase() as `0x${string}`}` as const
const start = 1_760_000_000
const input: IncidentInput = {
  id: 'main.loss-bucket.1',
  monitor: 'monitor:main',
  fundId: 'main',
  rule: 'loss-bucket',
  subject: 'main',
  severity: 'warning',
  threshold: 80,
  value: 90,
  detail: '90 of 100 base units',
  at: start,
  escalateMs: 600_000,
  healthyMs: 300_000,
  guardian: null,
}
const guarded: IncidentInput = { ...input, guardian: { account, core: addressFixture(50) } }
const about = { incidentId: 'main.loss-bucket.1', fundId: 'main', rule: 'loss-bucket', subject: 'main' }

const breached = { type: 'incident.breached', value: 95, detail: '95 of 100', at: start + 15 } as const
const healthy = { type: 'incident.healthy', at: start + 30 } as const
const acknowledge = { type: 'incident.acknowledge', by: 'key:desk', note: 'on it' } as const
const resolve = { type: 'incident.resolve', by: 'key:desk', note: 'mended' } as const
const pause = { type: 'incident.pause' } as const
const released = { type: 'incident.released' } as const
const reconsider = { type: 'incident.reconsider' } as const
const confirmed = (attempt = 1): AccountConfirmed => ({
  type: 'account.confirmed',
  requestId: `pause/main.loss-bucket.1/${attempt}`,
  txHash: hashFixture(9),
  block: 31,
  gasUsed: '52000',
})
const failed = (attempt = 1): AccountFailed => ({
  type: 'account.failed',
  requestId: `pause/main.loss-bucket.1/${attempt}`,
  stage: 'estimate',
  code: 'CALL_REVERTED',
  message: 'PauseSpent(0x…)',
  txHash: null,
})

type Incident = Driver<typeof incidentMachine>
const raised = (change: Partial<IncidentInput> = {}): Incident => drive(incidentMachine, { ...input, ...change })
/** One whose monitor ordered the pause. */
const ordered = (): Incident => {
  const bot = drive(incidentMachine, guarded)
  bot.send(pause)
  return bot
}
const pausing = (): Incident => {
  const bot = ordered()
  bot.answer('incident.readPause', { paused: false })
  return bot
}
const part = (bot: Incident, region: 'attention' | 'condition' | 'remedy'): unknown =>
  (bot.value as Record<string, string>)[region]
const factsOf = (bot: Incident): string[] => bot.last.facts.map(({ type }) => type)

test('says what is wrong when it is raised, and waits for somebody', () => {
  const bot = raised()
  expect(bot.last.facts).toEqual([
    {
      type: 'incident.raised',
      ...about,
      severity: 'warning',
      value: 90,
      threshold: 80,
      detail: '90 of 100 base units',
      pauses: false,
    },
  ])
  expect(bot.value).toEqual({ attention: 'open', condition: 'breached', remedy: 'standing' })
  bot.send(pause)
  expect([bot.pending, bot.timers]).toEqual([[], { escalate: 600_000 }])
})

describe('nobody takes it on', () => {
  test('it grows more severe and is told again, twice as late each time', () => {
    const bot = raised({ severity: 'notice' })
    bot.fire('escalate')
    expect(bot.last.facts).toEqual([{ type: 'incident.escalated', ...about, severity: 'warning', times: 1 }])
    expect(bot.timers).toEqual({ escalate: 1_200_000 })
    bot.fire('escalate')
    expect(bot.last.facts).toMatchObject([{ severity: 'critical', times: 2 }])
    bot.fire('escalate')
    expect(bot.last.facts).toMatchObject([{ severity: 'critical', times: 3 }])
    for (let times = 3; times < 12; times += 1) bot.fire('escalate')
    expect(bot.timers).toEqual({ escalate: 600_000 * 2 ** incidentLimits.doublings })
    expect(raised({ escalateMs: incidentLimits.escalateMaxMs + 1 }).timers).toEqual({ escalate: incidentLimits.escalateMaxMs })
  })

  test('it resolves itself when its rule has been healthy for long enough', () => {
    const bot = raised()
    bot.send(healthy)
    expect(part(bot, 'condition')).toBe('recovering')
    expect(bot.timers).toEqual({ escalate: 600_000, healthy: 300_000 })
    bot.fire('healthy')
    expect(bot.last.facts).toEqual([
      { type: 'incident.resolved', ...about, severity: 'warning', how: 'healthy', by: '', note: '', breaches: 1 },
    ])
    expect(bot.last.told).toEqual([{ to: 'monitor:main', event: { type: 'incident.closed', incidentId: 'main.loss-bucket.1' } }])
    expect([bot.value, bot.timers]).toEqual([{ attention: 'resolved', condition: 'over', remedy: 'none' }, {}])
    bot.send(released)
    expect(bot.status).toBe('done')
  })
})

test('counts what is found again, also while it recovers', () => {
  const bot = raised()
  bot.send(breached)
  bot.send(healthy)
  bot.send(breached)
  expect(bot.context).toMatchObject({ breaches: 3, value: 95, lastAt: start + 15 })
  expect([part(bot, 'condition'), bot.timers]).toEqual(['breached', { escalate: 600_000 }])
})

describe('a person', () => {
  test('takes it on: it is not told again, and stays until it is over', () => {
    const bot = raised()
    const { facts, replies } = bot.send(acknowledge)
    expect(facts).toEqual([{ type: 'incident.acknowledged', ...about, severity: 'warning', by: 'key:desk', note: 'on it' }])
    expect(replies).toEqual([{ output: { acknowledged: { by: 'key:desk', note: 'on it' }, resolved: null } }])
    expect(bot.timers).toEqual({})
    bot.send(healthy)
    bot.fire('healthy')
    expect(bot.last.facts).toMatchObject([{ type: 'incident.resolved', how: 'healthy' }])
  })

  test('is told who has it already when it is taken on twice', () => {
    const bot = raised()
    bot.send(acknowledge)
    const { facts, replies } = bot.send({ ...acknowledge, by: 'key:other', note: '' })
    expect([facts, replies]).toEqual([[], [{ output: { acknowledged: { by: 'key:desk', note: 'on it' }, resolved: null } }]])
  })

  test.each([[[]], [[acknowledge]]])('says that it is over (after %j)', (before) => {
    const bot = raised()
    for (const event of before) bot.send(event)
    bot.send(resolve)
    expect(bot.last.facts).toEqual([
      { type: 'incident.resolved', ...about, severity: 'warning', how: 'person', by: 'key:desk', note: 'mended', breaches: 1 },
    ])
    expect(bot.last.replies).toMatchObject([{ output: { resolved: { by: 'key:desk', note: 'mended', how: 'person' } } }])
    expect(bot.last.told).toMatchObject([{ to: 'monitor:main', event: { type: 'incident.closed' } }])
  })

  test('is answered, and changes nothing, once it is over', () => {
    const bot = raised()
    bot.send(healthy)
    bot.send(resolve)
    for (const event of [acknowledge, resolve]) {
      const { facts, replies } = bot.send(event)
      expect([facts, replies]).toMatchObject([[], [{ output: { resolved: { how: 'person' } } }]])
    }
    bot.send(breached)
    expect(bot.context.breaches).toBe(1)
  })
})

describe('its pause', () => {
  test('goes through the guardian’s account, and is told as every pause is', () => {
    const bot = ordered()
    expect(bot.inputOf('incident.readPause')).toEqual({ fundId: 'main' })
    expect(bot.answer('incident.readPause', { paused: false }).told).toEqual([
      {
        to: account,
        event: {
          type: 'account.send',
          requestId: 'pause/main.loss-bucket.1/1',
          replyTo: 'incident:main.loss-bucket.1',
          to: addressFixture(50),
          data: '0x8456cb59',
          value: '0',
          label: 'pause fund main',
        },
      },
    ])
    bot.send(confirmed())
    expect(bot.last.facts).toEqual([
      { type: 'fund.paused', fundId: 'main', by: 'incident main.loss-bucket.1', txHash: hashFixture(9) },
      { type: 'incident.paused', ...about, severity: 'warning', how: 'sent', txHash: hashFixture(9) },
    ])
    expect(part(bot, 'remedy')).toBe('paused')
  })

  test('is not sent when the fund is paused already', () => {
    const bot = ordered()
    bot.answer('incident.readPause', { paused: true })
    expect(bot.last.told).toEqual([])
    expect(bot.last.facts).toEqual([{ type: 'incident.paused', ...about, severity: 'warning', how: 'found', txHash: null }])
  })

  test('is sent when the chain does not say whether the fund is paused', () => {
    const bot = ordered()
    bot.fail('incident.readPause')
    expect(bot.last.told).toHaveLength(1)
  })

  test('is sent once, whatever else happens meanwhile', () => {
    const bot = pausing()
    bot.fire('escalate')
    for (const event of [pause, breached, healthy, breached, acknowledge, confirmed(7), failed(7)]) bot.send(event)
    expect(bot.all.told.filter(({ event }) => event.type === 'account.send')).toHaveLength(1)
    bot.send(confirmed())
    expect(part(bot, 'remedy')).toBe('paused')
  })

  test('that was refused is tried again after another look, and given up in the end', () => {
    const bot = pausing()
    for (let attempt = 1; attempt < incidentLimits.pauseAttempts; attempt += 1) {
      expect(bot.send(failed(attempt)).facts).toMatchObject([
        { type: 'incident.pauseFailed', code: 'CALL_REVERTED', attempts: attempt },
      ])
      bot.fire('retry')
      bot.answer('incident.readPause', { paused: false })
      expect(bot.last.told).toMatchObject([{ event: { requestId: `pause/main.loss-bucket.1/${attempt + 1}` } }])
    }
    bot.send(failed(incidentLimits.pauseAttempts))
    expect([part(bot, 'remedy'), factsOf(bot)]).toEqual(['unpaused', ['incident.pauseFailed']])
  })

  test('is looked for on chain when the journal may have lost the answer', () => {
    const bot = pausing()
    bot.send(reconsider)
    expect(bot.answer('incident.readPause', { paused: true }).facts).toMatchObject([{ type: 'incident.paused', how: 'found' }])
  })

  test('that has begun comes to its end although a person resolved the incident', () => {
    const bot = pausing()
    bot.send(resolve)
    bot.send(released)
    expect([bot.status, part(bot, 'remedy')]).toEqual(['active', 'pausing'])
    bot.send(confirmed())
    expect(bot.status).toBe('done')
  })

  test('that has not begun is left alone once a person resolved the incident', () => {
    const looking = ordered()
    looking.send(resolve)
    expect([part(looking, 'remedy'), looking.pending]).toEqual(['none', []])
    const waiting = pausing()
    waiting.send(failed())
    waiting.send(resolve)
    expect([part(waiting, 'remedy'), waiting.timers]).toEqual(['none', {}])
  })
})

describe('as a whole', () => {
  const failures = Array.from({ length: incidentLimits.pauseAttempts }, (_, index) => failed(index + 1))
  const samples = [pause, breached, healthy, acknowledge, resolve, released, reconsider, confirmed(), failed()]
  test('every state was entered and every transition taken', () => expect(untaken(incidentMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(incidentMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "attention.ended",
        "condition.passed",
        "incident.acknowledge",
        "incident.breached",
        "incident.healthy",
        "incident.pause",
        "incident.reconsider",
        "incident.released",
        "incident.resolve",
      ],
      "facts": [
        "fund.paused",
        "incident.acknowledged",
        "incident.escalated",
        "incident.pauseFailed",
        "incident.paused",
        "incident.raised",
        "incident.resolved",
      ],
      "ports": [
        "incident.readPause",
      ],
      "tells": [
        "account.send",
        "incident.closed",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(incidentMachine, samples)).toMatchInlineSnapshot(`
    {
      "attention:acknowledged,condition:breached,remedy:paused": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:acknowledged,condition:breached,remedy:pausing": "incident.pause incident.released",
      "attention:acknowledged,condition:breached,remedy:standing": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:acknowledged,condition:recovering,remedy:standing": "incident.pause incident.healthy incident.released incident.reconsider account.confirmed account.failed",
      "attention:closed,condition:over,remedy:pausing": "incident.pause incident.breached incident.healthy incident.acknowledge incident.resolve incident.released",
      "attention:open,condition:breached,remedy:looking": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:open,condition:breached,remedy:paused": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:open,condition:breached,remedy:pausing": "incident.pause incident.released",
      "attention:open,condition:breached,remedy:standing": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:open,condition:breached,remedy:unpaused": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:open,condition:breached,remedy:waiting": "incident.pause incident.released incident.reconsider account.confirmed account.failed",
      "attention:open,condition:recovering,remedy:pausing": "incident.pause incident.healthy incident.released",
      "attention:open,condition:recovering,remedy:standing": "incident.pause incident.healthy incident.released incident.reconsider account.confirmed account.failed",
      "attention:resolved,condition:over,remedy:none": "incident.pause incident.breached incident.healthy incident.reconsider account.confirmed account.failed",
      "attention:resolved,condition:over,remedy:pausing": "incident.pause incident.breached incident.healthy",
    }
  `))
  const world = (): World<typeof incidentMachine> => ({
    input: guarded,
    events: () => [...samples, ...failures],
    answers: { 'incident.readPause': [{ paused: false }, { paused: true }] },
    aspect: ({ context }) => Math.min((context as { attempts: number }).attempts, incidentLimits.pauseAttempts),
  })
  test('no state is unreachable', () => expect(unreachable(incidentMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(incidentMachine, world()))
})
