// What a sale is for where nobody says: the only other token, if there is just one. Pure.
import { others } from './completion.ts'
import type { Lexicon } from './lexicon.ts'
import type { Reading } from './reading.ts'

/** Adds what is got to "sell 5 WETH". @param tags the line that was read */
export function defaultTokenOut(reading: Reading, tags: string, lexicon: Lexicon): Reading {
  const { tokenIn, tokenOut } = reading.slots
  const isOpen = tokenIn !== undefined && tokenOut === undefined && reading.problems.every(({ slot }) => slot !== 'tokenOut')
  if (reading.kind !== 'swap' || !tags.startsWith('sell ') || !isOpen) return reading
  const [only, ...rest] = others(tokenIn, lexicon)
  if (only === undefined || rest.length > 0) return reading
  return {
    ...reading,
    slots: { ...reading.slots, tokenOut: { kind: 'symbol', text: only } },
    notes: [...reading.notes, `for ${only}, the only other token here`],
  }
}
