/** Used heap and external memory in bytes after a collection. @throws when Node was started without --expose-gc */
export function heldMemory(): number {
  if (globalThis.gc === undefined) throw new Error('start Node with --expose-gc')
  // twice: the first pass frees what the second finds unheld
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
