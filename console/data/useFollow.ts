// Asks again when a bot that a page shows took a turn, or when the page is back at the daemon: at most once a second.
import { use, useEffect, useRef } from 'react'
import type { TurnChange } from './shapes.ts'
import { SwarmContext, useConnection, useSwarmPart } from './useSwarm.ts'

/** Between two questions. */
const everyMs = 1_000
/** The lists of the gateway read the same journal as the stream: they may be a moment behind it. */
const behindMs = 150

/**
 * @param again asks; must keep its identity
 * @param isShown is a turn of a bot that the page shows? A pure function
 */
export function useFollow(again: () => void, isShown: (turn: TurnChange) => boolean): void {
  const swarm = use(SwarmContext)
  const connection = useConnection()
  const seen = useRef(swarm.view().seq)
  const asked = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const was = useRef(connection)
  const newest = useSwarmPart(({ turns }) => turns.find(isShown)?.seq ?? 0)
  useEffect(() => {
    const isBack = connection === 'live' && was.current !== 'live' && was.current !== 'connecting'
    was.current = connection
    if (newest <= seen.current && !isBack) return
    seen.current = Math.max(newest, seen.current)
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        asked.current = Date.now()
        again()
      },
      Math.max(behindMs, asked.current + everyMs - Date.now()),
    )
  }, [newest, connection, again])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
}
