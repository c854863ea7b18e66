// Valid documents for tests of every room: change only what the test is about. Nothing here is used in production.
import { toEvmAddress, type EvmAddress } from './address.ts'
import { claimSchema, type Claim } from './claim.ts'
import { fundConfigSchema, type FundConfig } from './fund.ts'
import { adapterDataSchema, toHash, type AdapterData, type Hash } from './hash.ts'
import { hashAdapterData, intentSchema, type Intent } from './intent.ts'

/** The n-th made-up address; equal n, equal address. */
export const addressFixture = (n: number): EvmAddress => toEvmAddress(`0x${(0xa000 + n).toString(16).padStart(40, '0')}`)
/** The n-th made-up hash. */
export const hashFixture = (n: number): Hash => toHash(`0x${(0xb000 + n).toString(16).padStart(64, '0')}`)

/** ABI-encoded nothing in particular: one word. */
export const adapterDataFixture: AdapterData = adapterDataSchema.parse(`0x${'07'.padStart(64, '0')}`)

export function claimFixture(change: Partial<Record<keyof Claim, unknown>> = {}): Claim {
  return claimSchema.parse({
    fund: addressFixture(1),
    round: 7,
    schemaId: 'amm-price/1',
    sourceType: 'amm-price',
    sourceRef: `eip155:31337/${addressFixture(20)}@42:${hashFixture(42)}`,
    selector: `price:${addressFixture(11)}/${addressFixture(10)}:60s`,
    extracted: '{"spotWad":"1500000000000000000"}',
    extractedType: 'amm-price/1',
    timestamp: 1_760_000_000,
    responseHash: hashFixture(1),
    evidenceType: 'block',
    evidenceURI: 'eip155:31337/42',
    crawler: addressFixture(50),
    notes: '',
    ...change,
  })
}

export function intentFixture(change: Partial<Record<keyof Intent, unknown>> = {}): Intent {
  return intentSchema.parse({
    fund: addressFixture(1),
    setEpoch: 1,
    action: 'BUY',
    tokenIn: addressFixture(10),
    tokenOut: addressFixture(11),
    amountIn: '1000000000',
    minAmountOut: '490000000000000000',
    quoteAmountOut: '500000000000000000',
    maxSlippageBps: 200,
    validAfter: 1_760_000_000,
    deadline: 1_760_000_600,
    snapshotRoot: hashFixture(2),
    round: 7,
    adapter: addressFixture(30),
    adapterDataHash: hashAdapterData(adapterDataFixture),
    nonce: '1',
    ...change,
  })
}

/** A fund `main` with verifiers alpha, bravo and charlie of weight 1, two crawlers and one pool. */
export function fundFixture(change: Record<string, unknown> = {}): FundConfig {
  return fundConfigSchema.parse({
    fundId: 'main',
    name: 'Main fund',
    chainId: 31_337,
    contracts: {
      policy: addressFixture(8),
      vault: addressFixture(1),
      core: addressFixture(2),
      verifierSet: addressFixture(3),
      claimBook: addressFixture(4),
      snapshotBook: addressFixture(5),
      intentBook: addressFixture(6),
      adapter: addressFixture(30),
    },
    baseAsset: addressFixture(10),
    tradedToken: addressFixture(11),
    tradePool: 'wave',
    tokens: [
      { symbol: 'USDQ', address: addressFixture(10), decimals: 6 },
      { symbol: 'WAVE', address: addressFixture(11), decimals: 18 },
    ],
    pools: [
      { id: 'wave', pair: addressFixture(20), router: addressFixture(21), base: addressFixture(11), quote: addressFixture(10) },
    ],
    setEpoch: 1,
    thresholds: { claim: 2, snapshot: 2, intent: 2 },
    verifiers: ['alpha', 'bravo', 'charlie'].map((name, n) => ({ name, address: addressFixture(40 + n), weight: 1 })),
    crawlers: ['pool', 'second'].map((name, n) => ({
      name,
      address: addressFixture(50 + n),
      source: { type: 'amm-price', pool: 'wave' },
    })),
    accounts: { relayer: addressFixture(60), strategy: addressFixture(61), executor: addressFixture(62) },
    strategy: {
      entry: { rule: 'momentum', windowRounds: 4, thresholdBps: 50 },
      exit: { stopLossBps: 300, takeProfitBps: 400, drawdownBps: 250, timeStopRounds: 20 },
      sizing: { shareBps: 2_000, maxAmountIn: '5000000000' },
      maxSlippageBps: 200,
      cooldownRounds: 1,
      intentTtlS: 600,
    },
    rounds: {
      intervalMs: 4_000,
      claimsMs: 10_000,
      snapshotMs: 10_000,
      attestationTtlS: 1_200,
      twapWindowS: 60,
      confirmations: 1,
    },
    ...change,
  })
}
