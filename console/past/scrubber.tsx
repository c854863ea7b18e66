// One scrubber over the turns of a bot, a fund or the swarm: drag, step, play, or back to now.
import '#console/style/past.css'
import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward, type LucideIcon } from 'lucide-react'
import { memo, useEffect, type ReactNode } from 'react'
import { Ago } from '#console/parts/ago.tsx'
import { eventWords } from '#console/parts/eventWords.ts'
import { shortened } from '#console/parts/shortened.ts'
import { speeds, type Speed, type TimeRun, type TimeStory, type TimeTurn } from './timeline.ts'
import type { Player } from './usePlayer.ts'

/** Turns before the first one are fetched when one comes as near as this. */
const fetchNear = 25

/** @param ofMany are the turns those of several bots? Then each names its bot */
export function Scrubber({
  player,
  run,
  story,
  isPast,
  ofMany = false,
}: {
  readonly player: Player
  readonly run: TimeRun
  readonly story: TimeStory
  readonly isPast: boolean
  readonly ofMany?: boolean
}): ReactNode {
  const { turns, hasEarlier, hasLater } = run
  const { index, isPlaying, toggle, to, first } = player
  const turn = turns[index]
  const last = turns.length - 1
  const reach = (wanted: number): void => {
    if (wanted < fetchNear && hasEarlier) void story.earlier()
    if (wanted > last - fetchNear && hasLater) void story.later()
    to(wanted)
  }
  // whoever plays should not come to the end of what was fetched
  const isNearEnd = isPlaying && hasLater && index > last - fetchNear
  useEffect(() => {
    if (isNearEnd) void story.later()
  }, [isNearEnd, last, story])
  const now = (): void => to(turns.length)
  return (
    <section className="scrubber" aria-label="Time">
      <Buttons player={player} hasEarlier={hasEarlier} last={last} isPast={isPast} reach={reach} now={now} />
      <div className="scrubber-line">
        <Strip turns={turns} />
        <input
          type="range"
          min={0}
          max={Math.max(0, last)}
          value={Math.max(0, index)}
          disabled={last < 1}
          aria-label="Turn"
          aria-valuetext={
            turn === undefined
              ? 'none'
              : `turn ${turn.seq}, ${ofMany ? `${turn.actor}, ` : ''}${eventWords(turn.event)}, ${turn.at}`
          }
          onChange={({ target }) => reach(Number(target.value))}
          onKeyDown={(event) => {
            if (event.key === ' ') toggle()
            else if (event.key === 'Home') first()
            else if (event.key === 'End') now()
            else return
            event.preventDefault()
          }}
        />
      </div>
      <Says turn={turn} run={run} index={index} isPast={isPast} ofMany={ofMany} />
    </section>
  )
}

function Buttons({
  player: { index, isPlaying, speed, setSpeed, toggle, first },
  hasEarlier,
  last,
  isPast,
  reach,
  now,
}: {
  readonly player: Player
  readonly hasEarlier: boolean
  readonly last: number
  readonly isPast: boolean
  readonly reach: (index: number) => void
  readonly now: () => void
}): ReactNode {
  return (
    <div className="scrubber-buttons">
      <Button says="First turn (Home)" icon={SkipBack} act={first} off={last < 0 || (index === 0 && !hasEarlier)} />
      <Button says="Turn before (left arrow)" icon={StepBack} act={() => reach(index - 1)} off={index <= 0} />
      <Button says={isPlaying ? 'Pause (space)' : 'Play (space)'} icon={isPlaying ? Pause : Play} act={toggle} off={last < 1} />
      <Button says="Turn after (right arrow)" icon={StepForward} act={() => reach(index + 1)} off={!isPast} />
      <Button says="Now (End)" icon={SkipForward} act={now} off={!isPast} />
      <select aria-label="Speed" value={speed} onChange={({ target }) => setSpeed(speedOf(target.value))}>
        {speeds.map((one) => (
          <option key={one} value={one}>
            {one === 0.5 ? '½' : one}×
          </option>
        ))}
      </select>
    </div>
  )
}

function Says({
  turn,
  run: { isLoading, hasEarlier, turns },
  index,
  isPast,
  ofMany,
}: {
  readonly turn: TimeTurn | undefined
  readonly run: TimeRun
  readonly index: number
  readonly isPast: boolean
  readonly ofMany: boolean
}): ReactNode {
  if (turn === undefined)
    return (
      <p className="scrubber-says faint">
        {isLoading ? 'Loading the turns …' : turns.length > 0 ? 'Before the first turn' : 'No turn of it is held any more'}
      </p>
    )
  return (
    <p className="scrubber-says">
      <b>{isPast ? `Turn ${turn.seq}` : 'Now'}</b> {ofMany && <span title={turn.actor}>{shortened(turn.actor)} </span>}
      <code title={turn.event}>{eventWords(turn.event)}</code>{' '}
      <span className="faint">
        <Ago at={turn.at} /> · {index + 1} of {hasEarlier ? 'the last ' : ''}
        {turns.length}
      </span>
    </p>
  )
}

const speedOf = (text: string): Speed => speeds.find((one) => String(one) === text) ?? 1

function Button({
  says,
  icon: Icon,
  act,
  off,
}: {
  readonly says: string
  readonly icon: LucideIcon
  readonly act: () => void
  readonly off: boolean
}): ReactNode {
  return (
    <button type="button" className="icon" title={says} aria-label={says} onClick={act} disabled={off}>
      <Icon aria-hidden />
    </button>
  )
}

/** Where it changed its state, and where it stated a fact: what one looks for in a long line. */
const Strip = memo(function Strip({ turns }: { readonly turns: readonly TimeTurn[] }): ReactNode {
  const last = Math.max(1, turns.length - 1)
  const ticks = (which: (turn: TimeTurn) => boolean, top: number): string =>
    turns.flatMap((turn, index) => (which(turn) ? [`M${((index / last) * 1_000).toFixed(1)} ${top}V12`] : [])).join('')
  return (
    <svg className="strip" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden>
      <path className="stays" d={ticks(({ from, to }) => from === to, 8)} />
      <path className="moves" d={ticks(({ from, to }) => from !== to, 3)} />
      <path className="states" d={ticks(({ facts }) => facts.length > 0, 0)} />
    </svg>
  )
})
