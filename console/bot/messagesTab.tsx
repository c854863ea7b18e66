// What the bot was told and what it told whom, as a sequence diagram that ends at the turn that is shown.
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { Link } from 'wouter'
import { shortened } from '#console/parts/shortened.ts'
import { botHref } from '#console/parts/hrefs.ts'
import type { TurnRow } from './botShapes.ts'
import { outside, sequenceOf, type Sequence, type SequenceStep } from './sequence.ts'

/** Turns before the shown one: some screens. */
const turnsMax = 60
const [lanePx, rowPx, headPx, marginPx] = [132, 38, 30, 66]

/** @param index of the turn that is shown */
export function MessagesTab({
  address,
  turns,
  index,
}: {
  readonly address: string
  readonly turns: readonly TurnRow[]
  readonly index: number
}): ReactNode {
  const sequence = useMemo(
    () => sequenceOf(address, turns.slice(Math.max(0, index + 1 - turnsMax), index + 1)),
    [address, turns, index],
  )
  const place = useRef<HTMLDivElement>(null)
  const last = sequence.steps.at(-1)?.seq
  useEffect(() => {
    const panel = place.current?.parentElement
    panel?.scrollTo({ top: panel.scrollHeight })
  }, [last])
  if (sequence.steps.length === 0) return <p className="faint">Nothing was told yet.</p>
  return (
    <div className="sequence" ref={place}>
      <Diagram sequence={sequence} />
    </div>
  )
}

function Diagram({ sequence: { lanes, steps } }: { readonly sequence: Sequence }): ReactNode {
  const width = 2 * marginPx + (lanes.length - 1) * lanePx
  const height = headPx + steps.length * rowPx + 10
  const x = (lane: string): number => marginPx + lanes.indexOf(lane) * lanePx
  const last = steps.at(-1)?.seq
  return (
    <>
      <div className="lanes" style={{ width }}>
        {lanes.map((lane) => (
          <span key={lane} style={{ left: x(lane), maxWidth: lanePx - 8 }} title={lane}>
            {lane === outside ? 'outside' : <Link href={botHref(lane, last)}>{shortened(lane)}</Link>}
          </span>
        ))}
      </div>
      <svg width={width} height={height} role="group" aria-label="Messages, oldest first">
        {lanes.map((lane, at) => (
          <path key={lane} className={at === 0 ? 'lane own' : 'lane'} d={`M${x(lane)} 0V${height}`} />
        ))}
        {steps.map((step, at) => (
          <Step key={at} step={step} x={x} y={at * rowPx + 26} isLast={step.seq === last} />
        ))}
      </svg>
    </>
  )
}

interface StepProps {
  readonly step: SequenceStep
  readonly x: (lane: string) => number
  readonly y: number
  readonly isLast: boolean
}

function Step({ step: { seq, from, to, event, otherSeq, moved }, x, y, isLast }: StepProps): ReactNode {
  const words = moved === null ? event : `${event} → ${moved}`
  const classes = `step${isLast ? ' last' : ''}`
  if (from === null || from === to)
    return (
      <g className={`${classes} note`}>
        <circle cx={x(to)} cy={y} r={3.5} />
        <text x={x(to) + 9} y={y + 4}>
          {words}
        </text>
      </g>
    )
  const [start, end] = [x(from), x(to)]
  const way = Math.sign(end - start)
  const left = Math.min(start, end)
  const arrow = (
    <g className={classes}>
      <rect className="hit" x={left} y={y - 18} width={Math.abs(end - start)} height={26} />
      <path className="wire" d={`M${start} ${y}H${end - way * 7}`} />
      <path className="head" d={`M${end} ${y}l${-way * 8} -4v8z`} />
      <text x={left + 10} y={y - 5}>
        {way > 0 ? event : words}
      </text>
    </g>
  )
  const href = way > 0 ? botHref(from, seq) : otherSeq === null ? undefined : botHref(from, otherSeq)
  return href === undefined ? arrow : <Link href={href}>{arrow}</Link>
}
