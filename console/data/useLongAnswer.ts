// A long list on a page: asked anew for another question, further back as one scrolls.
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { LongAnswer, type LongView, type Paged } from './longAnswer.ts'

export interface LongList<Row> extends LongView<Row> {
  readonly more: () => void
  /** From the newest on, once more. */
  readonly again: () => void
}

/** @param key of the question: another key is another question, and nothing of the one before it stays */
export function useLongAnswer<Page extends Paged, Row>(
  key: string,
  ask: (before: number | undefined, signal: AbortSignal) => Promise<Page>,
  rowsOf: (page: Page) => readonly Row[],
): LongList<Row> {
  const make = useEffectEvent(() => new LongAnswer<Page, Row>(ask, rowsOf))
  const [turn, setTurn] = useState(0)
  const [answer, setAnswer] = useState(() => new LongAnswer<Page, Row>(never, () => []))
  useEffect(() => {
    const made = make()
    setAnswer(made)
    void made.more()
    return () => made.close()
  }, [key, turn])
  const view = useSyncExternalStore(answer.subscribe, answer.view)
  return { ...view, more: () => void answer.more(), again: () => setTurn(turn + 1) }
}

/** Before the first question. */
const never = (): Promise<never> => new Promise(() => undefined)
