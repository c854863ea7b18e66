import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of LimitRules.sol. */
export const limitRulesMutants: readonly MutantRow[] = [
  ['!enforced', 'false'],
  ['value > most', 'false'],
  ['value > most', 'value >= most'],
  ['if (⟦limits.priceGuard != address(0)⟧) requireGuard', 'false'],
  ['needs("maxPriceDeviationBps", limits.maxPriceDeviationBps != 0, "priceGuard", guarded);', ''],
  ['needs("lossLimit", limits.lossLimit != 0, "priceGuard", guarded);', ''],
  ['needs("lossLimit", limits.lossLimit != 0, "lossWindow", limits.lossWindow != 0);', ''],
  ['needs("lossWindow", limits.lossWindow != 0, "lossLimit", limits.lossLimit != 0);', ''],
  ['needs("performanceFeeBps", limits.performanceFeeBps != 0, "feeRecipient", limits.feeRecipient != address(0));', ''],
  ['guard.code.length == 0', 'false'],
  ['servedPolicy != address(this) || servedAsset != asset', 'servedAsset != asset'],
  ['servedPolicy != address(this) || servedAsset != asset', 'servedPolicy != address(this)'],
  ['!answered || answer.length != 32', '!answered'],
]
