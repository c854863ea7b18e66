// The live swarm of this page, for whoever draws it.
import { createContext, use, useSyncExternalStore } from 'react'
import { LiveSwarm, type SwarmView } from './liveSwarm.ts'

/** Given by the shell. */
export const SwarmContext = createContext<LiveSwarm>(new LiveSwarm())

/** The view of this frame. */
export function useSwarm(): SwarmView {
  const swarm = use(SwarmContext)
  return useSyncExternalStore(swarm.subscribe, swarm.view)
}
