// The whole fund cycle over a model chain: the real host, machines, effects, door and signatures; no process, no network.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import { fundFixture } from '#protocol/fixtures.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { noGithub } from '#actors/fixtures.ts'
import { localRelay } from '#actors/localRelay.ts'
import { effectsOf, roles } from '#actors/swarm.ts'
import type { ChainView, World } from '#actors/world.ts'
import { fundBots } from '#cli/fundBots.ts'
import type { Clock } from '#runtime/clock.ts'
import type { Fact, Host } from '#runtime/host.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { quietMessengers } from '../chat/quietMessengers.ts'
import { noChat } from '#actors/fixtures.ts'
import { quietGauges } from '../monitor/quietGauges.ts'
import { isSignedBy, ModelChain, testAccount, testSigner } from './modelChain.ts'

/** Numbers of the test keys, by who holds them. */
const keyNumbers: Readonly<Record<string, number>> = {
  'verifier:main.alpha': 1,
  'verifier:main.bravo': 2,
  'verifier:main.charlie': 3,
  'crawler:main.pool': 4,
  'strategy:main': 6,
  'executor:main': 7,
  'relayer:main': 8,
}
const keyOf = (bot: string): number => {
  const found = keyNumbers[bot]
  if (found === undefined) throw new Error(`no test key for ${bot}`)
  return found
}
const addressOf = (bot: string): string => testAccount(keyOf(bot)).address

/** A quick fund of the model chain. */
export function modelFund(change: Record<string, unknown> = {}): FundConfig {
  return fundFixture({
    verifiers: ['alpha', 'bravo', 'charlie'].map((name) => ({ name, address: addressOf(`verifier:main.${name}`), weight: 1 })),
    crawlers: [{ name: 'pool', address: addressOf('crawler:main.pool'), source: { type: 'amm-price', pool: 'wave' } }],
    accounts: { relayer: addressOf('relayer:main'), strategy: addressOf('strategy:main'), executor: addressOf('executor:main') },
    strategy: {
      ...fundFixture().strategy,
      entry: { rule: 'momentum', windowRounds: 1, thresholdBps: 20 },
      exit: { stopLossBps: 300, takeProfitBps: 100, drawdownBps: 250, timeStopRounds: 20 },
    },
    rounds: { ...fundFixture().rounds, intervalMs: 100, claimsMs: 2_000, snapshotMs: 2_000 },
    ...change,
  })
}

export interface ModelSwarm {
  readonly chain: ModelChain
  readonly fund: FundConfig
  readonly directory: string
  readonly host: LocalHost
  readonly facts: Fact[]
  /** The first fact of this kind from now on or before, waited for. */
  fact(wants: (fact: Fact) => boolean): Promise<Fact>
  stop(): Promise<void>
}

/** Starts it; `change` bends the world for drills. */
export async function startModelSwarm(
  options: {
    readonly fund?: FundConfig
    readonly directory?: string
    readonly chain?: ModelChain
    readonly change?: (world: World) => World
    /** Absent: the machine's own. */
    readonly clock?: Clock
  } = {},
): Promise<ModelSwarm> {
  const chain = options.chain ?? new ModelChain()
  const fund = options.fund ?? modelFund()
  let host: LocalHost | undefined
  const running = (): Host => {
    if (host === undefined) throw new Error('the host is starting')
    return host
  }
  const world = (options.change ?? ((same) => same))(modelWorld(chain, fund, running))
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'quorate-cycle-'))
  host = await createLocalHost({
    directory,
    bots: roles,
    effects: effectsOf(world),
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  })
  const from = options.directory === undefined ? 0 : host.durableThrough()
  await host.spawn('audit', 'log', {})
  await host.spawn('swarm', 'root', { instance: 'test', children: fundBots(fund) })
  await host.send('swarm:root', { type: 'swarm.booted' })
  await host.send('swarm:root', { type: 'swarm.recovered' })
  const ending = new AbortController()
  const facts: Fact[] = []
  const reading = collect(host, from, facts, ending.signal)
  return {
    chain,
    fund,
    directory,
    host,
    facts,
    fact: async (wants) => {
      const found = await running().nextFact({ after: '', wants, signal: AbortSignal.timeout(20_000) })
      if (found === undefined) throw new Error(`no such fact; seen: ${facts.map((one) => one.type).join(' ')}`)
      return found
    },
    stop: async () => {
      ending.abort()
      await reading
      await running().shutdown()
    },
  }
}

async function collect(host: Host, after: number, facts: Fact[], signal: AbortSignal): Promise<void> {
  for await (const turn of host.turns({ after, follow: true, signal })) facts.push(...turn.facts)
}

function modelWorld(chain: ModelChain, fund: FundConfig, host: () => Host): World {
  const view: ChainView = chain.view()
  const now = (): number => Math.floor(Date.now() / 1_000)
  const fundOf = (fundId: string): FundConfig => {
    if (fundId !== fund.fundId) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return fund
  }
  const relay = localRelay({ host, fund: fundOf, now, isSignedBy })
  const nothing = () =>
    Promise.reject(new QuorateError('SOURCE_UNAVAILABLE', { source: 'http', problem: 'the model has no web' }))
  return {
    now,
    patience: (ms) => AbortSignal.timeout(ms),
    fund: fundOf,
    view: () => view,
    signer: (bot) => testSigner(keyOf(bot)),
    isSignedBy,
    account: () => chain.desk(fund),
    relay: () => relay,
    http: { json: nothing, text: nothing },
    fault: () => 'none',
    gauges: quietGauges(),
    ...quietMessengers(),
    chat: noChat,
    github: noGithub(),
    maxDeviationBps: 500,
  }
}
