// Moving over a chart: where on the panel its pixels are. Pure.
import type { Point, Rectangle } from '#charts/chartLayout.ts'

/** Chart pixels to panel pixels: `panel = chart × scale + offset`. */
export interface Sheet {
  readonly x: number
  readonly y: number
  readonly scale: number
}
export interface Size {
  readonly width: number
  readonly height: number
}

/** Below it nothing can be read, above it nothing more is seen. */
export const [scaleMin, scaleMax] = [0.1, 3]
/** Smaller text is not read: rather a part of the chart than all of it. */
const readableScale = 0.55
const edge = 14

const clampScale = (scale: number): number => Math.min(scaleMax, Math.max(scaleMin, scale))

/** All of the chart, in the middle, never larger than drawn. */
export function fitted(chart: Size, panel: Size): Sheet {
  const scale = clampScale(Math.min(1, (panel.width - 2 * edge) / chart.width, (panel.height - 2 * edge) / chart.height))
  return { scale, x: (panel.width - chart.width * scale) / 2, y: (panel.height - chart.height * scale) / 2 }
}

/** Where a chart begins: all of it if that can be read, else what is active, at a size that can be. */
export function opened(chart: Size, panel: Size, active: Rectangle | undefined): Sheet {
  const whole = fitted(chart, panel)
  if (whole.scale >= readableScale || active === undefined) return whole
  // regions that are active side by side are seen together as long as they can be read
  const { scale } = fitted(active, panel)
  return centred({ x: 0, y: 0, scale: Math.min(0.9, Math.max(readableScale, scale)) }, chart, panel, active)
}

/** The same scale with a part in the middle, as far as the chart reaches. */
export function centred(sheet: Sheet, chart: Size, panel: Size, part: Rectangle): Sheet {
  const { scale } = sheet
  const along = (whole: number, room: number, middle: number): number => {
    const slack = room - whole * scale
    // smaller than the panel: in the middle; larger: no further than its own edges
    if (slack >= -2 * edge) return slack / 2
    return Math.min(edge, Math.max(slack - edge, room / 2 - middle * scale))
  }
  return {
    scale,
    x: along(chart.width, panel.width, part.x + part.width / 2),
    y: along(chart.height, panel.height, part.y + part.height / 2),
  }
}

/** Larger or smaller around a point of the panel, which stays where it is. */
export function zoomed(sheet: Sheet, factor: number, at: Point): Sheet {
  const scale = clampScale(sheet.scale * factor)
  const change = scale / sheet.scale
  return { scale, x: at.x - (at.x - sheet.x) * change, y: at.y - (at.y - sheet.y) * change }
}

/** Moved by panel pixels, with a corner of the chart always left in sight. */
export function panned(sheet: Sheet, by: Point, chart: Size, panel: Size): Sheet {
  const along = (offset: number, whole: number, room: number): number =>
    Math.min(room - 4 * edge, Math.max(4 * edge - whole * sheet.scale, offset))
  return { ...sheet, x: along(sheet.x + by.x, chart.width, panel.width), y: along(sheet.y + by.y, chart.height, panel.height) }
}

/** The part of the chart that is seen. */
export function seenPart(sheet: Sheet, panel: Size): Rectangle {
  const { scale } = sheet
  return { x: -sheet.x / scale, y: -sheet.y / scale, width: panel.width / scale, height: panel.height / scale }
}

/** Is all of a part seen? */
export function isSeen(sheet: Sheet, panel: Size, part: Rectangle): boolean {
  const seen = seenPart(sheet, panel)
  return (
    part.x >= seen.x &&
    part.y >= seen.y &&
    part.x + part.width <= seen.x + seen.width &&
    part.y + part.height <= seen.y + seen.height
  )
}

/** The rectangle around several; undefined of none. */
export function around(parts: readonly Rectangle[]): Rectangle | undefined {
  if (parts.length === 0) return undefined
  const x = Math.min(...parts.map((part) => part.x))
  const y = Math.min(...parts.map((part) => part.y))
  const right = Math.max(...parts.map((part) => part.x + part.width))
  const bottom = Math.max(...parts.map((part) => part.y + part.height))
  return { x, y, width: right - x, height: bottom - y }
}
