// What a transaction calls, as viem's decodeFunctionData says it, with each function's selector hashed once a process
// instead of once a call.
import type { Abi, DecodeFunctionDataReturnType } from 'viem'
import { decodeFunctionData, toFunctionSelector } from 'viem/utils'

const selected = new WeakMap<Abi, ReadonlyMap<string, Abi[number]>>()

/** The function and its arguments. @throws viem's error for a selector that the ABI does not have */
export function calledIn<const Given extends Abi>(abi: Given, data: `0x${string}`): DecodeFunctionDataReturnType<Given> {
  const functions = selected.get(abi) ?? functionsOf(abi)
  selected.set(abi, functions)
  const one = functions.get(data.slice(0, 10))
  // the one function that the selector means, or all, so that viem refuses it
  return decodeFunctionData({ abi: (one === undefined ? abi : [one]) as Given, data })
}

function functionsOf(abi: Abi): ReadonlyMap<string, Abi[number]> {
  return new Map(abi.flatMap((item) => (item.type === 'function' ? [[toFunctionSelector(item), item] as const] : [])))
}
