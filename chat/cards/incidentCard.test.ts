import { expect, test } from 'vitest'
import { hostOf } from '#chat/commands/fixtures.ts'
import { incidentsOf } from '#chat/commands/incidentView.ts'
import type { BotView } from '#runtime/host.ts'
import type { Card } from './card.ts'
import { incidentBot, incidentId } from './fixtures.ts'
import { incidentCard, incidentOfPress, incidentPressId } from './incidentCard.ts'
import { readPress } from './press.ts'

const cardOf = (bot: BotView): Card => {
  const [incident] = incidentsOf(hostOf({ bots: [bot] }), () => true)
  if (incident === undefined) throw new Error('there is no incident')
  return incidentCard(incident, (principal) => (principal === 'link:1' ? 'jun' : principal))
}
const presses = (card: Card): unknown => card.buttons.map(({ value }) => readPress(value))
const guardian = { account: 'account:1-0x', core: '0x' }

test('one that nobody took on has both buttons, and says what is wrong', () => {
  expect(cardOf(incidentBot('open'))).toMatchInlineSnapshot(`
    {
      "block": "",
      "buttons": [
        {
          "label": "Take it on",
          "tone": "good",
          "value": "v1:acknowledge:main.loss-bucket.1:1",
        },
        {
          "label": "Resolve",
          "tone": "plain",
          "value": "v1:resolve:main.loss-bucket.1:1",
        },
      ],
      "fields": [
        [
          "Of",
          "main",
        ],
        [
          "Value",
          "91.5 %, breached at or above 80",
        ],
        [
          "Subject",
          "main",
        ],
        [
          "Since",
          "2026-05-01 10:00:00 UTC",
        ],
        [
          "Found",
          "5 times in 1m 0s",
        ],
      ],
      "footer": "incident main.loss-bucket.1",
      "lines": [
        "Nobody has taken it on.",
        "915 of 1000 base units",
      ],
      "link": null,
      "mention": null,
      "picture": null,
      "title": "critical incident: how full the bucket of losses on chain is",
      "tone": "bad",
    }
  `)
})

test('one that somebody took on can be resolved, from what is looked at now', () => {
  const card = cardOf(incidentBot('acknowledged', { acknowledged: { by: 'jun', note: 'on it' } }))
  expect([card.tone, card.lines[0], presses(card)]).toEqual([
    'waiting',
    'jun has taken it on: “on it”',
    [{ verb: 'resolve', id: incidentId, revision: 2 }],
  ])
})

test.each([
  [{ by: 'jun', note: '', how: 'person' }, 'jun resolved it'],
  [{ by: '', note: '', how: 'healthy' }, 'It resolved itself: its rule is healthy again.'],
])('one that is over has no buttons', (resolved, words) => {
  for (const attention of ['resolved', 'closed']) {
    const card = cardOf(incidentBot(attention, { resolved }))
    expect([card.tone, card.lines[0], card.buttons]).toEqual(['good', words, []])
  }
})

test('told again is the same one to act on', () => {
  const again = cardOf(incidentBot('open', { escalations: 3 }))
  expect([presses(again), again.fields.at(-1)]).toEqual([presses(cardOf(incidentBot('open'))), ['Told again', '3 times']])
})

test.each([
  ['pausing', null, 'It pauses main.'],
  ['paused', { how: 'sent', txHash: null }, 'It paused main.'],
  ['paused', { how: 'found', txHash: null }, 'main was paused already.'],
  ['unpaused', null, 'main could not be paused: people have to act.'],
  ['none', null, 'main was not paused.'],
])('one whose remedy is %s says what became of the pause', (remedy, paused, words) => {
  const value = { attention: 'open', condition: 'breached', remedy }
  expect(cardOf(incidentBot('open', { guardian, paused }, { value })).lines.at(-1)).toBe(words)
})

test('one of the swarm says so', () => {
  expect(cardOf(incidentBot('open', { fundId: '', detail: '', breaches: 1 })).fields).toEqual(
    expect.arrayContaining([
      ['Of', 'the swarm'],
      ['Found', 'once'],
    ]),
  )
})

test('a name that is too long for a button is found again by its hash', () => {
  const long = 'a-fund-with-a-long-name.price-deviation.12'
  const host = hostOf({ bots: [incidentBot('open'), incidentBot('open', { id: long })] })
  expect(incidentPressId(incidentId)).toBe(incidentId)
  expect(incidentPressId(long)).toMatch(/^[0-9a-f]{32}$/)
  expect([long, incidentId, 'nothing'].map((id) => incidentOfPress(host, incidentPressId(id))?.id)).toEqual([
    long,
    incidentId,
    undefined,
  ])
  for (const { value } of cardOf(incidentBot('open', { id: long })).buttons) expect(value.length).toBeLessThanOrEqual(64)
})
