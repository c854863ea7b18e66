// What was asked of the gateway, and whether it is there yet. A new question keeps the old answer until it has its own, so
// that nothing jumps.
import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import { Refusal } from './api.ts'

export interface Answer<Data> {
  readonly data: Data | undefined
  readonly refusal: Refusal | undefined
  readonly isAsking: boolean
  /** Asks again. */
  readonly again: () => void
}

/**
 * @param key of the question: another key is another question, the same key is asked once
 * @param ask is called with a signal that is aborted when nobody waits any more
 */
export function useAnswer<Data>(key: string, ask: (signal: AbortSignal) => Promise<Data>): Answer<Data> {
  const [state, setState] = useState<{ readonly data?: Data; readonly refusal?: Refusal; readonly isAsking: boolean }>({
    isAsking: true,
  })
  const [turn, setTurn] = useState(0)
  const question = useEffectEvent(ask)
  useEffect(() => {
    const leave = new AbortController()
    setState((before) => ({ ...before, isAsking: true }))
    question(leave.signal).then(
      (data) => !leave.signal.aborted && setState({ data, isAsking: false }),
      (failure: unknown) => {
        if (leave.signal.aborted) return
        const refusal = failure instanceof Refusal ? failure : unexpected(failure)
        setState((before) => ({ ...before, refusal, isAsking: false }))
      },
    )
    return () => leave.abort()
  }, [key, turn])
  const again = useCallback(() => setTurn((before) => before + 1), [])
  return { data: state.data, refusal: state.refusal, isAsking: state.isAsking, again }
}

function unexpected(failure: unknown): Refusal {
  return new Refusal({
    status: 0,
    code: 'PAGE_FAILED',
    message: failure instanceof Error ? failure.message : String(failure),
    hint: 'this is a fault of the console; reload the page, and please report it',
  })
}
