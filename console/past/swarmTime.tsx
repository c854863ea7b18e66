// Time of the whole swarm, or of a fund's bots: the scrubber over their turns, the banner, and what is shown of the past.
import { use, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { SwarmContext, type SwarmSource } from '#console/data/useSwarm.ts'
import { PastBanner } from './pastBanner.tsx'
import { Scrubber } from './scrubber.tsx'
import { SwarmStory } from './swarmStory.ts'
import { usePlayer } from './usePlayer.ts'

/** News are taken in so often while the page stands at now. */
const followMs = 500

/**
 * @param fund only its bots; absent: all
 * @param seq the moment; undefined: now
 * @param show is told where the past can be seen, once
 */
export function SwarmTime({
  fund,
  seq,
  go,
  show,
}: {
  readonly fund?: string
  readonly seq: number | undefined
  readonly go: (seq: number | undefined) => void
  readonly show: (source: SwarmSource) => void
}): ReactNode {
  const live = use(SwarmContext)
  const story = useMemo(() => new SwarmStory(fund), [fund])
  const run = useSyncExternalStore(story.subscribe, story.run)
  const player = usePlayer(run.turns, seq, go, story)
  useEffect(() => show(story), [story, show])
  useEffect(() => void story.at(seq), [story, seq])
  useEffect(() => {
    const timer = setInterval(() => story.follow(live.view()), followMs)
    return () => clearInterval(timer)
  }, [story, live])
  const isPast = seq !== undefined
  return <Scrubber player={player} run={run} story={story} isPast={isPast} ofMany />
}

/** Over a page that shows the past of many bots. @param source of that past */
export function SwarmBanner({
  source,
  seq,
  back,
}: {
  readonly source: SwarmSource
  readonly seq: number
  readonly back: () => void
}): ReactNode {
  const { turns } = useSyncExternalStore(source.subscribe, source.view)
  return <PastBanner seq={seq} at={turns[0]?.at} back={back} />
}
