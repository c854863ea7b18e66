// Movements added up: what each address has more or less of.
import { zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { toSignedAmount } from '#protocol/amounts.ts'
import { simulatedChangesMax, type AssetChange } from '#protocol/simulation.ts'
import type { Movement } from './knownEvents.ts'

/** @param first whose changes come first, and are never left out */
export function assetChanges(
  movements: readonly Movement[],
  first: EvmAddress,
): { readonly changes: AssetChange[]; readonly otherChanges: number } {
  const sums = new Map<string, { readonly address: EvmAddress; readonly asset: Movement['asset']; delta: bigint }>()
  const add = (address: EvmAddress, asset: Movement['asset'], delta: bigint): void => {
    // nobody's: what is minted comes from there, what is burned goes there
    if (address === zeroAddress) return
    const key = `${address} ${asset}`
    const sum = sums.get(key) ?? { address, asset, delta: 0n }
    sum.delta += delta
    sums.set(key, sum)
  }
  for (const { asset, from, to, amount } of movements) {
    add(from, asset, -amount)
    add(to, asset, amount)
  }
  const all = [...sums.values()].filter(({ delta }) => delta !== 0n)
  const sorted = [...all.filter(({ address }) => address === first), ...all.filter(({ address }) => address !== first)]
  return {
    changes: sorted
      .slice(0, simulatedChangesMax)
      .map(({ address, asset, delta }) => ({ address, asset, delta: toSignedAmount(delta) })),
    otherChanges: Math.max(0, sorted.length - simulatedChangesMax),
  }
}
