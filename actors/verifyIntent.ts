// Checks a proposed trade against everything a verifier can know by itself: the fund's limits, the published snapshot,
// the contract's dry run as if the intent were approved, the time-weighted price and the other venues' quotes. Never the
// same spot that the proposer quoted.
import type { DryRunCode } from '#protocol/dryRun.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { adapterDataSchema, toHash } from '#protocol/hash.ts'
import { hashAdapterData, hashIntent, type Intent } from '#protocol/intent.ts'
import type { IntentTask } from '#protocol/tasks.ts'
import type { IntentReason } from '#protocol/verdict.ts'
import type { Opinion } from '#machines/verifier.ts'
import { venuesOf } from '#protocol/venue.ts'
import type { ChainView, World } from './world.ts'

const no = (reason: IntentReason, detail: string, code: DryRunCode | null = null): Opinion => ({
  verdict: 'FAIL',
  reason,
  detail,
  code,
})

/** What the dry run may say of an intent that only waits for signatures, which it does not ask for, or for its time. */
const waiting: ReadonlySet<DryRunCode> = new Set(['OK', 'INTENT_NOT_YET_VALID', 'COOLDOWN', 'CHALLENGE_OPEN'])

/** The verdict on one intent. @throws what the chain client throws; the machine turns that into NEED_MORE_EVIDENCE */
export async function checkIntent(world: World, who: { fundId: string; name: string }, task: IntentTask): Promise<Opinion> {
  const fund = world.fund(who.fundId)
  const { intent } = task
  const view = world.view(`verifier:${who.fundId}.${who.name}`)
  const fixed = shapeProblem(fund, task)
  if (fixed !== null) return fixed
  const [set, chainTime] = await Promise.all([view.openSet(fund), view.chainTime()])
  // a late signature is refused before its price is looked at
  if (chainTime > intent.deadline)
    return no('INTENT_EXPIRED', `its deadline ${intent.deadline} is past; the chain is at ${chainTime}`)
  if (set.setEpoch !== intent.setEpoch) return no('EPOCH_CLOSED', `the open set is epoch ${set.setEpoch}`)
  const { root } = await view.publishedRoot(fund, intent.round)
  if (root !== intent.snapshotRoot) return no('SNAPSHOT_UNKNOWN', `round ${intent.round} has the root ${root ?? 'none'} on chain`)
  const code = await view.dryRunUnapproved(fund, toHash(task.intentHash), adapterDataSchema.parse(task.adapterData))
  if (!waiting.has(code)) return no(code as Exclude<DryRunCode, 'OK'>, `the contract's dry run says ${code}`, code)
  return (
    (await priceProblem(world, view, fund, intent, code)) ??
    (await venueProblem(world, view, fund, intent, code)) ?? {
      verdict: 'PASS',
      reason: 'OK',
      detail: `the dry run says ${code}; the price holds`,
      code,
    }
  )
}

function shapeProblem(fund: FundConfig, { intent, intentHash, adapterData }: IntentTask): Opinion | null {
  if (hashIntent(intent) !== intentHash) return no('HASH_MISMATCH', `the intent hashes to ${hashIntent(intent)}`)
  if (hashAdapterData(adapterDataSchema.parse(adapterData)) !== intent.adapterDataHash)
    return no('ADAPTER_DATA_MISMATCH', 'the route is not the signed one')
  if (intent.fund !== fund.contracts.vault) return no('INVALID_SCOPE', `it names the fund ${intent.fund}`)
  if (!venuesOf(fund).some(({ adapter }) => adapter === intent.adapter))
    return no('ADAPTER_NOT_ALLOWED', `${intent.adapter} is no venue of the fund`)
  const [tokenIn, tokenOut] = intent.action === 'BUY' ? [fund.baseAsset, fund.tradedToken] : [fund.tradedToken, fund.baseAsset]
  if (intent.tokenIn !== tokenIn || intent.tokenOut !== tokenOut)
    return no('TOKEN_NOT_ALLOWED', `${intent.action} goes from ${tokenIn} to ${tokenOut}`)
  if (intent.maxSlippageBps > fund.strategy.maxSlippageBps)
    return no('LIMIT_EXCEEDED', `slippage ${intent.maxSlippageBps} bps is over ${fund.strategy.maxSlippageBps}`)
  if (intent.deadline - intent.validAfter > fund.strategy.intentTtlS)
    return no('LIMIT_EXCEEDED', `its window is longer than ${fund.strategy.intentTtlS} s`)
  if (intent.action === 'BUY' && BigInt(intent.amountIn) > BigInt(fund.strategy.sizing.maxAmountIn)) {
    return no('LIMIT_EXCEEDED', `it spends ${intent.amountIn}; one position takes at most ${fund.strategy.sizing.maxAmountIn}`)
  }
  const least = (BigInt(intent.quoteAmountOut) * BigInt(10_000 - intent.maxSlippageBps)) / 10_000n
  if (BigInt(intent.minAmountOut) < least)
    return no('QUOTE_BELOW_MIN', `its minimum is under its quote less ${intent.maxSlippageBps} bps`)
  return null
}

/** The quote against the time-weighted price, which one block's trades cannot bend. */
async function priceProblem(
  world: World,
  view: ChainView,
  fund: FundConfig,
  intent: Intent,
  code: DryRunCode,
): Promise<Opinion | null> {
  const pool = fund.pools.find((one) => one.id === fund.tradePool)
  const traded = fund.tokens.find((one) => one.address === fund.tradedToken)
  const base = fund.tokens.find((one) => one.address === fund.baseAsset)
  if (pool === undefined || traded === undefined || base === undefined)
    return no('INVALID_SCOPE', 'the fund has no pool for this pair')
  const { price } = await view.ammPrice({
    pair: pool.pair,
    base: pool.base,
    quote: pool.quote,
    windowS: fund.rounds.twapWindowS,
    at: null,
  })
  if (price.twapWad === null)
    return {
      verdict: 'NEED_MORE_EVIDENCE',
      reason: 'STALE_DATA',
      detail: 'the pair is too young for a time-weighted price',
      code,
    }
  const [sold, bought] = [BigInt(intent.amountIn), BigInt(intent.quoteAmountOut)]
  const [baseUnits, tradedUnits] = intent.action === 'BUY' ? [sold, bought] : [bought, sold]
  if (tradedUnits === 0n) return no('QUOTE_DISAGREES', 'the quote is zero', code)
  // base per whole traded token, times 10^18
  const quotedWad = (baseUnits * 10n ** BigInt(18 + traded.decimals - base.decimals)) / tradedUnits
  const twap = BigInt(price.twapWad)
  const off = Number(((quotedWad - twap) * 10_000n) / twap)
  const against = intent.action === 'BUY' ? off : -off
  if (against > world.maxDeviationBps)
    return no(
      'PRICE_DEVIATION',
      `the quote is ${against} bps worse than the time-weighted price; the limit is ${world.maxDeviationBps}`,
      code,
    )
  return null
}

/** The quote against the other venues': who is asked to sign asks elsewhere than the proposer did. */
async function venueProblem(
  world: World,
  view: ChainView,
  fund: FundConfig,
  intent: Intent,
  code: DryRunCode,
): Promise<Opinion | null> {
  if (fund.venues.length === 0) return null
  const { tokenIn, tokenOut, amountIn } = intent
  const elsewhere = (await view.quotes(fund, { tokenIn, tokenOut, amountIn })).filter(({ adapter }) => adapter !== intent.adapter)
  const quoted = BigInt(intent.quoteAmountOut)
  for (const { venue, amountOut } of elsewhere) {
    if (amountOut === null) continue // it cannot say; the time-weighted price has
    const other = BigInt(amountOut)
    if (quoted * 10_000n < other * BigInt(10_000 - world.maxDeviationBps))
      return no(
        'QUOTE_DISAGREES',
        `${venue} gives ${amountOut}; the quote of ${quoted} is worse by more than ${world.maxDeviationBps} bps`,
        code,
      )
  }
  return null
}
