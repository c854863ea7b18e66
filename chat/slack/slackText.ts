// Text on its way to and from Slack. On the way out nothing of it is markup, a link or a mention, whoever wrote it; on the
// way in what Slack made of what somebody typed is made undone.
import { printable } from '#chat/commands/style.ts'

/** Signs that nobody sees and that make one text look like another: fillers, joiners, marks of direction, tags. What only chooses between two looks of a sign may stay. */
const unseen = /(?![\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu
/** What a client could make a mention of all. */
const crowd = /@(?=channel|here|everyone|group)/gi
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Control, bidirectional and unseen signs are shown, not obeyed; half a sign is none. */
export const shown = (text: string): string =>
  printable(text.toWellFormed())
    .replace(unseen, (sign) => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
    .replace(crowd, '＠')

/** As Slack wants its three signs (docs.slack.dev, "Escaping text"). It shows them as they were, in plain text too. */
export const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign)

/** One line of outside text, escaped and at most so long; what is cut says so by its last sign. */
function cutLine(text: string, charsMax: number): string {
  // a sign never becomes shorter, so what is behind the bound cannot count
  const line = shown(text.slice(0, charsMax + 1))
  const whole = escaped(line)
  if (whole.length <= charsMax && text.length <= charsMax) return whole
  let kept = ''
  for (const sign of line) {
    const next = escaped(sign)
    // a sign of room for what says that it was cut
    if (kept.length + next.length > charsMax - 1) break
    kept += next
  }
  return `${kept}…`
}

/** As `cutLine`, and never empty: Slack refuses a text without a sign. */
export function fitted(text: string, charsMax: number): string {
  const line = cutLine(text, charsMax)
  return line.trim() === '' ? '-' : line
}

/** What the words for lines that did not fit may take. */
const roomForTold = 60

/** Lines as one text, at most so long, and what did not fit as a number. Never empty. */
export function fittedLines(lines: readonly string[], charsMax: number): string {
  const kept: string[] = []
  let length = 0
  for (const [at, line] of lines.entries()) {
    const next = cutLine(line, charsMax - roomForTold)
    const more = lines.length - at
    if (length + next.length + 1 > charsMax - roomForTold)
      return [...kept, `… and ${more} more ${more === 1 ? 'line' : 'lines'}`].join('\n')
    kept.push(next)
    length += next.length + 1
  }
  const text = kept.join('\n')
  return text.trim() === '' ? '-' : text
}

/** What somebody typed, as they typed it. `<@U1>` of `mention` is cut off; people and channels are told by id. */
export function typedText(text: string, mention?: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_whole, inside: string) => named(inside, mention))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\u00a0', ' ')
    .trim()
}

function named(inside: string, mention: string | undefined): string {
  const [what = '', label] = inside.split('|', 2)
  if (mention !== undefined && what === `@${mention}`) return ''
  // `#C1|general`, `@U1|mara`: ids cannot be mistaken for others, names can
  if (what.startsWith('#') || what.startsWith('@')) return what
  // `!here`, `!subteam^S1|@ops`
  if (what.startsWith('!')) return label ?? `@${what.slice(1)}`
  // people type an address, and Slack puts it into words of its own
  if (what.startsWith('mailto:') || what.startsWith('tel:')) return label ?? what.slice(what.indexOf(':') + 1)
  return what
}
