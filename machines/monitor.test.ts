import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { fundMonitorSchema, monitorPlan, ruleIds, ruleTable, type MonitorPlan, type RuleId } from '#protocol/monitorRules.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { monitorMachine, type MonitorInput, type Reading, type Sample } from './monitor.ts'
import { monitorLimits } from './limits.ts'

const account = `account:31337-${addressFixture(64).toLowerCase() as `0x${string}`}` as const
const input: MonitorInput = { id: 'main', fundId: 'main', guardian: { account, core: addressFixture(50) } }
const start = 1_760_000_000

/** Every rule as it is told in the table, whoever measures it. */
const everyRule: MonitorPlan = {
  ...monitorPlan(fundMonitorSchema.parse({})),
  rules: ruleIds
    .map((id) => ({ id, ...ruleTable[id] }))
    .map(({ id, threshold, forS, severity, pauses }) => ({
      id,
      threshold,
      forS,
      severity,
      pauses,
    })),
}
const sample = (rule: RuleId, value: number | null, subject = 'main'): Sample => ({ rule, subject, value, detail: `${value}` })
const reading = (samples: readonly Sample[], change: Partial<Reading> = {}): Reading => ({
  at: start,
  head: { block: 30, time: start - 2 },
  plan: everyRule,
  samples,
  blind: [],
  ...change,
})
/** Only this rule, told at once. */
const only = (rule: RuleId, change: Partial<MonitorPlan['rules'][number]> = {}): MonitorPlan => ({
  ...everyRule,
  rules: everyRule.rules.filter(({ id }) => id === rule).map((one) => ({ ...one, forS: 0, ...change })),
})

type Monitor = Driver<typeof monitorMachine>
const begun = (change: Partial<MonitorInput> = {}): Monitor => drive(monitorMachine, { ...input, ...change })
/** One look after the other, as the schedule has it. */
function look(bot: Monitor, given: Reading): Monitor {
  if (!bot.pending.includes('monitor.measure')) bot.fire('every')
  bot.answer('monitor.measure', given)
  return bot
}
const raisedBy = (bot: Monitor): unknown[] => bot.last.started.map(({ id }) => id)
const toldBy = (bot: Monitor): unknown[] => bot.last.told.map(({ to, event }) => [to, event.type])

describe('a look', () => {
  test('is made at the start, then on a durable schedule, and at once after a trade of the fund', () => {
    const bot = begun()
    expect(bot.inputOf('monitor.measure')).toEqual({ id: 'main', fundId: 'main', head: null })
    look(bot, reading([]))
    expect([bot.value, bot.timers]).toEqual(['watching', { every: 15_000 }])
    expect(bot.inputOf('monitor.awaitTrade')).toEqual({ fundId: 'main', after: 30, watchMs: 1_000 })
    bot.answer('monitor.awaitTrade', { block: 31 })
    expect([bot.value, bot.inputOf('monitor.measure')]).toEqual([
      'measuring',
      { id: 'main', fundId: 'main', head: { block: 30, time: start - 2 } },
    ])
    look(bot, reading([], { head: null }))
    expect(bot.context.head).toEqual({ block: 30, time: start - 2 })
    bot.fire('every')
    expect(bot.value).toBe('measuring')
  })

  test('is made all the same while nobody can say whether the fund traded', () => {
    const bot = look(begun(), reading([]))
    bot.fail('monitor.awaitTrade')
    expect([bot.value, bot.timers]).toEqual(['resting', { every: 15_000 }])
    bot.fire('every')
    expect(bot.value).toBe('measuring')
  })

  test('waits for no trade where there is no fund', () => {
    const bot = look(begun({ id: 'swarm.root', fundId: '', guardian: null }), reading([]))
    expect([bot.value, bot.pending]).toEqual(['resting', []])
  })

  test('goes by the plan that came with it', () => {
    const bot = look(begun(), reading([], { plan: { ...everyRule, everyS: 3, watchMs: 50 } }))
    expect([bot.timers, bot.context.watchMs]).toEqual([{ every: 3_000 }, 50])
  })

  test('that fails as a whole is told once, and made again', () => {
    const bot = begun()
    expect(bot.fail('monitor.measure').facts).toEqual([
      { type: 'monitor.blind', fundId: 'main', code: 'CHAIN_UNREACHABLE', detail: 'the chain does not answer' },
    ])
    bot.fire('every')
    expect(bot.fail('monitor.measure').facts).toEqual([])
    look(bot, reading([]))
    bot.fire('every')
    expect(bot.fail('monitor.measure').facts).toHaveLength(1)
  })
})

/** One value that is too much or too little, and one just on the other side. */
const cases: Readonly<Record<RuleId, readonly [breached: number, healthy: number]>> = {
  'stuck-intent': [2_100, 2_099],
  'quorum-missing': [3, 2],
  'verifier-silent': [5, 4],
  'loss-bucket': [80, 79.99],
  'price-deviation': [1_500, 1_499],
  'nonce-drift': [1, 0],
  'low-balance': [19_999_999, 20_000_000],
  'chain-lagging': [60, 59],
  'bots-quarantined': [1, 0],
}

describe.each(Object.entries(cases) as [RuleId, readonly [number, number]][])('the rule %s', (rule, [breached, healthy]) => {
  test(`raises an incident at ${breached}, once its time is over`, () => {
    const bot = look(begun(), reading([sample(rule, breached)]))
    const { forS, severity, pauses, threshold } = ruleTable[rule]
    // each second of its time but the last
    const early = forS === 0 ? [] : [0, forS - 1]
    const raisedEarly = early.flatMap((after) => raisedBy(look(bot, reading([sample(rule, breached)], { at: start + after }))))
    expect(raisedEarly).toEqual([])
    if (forS > 0) look(bot, reading([sample(rule, breached)], { at: start + forS }))
    expect(bot.last.started).toEqual([
      {
        role: 'incident',
        id: `main.${rule}.1`,
        input: {
          id: `main.${rule}.1`,
          monitor: 'monitor:main',
          fundId: 'main',
          rule,
          subject: 'main',
          severity,
          threshold,
          value: breached,
          detail: `${breached}`,
          at: start + forS,
          escalateMs: 600_000,
          healthyMs: 300_000,
          guardian: pauses ? input.guardian : null,
        },
      },
    ])
    expect(bot.context.figures.find((one) => one.rule === rule)).toMatchObject({ state: 'breached', value: breached })
  })

  test(`is healthy at ${healthy}, however long`, () => {
    const bot = look(begun(), reading([sample(rule, healthy)]))
    look(bot, reading([sample(rule, healthy)], { at: start + 10_000 }))
    expect([bot.all.started, bot.context.breachedSince]).toEqual([[], {}])
    expect(bot.context.figures.find((one) => one.rule === rule)).toMatchObject({ state: 'healthy', value: healthy })
  })
})

describe('a breach', () => {
  const bucket = (value: number | null, change: Partial<Reading> = {}): Reading =>
    reading([sample('loss-bucket', value)], { plan: only('loss-bucket'), ...change })

  test('counts into the incident that is open, and raises no other', () => {
    const bot = look(begun(), bucket(90))
    expect([raisedBy(bot), toldBy(bot)]).toEqual([['main.loss-bucket.1'], [['incident:main.loss-bucket.1', 'incident.pause']]])
    look(bot, bucket(95, { at: start + 15 }))
    expect([raisedBy(bot), bot.last.told]).toEqual([
      [],
      [
        {
          to: 'incident:main.loss-bucket.1',
          event: { type: 'incident.breached', value: 95, detail: '95', at: start + 15 },
        },
      ],
    ])
  })

  test('that is over is told once to its incident, and so is one that comes back', () => {
    const bot = look(begun(), bucket(90))
    look(bot, bucket(10))
    expect(toldBy(bot)).toEqual([['incident:main.loss-bucket.1', 'incident.healthy']])
    look(bot, bucket(10))
    expect(toldBy(bot)).toEqual([])
    look(bot, bucket(90))
    expect(toldBy(bot)).toEqual([['incident:main.loss-bucket.1', 'incident.breached']])
  })

  test('is over when its subject is gone, when its rule does not apply, and when its rule is off', () => {
    const ends: readonly Reading[] = [
      reading([], { plan: only('loss-bucket') }),
      bucket(null),
      reading([], { plan: { ...everyRule, rules: [] } }),
    ]
    for (const end of ends)
      expect(toldBy(look(look(begun(), bucket(90)), end))).toEqual([['incident:main.loss-bucket.1', 'incident.healthy']])
  })

  test('is neither over nor new while its rule cannot be measured', () => {
    const blind = { rule: 'loss-bucket', code: 'RPC_UNREACHABLE', detail: 'no answer' } as const
    const bot = look(begun(), bucket(90))
    look(bot, reading([], { plan: only('loss-bucket'), blind: [blind] }))
    expect([toldBy(bot), raisedBy(bot)]).toEqual([[], []])
    expect(bot.context.figures).toEqual([
      {
        rule: 'loss-bucket',
        threshold: 80,
        state: 'blind',
        subject: '',
        value: null,
        detail: 'RPC_UNREACHABLE: no answer',
      },
    ])
  })

  test('has one incident for each subject', () => {
    const plan = only('low-balance')
    const bot = look(begun(), reading([sample('low-balance', 5, 'a'), sample('low-balance', 7, 'b')], { plan }))
    expect(raisedBy(bot)).toEqual(['main.low-balance.1', 'main.low-balance.2'])
    expect(bot.context.figures).toMatchObject([{ subject: 'a', value: 5 }])
    look(bot, reading([sample('low-balance', 6, 'b')], { plan }))
    expect(toldBy(bot)).toEqual([
      ['incident:main.low-balance.2', 'incident.breached'],
      ['incident:main.low-balance.1', 'incident.healthy'],
    ])
  })

  test('begins its time anew after a healthy look', () => {
    const plan = only('quorum-missing', { forS: 30 })
    const at = (seconds: number, value: number): Reading =>
      reading([sample('quorum-missing', value)], { plan, at: start + seconds })
    const bot = look(begun(), at(0, 3))
    look(look(look(bot, at(15, 0)), at(20, 4)), at(40, 5))
    expect(bot.all.started).toEqual([])
    expect(raisedBy(look(bot, at(50, 6)))).toEqual(['main.quorum-missing.1'])
  })

  test('has another incident once its first one is over, which is told that nothing more comes', () => {
    const bot = look(begun(), bucket(90))
    const { told } = bot.send({ type: 'incident.closed', incidentId: 'main.loss-bucket.1' })
    expect(told).toEqual([{ to: 'incident:main.loss-bucket.1', event: { type: 'incident.released' } }])
    expect(bot.context.open).toEqual({})
    expect(raisedBy(look(bot, bucket(90)))).toEqual(['main.loss-bucket.2'])
  })

  test('of too many things waits for room', () => {
    const many = Array.from({ length: monitorLimits.openIncidents + 3 }, (_, index) =>
      sample('low-balance', 1, `account ${index}`),
    )
    const plan = only('low-balance')
    const bot = look(begun(), reading(many, { plan }))
    expect(raisedBy(bot)).toHaveLength(monitorLimits.openIncidents)
    bot.send({ type: 'incident.closed', incidentId: 'main.low-balance.1' })
    look(bot, reading(many, { plan }))
    expect(raisedBy(bot)).toEqual([`main.low-balance.${monitorLimits.openIncidents + 1}`])
  })

  test('pauses only by a rule that says so', () => {
    const bot = look(begun(), bucket(90, { plan: only('loss-bucket', { pauses: false }) }))
    expect([raisedBy(bot), toldBy(bot)]).toEqual([['main.loss-bucket.1'], []])
  })

  test('of the swarm pauses nothing', () => {
    const bot = begun({ id: 'swarm.root', fundId: '', guardian: null })
    look(bot, reading([sample('bots-quarantined', 2, 'swarm')]))
    expect(bot.last.started).toMatchObject([{ id: 'swarm.root.bots-quarantined.1', input: { fundId: '', guardian: null } }])
  })
})

describe('as a whole', () => {
  const closed = { type: 'incident.closed', incidentId: 'main.loss-bucket.1' } as const
  const samples = [closed]
  test('every state was entered and every transition taken', () => expect(untaken(monitorMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(monitorMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "incident.closed",
      ],
      "facts": [
        "monitor.blind",
      ],
      "ports": [
        "monitor.awaitTrade",
        "monitor.measure",
      ],
      "tells": [
        "incident.breached",
        "incident.healthy",
        "incident.pause",
        "incident.released",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(monitorMachine, samples)).toEqual({ measuring: '', watching: '', resting: '' }))
  const world = (): World<typeof monitorMachine> => {
    const bad = reading([sample('loss-bucket', 90), sample('stuck-intent', 9_999, hashFixture(1))])
    return {
      input,
      events: () => samples,
      answers: { 'monitor.measure': [bad, reading([])], 'monitor.awaitTrade': [{ block: 31 }] },
    }
  }
  test('no state is unreachable', () => expect(unreachable(monitorMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(monitorMachine, world()))
})
