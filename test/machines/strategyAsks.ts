// What a strategy does about a trade that a person asks for: cases of machines/strategy.test.ts, whose gate counts what they
// take.
import { expect, test } from 'vitest'
import { hashFixture } from '#protocol/fixtures.ts'
import { botLimits, strategyLimits } from '#machines/limits.ts'
import { strategyMachine } from '#machines/strategy.ts'
import { drive } from './driver.ts'
import {
  ask,
  atRest,
  awaitingOutcome,
  awaitingProposal,
  awaitingSnapshot,
  confirmed,
  decide,
  failed,
  flat,
  holding,
  input,
  intentHash,
  outcome,
  proposal,
  round,
  routing,
  sale,
  snapshot,
  submitting,
  wad,
  weighed,
  type Strategy,
} from './strategyStages.ts'

/** To be called within a describe. */
// oxlint-disable-next-line max-lines-per-function -- a group of cases; each is short
export function askedCases(): void {
  const answered = (bot: Strategy) => bot.last.replies.map(({ to, output }) => ({ to, ...(output as object) }))
  const asked = { fundId: 'main', requestId: 'r-1', askedBy: 'mara', principal: 'key:mara', action: 'BUY', amountIn: '400' }

  test('is told of, looked at in the vault and decided at the next snapshot, not before', () => {
    const bot = drive(strategyMachine, input)
    expect(bot.send(ask).facts).toEqual([{ type: 'strategy.asked', ...asked }])
    expect([bot.value, bot.pending]).toEqual(['weighing', ['strategy.weigh']])
    expect(bot.answer('strategy.weigh', flat).replies).toEqual([])
    expect([bot.value, bot.pending, bot.timers]).toEqual([
      { awaitingSnapshot: 'following' },
      ['strategy.awaitSnapshot'],
      { asked: strategyLimits.askedMs },
    ])
    snapshot(bot, 1, wad(100), flat)
    expect(bot.last.facts).toMatchObject([
      { type: 'strategy.decided', action: 'BUY', rule: 'asked', amountIn: '400', askedBy: 'mara', requestId: 'r-1' },
    ])
    expect(bot.inputOf('strategy.route')).toMatchObject({
      round: 1,
      root: hashFixture(1),
      choice: { action: 'BUY', amountIn: '400', decision: { explanation: 'mara asked to buy' } },
      asker: 'mara',
    })
  })

  test('is answered once it is worked out, and handed in with who asked', () => {
    const bot = weighed(ask)
    bot.answer('strategy.route', proposal)
    expect(answered(bot)).toEqual([
      { to: 'propose/r-1', outcome: 'proposed', intentHash, amountIn: proposal.intent.amountIn, asksPeople: false },
    ])
    bot.send(confirmed())
    expect(bot.inputOf('strategy.submitIntent')).toMatchObject({
      asked: { requestId: 'r-1', principal: 'key:mara', person: 'mara' },
    })
    bot.answer('strategy.submitIntent', { status: 202 })
    bot.answer('strategy.awaitOutcome', outcome('executed'))
    atRest(bot)
    expect(bot.all.replies).toHaveLength(1)
  })

  test('that people have to approve is answered as such, and not on chain before', () => {
    const bot = weighed(ask)
    bot.answer('strategy.route', { ...proposal, asks: true })
    expect(answered(bot)).toMatchObject([{ outcome: 'proposed', asksPeople: true }])
    expect([bot.pending, bot.all.told]).toEqual([['strategy.submitIntent'], []])
  })

  test('of all that is held is the position as it is when it is decided', () => {
    const bot = weighed(sale, { holdings: { ...holding, held: { quantity: '777', entryPriceWad: wad(100), cost: '9' } } })
    expect(bot.inputOf('strategy.route')).toMatchObject({ choice: { action: 'SELL', amountIn: '777' } })
  })

  test('of a part of it leaves the rest, and who asked is not behind the next trade', () => {
    const bot = awaitingOutcome(weighed({ ...sale, amountIn: '200' }, { holdings: holding }))
    bot.answer('strategy.awaitOutcome', outcome('executed'))
    expect(bot.context.lastSaleRound).toBe(1)
    round(bot, 2, wad(110), holding)
    expect(bot.last.facts).toMatchObject([{ action: 'SELL', rule: 'take-profit' }])
    expect(bot.last.facts[0]).not.toHaveProperty('askedBy')
    expect(bot.inputOf('strategy.route')).toMatchObject({ asker: null })
  })

  test.each([
    ['more than is free', { ...ask, amountIn: '1000001' }, flat, 'TRADE_OVER_HOLDINGS', '1000000'],
    [
      'more than one position takes',
      { ...ask, amountIn: '600' },
      { baseFree: '9000', held: { quantity: '1', entryPriceWad: wad(100), cost: '4999999500' } },
      'TRADE_OVER_LIMIT',
      '500',
    ],
    [
      'more of a position that is too large already',
      ask,
      { baseFree: '9000', held: { quantity: '1', entryPriceWad: wad(100), cost: '6000000000' } },
      'TRADE_OVER_LIMIT',
      '0',
    ],
    ['to sell what is not held', sale, flat, 'TRADE_OVER_HOLDINGS', '0'],
    ['to sell more than is held', { ...sale, amountIn: '501' }, holding, 'TRADE_OVER_HOLDINGS', '500'],
  ] as const)('is refused at once where it is %s', (_, event, holdings, code, most) => {
    const bot = drive(strategyMachine, input)
    bot.send(event)
    bot.answer('strategy.weigh', holdings)
    expect(answered(bot)).toMatchObject([{ to: 'propose/r-1', outcome: 'refused', code, most }])
    expect(bot.last.facts).toMatchObject([{ type: 'strategy.refused', askedBy: 'mara', code }])
    atRest(bot)
  })

  test('is refused at its snapshot where the vault has less by then, and the rules decide', () => {
    const bot = awaitingSnapshot(ask, flat)
    snapshot(bot, 1, wad(100), { ...flat, baseFree: '399' })
    expect(answered(bot)).toMatchObject([{ outcome: 'refused', code: 'TRADE_OVER_HOLDINGS', most: '399' }])
    expect(bot.last.facts).toMatchObject([{ type: 'strategy.refused' }, { action: 'HOLD', rule: 'insufficient-data' }])
    expect(bot.last.facts[1]).not.toHaveProperty('askedBy')
    atRest(bot)
  })

  test('is refused where the snapshot has no price that verifiers could check it by', () => {
    const bot = weighed(ask, { priceWad: null })
    expect(answered(bot)).toMatchObject([{ outcome: 'refused', code: 'TRADE_UNPRICED', most: null }])
    atRest(bot)
  })

  test.each([
    ['a purchase', { ...ask, amountIn: '1' }],
    ['a sale', sale],
  ])('that is %s gives way to an exit that is due', (_, event) => {
    const bot = weighed(event, { priceWad: wad(110), holdings: { ...holding, baseFree: '9' } })
    expect(answered(bot)).toMatchObject([{ outcome: 'refused', code: 'TRADE_SUPERSEDED' }])
    expect(bot.last.facts).toMatchObject([{ type: 'strategy.refused' }, { action: 'SELL', rule: 'take-profit' }])
    expect(bot.inputOf('strategy.route')).toMatchObject({ asker: null, choice: { amountIn: '500' } })
  })

  test('goes before an entry that is due', () => {
    const bot = drive(strategyMachine, input)
    round(bot, 1, wad(100), flat)
    bot.send(ask)
    bot.answer('strategy.weigh', flat)
    snapshot(bot, 2, wad(102), flat)
    expect(bot.last.facts).toMatchObject([{ action: 'BUY', rule: 'asked', amountIn: '400' }])
  })

  test('is taken into a round whose vault is being read', () => {
    const bot = drive(strategyMachine, input)
    bot.answer('strategy.nextTask', decide(1, wad(100)))
    expect(bot.send(ask).facts).toMatchObject([{ type: 'strategy.asked' }])
    expect(bot.send({ ...ask, requestId: 'r-2', askId: 'propose/r-2' }).replies).toMatchObject([{ output: { outcome: 'busy' } }])
    expect(bot.answer('strategy.observe', flat).facts).toMatchObject([{ action: 'BUY', rule: 'asked', requestId: 'r-1' }])
  })

  test('is taken while the feed does not answer', () => {
    const bot = drive(strategyMachine, input)
    bot.fail('strategy.nextTask')
    bot.send({ type: 'strategy.ask', requestId: 'r-1', principal: 'key:mara', person: 'mara', action: 'BUY', amountIn: '400' })
    bot.answer('strategy.weigh', flat)
    expect([bot.value, bot.context.asked]).toMatchObject([{ awaitingSnapshot: 'following' }, { askId: 'r-1' }])
  })

  test.each([
    ['another that waits for its snapshot', awaitingSnapshot, 'mara asked for a BUY, which waits for the next snapshot'],
    ['a trade that is worked out', routing, 'its BUY of round 2 (momentum) is under way'],
    ['a trade that goes on chain', awaitingProposal, `its BUY of round 2 (momentum, intent ${intentHash}) is under way`],
    ['a trade that is handed in', submitting, `its BUY of round 2 (momentum, intent ${intentHash}) is under way`],
    ['a trade that is open', awaitingOutcome, `its BUY of round 2 (momentum, intent ${intentHash}) is under way`],
  ])('waits for nothing: beside %s it is told so', (_, given, detail) => {
    const bot = given()
    const before = bot.context
    const { replies, facts } = bot.send({ ...sale, requestId: 'r-2', askId: 'propose/r-2' })
    expect([replies, facts]).toEqual([[{ output: { outcome: 'busy', detail } }], []])
    expect(bot.context).toEqual(before)
  })

  test('is given up when no snapshot comes, however often the feed has nothing or is silent', () => {
    const bot = awaitingSnapshot()
    bot.answer('strategy.awaitSnapshot', { cursor: '9/1', task: null })
    expect(bot.inputOf('strategy.awaitSnapshot')).toEqual({ fundId: 'main', cursor: '9/1' })
    bot.fail('strategy.awaitSnapshot')
    expect([bot.value, bot.timers]).toEqual([
      { awaitingSnapshot: 'pausing' },
      { asked: strategyLimits.askedMs, rest: botLimits.feedRetryMs },
    ])
    bot.fire('rest')
    expect([bot.pending, bot.armedTimes('asked')]).toEqual([['strategy.awaitSnapshot'], 1])
    bot.fire('asked')
    expect(answered(bot)).toMatchObject([{ to: 'propose/r-1', outcome: 'refused', code: 'TRADE_UNANSWERED' }])
    expect(bot.last.facts).toMatchObject([{ type: 'strategy.refused', code: 'TRADE_UNANSWERED' }])
    atRest(bot)
  })

  test('that cannot be looked at is refused with why', () => {
    const bot = drive(strategyMachine, input)
    bot.send(ask)
    bot.fail('strategy.weigh')
    expect(answered(bot)).toMatchObject([{ outcome: 'refused', code: 'CHAIN_UNREACHABLE', detail: 'the chain does not answer' }])
    expect(bot.last.facts).toMatchObject([{ type: 'strategy.refused', code: 'CHAIN_UNREACHABLE' }])
    atRest(bot)
  })

  test.each([
    [
      'in the vault',
      () => awaitingSnapshot(),
      (bot: Strategy) => bot.answer('strategy.awaitSnapshot', decide(1, wad(100))),
      'strategy.observe',
    ],
    ['at the venues', () => weighed(ask), () => undefined, 'strategy.route'],
  ] as const)('that fails %s says so, to who asked and in the fact', (_, given, then, port) => {
    const bot = given()
    then(bot)
    bot.fail(port, { code: 'NO_ROUTE' })
    expect(answered(bot)).toMatchObject([{ to: 'propose/r-1', outcome: 'refused', code: 'NO_ROUTE' }])
    expect(bot.last.facts).toMatchObject([
      { type: 'strategy.failed', round: 1, code: 'NO_ROUTE', askedBy: 'mara', requestId: 'r-1' },
    ])
    atRest(bot)
  })

  test('that fails after it was answered says so in the fact', () => {
    const bot = weighed(ask)
    bot.answer('strategy.route', proposal)
    expect(bot.send(failed())).toMatchObject({ replies: [], facts: [{ type: 'strategy.failed', askedBy: 'mara' }] })
    atRest(bot)
  })
}
