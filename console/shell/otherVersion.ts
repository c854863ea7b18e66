// Is the daemon of another version than this page? The page that it serves now names other scripts then.
import { useEffect, useState } from 'react'
import type { Connection } from '#console/data/liveSwarm.ts'

/** Looks whenever the page comes to the daemon. Once true it stays so: nothing but loading the page anew helps. */
export function useIsOutdated(connection: Connection): boolean {
  const [isOutdated, setOutdated] = useState(false)
  useEffect(() => {
    if (connection !== 'live') return
    servedPage().then(
      (served) => setOutdated((before) => before || isOfOthers(served, ownScripts())),
      () => undefined, // the connection's mark says what is wrong
    )
  }, [connection])
  return isOutdated
}

async function servedPage(): Promise<string> {
  const answer = await fetch('/', { credentials: 'same-origin' })
  return answer.ok ? answer.text() : ''
}

const ownScripts = (): readonly string[] => [...document.scripts].map((script) => script.getAttribute('src') ?? '')

/** Does a page begin with a script that is none of these? What names no script says nothing. */
export function isOfOthers(served: string, scripts: readonly string[]): boolean {
  const first = /<script[^>]*\ssrc="([^"]+)"/.exec(served)?.[1]
  return first !== undefined && !scripts.includes(first)
}
