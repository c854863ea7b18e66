import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardOf, type Card } from '#chat/cards/card.ts'
import { slackMessage } from './blocks.ts'
import { problemsOf } from './blocksFixtures.ts'

/** What people and pages send to be taken for something else. */
const hostile = fc.constantFrom(
  '<!everyone>',
  '<!here|hi>',
  '@channel',
  '@HERE',
  '<@U000000001>',
  '<#C000000001>',
  '<https://evil.example|https://quorate.example>',
  '&lt;!channel&gt;',
  '&amp;amp;',
  '```\n<!channel>\n```',
  '*bold* _it_ ~no~ `code`',
  '\u202eevil',
  '@\u200bhere',
  '<\u200b!everyone>',
  '\u{e0041}\u{e007f}',
  '\ud800',
  '\u0000\u001b[31m',
  ' ',
  '',
)
const text = fc.oneof(
  { arbitrary: fc.string({ unit: 'binary', maxLength: 200 }), weight: 3 },
  { arbitrary: fc.array(hostile, { maxLength: 6 }).map((parts) => parts.join('')), weight: 3 },
  { arbitrary: fc.string({ unit: fc.constantFrom('<', '&', '>', '\n', '`', 'a', '\ud83d\ude00'), maxLength: 6_000 }), weight: 1 },
)
const cards: fc.Arbitrary<Card> = fc.record({
  title: text,
  tone: fc.constantFrom('plain', 'good', 'bad', 'waiting', 'quiet'),
  lines: fc.array(text, { maxLength: 60 }),
  fields: fc.array(fc.tuple(text, text), { maxLength: 40 }),
  block: text,
  picture: fc.constant(null),
  buttons: fc.array(
    fc.record(
      { label: text, value: text, tone: fc.constantFrom('plain', 'good', 'bad'), sure: text },
      { requiredKeys: ['label', 'value', 'tone'] },
    ),
    { maxLength: 70 },
  ),
  link: fc.option(fc.record({ label: text, url: fc.oneof(text, fc.webUrl({ withFragments: true, withQueryParameters: true })) })),
  mention: fc.constant(null),
  footer: text,
})

test('no card is over a bound of Slack, and no text of one is a mention, a link or markup', () => {
  fc.assert(
    fc.property(cards, (card) => {
      expect(problemsOf(slackMessage(card))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('exactly the one user who is called is called, whatever the card says, and what is no user calls nobody', () => {
  fc.assert(
    fc.property(cards, fc.stringMatching(/^[UW][A-Z0-9]{2,12}$/), text, (card, user, other) => {
      const quiet = slackMessage(card)
      const called = slackMessage({ ...card, mention: user })
      const [header, mention, ...rest] = called.blocks
      expect(mention).toEqual({ type: 'section', text: { type: 'mrkdwn', text: `<@${user}>`, verbatim: true } })
      expect([[header, ...rest], called.text]).toEqual([quiet.blocks, `<@${user}> ${quiet.text}`])
      expect(slackMessage({ ...card, mention: `${other}>` })).toEqual(quiet)
    }),
    { numRuns: 200 },
  )
})

test.each(['!everyone', '!here', '!subteam^S1', '#C1', 'u1', 'U1|mara', 'U1> <!here', ''])('%s is no user to call', (mention) => {
  expect(slackMessage(cardOf('x', { mention }))).toEqual(slackMessage(cardOf('x')))
})

test('the reader that judges this finds what it is there for', () => {
  const section = (of: object): object => ({ text: 'x', blocks: [{ type: 'section', text: of }] })
  for (const [sent, problem] of [
    [section({ type: 'plain_text', text: '<!here>' }), /[<>]/],
    [section({ type: 'plain_text', text: 'hi @Channel' }), /channel/],
    [section({ type: 'plain_text', text: 'x'.repeat(3_001) }), /3001 of 3000/],
    [section({ type: 'mrkdwn', text: '*x*', verbatim: true }), /alive/],
    [section({ type: 'mrkdwn', text: '```\na```b\n```', verbatim: true }), /alive/],
    [section({ type: 'plain_text', text: 'a\u200bb' }), /200b/],
    [{ text: '&here', blocks: [] }, /amp/],
    [{ text: 'x', blocks: Array.from({ length: 51 }, () => ({ type: 'divider' })) }, /51 blocks/],
  ] as const)
    expect(problemsOf(sent).join('\n')).toMatch(problem)
})

test('a trade that waits, as Slack shows it', () => {
  const card = cardOf('Buy 1.5 WETH for 4,500 USDC', {
    tone: 'waiting',
    lines: ['It waits for two people.', 'Asked by <jun>'],
    fields: [
      ['fund', 'main'],
      ['quorum', '2 of 3'],
    ],
    block: 'verifier  verdict\nalpha     PASS',
    buttons: [
      { label: 'Approve', value: 'v1:approve:a1:7', tone: 'good' },
      { label: 'Reject', value: 'v1:reject:a1:7', tone: 'bad', sure: 'Reject this trade?' },
    ],
    link: { label: 'See it', url: 'https://quorate.example/approvals/a1' },
    footer: 'approval a1, revision 7',
  })
  expect(slackMessage(card)).toMatchInlineSnapshot(`
    {
      "blocks": [
        {
          "text": {
            "emoji": false,
            "text": "▸ Buy 1.5 WETH for 4,500 USDC",
            "type": "plain_text",
          },
          "type": "header",
        },
        {
          "text": {
            "emoji": false,
            "text": "It waits for two people.
    Asked by &lt;jun&gt;",
            "type": "plain_text",
          },
          "type": "section",
        },
        {
          "fields": [
            {
              "emoji": false,
              "text": "fund
    main",
              "type": "plain_text",
            },
            {
              "emoji": false,
              "text": "quorum
    2 of 3",
              "type": "plain_text",
            },
          ],
          "type": "section",
        },
        {
          "text": {
            "text": "\`\`\`
    verifier  verdict
    alpha     PASS
    \`\`\`",
            "type": "mrkdwn",
            "verbatim": true,
          },
          "type": "section",
        },
        {
          "elements": [
            {
              "action_id": "press.0",
              "style": "primary",
              "text": {
                "emoji": false,
                "text": "Approve",
                "type": "plain_text",
              },
              "type": "button",
              "value": "v1:approve:a1:7",
            },
            {
              "action_id": "press.1",
              "confirm": {
                "confirm": {
                  "emoji": false,
                  "text": "Reject",
                  "type": "plain_text",
                },
                "deny": {
                  "emoji": false,
                  "text": "Not now",
                  "type": "plain_text",
                },
                "text": {
                  "emoji": false,
                  "text": "Reject this trade?",
                  "type": "plain_text",
                },
                "title": {
                  "emoji": false,
                  "text": "Sure?",
                  "type": "plain_text",
                },
              },
              "style": "danger",
              "text": {
                "emoji": false,
                "text": "Reject",
                "type": "plain_text",
              },
              "type": "button",
              "value": "v1:reject:a1:7",
            },
            {
              "action_id": "open",
              "text": {
                "emoji": false,
                "text": "See it",
                "type": "plain_text",
              },
              "type": "button",
              "url": "https://quorate.example/approvals/a1",
            },
          ],
          "type": "actions",
        },
        {
          "elements": [
            {
              "emoji": false,
              "text": "approval a1, revision 7",
              "type": "plain_text",
            },
          ],
          "type": "context",
        },
      ],
      "text": "▸ Buy 1.5 WETH for 4,500 USDC: It waits for two people.",
    }
  `)
})

test('what is too much is counted, and an answer that cannot be pressed is not shown as one', () => {
  const { blocks } = slackMessage(
    cardOf('Many', {
      lines: Array.from({ length: 900 }, (_, at) => `line ${at}`),
      fields: Array.from({ length: 23 }, (_, at) => [`name ${at}`, 'x'.repeat(400)] as const),
      block: `${'y'.repeat(80)}\n`.repeat(90),
      buttons: [{ label: 'Too long', value: 'v'.repeat(2_001), tone: 'plain' }],
      link: { label: 'Elsewhere', url: 'javascript:alert(1)' },
    }),
  )
  const texts = JSON.stringify(blocks)
  expect(texts).toMatch(/… and \d+ more lines/)
  expect(texts).toContain('… and 3 more values')
  expect(blocks.some(({ type }) => type === 'actions')).toBe(false)
})
