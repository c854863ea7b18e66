import { MessageCreateRequestSchema } from 'discord-api-spec/zod'
import { parse } from 'discord-markdown-parser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardOf, type Card } from '#chat/cards/card.ts'
import { pressValue } from '#chat/cards/press.ts'
import { drawCard, drawQuestion } from './components.ts'

const press = (id: string, revision = 1): string => pressValue({ verb: 'approve', id, revision })

test('draws a card as one embed with its buttons below', () => {
  const card = cardOf('Buy 0.5 WETH', {
    tone: 'waiting',
    lines: ['asked by *strategy*'],
    fields: [['fund', 'main']],
    block: 'a  b\n1  2',
    buttons: [
      { label: 'Approve', value: press('ap1'), tone: 'good' },
      {
        label: 'Reject',
        value: pressValue({ verb: 'reject', id: 'ap1', revision: 1 }),
        tone: 'bad',
        sure: 'It cannot be taken back.',
      },
    ],
    link: { label: 'Open', url: 'https://quorate.example/approvals/ap1' },
    footer: 'ap1 · revision 1',
  })
  expect(drawCard(card, 'q3Zk').body).toMatchInlineSnapshot(`
    {
      "allowed_mentions": {
        "parse": [],
      },
      "attachments": [],
      "components": [
        {
          "components": [
            {
              "custom_id": "v1:approve:ap1:1",
              "label": "Approve",
              "style": 3,
              "type": 2,
            },
            {
              "custom_id": "ask:v1:reject:ap1:1",
              "label": "Reject",
              "style": 4,
              "type": 2,
            },
            {
              "label": "Open",
              "style": 5,
              "type": 2,
              "url": "https://quorate.example/approvals/ap1",
            },
          ],
          "type": 1,
        },
      ],
      "embeds": [
        {
          "color": 16097024,
          "description": "asked by \\*strategy\\*
    \`\`\`
    a  b
    1  2
    \`\`\`",
          "fields": [
            {
              "inline": true,
              "name": "fund",
              "value": "main",
            },
          ],
          "footer": {
            "text": "ap1 · revision 1 · q3Zk",
          },
          "title": "Buy 0.5 WETH",
        },
      ],
    }
  `)
})

test('asks before a button counts, with a button that carries the press itself', () => {
  expect(drawQuestion('Reject it?', 'Reject', press('ap1')).components).toEqual([
    { type: 1, components: [{ type: 2, style: 4, label: 'Reject', custom_id: 'v1:approve:ap1:1' }] },
  ])
})

test('attaches the picture and shows it, with words for who cannot see it', () => {
  const drawn = drawCard(
    cardOf('x', { picture: { name: 'crawler-main/alpha.png', says: 'its statechart', png: new Uint8Array([1]) } }),
  )
  expect(drawn.body.embeds[0]?.image).toEqual({ url: 'attachment://crawler-main_alpha.png' })
  expect(drawn.body.attachments).toEqual([{ id: '0', filename: 'crawler-main_alpha.png', description: 'its statechart' }])
  expect(drawn.files.map(({ name }) => name)).toEqual(['crawler-main_alpha.png'])
})

test('attaches all of a table that is too long to be shown, and says so', () => {
  const block = 'row of a table\n'.repeat(1_000)
  const { body, files } = drawCard(cardOf('claims', { block }))
  expect(body.embeds[0]?.description).toMatch(/…\n```\nall of it is in everything\.txt$/)
  expect(files[0]?.data.toString()).toBe(block)
})

test('puts what does not fit into five rows into a menu', () => {
  const buttons = Array.from({ length: 40 }, (_, at) => ({ label: `b${at}`, value: press(`ap${at}`), tone: 'plain' }) as const)
  const { components } = drawCard(cardOf('many', { buttons })).body
  expect(components.map((row) => row.components.length)).toEqual([5, 5, 5, 5, 1])
  expect(components[4]?.components[0]).toMatchObject({ type: 3, options: Array.from({ length: 20 }, () => ({})) })
})

test('draws no button that could not be answered, and none twice', () => {
  const buttons = [press('a'), press('a'), 'v2:approve:a:1', 'x'.repeat(200)].map(
    (value) => ({ label: 'b', value, tone: 'plain' }) as const,
  )
  expect(drawCard(cardOf('x', { buttons })).body.components.flatMap((row) => row.components)).toHaveLength(1)
})

test.each([
  ['a script', 'javascript:alert(1)'],
  ['what is none', 'not a link'],
  ['an endless address', `https://a.example/${'x'.repeat(600)}`],
])('draws no link to %s', (_what, url) => {
  expect(drawCard(cardOf('x', { link: { label: 'Open', url } })).body.components).toEqual([])
})

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', ' ', '@everyone', '[a](https://b.example)', '`'.repeat(500), '*'.repeat(3_000), 'x'.repeat(9_000)),
)
const cards: fc.Arbitrary<Card> = fc.record({
  title: text,
  tone: fc.constantFrom('plain', 'good', 'bad', 'waiting', 'quiet'),
  lines: fc.array(text, { maxLength: 30 }),
  fields: fc.array(fc.tuple(text, text), { maxLength: 40 }),
  block: text,
  picture: fc.option(fc.record({ name: text, says: text, png: fc.uint8Array({ maxLength: 4 }) })),
  buttons: fc.array(
    fc.record({
      label: text,
      value: fc.oneof(
        text,
        fc.stringMatching(/^[a-zA-Z0-9._-]{1,32}$/).map((id) => press(id, 999_999_999)),
      ),
      tone: fc.constantFrom('plain', 'good', 'bad'),
      sure: text,
    }),
    { maxLength: 60 },
  ),
  link: fc.option(fc.record({ label: text, url: fc.oneof(text, fc.webUrl()) })),
  mention: fc.constant(null),
  footer: text,
})

test('exactly the one user who is called is called, whatever the card says, and what is no user calls nobody', () => {
  fc.assert(
    fc.property(cards, fc.stringMatching(/^[1-9]\d{16,19}$/), text, (card, user, other) => {
      const quiet = drawCard(card).body
      const called = drawCard({ ...card, mention: user }).body
      expect(called).toEqual({ ...quiet, content: `<@${user}>`, allowed_mentions: { parse: [], users: [user] } })
      expect(MessageCreateRequestSchema.parse(called)).toEqual(called)
      expect(drawCard({ ...card, mention: `${other}>` }).body).toEqual(quiet)
    }),
    { numRuns: 100 },
  )
})

test.each(['everyone', '@everyone', '&1200000000000000001', '!1200000000000000001', '12', ''])(
  '%s is no user to call',
  (mention) => {
    expect(drawCard(cardOf('x', { mention })).body).toEqual(drawCard(cardOf('x')).body)
  },
)

/** What a parser of Discord's markdown, which others wrote, sees besides text, emoji and blocks of code. */
const liveIn = (shown: string): readonly string[] =>
  (parse(shown, 'extended') as readonly { readonly type: string }[])
    .map(({ type }) => type)
    .filter((type) => !['text', 'br', 'newline', 'codeBlock', 'twemoji'].includes(type))

test('stays within every limit of Discord and fits its own description of a message, whatever the card says', () => {
  fc.assert(
    fc.property(cards, (card) => {
      const { body, files } = drawCard(card, 'q3ZkQ1aB')
      // it takes away what it does not know, so that what stays the same has nothing else
      expect(MessageCreateRequestSchema.parse(body)).toEqual(body)
      const [embed] = body.embeds
      const texts = [
        embed?.title,
        embed?.description,
        embed?.footer?.text,
        ...(embed?.fields ?? []).flatMap((each) => [each.name, each.value]),
      ]
      expect(texts.join('').length).toBeLessThanOrEqual(6_000)
      for (const each of texts) expect(each?.trim()).not.toBe('')
      expect(body.allowed_mentions).toEqual({ parse: [] })
      expect(JSON.stringify(body)).not.toMatch(/@(everyone|here)/)
      const read = [embed?.title, embed?.description, ...(embed?.fields ?? []).flatMap((each) => [each.name, each.value])]
      for (const each of read) expect(liveIn(each ?? '')).toEqual([])
      const ids = body.components.flatMap((row) => row.components.map((each) => ('custom_id' in each ? each.custom_id : '')))
      expect(Math.max(0, ...ids.map((id) => id.length))).toBeLessThanOrEqual(100)
      expect(files).toHaveLength(body.attachments.length)
      expect(embed?.footer?.text).toContain('q3ZkQ1aB')
    }),
    { numRuns: 300 },
  )
})
