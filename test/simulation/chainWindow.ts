// A bot's window on the model chain, through the network: answers may be late, lost or of an older block.
import { ammPriceRefSchema, ammPriceSchema } from '#protocol/source.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { adapterDataSchema } from '#protocol/hash.ts'
import { firstVenueId } from '#protocol/venue.ts'
import type { ChainView } from '#actors/world.ts'
import type { SimulatedProcess } from '#runtime/simulatedHost.ts'
import { quote } from './contractState.ts'
import { consult, obstacleTo } from './modelGuard.ts'
import type { Block, ModelChain } from './modelChain.ts'
import type { Network } from './network.ts'

/** What a window is made of. */
export interface Windowed {
  readonly chain: ModelChain
  readonly network: Network
  readonly process: SimulatedProcess
  /** What the node behind this window says of each price, in percent of it; 100 is the truth. */
  readonly pricePercent: number
}

/** A simulated fund keeps the verifiers that it began with. */
const nobodyJoins = () => Promise.reject(new QuorateError('NOT_SUPPORTED', { what: 'another verifier set in a simulation' }))

export function chainWindow(given: Windowed): ChainView {
  const { chain, network, process } = given
  const ask = <Answer>(answer: (block: Block) => Answer): Promise<Answer> =>
    network.ask(process, () => answer(chain.behind(network.behind())))
  return {
    chainTime: () => ask(({ time }) => time),
    ammPrice: ({ pair, base, quote: priced, windowS, at }) =>
      ask((newest) => {
        const block = at === null ? newest : chain.block(at.block)
        if (block === undefined) throw new QuorateError('RPC_FAILED', { method: 'eth_call', problem: 'header not found' })
        const spot = seen(block.priceWad, given)
        return {
          ref: ammPriceRefSchema.parse({ chainId: chain.fund.chainId, pair, block: block.number, blockHash: block.hash }),
          price: ammPriceSchema.parse({
            base,
            quote: priced,
            reserveBase: '1000000000000000000',
            reserveQuote: String(spot / 10n ** 12n),
            spotWad: String(spot),
            twapWad: String(seen(averagePrice(chain, block, windowS), given)),
            windowS,
            blockTime: block.time,
          }),
        }
      }),
    agrees: () => Promise.resolve(false), // no verifier of the simulation signs by contract
    openSet: (fund) =>
      ask(() => ({
        setEpoch: 1,
        members: fund.verifiers,
        totalWeight: fund.verifiers.reduce((sum, { weight }) => sum + weight, 0),
        thresholds: fund.thresholds,
      })),
    rosterSet: nobodyJoins,
    policyChange: nobodyJoins,
    publishedRoot: (_, round) => ask(({ state, number }) => ({ root: state.roots.get(round) ?? null, block: number })),
    intentStatus: (_, intentHash) => ask(({ state, time }) => state.status(intentHash, time)),
    dryRun: (_, intentHash) => ask((block) => block.state.inspect(intentHash, block).code),
    dryRunUnapproved: (_, intentHash) => ask((block) => block.state.inspect(intentHash, block, 'unapproved').code),
    inspect: (_, intentHash) => ask((block) => block.state.inspect(intentHash, block)),
    execution: (fund, intentHash) =>
      ask(({ state, number }) => {
        const found = state.executions.find((one) => one.intentHash === intentHash)
        if (found === undefined) return null
        const until = found.block + fund.rounds.confirmations - 1
        if (until > number) throw new QuorateError('CHAIN_BEHIND', { chainTime: `block ${number}`, until: `block ${until - 1}` })
        const { txHash, block, amountIn, amountOut, realisedProfit } = found
        return { txHash, block, amountIn, amountOut, realisedProfit }
      }),
    quotes: (fund, { tokenIn, amountIn }) =>
      ask(({ priceWad }) => [
        {
          venue: firstVenueId,
          adapter: fund.contracts.adapter,
          amountOut: String(quote(tokenIn === fund.baseAsset ? 'BUY' : 'SELL', BigInt(amountIn), priceWad)),
          adapterData: adapterDataSchema.parse('0x01'),
        },
      ]),
    guard: (fund) => ask((block) => guardBooks(fund, block)),
    holdings: () => ask(holdings),
    valuation: () => ask(valuation),
  }
}

const seen = (priceWad: bigint, { pricePercent }: Windowed): bigint => (priceWad * BigInt(pricePercent)) / 100n

function averagePrice(chain: ModelChain, block: Block, windowS: number): bigint {
  let [sum, count] = [0n, 0n]
  for (let at: Block | undefined = block; at !== undefined && at.time > block.time - windowS; at = chain.block(at.number - 1)) {
    sum += at.priceWad
    count += 1n
  }
  return count === 0n ? block.priceWad : sum / count
}

function guardBooks({ contracts, accounts }: FundConfig, block: Block): Awaited<ReturnType<ChainView['guard']>> {
  const { guard } = block.state
  const common = { keeper: accounts.keeper ?? accounts.relayer, blockTime: block.time }
  if (guard === null || contracts.priceGuard === null)
    return { guard: null, ...common, status: 'NO_SOURCE', value: '0', observedAt: 0, windowS: 0, maxAgeS: 0, obstacle: null }
  const { status, priceWad } = consult(guard, block)
  const code = obstacleTo(guard, block)
  return {
    guard: contracts.priceGuard,
    ...common,
    status,
    value: String(priceWad / 10n ** 12n),
    observedAt: guard.newer?.at ?? 0,
    windowS: guard.windowS,
    maxAgeS: guard.maxAgeS,
    obstacle: code === null ? null : { code, detail: code },
  }
}

const holdings = ({ state }: Block): Awaited<ReturnType<ChainView['holdings']>> => ({
  baseFree: String(state.base),
  held:
    state.quantity === 0n
      ? null
      : {
          quantity: String(state.quantity),
          entryPriceWad: String((state.costBasis * 10n ** 30n) / state.quantity),
          cost: String(state.costBasis),
        },
})

function valuation({ state, priceWad, number, time }: Block): Awaited<ReturnType<ChainView['valuation']>> {
  return {
    baseAmount: String(state.base),
    positionAmount: String(state.quantity),
    costBasis: String(state.costBasis),
    value: String(state.base + (state.quantity === 0n ? 0n : quote('SELL', state.quantity, priceWad))),
    realisedProfit: String(state.realised),
    priceWad: String(priceWad),
    paused: state.paused,
    block: number,
    blockTime: time,
  }
}
