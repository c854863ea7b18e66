import { expect, test } from 'vitest'
import { hashOf, hostOf, mainFund } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import type { BotView } from '#runtime/host.ts'
import type { Card } from './card.ts'
import { approvalBot, approvalId, intentBot, tradeHash, vote } from './fixtures.ts'
import { intentCard } from './intentCard.ts'
import { intentView } from '#chat/commands/intentView.ts'

const names = nameBook([mainFund])
function cardOf(...bots: readonly BotView[]): Card {
  const host = hostOf({ bots })
  const view = intentView(host, tradeHash)
  if (view === undefined) throw new Error('the trade cannot be read')
  return intentCard(host, view, names)
}
const waiting = { approval: { id: approvalId } }
const at = (open: string) => ({ open })
const receipt = { txHash: hashOf('9'), block: 12, amountIn: '5000000000', amountOut: '2450000000000000000' }

test('while people decide it has the buttons of the revision that is looked at, and who has decided', () => {
  const votes = [{ verdict: 'approve', by: 'key:mara', person: 'mara', reason: 'as planned' }]
  const card = cardOf(intentBot(at('awaitingApproval'), waiting), approvalBot(at('pending'), { revision: 2, votes }))
  expect(card).toMatchInlineSnapshot(`
    {
      "block": "",
      "buttons": [
        {
          "label": "Approve",
          "tone": "good",
          "value": "v1:approve:77777777777777777777777777777777:2",
        },
        {
          "label": "Reject",
          "sure": "Reject it? It is not done then.",
          "tone": "bad",
          "value": "v1:reject:77777777777777777777777777777777:2",
        },
      ],
      "fields": [
        [
          "Fund",
          "main",
        ],
        [
          "Round",
          "7",
        ],
        [
          "Signed",
          "weight 0 of 2 needed",
        ],
        [
          "People",
          "1 of 2 approved",
        ],
        [
          "Until",
          "2026-05-01 10:00:00 UTC",
        ],
      ],
      "footer": "intent 0x7777…7777, turn 40; all of it: explain 0x7777777777777777777777777777777777777777777777777777777777777777",
      "lines": [
        "It waits for people before it goes on chain.",
        "momentum: the price rose 60 bps",
        "mara approves it: “as planned”",
      ],
      "link": null,
      "mention": null,
      "picture": null,
      "title": "BUY 5,000 USDC for at least 2.4 WETH",
      "tone": "waiting",
    }
  `)
})

test('one that may not be decided any more has no buttons, whatever its approval says', () => {
  for (const bots of [
    [intentBot(at('awaitingQuorum'), waiting), approvalBot(at('granted'))],
    [intentBot('dropped', waiting), approvalBot(at('pending'))],
    [intentBot('executed', { ...waiting, execution: receipt }), approvalBot('used')],
    [intentBot(at('awaitingQuorum'))],
  ])
    expect(cardOf(...bots).buttons).toEqual([])
})

test('an executed one shows its receipt: what was paid, what came, at which price, in which transaction', () => {
  const card = cardOf(intentBot('executed', { execution: receipt }))
  expect([card.tone, card.lines[0]]).toEqual(['good', 'Executed, once.'])
  expect(card.fields).toEqual([
    ['Fund', 'main'],
    ['Round', '7'],
    ['Signed', 'weight 0 of 2 needed'],
    ['Paid', '5,000 USDC'],
    ['Got', '2.45 WETH'],
    ['Price', expect.stringMatching(/^2,040\.8\d* USDC per WETH$/)],
    ['Transaction', `${hashOf('9')} in block 12`],
  ])
})

test('one of a fund that is not known here is shown in base units', () => {
  const host = hostOf({ bots: [intentBot('executed', { execution: receipt, fundId: 'other' })] })
  const view = intentView(host, tradeHash)
  const fields = new Map(view === undefined ? [] : intentCard(host, view, names).fields)
  expect([fields.get('Paid'), fields.get('Price')]).toEqual(['5000000000 base units', undefined])
})

test('a refused one says by whom and why', () => {
  const ballot = { threshold: 2, votes: [vote('alpha', 'PASS'), vote('beta', 'FAIL', 'PRICE_MOVED')] }
  const card = cardOf(intentBot('dropped', { ballot, ending: { code: 'PRICE_MOVED', detail: 'two verifiers refused it' } }))
  expect([card.tone, card.lines]).toEqual([
    'bad',
    [
      'It was not executed: two verifiers refused it (PRICE_MOVED)',
      'momentum: the price rose 60 bps',
      'verifier beta says FAIL: PRICE_MOVED',
    ],
  ])
  expect(card.fields).toContainEqual(['Signed', 'weight 1 of 2 needed (alpha)'])
})

test.each([
  [at('checking'), 'plain', 'It is being looked up on chain.'],
  [at('doubting'), 'plain', 'It is not on chain yet.'],
  [at('awaitingQuorum'), 'plain', 'It is proposed, and waits for verifiers to sign it.'],
  [at('attesting'), 'plain', 'Its signatures go on chain.'],
  [at('awaitingExecution'), 'plain', 'It is approved on chain, and waits for the executor.'],
  ['cancelling', 'bad', 'It is given up, and taken back on chain.'],
  ['settling', 'plain', 'Its window is over; the chain is asked what came of it.'],
  [{ proving: 'reading' }, 'plain', 'It is said to be executed; the proof is being read.'],
  ['dropped', 'bad', 'It was not executed.'],
])('in %j it says how far it is', (value, tone, line) => {
  expect([cardOf(intentBot(value)).tone, cardOf(intentBot(value)).lines[0]]).toEqual([tone, line])
})

test('what cannot be read has no view', () => {
  const host = hostOf({ bots: [intentBot('executed', { ballot: 'odd' })] })
  expect(intentView(host, tradeHash)).toBeUndefined()
  expect(intentView(host, hashOf('8'))).toBeUndefined()
})
