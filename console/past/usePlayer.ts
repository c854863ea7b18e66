// Goes through turns: by step, by key, or by itself.
import { useEffect, useEffectEvent, useState } from 'react'
import { indexAt, pauseMs, type Speed, type TimeStory, type TimeTurn } from './timeline.ts'

export interface Player {
  /** Index of the turn that is shown; -1: none is. */
  readonly index: number
  readonly isPlaying: boolean
  readonly speed: Speed
  setSpeed(speed: Speed): void
  /** Plays from here, from the first turn when at the last one, or stops. */
  toggle(): void
  /** To the turn of this index; beyond the last one it is now. */
  to(index: number): void
  /** To the first turn that is held, fetched where it has to be. */
  first(): void
}

/** @param seq undefined: now. @param story brings the first turns that are held, and the newest ones back */
export function usePlayer(
  turns: readonly Pick<TimeTurn, 'seq' | 'at'>[],
  seq: number | undefined,
  go: (seq: number | undefined) => void,
  story: Pick<TimeStory, 'oldest' | 'newest'>,
): Player {
  const [isPlaying, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(1)
  const index = seq === undefined ? turns.length - 1 : indexAt(turns, seq)
  const to = (wanted: number): void => go(wanted >= turns.length ? undefined : turns[Math.max(0, wanted)]?.seq)
  const player: Player = {
    index,
    isPlaying,
    speed,
    setSpeed,
    toggle: () => {
      if (!isPlaying && (seq === undefined || index >= turns.length - 1)) to(0)
      setPlaying(!isPlaying && turns.length > 1)
    },
    to: (wanted) => {
      setPlaying(false)
      to(wanted)
    },
    first: () => {
      setPlaying(false)
      void story.oldest().then((found) => found !== undefined && go(found))
    },
  }
  const next = useEffectEvent(() => {
    if (index >= turns.length - 1) return setPlaying(false)
    to(index + 1)
  })
  const [here, after] = [turns[index], turns[index + 1]]
  const wait = here === undefined || after === undefined ? 0 : pauseMs(here.at, after.at, speed)
  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(next, wait)
    return () => clearTimeout(timer)
  }, [isPlaying, index, wait])
  useKeys(player, turns.length)
  const isNow = seq === undefined
  useEffect(() => {
    // by whatever way one came back
    if (isNow) void story.newest()
  }, [isNow, story])
  return player
}

/** What has keys of its own keeps them. */
const ownKeys = 'input,select,textarea,[contenteditable],[role=tablist],[role=application],[role=treegrid],[role=menu]'
const pressed = 'a,button,summary'

function useKeys(player: Player, count: number): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || target.closest(ownKeys) !== null) return
    if (event.key === ' ' && target.closest(pressed) !== null) return
    if (!pressTimeKey(event.key, player, count)) return
    event.preventDefault()
  })
  useEffect(() => {
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

/** Does what a key says; false: it says nothing here. */
export function pressTimeKey(key: string, player: Pick<Player, 'index' | 'toggle' | 'to' | 'first'>, count: number): boolean {
  if (key === ' ') player.toggle()
  else if (key === 'ArrowLeft') player.to(player.index - 1)
  else if (key === 'ArrowRight') player.to(player.index + 1)
  else if (key === 'Home') player.first()
  else if (key === 'End') player.to(count)
  else return false
  return true
}
