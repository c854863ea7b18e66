// Each rule over a world that is breached and one that is healthy; what a look does when something cannot be measured.
import { describe, expect, test } from 'vitest'
import { hashFixture } from '#protocol/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundMonitorSchema, isBreach, monitorPlan, ruleTable, swarmMonitorSchema, type RuleId } from '#protocol/monitorRules.ts'
import type { Reading } from '#machines/monitor.ts'
import { actorsFund, readingOf, runEffect, testNow, worldOf } from './fixtures.ts'
import { driftOf } from './gauges.ts'
import { monitorEffects } from './monitor.ts'
import type { ChainView, Gauges, World } from './world.ts'

const away = (): Promise<never> =>
  Promise.reject(new QuorateError('RPC_UNREACHABLE', { url: 'http://node', problem: 'connection refused' }))
/** A world in which everything is well. */
const well: Gauges = {
  plan: (fundId) => monitorPlan(fundId === '' ? swarmMonitorSchema.parse({}) : fundMonitorSchema.parse({})),
  head: () => Promise.resolve({ block: 42, time: testNow - 2 }),
  lossBucket: () => Promise.resolve({ level: '7999', limit: '10000' }),
  isPaused: () => Promise.resolve(false),
  balanceGwei: () => Promise.resolve(20_000_000),
  nonceDrift: () => Promise.resolve(0),
  lastTradeBetween: () => Promise.resolve(null),
  signs: () =>
    Promise.resolve({
      openTrades: [{ intentHash: hashFixture(1), since: testNow - 2_099 }],
      lostRounds: 2,
      lostBy: 'abandoned no claim',
      silence: () => 4,
    }),
  quarantined: () => [],
  rest: () => Promise.resolve(),
}
const guardOf = (change: Record<string, unknown> = {}): Partial<ChainView> => ({
  ammPrice: () => Promise.resolve(readingOf()),
  guard: () =>
    Promise.resolve({
      guard: actorsFund().contracts.core,
      keeper: actorsFund().accounts.relayer,
      blockTime: testNow,
      status: 'KNOWN' as const,
      // the fixture's base asset has 6 decimals: 1,740 a whole token, of which 2,000 is 14.9 % more
      value: '1740000000',
      observedAt: testNow,
      windowS: 60,
      maxAgeS: 600,
      obstacle: null,
      ...change,
    }),
})
const look = async ({
  gauges = {},
  view = {},
  fundId = 'main',
  head = null,
}: {
  readonly gauges?: Partial<Gauges>
  readonly view?: Partial<ChainView>
  readonly fundId?: string
  readonly head?: Reading['head']
} = {}): Promise<Reading> => {
  const world: World = worldOf({ gauges: { ...well, ...gauges }, view: { ...guardOf(), ...view } })
  // the port's own shape
  return (await runEffect(monitorEffects(world), 'monitor.measure', { id: fundId, fundId, head })) as Reading
}
const valueOf = ({ samples }: Reading, rule: RuleId): number | null | undefined =>
  samples.filter((one) => one.rule === rule).toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]?.value

const signs = (change: object) => ({ signs: async () => ({ ...(await well.signs('main')), ...change }) })
/** A world in which one rule is breached, just so. */
const breached: Readonly<Record<RuleId, Parameters<typeof look>[0]>> = {
  'stuck-intent': { gauges: signs({ openTrades: [{ intentHash: hashFixture(1), since: testNow - 2_100 }] }) },
  'quorum-missing': { gauges: signs({ lostRounds: 3 }) },
  'verifier-silent': { gauges: signs({ silence: ({ name }: { name: string }) => (name === 'bravo' ? 5 : 0) }) },
  'loss-bucket': { gauges: { lossBucket: () => Promise.resolve({ level: '8000', limit: '10000' }) } },
  'price-deviation': { view: guardOf({ value: '1739000000' }) },
  'nonce-drift': { gauges: { nonceDrift: () => Promise.resolve(1) } },
  'low-balance': { gauges: { balanceGwei: () => Promise.resolve(19_999_999) } },
  'chain-lagging': { fundId: '', gauges: { head: () => Promise.resolve({ block: 42, time: testNow - 60 }) } },
  'bots-quarantined': { fundId: '', gauges: { quarantined: () => ['verifier:main.alpha'] } },
}

describe.each(Object.keys(breached) as RuleId[])('the rule %s', (rule) => {
  const { threshold, scope } = ruleTable[rule]
  test('is healthy where everything is well', async () => {
    const value = valueOf(await look({ fundId: scope === 'fund' ? 'main' : '' }), rule)
    expect([value, isBreach(rule, threshold, value ?? NaN)]).toEqual([expect.any(Number), false])
  })
  test('is breached where it is not, and no other is', async () => {
    const found = await look(breached[rule])
    const bad = found.samples.filter((one) => one.value !== null && isBreach(one.rule, ruleTable[one.rule].threshold, one.value))
    expect([...new Set(bad.map((one) => one.rule))]).toEqual([rule])
  })
})

describe('a look', () => {
  test('names whose value each is', async () => {
    const { at, head, samples, blind } = await look()
    expect([at, head, blind]).toEqual([testNow, { block: 42, time: testNow - 2 }, []])
    const subjects = (rule: RuleId) => samples.filter((one) => one.rule === rule).map(({ subject }) => subject)
    const { accounts, tradedToken } = actorsFund()
    expect(subjects('verifier-silent')).toEqual(['alpha', 'bravo', 'charlie'])
    expect(subjects('low-balance')).toEqual([accounts.relayer, accounts.strategy, accounts.executor])
    expect(subjects('price-deviation')).toEqual([tradedToken])
    expect(subjects('stuck-intent')).toEqual([hashFixture(1)])
  })

  test('finds no losses where there is no limit on them', async () => {
    const found = await look({ gauges: { lossBucket: () => Promise.resolve({ level: '0', limit: '0' }) } })
    expect(valueOf(found, 'loss-bucket')).toBeNull()
  })

  test('compares with the pool’s own average where the fund has no guard, and with nothing while no price is known', async () => {
    const spot = (2_200n * 10n ** 18n).toString()
    const ammPrice = () => Promise.resolve(readingOf({ spotWad: spot as never }))
    const bare = await look({ view: { ...guardOf({ guard: null, status: 'NO_SOURCE', value: '0' }), ammPrice } })
    expect(valueOf(bare, 'price-deviation')).toBe(1_000)
    const unknown = await look({ view: guardOf({ status: 'STALE', value: '0' }) })
    expect(valueOf(unknown, 'price-deviation')).toBeNull()
    const young = await look({
      view: { ...guardOf({ guard: null }), ammPrice: () => Promise.resolve(readingOf({ twapWad: null })) },
    })
    expect(valueOf(young, 'price-deviation')).toBeNull()
  })

  test('measures what it can: a rule that cannot be measured is blind and hides no other', async () => {
    const { blind, samples } = await look({ gauges: { lossBucket: away } })
    expect(blind).toMatchObject([{ rule: 'loss-bucket', code: 'RPC_UNREACHABLE' }])
    expect(new Set(samples.map(({ rule }) => rule)).size).toBe(6)
  })

  test('goes on by the last head it saw while the node is away: it only grows older', async () => {
    const found = await look({ fundId: '', gauges: { head: away }, head: { block: 40, time: testNow - 90 } })
    expect([found.head, valueOf(found, 'chain-lagging')]).toEqual([null, 90])
    expect((await look({ fundId: '', gauges: { head: away } })).blind).toMatchObject([{ rule: 'chain-lagging' }])
  })

  test('gives up on a node that never answers', async () => {
    const world = worldOf({
      gauges: { ...well, head: () => new Promise(() => undefined), lossBucket: () => new Promise(() => undefined) },
      view: guardOf(),
      patience: () => AbortSignal.timeout(20),
    })
    const found = (await runEffect(monitorEffects(world), 'monitor.measure', { fundId: 'main', head: null })) as Reading
    expect([found.head, found.blind.map(({ rule }) => rule)]).toEqual([null, ['loss-bucket']])
  })

  test('is the monitor’s own fault when it fails for no reason that the world has', async () => {
    await expect(look({ gauges: { lossBucket: () => Promise.reject(new Error('a bug')) } })).rejects.toThrow('a bug')
  })
})

describe('the wait for a trade', () => {
  const wait = (gauges: Partial<Gauges>, after: number | null = 40): Promise<unknown> =>
    runEffect(monitorEffects(worldOf({ gauges: { ...well, ...gauges } })), 'monitor.awaitTrade', {
      fundId: 'main',
      after,
      watchMs: 50,
    })
  test('ends with the block of the trade, looking at each block once', async () => {
    const spans: unknown[] = []
    let block = 40
    const found = await wait({
      head: () => Promise.resolve({ block: ++block, time: testNow }),
      lastTradeBetween: (_, span) => {
        spans.push(span)
        return Promise.resolve(span.through === 43 ? 43 : null)
      },
    })
    expect([found, spans]).toEqual([
      { block: 43 },
      [
        { after: 40, through: 41 },
        { after: 41, through: 42 },
        { after: 42, through: 43 },
      ],
    ])
  })
  test('begins at the head when none was seen yet, and follows a chain that came back older', async () => {
    const heads = [50, 45, 46]
    const found = await wait(
      {
        head: () => Promise.resolve({ block: heads.shift() ?? 46, time: testNow }),
        lastTradeBetween: (_, { after, through }) => Promise.resolve(after === 45 && through === 46 ? 46 : null),
      },
      null,
    )
    expect(found).toEqual({ block: 46 })
  })
  test('fails with the node, so that the schedule takes over', async () => {
    await expect(wait({ head: away })).rejects.toMatchObject({ code: 'RPC_UNREACHABLE' })
  })
})

test('an incident asks the chain whether the fund is paused', async () => {
  const effects = monitorEffects(worldOf({ gauges: { ...well, isPaused: () => Promise.resolve(true) } }))
  expect(await runEffect(effects, 'incident.readPause', { fundId: 'main' })).toEqual({ paused: true })
})

describe('drift', () => {
  const idle = { nextNonce: 5, pending: null }
  const request = {} as never
  const sent = { nextNonce: 5, pending: { request, nonce: 5, fees: null, signed: [{ raw: '0x', hash: '0x' }] } }
  test.each([
    ['a bot that is not there', undefined, 9, 0],
    ['one that has not asked the chain yet', { nextNonce: null, pending: null }, 9, 0],
    ['an idle one that counts as the chain does', idle, 5, 0],
    ['a foreign use of the key', idle, 7, 2],
    ['a chain that came back older', idle, 3, 2],
    ['bytes that wait for a block', sent, 5, 0],
    ['bytes that are in a block', sent, 6, 0],
    ['a foreign transaction on top of them', sent, 7, 1],
    ['a chain that lost one before them', sent, 4, 1],
    ['a nonce taken before anything was signed', { ...sent, pending: { ...sent.pending, signed: [] } }, 6, 1],
  ])('of %s', (_, own, mined, drift) => expect(driftOf(own, mined)).toBe(drift))
})
