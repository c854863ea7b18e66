// The colours of a chart, light and dark, as CSS custom properties a page may override.

/** `auto` follows the reader's system; the other two are written out, for renderers that know no custom properties. */
export type ChartTheme = 'auto' | 'light' | 'dark'

const light = {
  page: '#f7f8fa',
  root: '#fbfcfe',
  rootActive: '#f3f7ff',
  compound: '#f2f4f8',
  state: '#ffffff',
  stateActive: '#e3ecff',
  border: '#c6ccd8',
  edge: '#8b94a5',
  accent: '#2f6bff',
  accentText: '#ffffff',
  text: '#16181d',
  muted: '#5c6575',
  faint: '#7d8696',
  event: '#e6e9f0',
  eventText: '#16181d',
  after: '#fdf0d5',
  afterText: '#7a4a00',
  always: '#ece6fb',
  alwaysText: '#5b35b5',
  done: '#dff3e6',
  doneText: '#14663a',
  error: '#fde4e2',
  errorText: '#a3241c',
} as const

/** The name of a colour. */
export type ChartColour = keyof typeof light

const dark: Readonly<Record<ChartColour, string>> = {
  page: '#0e1116',
  root: '#12161c',
  rootActive: '#131d33',
  compound: '#161b22',
  state: '#1a1f27',
  stateActive: '#1c2f5c',
  border: '#39414e',
  edge: '#6b7688',
  accent: '#5b8cff',
  accentText: '#0e1116',
  text: '#e8ebf0',
  muted: '#a3adbd',
  faint: '#8b95a6',
  event: '#2a313c',
  eventText: '#e8ebf0',
  after: '#3d2f10',
  afterText: '#f3c765',
  always: '#2c2350',
  alwaysText: '#c3aefc',
  done: '#12351f',
  doneText: '#7fdca2',
  error: '#431c1a',
  errorText: '#ff9f97',
}

/** Both themes, for whoever draws a chart otherwise. */
export const palettes = { light, dark } as const

/** How a rule names a colour in this theme. */
export function colourOf(theme: ChartTheme): (colour: ChartColour) => string {
  return (colour) => (theme === 'auto' ? `var(--chart-${colour})` : palettes[theme][colour])
}

/** The custom properties for `auto`; nothing for a fixed theme. A page sets `data-theme` around the chart to decide itself. */
export function themeRules(theme: ChartTheme): string {
  if (theme !== 'auto') return ''
  const properties = (palette: Readonly<Record<ChartColour, string>>): string =>
    Object.entries(palette)
      .map(([name, value]) => `--chart-${name}:${value}`)
      .join(';')
  return [
    `.chart{${properties(light)}}`,
    `@media (prefers-color-scheme:dark){.chart{${properties(dark)}}}`,
    `[data-theme=light] .chart{${properties(light)}}`,
    `[data-theme=dark] .chart{${properties(dark)}}`,
  ].join('\n')
}
