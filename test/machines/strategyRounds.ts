// Plays the real strategy machine over a series of claimed prices, one round each. Every proposed trade is filled
// whole at the claimed price, so that what comes out speaks of the rules alone and not of a pool's depth.
import { adapterDataFixture, addressFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { StrategyRules } from '#protocol/strategyRules.ts'
import { strategyMachine, type Holdings, type Proposal } from '#machines/strategy.ts'
import type { Choice } from '#machines/strategyRules.ts'
import { driveUnrecorded, type Driver } from './driver.ts'

/** Base units of a whole traded token. */
const tokenUnit = 10n ** 18n
/** A price in wad is per whole tokens of 18 decimals, in whole base of 6 decimals. */
const baseUnit = 10n ** 6n
const wad = 10n ** 18n

type Strategy = Driver<typeof strategyMachine>
/** How often each action was taken by each rule: `SELL stop-loss`. */
export type Tally = Readonly<Record<string, number>>

export interface Played {
  readonly tally: Tally
  /** base units at the end, the position at its last price included */
  readonly value: bigint
}

/** Plays all prices from a vault that holds `base` base units. */
export function playRounds(pricesWad: readonly string[], rules: StrategyRules, base = 10_000n * baseUnit): Played {
  const bot = driveUnrecorded(strategyMachine, { fundId: 'main', account: `account:31337-${addressFixture(61)}`, rules })
  const tally: Record<string, number> = {}
  let vault: Vault = { base, held: null }
  for (const [index, priceWad] of pricesWad.entries()) {
    const round = index + 1
    bot.answer('strategy.nextTask', { cursor: `${round}/0`, task: { kind: 'decide', round, root: hashFixture(round), priceWad } })
    bot.answer('strategy.observe', holdingsOf(vault))
    const decided = bot.last.facts[0] as unknown as { readonly action: string; readonly rule: string }
    const key = `${decided.action} ${decided.rule}`
    tally[key] = (tally[key] ?? 0) + 1
    if (bot.pending[0] === 'strategy.route') vault = filled(vault, trade(bot, round), BigInt(priceWad))
  }
  const last = BigInt(pricesWad.at(-1) ?? '0')
  return { tally, value: vault.base + (vault.held === null ? 0n : worth(vault.held.quantity, last)) }
}

interface Vault {
  readonly base: bigint
  readonly held: { readonly quantity: bigint; readonly entryPriceWad: bigint; readonly cost: bigint } | null
}
const worth = (quantity: bigint, priceWad: bigint): bigint => (quantity * priceWad * baseUnit) / (tokenUnit * wad)

function holdingsOf({ base, held }: Vault): Holdings {
  return {
    baseFree: base.toString(),
    held:
      held === null
        ? null
        : { quantity: held.quantity.toString(), entryPriceWad: held.entryPriceWad.toString(), cost: held.cost.toString() },
  }
}

/** Carries a proposal through chain, relayer and execution; gives back what was chosen. */
function trade(bot: Strategy, round: number): Choice {
  const { choice } = bot.inputOf('strategy.route') as { readonly choice: Choice }
  const intent = intentFixture({ round, nonce: String(round) })
  const intentHash = hashIntent(intent)
  const proposal: Proposal = { intent, intentHash, adapterData: adapterDataFixture, to: addressFixture(6), data: '0x' }
  bot.answer('strategy.route', proposal)
  bot.send({
    type: 'account.confirmed',
    requestId: `propose/${intentHash}`,
    txHash: hashFixture(round),
    block: round,
    gasUsed: '1',
  })
  bot.answer('strategy.submitIntent', { status: 202 })
  bot.answer('strategy.awaitOutcome', {
    cursor: `${round}/9`,
    task: { kind: 'outcome', intentHash, outcome: 'executed', reason: '' },
  })
  return choice
}

function filled({ base, held }: Vault, { action, amountIn }: Choice, priceWad: bigint): Vault {
  const given = BigInt(amountIn)
  if (action === 'BUY')
    return {
      base: base - given,
      held: { quantity: (given * tokenUnit * wad) / (priceWad * baseUnit), entryPriceWad: priceWad, cost: given },
    }
  if (held === null || given !== held.quantity) throw new Error('a position is sold whole')
  return { base: base + worth(given, priceWad), held: null }
}
