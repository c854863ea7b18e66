// Waits that end: a step of the shutdown may fail or hang without keeping the others from theirs.

/** True when the work was done in time; false when not. A failure is passed to `onFailure` and counts as done. */
export async function withinMs(work: Promise<unknown>, ms: number, onFailure: (failure: unknown) => void): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), ms)
  })
  const done = work.then(
    () => true,
    (failure: unknown) => {
      onFailure(failure)
      return true
    },
  )
  try {
    return await Promise.race([done, late])
  } finally {
    clearTimeout(timer)
  }
}
