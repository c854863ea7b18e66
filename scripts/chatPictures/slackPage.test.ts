import { expect, test } from 'vitest'
import { cardOf, type Card } from '#chat/cards/card.ts'
import { slackMessage } from '#chat/slack/blocks.ts'
import { formView } from '#chat/slack/forms.ts'
import { homeView } from '#chat/slack/homeView.ts'
import { slackPage } from './slackPage.ts'

/** Without its fonts. */
const drawn = (where: 'channel' | 'private' | 'home' | 'window', shown: unknown, replies: readonly unknown[] = []): string =>
  slackPage({ messenger: 'slack', where, shown, replies }, 'dark').replace(/<style>[^]*<\/style>/, '')
const message = (card: Partial<Card>): unknown => ({ ...slackMessage(cardOf('Buy <1> WETH', card)), ts: '1700000000.000100' })

test('all of a card stands on the page, with when it was posted', () => {
  const card = message({
    tone: 'waiting',
    lines: ['It waits.', 'mara approves it'],
    fields: [['Fund', 'main']],
    block: 'bot    state\nalpha  idle',
    buttons: [
      { label: 'Approve', value: 'v1:approve:a1:7', tone: 'good' },
      { label: 'Reject', value: 'v1:reject:a1:7', tone: 'bad', sure: 'Reject it?' },
    ],
    link: { label: 'Open', url: 'https://quorate.example/' },
    footer: 'approval a1',
  })
  const page = drawn('channel', card)
  for (const part of [
    '<time>22:13</time>',
    '<h1>▸ Buy &lt;1&gt; WETH</h1>',
    'It waits.\nmara approves it',
    '<dd>Fund\nmain</dd>',
    '<pre>bot    state\nalpha  idle</pre>',
    '<button class="primary">Approve</button><button class="danger">Reject</button><button class="">Open</button>',
    '<p class="context">approval a1</p>',
  ])
    expect(page).toContain(part)
  expect(page).not.toContain('v1:approve')
})

test('what looks like markup is drawn as the text that it is', () => {
  const page = drawn('private', message({ lines: ['*bold* <!here> :warning: <script>'], block: '<b> *no* & ```' }))
  expect(page).toContain('*bold* &lt;!here&gt; :warning: &lt;script&gt;')
  expect(page).toContain('<pre>&lt;b&gt; *no* &amp; ˋˋˋ</pre>')
  expect(page).toContain('Only visible to you')
})

test('a thread stands below its message, each reply in turn', () => {
  const page = drawn('channel', message({}), [message({ footer: 'first' }), message({ footer: 'second' })])
  expect(page).toMatch(/2 replies[^]*first[^]*second/)
  expect(drawn('channel', message({}), [message({})])).toContain('1 reply<')
})

test('a window shows each field, what may be left out, and what is set already', () => {
  const fields = [
    { name: 'target', says: 'Where to', required: true, kind: 'text', choices: ['staging', 'production'], preset: 'staging' },
    { name: 'dry', says: '', required: false, kind: 'flag', choices: null, preset: '' },
    { name: 'times', says: '', required: true, kind: 'number', choices: null, preset: '3' },
  ] as const
  const page = drawn('window', formView({ command: 'x', title: 'Run it', fields }, { channel: null, url: null }))
  expect(page).toMatch(
    /<b>Run it<\/b>[^]*<b>target<\/b>\s[^]*staging[^]*Where to[^]*<b>dry<\/b> <span>\(optional\)[^]*yes[^]*>3</,
  )
  expect(page).toMatch(/Not now[^]*Do it/)
})

test('a home shows what waits and what one may do', () => {
  const page = drawn('home', homeView([cardOf('Buy')], [{ typed: 'status', summary: 'how it is' }]))
  expect(page).toMatch(/Waiting on you[^]*Buy[^]*<hr>[^]*Look for a command[^]*\/quorate status: how it is/)
})

test.each([
  ['a block that Quorate never sends', { blocks: [{ type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a' }] }],
  ['live markup', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '*bold*' } }] }],
  ['a mention in plain text', { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!here>' } }] }],
  ['a mention in columns', { blocks: [{ type: 'section', text: { type: 'mrkdwn', text: '```\n<!here>\n```' } }] }],
])('%s is refused and not drawn as something else', (_what, shown) => {
  expect(() => drawn('channel', shown)).toThrow()
})
