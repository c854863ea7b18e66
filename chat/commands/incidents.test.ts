import { describe, expect, test } from 'vitest'
import type { BotView, Host, Json } from '#runtime/host.ts'
import { botOf, contextOf, hostOf } from './fixtures.ts'
import {
  incidentAcknowledgeCommand,
  incidentListCommand,
  incidentResolveCommand,
  incidentShowCommand,
  type IncidentList,
  type IncidentShown,
} from './incidents.ts'
import { monitorStatusCommand, type MonitorStatus } from './monitorStatus.ts'
import { plainStyle } from './style.ts'
import type { Command } from './command.ts'

const start = Date.UTC(2026, 0, 1) / 1_000
const incidentBot = (id: string, change: object = {}, value: object = {}, more: Partial<BotView> = {}): BotView =>
  botOf(`incident:${id}`, {
    context: {
      id,
      monitor: 'monitor:main',
      fundId: 'main',
      rule: 'loss-bucket',
      subject: 'main',
      severity: 'critical',
      threshold: 80,
      value: 91.5,
      detail: '915 of 1000 base units',
      at: start,
      lastAt: start + 60,
      breaches: 5,
      escalations: 1,
      acknowledged: null,
      resolved: null,
      guardian: { account: 'account:1-0x', core: '0x' },
      paused: null,
      ...change,
    },
    value: { attention: 'open', condition: 'breached', remedy: 'pausing', ...value },
    timers: [{ id: 'xstate.after.escalate.incident.attention.open', dueAt: new Date((start + 700) * 1_000).toISOString() }],
    ...more,
  })
const open = incidentBot('main.loss-bucket.1')
const done = incidentBot(
  'other.low-balance.2',
  {
    fundId: 'other',
    rule: 'low-balance',
    subject: `0x${'4'.repeat(40)}`,
    value: 7,
    at: start + 10,
    guardian: null,
    resolved: { by: 'key:desk', note: 'filled up', how: 'person' },
  },
  { attention: 'closed', condition: 'over', remedy: 'none' },
  { status: 'done', timers: [] },
)
const host = hostOf({ bots: [open, done] })
async function run<Result>(command: Command, args: object, given: Parameters<typeof contextOf>[0] = { host }): Promise<Result> {
  for await (const answer of command.answer(args, contextOf(given))) return answer as Result // the row's own type
  throw new Error('it answered nothing')
}
const text = (command: Command, result: unknown): string => command.render(result, plainStyle(120))

describe('the list', () => {
  test('has what is not resolved, or all of it, newest first, or those of one fund', async () => {
    const ids = async (args: object) =>
      (await run<IncidentList>(incidentListCommand, args)).incidents.map(({ id, state }) => [id, state])
    expect(await ids({})).toEqual([['main.loss-bucket.1', 'open']])
    expect(await ids({ state: 'all' })).toEqual([
      ['other.low-balance.2', 'resolved'],
      ['main.loss-bucket.1', 'open'],
    ])
    expect(await ids({ state: 'all', fund: 'other' })).toEqual([['other.low-balance.2', 'resolved']])
    expect(await ids({ state: 'acknowledged' })).toEqual([])
  })
  test('reads as what is wrong where', async () => {
    const all = text(incidentListCommand, await run(incidentListCommand, { state: 'all' }))
    expect(all).toContain('main: how full the bucket of losses on chain is')
    expect(text(incidentListCommand, await run(incidentListCommand, {}, { host: hostOf() }))).toBe('nothing is wrong')
  })
})

describe('one incident', () => {
  test('is shown with its rule, its times and its pause', async () => {
    const shown = await run<IncidentShown>(incidentShowCommand, { id: 'main.loss-bucket.1' })
    expect(text(incidentShowCommand, shown)).toMatchInlineSnapshot(`
      "incident    main.loss-bucket.1
      severity    critical
      state       open, its rule is breached
      what        main: how full the bucket of losses on chain is, 91.5 % (main)
      rule        loss-bucket: breached at or above 80 %
      detail      915 of 1000 base units
      raised      1m 40s ago
      breached    in 5 looks, the last 40s ago
      told again  1
      next told   in 10m 0s
      pause       under way"
    `)
    expect(shown.incident.nextTold).toBe('2026-01-01T00:11:40.000Z')
  })
  test('is shown with who resolved it', async () => {
    const shown = await run<IncidentShown>(incidentShowCommand, { id: 'other.low-balance.2' })
    expect(text(incidentShowCommand, shown)).toContain('key:desk: filled up')
    expect(shown.incident.pause).toBeNull()
  })
  test.each([
    ['paused', 'paused'],
    ['unpaused', 'refused'],
    ['none', 'given up'],
    ['waiting', 'under way'],
  ])('whose remedy is %s has a pause that is %s', async (remedy, state) => {
    const bots = [incidentBot('main.loss-bucket.1', {}, { remedy })]
    const shown = await run<IncidentShown>(incidentShowCommand, { id: 'main.loss-bucket.1' }, { host: hostOf({ bots }) })
    expect(shown.incident.pause?.state).toBe(state)
  })
  test('that is not there, or of another fund than is named, is unknown', async () => {
    for (const args of [{ id: 'main.loss-bucket.9' }, { id: 'main.loss-bucket.1', fund: 'other' }])
      await expect(run(incidentShowCommand, args)).rejects.toMatchObject({ code: 'UNKNOWN_INCIDENT' })
    await expect(run(incidentShowCommand, { id: '../main' })).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
  })
})

describe('what a person does', () => {
  test.each([
    [incidentAcknowledgeCommand, 'acknowledge'],
    [incidentResolveCommand, 'resolve'],
  ])('%o is asked of the incident’s bot, once for each request', async (command, deed) => {
    const asked: unknown[] = []
    const ask: Host['ask'] = (to, event, options) => {
      asked.push([to, event, options])
      return Promise.resolve({} as Json)
    }
    await run(command, { id: 'main.loss-bucket.1', note: 'on it' }, { host: { ...host, ask }, who: 'key:desk', requestId: 'r1' })
    expect(asked).toEqual([
      [
        'incident:main.loss-bucket.1',
        { type: `incident.${deed}`, by: 'key:desk', note: 'on it' },
        { askId: `${deed}/r1`, who: 'key:desk' },
      ],
    ])
  })
  test('is refused for one that is over, and for who may not do it any more', async () => {
    await expect(run(incidentResolveCommand, { id: 'other.low-balance.2' })).rejects.toMatchObject({ code: 'INCIDENT_OVER' })
    const revoked = { host, isStillAllowed: () => false }
    await expect(run(incidentResolveCommand, { id: 'main.loss-bucket.1' }, revoked)).rejects.toMatchObject({
      code: 'NOT_PERMITTED',
    })
  })
})

describe('the monitors', () => {
  const monitor = botOf('monitor:main', {
    context: {
      id: 'main',
      fundId: 'main',
      at: start + 90,
      everyS: 15,
      head: { block: 42, time: start },
      blindBy: null,
      figures: [
        { rule: 'loss-bucket', threshold: 80, state: 'breached', subject: 'main', value: 91.5, detail: '915 of 1000' },
        { rule: 'low-balance', threshold: 5, state: 'blind', subject: '', value: null, detail: 'RPC_UNREACHABLE: no answer' },
      ],
      open: { 'loss-bucket main': { incidentId: 'main.loss-bucket.1' } },
    },
  })
  const young = botOf('monitor:swarm.root', {
    context: { id: 'swarm.root', fundId: '', at: 0, everyS: 15, head: null, blindBy: 'EFFECT_FAILED', figures: [], open: {} },
  })
  const given = { host: hostOf({ bots: [monitor, young] }) }
  test('tell each rule with its worst value', async () => {
    const status = await run<MonitorStatus>(monitorStatusCommand, {}, given)
    expect(text(monitorStatusCommand, status)).toMatchInlineSnapshot(`
      "fund main looked 10s ago, every 15 s
      rule         state      value  breached        worst
      loss-bucket  breached  91.5 %  at or above 80  main: 915 of 1000
      low-balance  blind          -  below 5         RPC_UNREACHABLE: no answer
      incidents: main.loss-bucket.1

      the swarm has not looked yet; the last look failed: EFFECT_FAILED"
    `)
  })
  test('are shown for one fund, or there are none yet', async () => {
    const one = await run<MonitorStatus>(monitorStatusCommand, { fund: 'main' }, given)
    expect(one.monitors.map(({ id }) => id)).toEqual(['main'])
    expect(text(monitorStatusCommand, await run(monitorStatusCommand, {}, { host: hostOf() }))).toBe('no monitor yet')
  })
})
