// The fund of a life and what is wrong with its people, from the seed.
import { addressFixture, fundFixture } from '#protocol/fixtures.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { GuardedLimits } from './contractState.ts'
import { newGuard } from './modelGuard.ts'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'

/** A life's settings. */
export interface Cast {
  readonly fund: FundConfig
  /** Bots whose node never answers. */
  readonly dead: ReadonlySet<string>
  /** Bots whose node reports this much of each price, percent. */
  readonly lying: ReadonlyMap<string, number>
  /** Crawlers that claim a wrong price. */
  readonly liars: ReadonlySet<string>
  readonly blockMs: number
  readonly priceStepBps: number
  /** Null for a fund without a price guard. */
  readonly limits: GuardedLimits | null
}

/** Who is who: the address that speaks for a bot. */
export function speaker(fund: FundConfig, bot: string): EvmAddress {
  const [role = '', id = ''] = bot.split(':')
  const name = id.split('.')[1]
  const found =
    role === 'verifier'
      ? fund.verifiers.find((one) => one.name === name)?.address
      : role === 'crawler'
        ? fund.crawlers.find((one) => one.name === name)?.address
        : role === 'strategy'
          ? fund.accounts.strategy
          : role === 'executor'
            ? fund.accounts.executor
            : undefined
  if (found === undefined) throw new Error(`nobody speaks for ${bot}`)
  return found
}

/** How many funds there are to live with. */
export const fundVarieties = 6

/** Makes the cast of a seed: one of a few funds, and who of its people is unwell. Most are well, so that trades happen. */
export function castOf(seed: number): Cast {
  const random = new SimulatedRandom(seed, 'weakness')
  const charlie = `verifier:main.charlie`
  const weakness = random.int(20)
  return {
    ...fundOf(seed % fundVarieties),
    dead: new Set(weakness === 0 ? [charlie] : weakness === 1 ? [charlie, 'verifier:main.bravo'] : []),
    lying: new Map(weakness === 2 ? [[charlie, random.pick([90, 200])]] : []),
    liars: new Set(weakness === 3 ? ['crawler:main.pool'] : []),
  }
}

/** A cast in which everybody is well. */
export const wellCast = (variety: number): Cast => ({ ...fundOf(variety), dead: new Set(), lying: new Map(), liars: new Set() })

/** The fund whose trades wait for people: for two of them above half of what a trade mostly spends. */
const asking = 2
const rules = { approvalAboveValue: '1', twoPersonsAboveValue: '2500000000', proposer: 'ines' }
/** The fund whose trades a guard judges: its keeper has to see the price before anything trades. */
const guarded = 3
/** Each is met in some lives, and none so that a fund never trades again. */
const limits: GuardedLimits = {
  guard: newGuard(5, 120),
  limits: {
    maxNotional: 20_000_000_000n,
    dailyNotionalCap: 1_000_000_000_000n,
    cooldownS: 20,
    challengeS: 4,
    maxPriceDeviationBps: 500n,
    lossLimit: 500_000_000n,
    lossWindowS: 600n,
  },
}

function fundOf(variety: number): Pick<Cast, 'fund' | 'blockMs' | 'priceStepBps' | 'limits'> {
  const random = new SimulatedRandom(variety, 'fund')
  const fund = fundFixture({
    crawlers: [{ name: 'pool', address: addressFixture(50), source: { type: 'amm-price', pool: 'wave' } }],
    claimMode: variety === 5 ? 'ONCHAIN' : 'OFFCHAIN',
    accounts: {
      relayer: addressFixture(60),
      strategy: addressFixture(61),
      executor: addressFixture(62),
      owner: addressFixture(63),
      guardian: addressFixture(64),
      keeper: variety === guarded ? addressFixture(65) : null,
    },
    ...(variety === asking ? rules : {}),
    contracts: { ...fundFixture().contracts, priceGuard: variety === guarded ? addressFixture(70) : null },
    strategy: {
      ...fundFixture().strategy,
      entry: { rule: random.pick(['momentum', 'mean-reversion']), windowRounds: 1, thresholdBps: 5 },
      exit: { stopLossBps: 30, takeProfitBps: 30, drawdownBps: 20, timeStopRounds: 2 },
      cooldownRounds: 0,
      intentTtlS: random.pick([60, 600]),
    },
    rounds: {
      ...fundFixture().rounds,
      intervalMs: random.pick([1_000, 3_000]),
      claimsMs: 10_000,
      snapshotMs: 10_000,
      twapWindowS: 5,
      confirmations: [1, 2, 5, 1, 3, 1][variety],
    },
  })
  return {
    fund,
    limits: variety === guarded ? limits : null,
    blockMs: random.pick([250, 500, 1_000]),
    priceStepBps: random.pick([30, 60, 90]),
  }
}
