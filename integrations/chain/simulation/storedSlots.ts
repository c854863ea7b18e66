// Where a token keeps a balance or an allowance: the one place of its storage that its own reading touches and that, changed,
// changes what it answers. So a state can be made up in which an earlier transaction has happened.
import { encodeFunctionData, numberToHex, type Hex, type StateOverride } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import type { ChainClient } from '#integrations/chain/chainClient.ts'
import { erc20Abi } from '#integrations/chain/uniswapAbi.ts'

/** What is read of a token: `balanceOf(a)` or `allowance(a, b)`. */
export type TokenReading =
  | { readonly of: 'balanceOf'; readonly args: readonly [EvmAddress] }
  | { readonly of: 'allowance'; readonly args: readonly [EvmAddress, EvmAddress] }

/** No token has so much of anything, and none counts in so odd a number. */
const mark = 0x5157_0a11_0a11n
/** More than a proxy and its token touch to answer. */
const slotsMax = 16

/** @returns the storage slot; undefined where none is found, such as for a token that computes what it answers */
export async function storedSlot(client: ChainClient, token: EvmAddress, reading: TokenReading): Promise<Hex | undefined> {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: reading.of, args: reading.args } as never)
  const { accessList } = await client.createAccessList({ to: token, data })
  const slots = accessList.find(({ address }) => address.toLowerCase() === token.toLowerCase())?.storageKeys ?? []
  for (const slot of slots.slice(0, slotsMax)) {
    const stateOverride = [{ address: token, stateDiff: [{ slot, value: numberToHex(mark, { size: 32 }) }] }]
    const { data: answered } = await client.call({ to: token, data, stateOverride })
    if (answered !== undefined && BigInt(answered) === mark) return slot
  }
  return undefined
}

/** Values that storage is taken to have, put together by contract. */
export class MadeUpState {
  readonly #values = new Map<EvmAddress, Map<Hex, bigint>>()

  set(token: EvmAddress, slot: Hex, value: bigint): void {
    const own = this.#values.get(token) ?? new Map<Hex, bigint>()
    own.set(slot, value)
    this.#values.set(token, own)
  }
  get(token: EvmAddress, slot: Hex): bigint | undefined {
    return this.#values.get(token)?.get(slot)
  }
  get isEmpty(): boolean {
    return this.#values.size === 0
  }
  /** As a node takes it. */
  asOverride(): StateOverride {
    return [...this.#values].map(([address, own]) => ({
      address,
      stateDiff: [...own].map(([slot, value]) => ({ slot, value: numberToHex(value, { size: 32 }) })),
    }))
  }
}
