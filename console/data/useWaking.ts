// A machine that slept, a tab that was hidden, a network that was away: the stream may be dead without anyone having said so.
import { useEffect } from 'react'
import type { LiveSwarm } from './liveSwarm.ts'

/** A tab that was hidden for less goes on as it was. */
const hiddenMs = 30_000
/** The clock is looked at so often; that it jumped by more than a few of these means sleep. */
const lookMs = 5_000

/** Has the page come back to the daemon at once, instead of when the browser notices. */
export function useWaking(swarm: Pick<LiveSwarm, 'wake'>): void {
  useEffect(() => {
    let hiddenAt = Infinity
    let lookedAt = Date.now()
    const onVisible = (): void => {
      if (document.hidden) hiddenAt = Date.now()
      else if (Date.now() - hiddenAt > hiddenMs) swarm.wake()
      if (!document.hidden) hiddenAt = Infinity
    }
    const timer = setInterval(() => {
      const slept = Date.now() - lookedAt > lookMs * 4
      lookedAt = Date.now()
      // a hidden tab's timers are slowed down by the browser
      if (slept && !document.hidden) swarm.wake()
    }, lookMs)
    addEventListener('online', swarm.wake)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(timer)
      removeEventListener('online', swarm.wake)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [swarm])
}
