// Sizes in pixels that layout and drawing share: what was measured is what is drawn.

export const titlePx = 13
export const bodyPx = 11
export const chipPx = 10.5

/** Height of a state's name row, and of each line under it. */
export const titleRow = 32
export const lineRow = 17
/** Room under the last line. */
export const belowLines = 8
/** Between a box's left edge and its text. */
export const indent = 14
export const nodeWidthMin = 72
/** The circle of a history state. */
export const historySize = 26

/** The name row of a compound, above its dividing line. */
export const headerRow = 28
/** Between header (or its lines) and the children: `44` in all for a plain compound. */
export const belowHeader = 16
export const compoundPadding = 18
/** Final states and parallel regions are drawn with a second line outside; it needs this much. */
export const initialSize = 10

/** A transition's label: a row for the trigger and one for each line under it. */
export const chipTriggerRow = 13
export const chipLineRow = 12.5
export const chipPaddingX = 9
export const chipPaddingY = 4
/** Longer guards and actions wrap, so that one label does not widen the whole chart. */
export const chipWidthMax = 210
/** Lines inside boxes are longer than labels: they have the width for themselves. */
export const lineWidthMax = 420
/** Margin around the chart. */
export const pageMargin = 16
