// Which page an address shows. Each page is loaded when it is first looked at.
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react'
import { Route, Switch } from 'wouter'
import { LiveSwarm } from '#console/data/liveSwarm.ts'
import { SwarmContext } from '#console/data/useSwarm.ts'
import { Shell } from '#console/shell/shell.tsx'
import { Loading, NoSuchPage } from '#console/parts/notice.tsx'
import { SwarmPage } from '#console/swarm/swarmPage.tsx'
import { pageRoutes } from './pages.ts'

/** The whole console. */
export function App(): ReactNode {
  const swarm = useMemo(() => new LiveSwarm(), [])
  useEffect(() => {
    swarm.open()
    return () => swarm.close()
  }, [swarm])
  return (
    <SwarmContext value={swarm}>
      <Shell>
        <Suspense fallback={<Loading what="the page" />}>
          <Switch>
            <Route path="/">
              <SwarmPage />
            </Route>
            {pages.map(({ path, Page }) => (
              <Route key={path} path={path}>
                {(params) => <Page {...params} />}
              </Route>
            ))}
            <Route>
              <NoSuchPage />
            </Route>
          </Switch>
        </Suspense>
      </Shell>
    </SwarmContext>
  )
}

const pages = pageRoutes.map(({ path, load }) => ({ path, Page: lazy(load) }))
