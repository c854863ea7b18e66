// Ctrl-C and SIGTERM: the first ends gracefully, the second now.

/** 128 + 2, as shells count a death by SIGINT. */
export const interruptedExit = 130

/** Aborts `stop` at the first signal and ends the process at the second. Returns what takes the listeners away again. */
export function stopOnSignals(stop: AbortController, second: () => void = () => process.exit(interruptedExit)): () => void {
  const heard = (): void => {
    if (stop.signal.aborted) second()
    else stop.abort()
  }
  // SIGHUP: the terminal was closed
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, heard)
  return () => {
    for (const signal of signals) process.off(signal, heard)
  }
}
