// The turns of the bot, newest first: only the rows that are seen are drawn, and older ones are fetched as one scrolls.
import { useEffect, useEffectEvent, type ReactNode } from 'react'
import { shortened } from '#console/parts/shortened.ts'
import { Ago } from '#console/parts/ago.tsx'
import { causeWords } from '#console/parts/causeWords.ts'
import type { TurnRow } from './botShapes.ts'
import { eventWords } from '#console/parts/eventWords.ts'
import { useEqualRows } from '#console/parts/useEqualRows.ts'
import { movedWords } from './movedWords.ts'
import type { BotStory, StoryView } from './botStory.ts'

const [rowPx, overscan, fetchNear] = [58, 8, 20]

/** @param index of the turn that is shown */
export function JournalTab({
  view: { turns, hasEarlier, isLoading, refusal },
  story,
  index,
  to,
}: {
  readonly view: StoryView
  readonly story: BotStory
  readonly index: number
  readonly to: (index: number) => void
}): ReactNode {
  const { place, seen, height, show } = useEqualRows(turns.length, rowPx, overscan)
  const shown = turns[index]?.seq
  const below = turns.length - 1 - index
  const reveal = useEffectEvent(() => {
    // the newest is at the top, and whoever scrolled down while it grows stays there
    if (below > 0) show(below)
  })
  // a moment of the past is looked at: its turn is where one sees it
  useEffect(() => {
    if (shown !== undefined) reveal()
  }, [shown])
  const end = seen.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasEarlier && !isLoading && end > turns.length - fetchNear) void story.earlier()
  }, [end, hasEarlier, isLoading, turns.length, story])
  if (turns.length === 0)
    return (
      <p className="faint">{refusal?.message ?? (isLoading ? 'Reading the journal …' : 'None of its turns is held any more.')}</p>
    )
  return (
    <div className="turns" ref={place}>
      <ol className="turns-all" style={{ height }} aria-label="Turns, newest first">
        {seen.map(({ index: row, start }) => {
          const at = turns.length - 1 - row
          const turn = turns[at]
          return (
            turn !== undefined && (
              <li
                key={turn.seq}
                style={{ transform: `translateY(${start}px)`, height: rowPx }}
                aria-posinset={row + 1}
                aria-setsize={turns.length}
              >
                <button type="button" aria-current={at === index ? 'step' : undefined} onClick={() => to(at)}>
                  <Turn turn={turn} />
                </button>
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
}

function Turn({ turn }: { readonly turn: TurnRow }): ReactNode {
  const { seq, at, event, from, to, status, cause, messages, effects, facts } = turn
  const moved = movedWords(from, to)
  const did = [
    ...effects.map((port) => `asks ${port}`),
    ...messages.map((message) => `tells ${shortened(message.to)} ${message.event}`),
    ...facts.map(({ type }) => `states ${type}`),
  ]
  return (
    <>
      <span className="turn-line">
        <code title={event}>{eventWords(event)}</code> <span className="faint turn-why">{causeWords(cause)}</span>
        <span className="turn-when faint">
          {seq} · <Ago at={at} />
        </span>
      </span>
      <span className="turn-line">
        {from === null ? `begins in ${to}` : moved === null ? <span className="faint">stays</span> : <b>→ {moved}</b>}
        {status !== 'active' && <span className="badge">{status}</span>} <span className="faint">{did.join(', ')}</span>
      </span>
    </>
  )
}
