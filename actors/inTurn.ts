// One at a time, of those that would be in each other's way.

/** Does it when all that were asked for under the same name before are over, however they ended. */
export function inTurn<Output>(turns: Map<string, Promise<unknown>>, name: string, run: () => Promise<Output>): Promise<Output> {
  const before = turns.get(name) ?? Promise.resolve()
  const mine = before.then(run, run)
  turns.set(name, mine)
  const forget = (): void => {
    if (turns.get(name) === mine) turns.delete(name)
  }
  mine.then(forget, forget)
  return mine
}
