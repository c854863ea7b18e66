// A card as a message of Discord: one embed, buttons below it. An embed and not the newer layout components: it puts names and
// values side by side, has small print of its own that a message can be found by, is shown alike by every client, and text in
// it notifies nobody, whatever it says.
import {
  ButtonStyle,
  ComponentType,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInMessageActionRow,
  type APIEmbed,
  type APIEmbedField,
  type RawFile,
} from 'discord.js'
import type { Card, CardButton, CardTone } from '#chat/cards/card.ts'
import { readPress } from '#chat/cards/press.ts'
import { snowflakeSchema } from './discordSettings.ts'
import { codeBlock, plainly, plainlySomething, said, saidSomething } from './discordText.ts'
import {
  buttonsInRow,
  embedMost,
  fieldNameMost,
  fieldsMost,
  fieldsTogetherMost,
  fieldValueMost,
  footerMost,
  labelMost,
  linesMost,
  linkMost,
  pictureBytesMost,
  picturesSayMost,
  rowsMost,
  titleMost,
  descriptionMost,
  optionsMost,
} from './limits.ts'

/** A message as Discord takes it, new or in the place of another. */
export interface DrawnCard {
  /** as the card has it: what a thread is called after */
  readonly title: string
  readonly body: {
    readonly embeds: readonly APIEmbed[]
    readonly components: readonly APIActionRowComponent<APIComponentInMessageActionRow>[]
    /** Only of the one user who is called: an embed notifies nobody. */
    readonly content?: string
    /** Nobody is notified, whatever is said, but the one user who is called. */
    readonly allowed_mentions: { readonly parse: readonly []; readonly users?: readonly string[] }
    readonly attachments: readonly { readonly id: string; readonly filename: string; readonly description: string }[]
  }
  readonly files: readonly RawFile[]
}

/** A button that asks before it counts carries this before its press: the press is on the button of the question. */
export const askFirst = 'ask:'
/** The one menu of a card with more buttons than fit. */
export const menuId = 'v1-menu'
/** Where all of a text is that was too long to be shown. */
const wholeText = 'everything.txt'

const colours: Readonly<Record<CardTone, number>> = {
  plain: 0x4c6ef5,
  good: 0x2f9e44,
  bad: 0xe03131,
  waiting: 0xf59f00,
  quiet: 0x868e96,
}
const styles = { plain: ButtonStyle.Secondary, good: ButtonStyle.Success, bad: ButtonStyle.Danger } as const

/** @param mark what the message is found by if it is not known whether it was posted; in the small print, which all see */
export function drawCard(card: Card, mark = ''): DrawnCard {
  const files: RawFile[] = []
  const attachments: { id: string; filename: string; description: string }[] = []
  const attach = (name: string, says: string, data: Uint8Array, contentType: string): void => {
    attachments.push({ id: String(files.length), filename: name, description: plainly(says, picturesSayMost) })
    files.push({ name, data: Buffer.from(data), contentType })
  }
  const title = saidSomething(card.title, titleMost)
  const footer = [plainly(card.footer, footerMost - mark.length - 3), mark].filter((part) => part.trim() !== '').join(' · ')
  const fields = drawFields(card.fields)
  const spent = [title, footer, ...fields.shown.flatMap(({ name, value }) => [name, value])].join('').length
  const picture = card.picture !== null && card.picture.png.length <= pictureBytesMost ? card.picture : null
  const notes = [
    ...(fields.left > 0 ? [`and ${fields.left} more values`] : []),
    ...(card.picture !== null && picture === null ? ['its picture is too large for Discord'] : []),
  ]
  const text = describe([...card.lines, ...notes], card.block, Math.min(descriptionMost, embedMost - spent))
  const name =
    picture === null
      ? ''
      : `${picture.name
          .replace(/\.png$/, '')
          .replaceAll(/[^A-Za-z0-9_-]/g, '_')
          .slice(0, 80)}.png`
  if (picture !== null) attach(name, picture.says, picture.png, 'image/png')
  if (!text.isWhole) attach(wholeText, 'all of the text', new TextEncoder().encode(card.block.toWellFormed()), 'text/plain')
  const embed: APIEmbed = {
    title,
    color: colours[card.tone],
    ...(text.shown.trim() === '' ? {} : { description: text.shown }),
    ...(fields.shown.length === 0 ? {} : { fields: [...fields.shown] }),
    ...(footer === '' ? {} : { footer: { text: footer } }),
    ...(picture === null ? {} : { image: { url: `attachment://${name}` } }),
  }
  const body = { ...calling(card.mention), embeds: [embed], components: drawButtons(card), attachments } as const
  return { title: card.title, body, files }
}

/** Exactly that user, and only if it is one of Discord. */
function calling(user: string | null): Pick<DrawnCard['body'], 'content' | 'allowed_mentions'> {
  if (user === null || !snowflakeSchema.safeParse(user).success) return { allowed_mentions: { parse: [] } }
  return { content: `<@${user}>`, allowed_mentions: { parse: [], users: [user] } }
}

/** The question before a button with `sure` counts: its only button carries the press itself. */
export function drawQuestion(question: string, label: string, value: string): DrawnCard['body'] {
  const button = { label, value, tone: 'bad' } as const
  const card: Card = {
    title: question,
    tone: 'waiting',
    lines: [],
    fields: [],
    block: '',
    picture: null,
    buttons: [button],
    link: null,
    mention: null,
    footer: 'nothing happens unless you press it',
  }
  return drawCard(card).body
}

function drawFields(fields: Card['fields']): { readonly shown: readonly APIEmbedField[]; readonly left: number } {
  const shown: APIEmbedField[] = []
  let spent = 0
  for (const [name, value] of fields.slice(0, fieldsMost)) {
    const field = { name: saidSomething(name, fieldNameMost), value: saidSomething(value, fieldValueMost), inline: true }
    spent += field.name.length + field.value.length
    if (spent > fieldsTogetherMost) break
    shown.push(field)
  }
  return { shown, left: fields.length - shown.length }
}

function describe(lines: readonly string[], block: string, most: number): { readonly shown: string; readonly isWhole: boolean } {
  const kept: string[] = []
  // a block has the larger part, because what it says is in columns
  let left = block === '' ? most : Math.min(most, linesMost)
  for (const line of lines) {
    const sentence = said(line, Math.max(left - 1, 1))
    left -= sentence.length + 1
    if (left < 0) break
    kept.push(sentence)
  }
  const above = kept.join('\n')
  if (block.trim() === '') return { shown: above, isWhole: true }
  const note = said(`all of it is in ${wholeText}`, 60)
  const drawn = codeBlock(block, most - above.length - note.length - 2)
  return {
    shown: [...(above === '' ? [] : [above]), drawn.shown, ...(drawn.isWhole ? [] : [note])].join('\n'),
    isWhole: drawn.isWhole,
  }
}

function drawButtons(card: Card): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  // two of one press would be refused with all the rest, and one that carries none could not be answered
  const pressable = [...new Map(card.buttons.map((button) => [button.value, button])).values()].filter(
    ({ value }) => readPress(value) !== undefined,
  )
  const link = drawLink(card)
  const room = rowsMost * buttonsInRow - link.length
  const isCrowded = pressable.length > room
  const asButtons = isCrowded ? pressable.slice(0, room - buttonsInRow) : pressable
  const inMenu = pressable.slice(asButtons.length, asButtons.length + optionsMost)
  const all = [...asButtons.map(drawButton), ...link]
  const rows: APIActionRowComponent<APIComponentInMessageActionRow>[] = []
  for (let at = 0; at < all.length; at += buttonsInRow)
    rows.push({ type: ComponentType.ActionRow, components: all.slice(at, at + buttonsInRow) })
  if (inMenu.length > 0)
    rows.push({
      type: ComponentType.ActionRow,
      components: [{ type: ComponentType.StringSelect, custom_id: menuId, placeholder: 'More', options: inMenu.map(drawOption) }],
    })
  return rows
}

const carried = ({ value, sure }: CardButton): string => (sure === undefined ? value : `${askFirst}${value}`)

const drawButton = (button: CardButton): APIButtonComponent => ({
  type: ComponentType.Button,
  style: styles[button.tone],
  label: plainlySomething(button.label, labelMost),
  custom_id: carried(button),
})

const drawOption = (button: CardButton): { readonly label: string; readonly value: string } => ({
  label: plainlySomething(button.label, labelMost),
  value: carried(button),
})

function drawLink({ link }: Card): APIButtonComponent[] {
  const url = link === null ? null : URL.parse(link.url)
  if (link === null || url === null || !['https:', 'http:'].includes(url.protocol) || url.href.length > linkMost) return []
  const label = plainlySomething(link.label, labelMost)
  return [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url: url.href }]
}
