// What waits for the one who reads: asked when the page is opened and whenever a turn of such a bot comes in.
import { createContext, use, useEffect, useState } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { Me } from '#console/data/shapes.ts'
import { useSwarmPart } from '#console/data/useSwarm.ts'
import { approvalHref, incidentHref } from '#console/parts/hrefs.ts'

/** Something that the reader may decide. */
export interface Matter {
  /** Where it is dealt with. */
  readonly href: string
  readonly says: string
}

export interface Waiting {
  /** Counts of what is there to look at. */
  readonly approvals: number
  readonly incidents: number
  /** By the address of the bot that waits: what this reader may decide. */
  readonly matters: ReadonlyMap<string, Matter>
}

const nothing: Waiting = { approvals: 0, incidents: 0, matters: new Map() }
/** Given by the shell. */
export const WaitingContext = createContext(nothing)
export const useMatters = (): Waiting['matters'] => use(WaitingContext).matters

/** As many as one page of the gateway has. */
const incidentsMax = 200

/** @param me undefined: nobody is signed in */
export function useWaiting(me: Me | undefined): Waiting {
  const [waiting, setWaiting] = useState(nothing)
  // what is newest of these roles: another value is a reason to ask again
  const last = useSwarmPart(({ turns }) => turns.find(({ role }) => role === 'approval' || role === 'incident')?.seq ?? 0)
  useEffect(() => {
    if (me === undefined) return setWaiting(nothing)
    // the connection's mark says what is wrong
    waitingFor(me).then(setWaiting, () => undefined)
  }, [me, last])
  return waiting
}

async function waitingFor(me: Me): Promise<Waiting> {
  const [{ approvals }, { incidents }, { standingOf }] = await Promise.all([
    asked(api.GET('/api/v1/approvals', { params: { query: { state: 'pending' } } })),
    asked(api.GET('/api/v1/incidents', { params: { query: { state: 'open', limit: incidentsMax } } })),
    // its words are for pages that are not the first
    import('#console/approvals/standing.ts'),
  ])
  const mine = approvals.filter((approval) => {
    const { mayApprove, mayReject } = standingOf(approval, me, Date.now())
    return mayApprove || mayReject
  })
  const settles = me.actions.includes('incidents.settle')
  const matters = new Map<string, Matter>([
    ...mine.map(({ id, words }) => [`approval:${id}`, { href: approvalHref(id), says: `Yours to decide: ${words}` }] as const),
    ...(settles ? incidents : []).map(
      ({ id, detail }) => [`incident:${id}`, { href: incidentHref(id), says: `Nobody has taken it on: ${detail}` }] as const,
    ),
  ])
  return { approvals: approvals.length, incidents: incidents.length, matters }
}
