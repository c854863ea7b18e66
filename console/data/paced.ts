// What is shown of something that changes many times a second: its value at most every so often, and always its last one.

/** Something to listen to. */
export interface Source<Value> {
  readonly subscribe: (listener: () => void) => () => void
  readonly value: () => Value
}

/** The same, slower. A change after a pause is told at once. */
export function paced<Value>(source: Source<Value>, everyMs: number): Source<Value> {
  let shown = source.value()
  let shownAt = -Infinity
  return {
    value: () => shown,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | undefined
      const show = (): void => {
        timer = undefined
        if (shown === source.value()) return
        shown = source.value()
        shownAt = performance.now()
        listener()
      }
      const stop = source.subscribe(() => {
        if (timer !== undefined) return
        const waitMs = shownAt + everyMs - performance.now()
        if (waitMs <= 0) show()
        else timer = setTimeout(show, waitMs)
      })
      show()
      return () => {
        stop()
        clearTimeout(timer)
      }
    },
  }
}
