// The first page that has something on it: the gateway reads no more than so much of the journal for one page, so that of a bot
// or a fund that came late there are pages without a turn.

interface Page {
  readonly turns: readonly unknown[]
  readonly next: number | null
}

/** Pages in a row without a turn before a person has to ask again: some gigabytes of journal. */
export const emptyPagesMax = 64

/** @param ask is given where the page before it ended; undefined for the first. @returns the last one where none has any */
export async function pageWithTurns<Asked extends Page>(ask: (from: number | undefined) => Promise<Asked>): Promise<Asked> {
  let page = await ask(undefined)
  for (let pages = 1; page.turns.length === 0 && page.next !== null && pages < emptyPagesMax; pages++) page = await ask(page.next)
  return page
}
