// Who reads the page, as the daemon knows them.
import { createContext, use, useEffect, useState } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { Connection } from '#console/data/liveSwarm.ts'
import type { Me } from '#console/data/shapes.ts'

/** Undefined: nobody is signed in, or it is not known yet. */
export const MeContext = createContext<Me | undefined>(undefined)
export const useMe = (): Me | undefined => use(MeContext)

/** Asked again whenever the page comes back to the daemon: roles change, sessions end. */
export function useAskMe(connection: Connection): Me | undefined {
  const [me, setMe] = useState<Me>()
  useEffect(() => {
    if (connection === 'signedOut') setMe(undefined)
    if (connection !== 'live') return
    asked(api.GET('/api/v1/me')).then(setMe, () => undefined)
  }, [connection])
  return me
}
