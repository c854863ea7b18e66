// Where the points of a chart lie. Pure: figures in, figures out.

/** What one unit of a figure is worth on the page. */
export interface Scale {
  readonly from: number
  readonly to: number
  /** The place of a figure; the page's own units. */
  readonly at: (figure: number) => number
}

/** A part of the whole is left free above and below, so that no line touches the edge. */
const marginPart = 0.08

/** @param figures at least one finite @param size the places run from 0 to it; turned: from it to 0 */
export function scaleOf(figures: readonly number[], size: number, { isTurned = false, isTight = false } = {}): Scale {
  const known = figures.filter(Number.isFinite)
  const [least, most] = [Math.min(...known), Math.max(...known)]
  const margin = isTight ? 0 : (most - least || Math.abs(most) || 1) * marginPart
  const [from, to] = [least - margin, most + margin]
  const share = (figure: number): number => (to === from ? 0.5 : (figure - from) / (to - from))
  return { from, to, at: (figure) => size * (isTurned ? 1 - share(figure) : share(figure)) }
}

/** Round figures within the scale, about as many as asked for. */
export function ticksOf({ from, to }: Scale, count: number): readonly number[] {
  const raw = (to - from) / count
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= raw) ?? 10)
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick)
  return ticks
}

/** Points as an SVG path; a gap where a figure is not there. */
export function pathOf(points: readonly { readonly x: number; readonly y: number }[]): string {
  let isOn = false
  return points
    .map(({ x, y }) => {
      const can = Number.isFinite(y)
      const word = can ? `${isOn ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}` : ''
      isOn = can
      return word
    })
    .join('')
}

/** The one whose place is nearest. @returns undefined of none */
export const nearestTo = <Point extends { readonly x: number }>(points: readonly Point[], x: number): Point | undefined =>
  points.reduce<Point | undefined>(
    (best, point) => (best === undefined || Math.abs(point.x - x) < Math.abs(best.x - x) ? point : best),
    undefined,
  )
