// A page that looks as Discord does, from messages as they were sent: by the web components that others made for that
// (@skyra/discord-components-core). Forms are drawn here: the components know none with labels and descriptions.
import { parse } from 'discord-markdown-parser'
import { build, type Rollup } from 'vite'
import { z } from 'zod'
import { asText, avatar, fontFace, fonts, pictureWidth, type Colours } from './pageFrame.ts'
import { discordFormSchema, discordMessageSchema, type DiscordMessage, type DiscordScene } from './chatScene.ts'

/** The web components as one script. */
export async function discordComponents(): Promise<string> {
  const input = new URL(import.meta.resolve('@skyra/discord-components-core')).pathname
  // the first of them would run after the page was looked at
  const made = await build({ configFile: false, logLevel: 'error', build: { write: false, rollupOptions: { input } } })
  const [{ output }] = [made].flat() as [Rollup.RollupOutput] // it watches nothing, and there is one
  return output[0].code
}

/** The page; its picture is that of `main`. @param components of {@link discordComponents} */
export function discordPage(scene: DiscordScene, colours: Colours, components: string): string {
  // a script ends where it says so, also within its texts
  const script = components.replaceAll('</script', '<\\/script')
  // the names are those that the components ask for
  const faces = `${fontFace(fonts.words, ['gg sans'])}\n${fontFace(fonts.columns, ['Consolas'])}`
  return `<!doctype html><html data-colours="${colours}"><meta charset="utf-8"><style>${faces}\n${look}</style>
<main class="${scene.where}">${within(scene, colours)}</main><script type="module">${script}</script></html>`
}

function within({ where, shown, replies, title }: DiscordScene, colours: Colours): string {
  const theme = colours === 'light' ? ' light-theme' : ''
  switch (where) {
    case 'channel': {
      const thread = replies.map((reply) => messageOf(reply)).join('')
      return `<discord-messages${theme}>${messageOf(shown)}</discord-messages>${
        thread === ''
          ? ''
          : `<discord-messages class="thread" channel-type="thread" channel-name="${asText(title)}"${theme}>${thread}</discord-messages>`
      }`
    }
    case 'private': {
      const typed =
        title === ''
          ? ''
          : `<discord-command slot="reply" author="jun" avatar="${person}" command="${asText(title)}"></discord-command>`
      return `<discord-messages${theme}>${messageOf(shown, { more: ' ephemeral', typed })}</discord-messages>`
    }
    case 'window':
      return formOf(shown)
  }
}

function messageOf(shown: unknown, { more = '', typed = '' } = {}): string {
  const { id, embeds, components } = discordMessageSchema.parse(shown)
  const rows = components.map((row) => `<discord-action-row>${row.components.map(buttonOf).join('')}</discord-action-row>`)
  const below = rows.length === 0 ? '' : `<discord-attachments slot="components">${rows.join('')}</discord-attachments>`
  return `<discord-message author="Quorate" bot avatar="${avatar}" timestamp="${timeOf(id)}" twenty-four${more}>${typed}${embeds.map(embedOf).join('')}${below}</discord-message>`
}

/** Discord's ids begin with the milliseconds since 2015. */
const timeOf = (id: string): string => new Date(Number(BigInt(id) >> 22n) + Date.UTC(2015, 0, 1)).toISOString().slice(11, 16)

type Embed = DiscordMessage['embeds'][number]

function embedOf({ title, color, description, fields = [], footer }: Embed): string {
  const colour = `#${color.toString(16).padStart(6, '0')}`
  const told =
    description === undefined
      ? ''
      : `<discord-embed-description slot="description">${textOf(description)}</discord-embed-description>`
  const named = fields.map((field, at) => {
    const inline = field.inline ? ` inline inline-index="${(at % 3) + 1}"` : ''
    return `<discord-embed-field field-title="${asText(plainOf(field.name))}"${inline}>${textOf(field.value)}</discord-embed-field>`
  })
  return `<discord-embed slot="embeds" color="${colour}" embed-title="${asText(plainOf(title))}">${told}
${named.length === 0 ? '' : `<discord-embed-fields slot="fields">${named.join('')}</discord-embed-fields>`}
${footer === undefined ? '' : `<discord-embed-footer slot="footer">${asText(footer.text)}</discord-embed-footer>`}</discord-embed>`
}

/** As Discord numbers them; the last opens an address. */
const buttonTypes = ['', 'primary', 'secondary', 'success', 'destructive', 'secondary']

function buttonOf({ style, label }: DiscordMessage['components'][number]['components'][number]): string {
  const url = style === 5 ? ' url="#"' : ''
  return `<discord-button type="${buttonTypes[style] ?? ''}"${url}>${asText(label)}</discord-button>`
}

const nodes = z.array(z.object({ type: z.enum(['text', 'br', 'codeBlock']), content: z.string().default('') }))

/** What Discord makes of a text. @throws on markup that Quorate never sends: there is none but text in columns */
function nodesOf(text: string): z.output<typeof nodes> {
  const read = nodes.safeParse(parse(text, 'extended'))
  if (!read.success) throw new Error(`this is live markup: ${text}`)
  return read.data
}

const textOf = (text: string): string =>
  nodesOf(text)
    .map(({ type, content }) => {
      if (type === 'br') return '<br>'
      const words = asText(content)
      return type === 'codeBlock' ? `<discord-code multiline embed>${words}</discord-code>` : words
    })
    .join('')
/** Where components take no more than text. */
const plainOf = (text: string): string =>
  nodesOf(text)
    .map(({ type, content }) => (type === 'br' ? ' ' : content))
    .join('')

function formOf(shown: unknown): string {
  const { title, components } = discordFormSchema.parse(shown)
  const fields = components.map(({ label, description, component }) => {
    const chosen = component.options?.find((option) => option.default === true)?.label ?? 'Make a selection'
    const field =
      component.type === 3
        ? `<span class="field">${asText(chosen)}<i>⌄</i></span>`
        : `<span class="field">${asText(component.value ?? '')}</span>`
    return `<label><b>${asText(label)}${component.required ? ' <em>*</em>' : ''}</b>
${description === undefined ? '' : `<small>${asText(description)}</small>`}${field}</label>`
  })
  return `<div class="form"><header><img src="${avatar}" alt="" width="32" height="32"><b>${asText(title)}</b><i>✕</i></header>
${fields.join('')}<footer><button>Cancel</button><button class="submit">Submit</button></footer></div>`
}

const person = `data:image/svg+xml;base64,${Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" fill="#8a5cd0"/><circle cx="8" cy="6" r="3" fill="#fff"/><path d="M2 16a6 6 0 0 1 12 0z" fill="#fff"/></svg>',
).toString('base64')}`

const look = `
:root { --page: #fff; --back: #e3e5e8; --ink: #2e3338; --soft: #5c5e66; --edge: #c4c9ce; --field: #ebedef; }
[data-colours=dark] { --page: #36393e; --back: #202225; --ink: #f2f3f5; --soft: #b5bac1; --edge: #1e1f22; --field: #1e1f22; }
body { margin: 0; background: var(--page); }
.form, .form * { box-sizing: border-box; margin: 0; }
main { box-sizing: border-box; width: ${pictureWidth}px; background: var(--page); font: 16px/1.4 'gg sans', sans-serif; color: var(--ink); }
discord-messages { border: 0; padding: 4px 8px 8px 0; }
/* its small print is no wider than the rest */
discord-embed-footer { grid-column: 1 / 1; }
.thread { border-top: 1px solid var(--edge); margin-left: 40px; }
main.window { background: var(--back); padding: 26px 140px; }
.form { background: var(--page); border-radius: 8px; padding: 18px; }
.form header { display: flex; gap: 10px; align-items: center; font-size: 18px; line-height: 1.3; }
.form header img { border-radius: 50%; }
.form header i { margin-left: auto; font-style: normal; color: var(--soft); }
.form label { display: block; margin-top: 16px; }
.form label b { font-size: 15px; }
.form label em { color: #d83c3e; font-style: normal; }
.form label small { display: block; color: var(--soft); font-size: 13px; }
.form .field { display: flex; justify-content: space-between; margin-top: 6px; min-height: 40px; padding: 8px 10px; border: 1px solid var(--edge); border-radius: 4px; background: var(--field); }
.form .field i { font-style: normal; }
.form footer { display: flex; justify-content: flex-end; gap: 10px; margin-top: 20px; }
.form button { font: 500 14px/1 'gg sans'; padding: 11px 18px; border: 0; border-radius: 4px; background: transparent; color: var(--ink); }
.form .submit { background: #4752c4; color: #fff; }
`
