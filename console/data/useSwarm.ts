// The live swarm of this page, for whoever draws it. Who takes a part of it is drawn again only when that part is another.
import { createContext, use, useSyncExternalStore } from 'react'
import { LiveSwarm, type SwarmView } from './liveSwarm.ts'
import type { BotLine } from './shapes.ts'

/** A swarm as it is now, or as it was. */
export interface SwarmSource {
  readonly view: () => SwarmView
  /** Listens for a new view; what it gives ends that. */
  readonly subscribe: (listener: () => void) => () => void
  /** Begins anew, at once. */
  readonly again: () => void
}

/** Given by the shell; a page gives that of the past to what it shows of it. */
export const SwarmContext = createContext<SwarmSource>(new LiveSwarm())

/** The view of this frame: another one in every frame in which something happens. */
export function useSwarm(): SwarmView {
  return useSwarmPart((view) => view)
}

/** @param part a pure function that gives the same value, or object, for as long as nothing of it changed */
export function useSwarmPart<Part>(part: (view: SwarmView) => Part): Part {
  const swarm = use(SwarmContext)
  return useSyncExternalStore(swarm.subscribe, () => part(swarm.view()))
}

/** A bot as of its last turn; undefined: it is not in the list. */
export const useBotLine = (address: string): BotLine | undefined => useSwarmPart(({ bots }) => bots.get(address))

/** How the page stands to the daemon. */
export const useConnection = (): SwarmView['connection'] => useSwarmPart(({ connection }) => connection)
