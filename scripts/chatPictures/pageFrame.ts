// What the pages of Slack and of Discord share: the fonts of this machine, the sign of the bot, and text that stays text.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** Of both messengers. */
export type Colours = 'light' | 'dark'

/** How wide a picture is in a document, and so its page. */
export const pictureWidth = 720

const resolve = createRequire(import.meta.url).resolve

/** A font of this machine as part of the page, under the names that a page asks for: nothing is loaded from anywhere. */
export function fontFace(file: string, names: readonly string[]): string {
  const data = readFileSync(resolve(file)).toString('base64')
  return names
    .map(
      (name) =>
        `@font-face { font-family: '${name}'; font-weight: 100 900; src: url(data:font/woff2;base64,${data}) format('woff2'); }`,
    )
    .join('\n')
}

/** For words and for columns. */
export const fonts = {
  words: '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  columns: '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
} as const

const sign = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" fill="#2f6fde"/>
<g fill="#fff"><circle cx="18" cy="9.5" r="4"/><circle cx="9.5" cy="24" r="4"/><circle cx="26.5" cy="24" r="4"/></g>
<circle cx="18" cy="18" r="10" fill="none" stroke="#fff" stroke-width="1.6"/></svg>`

/** The bot's picture, which each workspace chooses for itself. */
export const avatar = `data:image/svg+xml;base64,${Buffer.from(sign).toString('base64')}`

/** Text in HTML: nothing in it is markup. */
export function asText(text: string): string {
  const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replaceAll(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}
