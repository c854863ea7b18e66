// Which page an address shows. Each page is loaded when it is first looked at.
import { lazy, Suspense, useEffect, useMemo, type ReactNode } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { LiveSwarm } from '#console/data/liveSwarm.ts'
import { SwarmContext } from '#console/data/useSwarm.ts'
import { useWaking } from '#console/data/useWaking.ts'
import { PageFailure } from '#console/shell/pageFailure.tsx'
import { Shell } from '#console/shell/shell.tsx'
import { NoSuchPage, NotYet } from '#console/parts/notice.tsx'
import { SwarmPage } from '#console/swarm/swarmPage.tsx'
import { pageRoutes } from './pages.ts'

/** The whole console. */
export function App(): ReactNode {
  const swarm = useMemo(() => new LiveSwarm(), [])
  useEffect(() => {
    swarm.open()
    return () => swarm.close()
  }, [swarm])
  useWaking(swarm)
  const [place] = useLocation()
  return (
    <SwarmContext value={swarm}>
      <Shell>
        <PageFailure key={place}>
          <Suspense fallback={<NotYet what="the page" />}>
            <Switch>
              <Route path="/">
                <SwarmPage />
              </Route>
              {pages.map(({ path, Page }) => (
                <Route key={path} path={path}>
                  {(params) => <Page {...decoded(params)} />}
                </Route>
              ))}
              <Route>
                <NoSuchPage />
              </Route>
            </Switch>
          </Suspense>
        </PageFailure>
      </Shell>
    </SwarmContext>
  )
}

/** The router leaves what is encoded twice over, such as the colon of a bot's address. */
const decoded = (params: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(params).map(([name, text]) => [name, text && decodedText(text)]))

function decodedText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // no encoding of anything: the page says that there is no such bot
  }
}

const pages = pageRoutes.map(({ path, load }) => ({ path, Page: lazy(load) }))
