// Lines of a chart as SVG path data.
import type { Point } from './chartLayout.ts'

const cornerRadius = 8

/** A line through the points with rounded corners; short segments get smaller ones. */
export function roundedPath(points: readonly Point[]): string {
  const [first] = points
  if (first === undefined) return ''
  const parts = [`M${number(first.x)} ${number(first.y)}`]
  for (let index = 1; index < points.length; index++) {
    const [before, here, after] = [points[index - 1], points[index], points[index + 1]]
    if (before === undefined || here === undefined) break
    if (after === undefined) {
      parts.push(`L${number(here.x)} ${number(here.y)}`)
      break
    }
    const radius = Math.min(cornerRadius, distance(before, here) / 2, distance(here, after) / 2)
    const start = toward(here, before, radius)
    const end = toward(here, after, radius)
    parts.push(`L${number(start.x)} ${number(start.y)}Q${number(here.x)} ${number(here.y)} ${number(end.x)} ${number(end.y)}`)
  }
  return parts.join('')
}

/** A filled arrow head at the end of a line, `halfWidth` to each side. */
export function arrowHead(points: readonly Point[], halfWidth: number): string {
  const tip = points.at(-1)
  const before = points.findLast((point) => tip !== undefined && distance(point, tip) > 0.01)
  if (tip === undefined || before === undefined) return ''
  const back = toward(tip, before, halfWidth * 2)
  const length = distance(tip, before)
  const across = { x: ((before.y - tip.y) / length) * halfWidth, y: ((tip.x - before.x) / length) * halfWidth }
  const [left, right] = [
    { x: back.x + across.x, y: back.y + across.y },
    { x: back.x - across.x, y: back.y - across.y },
  ]
  return `M${number(tip.x)} ${number(tip.y)}L${number(left.x)} ${number(left.y)}L${number(right.x)} ${number(right.y)}Z`
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

/** The point at `length` from `from` in the direction of `to`. */
function toward(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to)
  if (whole === 0) return from
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole }
}

/** At most two decimals: more are noise in a committed file. */
const number = (value: number): string => String(Math.round(value * 100) / 100)
