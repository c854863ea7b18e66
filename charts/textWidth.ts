// How wide text is, without a browser. The tables are Inter's own advance widths; other fonts of the stack are
// narrower (Helvetica, Arial) or within a few percent, which `slack` covers.

/** Which of the three faces of a chart. */
export type ChartFace = 'title' | 'body' | 'mono'

/** Advance widths per 1,000 units of U+0020 to U+007E. */
const tables: Readonly<Record<'title' | 'body', readonly number[]>> = {
  // Inter Semi Bold
  title: [
    248, 309, 396, 643, 649, 844, 663, 213, 393, 393, 543, 673, 295, 466, 290, 379, 667, 481, 621, 652, 666, 632, 648, 587, 646,
    648, 290, 295, 673, 673, 673, 544, 999, 724, 657, 744, 724, 608, 586, 755, 744, 275, 561, 677, 566, 906, 741, 775, 643, 776,
    651, 649, 660, 734, 724, 1007, 690, 705, 653, 393, 379, 393, 481, 468, 497, 575, 630, 577, 630, 593, 377, 625, 613, 261, 261,
    569, 261, 898, 610, 608, 625, 625, 397, 549, 380, 608, 576, 837, 562, 576, 562, 393, 358, 393, 673,
  ],
  // Inter Regular
  body: [
    281, 278, 403, 631, 638, 812, 639, 222, 362, 362, 500, 659, 280, 460, 276, 357, 625, 464, 605, 636, 642, 608, 624, 571, 616,
    624, 276, 280, 659, 659, 659, 507, 936, 676, 651, 727, 719, 598, 587, 743, 740, 264, 543, 652, 562, 889, 753, 761, 635, 761,
    639, 638, 642, 741, 676, 949, 642, 665, 625, 362, 357, 362, 469, 452, 497, 564, 621, 558, 621, 582, 361, 609, 591, 237, 237,
    544, 237, 869, 585, 597, 609, 609, 372, 523, 364, 581, 557, 812, 540, 557, 541, 362, 327, 362, 659,
  ],
}
const monoAdvance = 602
/** A tenth of a percent more than measured would do; 4 % also covers the fonts that stand in. */
const slack = 1.04

/** Width in pixels of one line. Wide scripts and emoji count as one em, combining marks as nothing. */
export function textWidth(text: string, face: ChartFace, sizePx: number): number {
  let units = 0
  for (const character of text) units += advance(character, face)
  return Math.ceil((units * sizePx * slack) / 1_000)
}

function advance(character: string, face: ChartFace): number {
  const code = character.codePointAt(0) ?? 0
  if (/\p{Mark}/u.test(character)) return 0
  if (code >= 0x1100) return code >= 0x2000 && code <= 0x2fff ? 800 : 1_000
  if (face === 'mono') return monoAdvance
  return tables[face][code - 0x20] ?? 650
}

/** Shortens to `widthMax` pixels with an ellipsis; the whole text belongs into a title. */
export function clipText(text: string, face: ChartFace, sizePx: number, widthMax: number): string {
  if (textWidth(text, face, sizePx) <= widthMax) return text
  const characters = Array.from(text)
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, face, sizePx) > widthMax) characters.pop()
  return `${characters.join('')}…`
}

/** Packs words into lines of at most `widthMax` pixels; a longer word gets a line of its own, clipped. */
export function wrapWords(words: readonly string[], face: ChartFace, sizePx: number, widthMax: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const joined = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && textWidth(joined, face, sizePx) <= widthMax) lines[lines.length - 1] = joined
    else lines.push(clipText(word, face, sizePx, widthMax))
  }
  return lines
}
