// A card as Slack draws it: Block Kit, within the bounds that Slack states. All text is plain text; only text in columns is
// mrkdwn, because plain text has no fixed width, and there `verbatim` and the escaping leave no markup alive; and whoever is
// called, by their id alone.
import type { types } from '@slack/bolt'
import type { Card, CardButton, CardTone } from '#chat/cards/card.ts'
import { fitted, fittedLines } from './slackText.ts'

/** A message as the Web API takes it. */
export interface SlackMessage {
  /** What a notification and a reader of screens say. */
  readonly text: string
  readonly blocks: types.KnownBlock[]
}

/** Slack's own bounds (docs.slack.dev, Block Kit reference). */
const bounds = {
  header: 150,
  section: 3_000,
  fields: 10,
  elements: 25,
  value: 2_000,
  label: 75,
  url: 3_000,
  confirm: 300,
  confirmButton: 30,
  context: 2_000,
} as const
/** A title, three sections, two of values, 50 buttons and a footer are 9 blocks of the 50 that a message may have. */
const fieldsMax = 20
const buttonsMax = 50
/** Of one value; an address or a hash fits. 20 of them with their names are far below what a message may hold. */
const nameCharsMax = 60
const valueCharsMax = 250
const footerCharsMax = 500
/** What a client shows in a notification; the blocks say the rest. */
const fallbackCharsMax = 300

const marks: Readonly<Record<CardTone, string>> = { plain: '', good: '✓ ', bad: '✗ ', waiting: '▸ ', quiet: '' }

/** Text that is nothing but text. */
export const plainText = (text: string, charsMax: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: fitted(text, charsMax),
  emoji: false,
})

/** The whole card but its picture, which is a file of its own. */
export function slackMessage(card: Card): SlackMessage {
  const title = `${marks[card.tone]}${card.title}`
  const blocks: types.KnownBlock[] = [
    { type: 'header', text: plainText(title, bounds.header) },
    ...mentionOf(card.mention),
    ...linesOf(card.lines),
    ...fieldsOf(card.fields),
    ...columnsOf(card.block),
    ...actionsOf(card),
    ...footerOf(card.footer),
  ]
  // Slack reads this one as mrkdwn whatever is said: escaped, no name or link of it is live
  const called = mentionText(card.mention)
  return { text: called + fitted([title, ...card.lines.slice(0, 1)].join(': '), fallbackCharsMax), blocks }
}

/** As Slack writes its own: what is no user of Slack calls nobody. */
const mentionText = (user: string | null): string => (user !== null && /^[UW][A-Z0-9]{1,31}$/.test(user) ? `<@${user}> ` : '')

/** The one place in which a name is live, and nothing that anybody wrote stands in it. */
function mentionOf(user: string | null): readonly types.SectionBlock[] {
  const text = mentionText(user).trim()
  return text === '' ? [] : [{ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }]
}

function linesOf(lines: readonly string[]): readonly types.SectionBlock[] {
  if (lines.length === 0) return []
  const text = fittedLines(
    lines.flatMap((line) => line.split(/\r?\n/)),
    bounds.section,
  )
  return [{ type: 'section', text: { type: 'plain_text', text, emoji: false } }]
}

function fieldsOf(fields: Card['fields']): readonly types.KnownBlock[] {
  const told = fields.slice(0, fieldsMax).map(([name, value]): types.PlainTextElement => ({
    type: 'plain_text',
    text: `${fitted(name, nameCharsMax)}\n${fitted(value, valueCharsMax)}`,
    emoji: false,
  }))
  const more = fields.length - fieldsMax
  return [
    ...inPieces(told, bounds.fields).map((some): types.SectionBlock => ({ type: 'section', fields: some })),
    ...(more > 0 ? footerOf(`… and ${more} more ${more === 1 ? 'value' : 'values'}`) : []),
  ]
}

function columnsOf(block: string): readonly types.SectionBlock[] {
  if (block.trim() === '') return []
  const fence = '```'
  // a fence inside would end the one around it, and let the rest out
  const lines = block
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replaceAll('`', 'ˋ')
    .split('\n')
    .map((line) => line.trimEnd())
  const text = fittedLines(lines, bounds.section - 2 * (fence.length + 1))
  return [{ type: 'section', text: { type: 'mrkdwn', text: `${fence}\n${text}\n${fence}`, verbatim: true } }]
}

function actionsOf({ buttons, link }: Card): readonly types.ActionsBlock[] {
  // a value is never cut: half of it would mean something else
  const pressed = buttons
    .filter(({ value }) => value.length > 0 && value.length <= bounds.value)
    .slice(0, buttonsMax)
    .map((button, at) => buttonOf(button, at))
  const opened = link === null ? [] : linkOf(link)
  return inPieces([...pressed, ...opened], bounds.elements).map((elements) => ({ type: 'actions', elements }))
}

/** What is pressed is told from what is only opened by this. */
export const pressAction = /^press\.\d{1,2}$/

function buttonOf({ label, value, tone, sure }: CardButton, at: number): types.Button {
  const style = { plain: undefined, good: 'primary', bad: 'danger' } as const
  return {
    type: 'button',
    action_id: `press.${at}`,
    text: plainText(label, bounds.label),
    value,
    ...(style[tone] === undefined ? {} : { style: style[tone] }),
    ...(sure === undefined
      ? {}
      : {
          confirm: {
            title: plainText('Sure?', bounds.confirmButton),
            text: plainText(sure, bounds.confirm),
            confirm: plainText(label, bounds.confirmButton),
            deny: plainText('Not now', bounds.confirmButton),
          },
        }),
  }
}

function linkOf({ label, url }: NonNullable<Card['link']>): readonly types.Button[] {
  const to = URL.parse(url)
  if (to === null || !/^https?:$/.test(to.protocol) || to.href.length > bounds.url) return []
  return [{ type: 'button', action_id: 'open', text: plainText(label, bounds.label), url: to.href }]
}

const footerOf = (footer: string): readonly types.ContextBlock[] =>
  footer === '' ? [] : [{ type: 'context', elements: [plainText(footer, Math.min(footerCharsMax, bounds.context))] }]

function inPieces<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}
