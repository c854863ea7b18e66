/** The largest whole number whose square is at most `value`, by Newton's method. @throws RangeError below 0 */
export function squareRoot(value: bigint): bigint {
  if (value < 0n) throw new RangeError(`${value} has no square root`)
  if (value < 2n) return value
  let guess = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (guess + value / guess) >> 1n
    if (next >= guess) return guess
    guess = next
  }
}
