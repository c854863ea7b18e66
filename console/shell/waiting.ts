// How much waits for the one who reads: asked when the page is opened and whenever a turn of such a bot comes in.
import { useEffect, useState } from 'react'
import { api, asked } from '#console/data/api.ts'
import { useSwarm } from '#console/data/useSwarm.ts'

/** Counts. */
export interface Waiting {
  readonly approvals: number
  readonly incidents: number
}

/** @param mayAsk whether somebody is signed in */
export function useWaiting(mayAsk: boolean): Waiting {
  const { turns } = useSwarm()
  const [waiting, setWaiting] = useState<Waiting>({ approvals: 0, incidents: 0 })
  // what is newest of these roles: another value is a reason to ask again
  const last = turns.find(({ role }) => role === 'approval' || role === 'incident')?.seq ?? 0
  useEffect(() => {
    if (!mayAsk) return
    Promise.all([
      asked(api.GET('/api/v1/approvals', { params: { query: { state: 'pending' } } })),
      asked(api.GET('/api/v1/incidents', { params: { query: { state: 'open' } } })),
    ]).then(
      ([{ approvals }, { incidents }]) => setWaiting({ approvals: approvals.length, incidents: incidents.length }),
      () => undefined, // the connection's mark says what is wrong
    )
  }, [mayAsk, last])
  return waiting
}
