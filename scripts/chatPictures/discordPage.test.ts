import { expect, test } from 'vitest'
import { cardOf, type Card } from '#chat/cards/card.ts'
import { drawCard } from '#chat/discord/components.ts'
import { drawForm } from '#chat/discord/modal.ts'
import { discordComponents, discordPage } from './discordPage.ts'

/** Without its fonts. */
const drawn = (
  where: 'channel' | 'private' | 'window',
  shown: unknown,
  { title = '', replies = [] as readonly unknown[] } = {},
): string => discordPage({ messenger: 'discord', where, shown, replies, title }, 'light', '').replace(/<style>[^]*<\/style>/, '')
/** At a quarter past ten. */
const id = String(BigInt(Date.UTC(2026, 0, 1, 10, 15) - Date.UTC(2015, 0, 1)) << 22n)
const message = (card: Partial<Card>): unknown => ({ ...drawCard(cardOf('Buy <1> WETH', card), 'a-mark').body, id })

test('all of a card stands on the page, with when it was posted', () => {
  const card = message({
    tone: 'waiting',
    lines: ['It waits.', 'mara approves it'],
    fields: [
      ['Fund', 'main'],
      ['Until', '10:30'],
    ],
    block: 'bot    state\nalpha  idle',
    buttons: [{ label: 'Approve', value: 'v1:approve:a1:7', tone: 'good' }],
    link: { label: 'Open', url: 'https://quorate.example/' },
    footer: 'approval a1',
  })
  const page = drawn('channel', card)
  for (const part of [
    'timestamp="10:15"',
    'embed-title="Buy &lt;1&gt; WETH"',
    'color="#f59f00"',
    'It waits.<br>mara approves it',
    '<discord-embed-field field-title="Fund" inline inline-index="1">main',
    '<discord-embed-field field-title="Until" inline inline-index="2">10:30',
    '<discord-code multiline embed>bot    state\nalpha  idle</discord-code>',
    '<discord-button type="success">Approve</discord-button><discord-button type="secondary" url="#">Open</discord-button>',
    'approval a1 · a-mark',
  ])
    expect(page).toContain(part)
  expect(page).not.toContain('v1:approve')
})

test('what looks like markup is drawn as the text that it is', () => {
  const page = drawn('private', message({ lines: ['**bold** @everyone `code` <script>'] }), { title: 'quorate' })
  expect(page).toContain('**bold** @')
  expect(page).toContain('`code` &lt;script&gt;')
  expect(page).toMatch(/command="quorate"[^]*Buy/)
  expect(page).toContain(' ephemeral')
})

test('a thread stands below its message under its own name', () => {
  const page = drawn('channel', message({}), {
    title: 'Buy',
    replies: [message({ footer: 'first' }), message({ footer: 'second' })],
  })
  expect(page).toMatch(/channel-name="Buy"[^]*first[^]*second/)
})

test('a form shows each field, what has to be said, and what is set already', () => {
  const fields = [
    { name: 'target', says: 'Where to', required: true, kind: 'text', choices: ['staging', 'production'], preset: '' },
    { name: 'ref', says: '', required: false, kind: 'text', choices: null, preset: 'trunk' },
  ] as const
  const page = drawn('window', drawForm({ command: 'x', title: 'Run it', fields }))
  expect(page).toMatch(/<b>Run it<\/b>[^]*<b>target <em>\*<\/em><\/b>\s[^]*Where to[^]*Make a selection[^]*<b>ref<\/b>[^]*trunk/)
})

test('a picture is refused and not left out in silence', () => {
  const embeds = [{ title: 'a', color: 1, image: { url: 'attachment://a.png' } }]
  expect(() => drawn('channel', { id, embeds, components: [] })).toThrow('image')
})

test('live markup is refused and not drawn as something else', () => {
  const embeds = [{ title: 'a', color: 1, description: '**bold**' }]
  expect(() => drawn('channel', { id, embeds, components: [] })).toThrow('live markup')
})

test('the web components are one script that asks for nothing more', { timeout: 60_000 }, async () => {
  const script = await discordComponents()
  expect(script).toContain('discord-embed-field')
  expect(script).not.toMatch(/\bfrom\s*["'][^"']+["']|\bimport\s*\(/)
})
