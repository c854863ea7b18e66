import { decodeFunctionData } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { unpauseCall } from '#protocol/calls.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { confirmed, failed } from '../test/machines/verdicts.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { fundMachine, type FundInput, type Valuation } from './fund.ts'
import type { FundCommand } from './fundOperations.ts'
import { chainLimits } from './limits.ts'

const owner = addressFixture(70)
const input: FundInput = {
  fundId: 'main',
  chainId: 31_337,
  core: addressFixture(2),
  vault: addressFixture(1),
  asset: addressFixture(10),
  accounts: { owner: `account:31337-${owner}`, guardian: `account:31337-${addressFixture(71)}` },
  intervalMs: 4_000,
  roundMs: 60_000,
}
const valuation: Valuation = {
  baseAmount: '1000',
  positionAmount: '0',
  costBasis: '0',
  value: '1000',
  realisedProfit: '-5',
  priceWad: '1500000000000000000',
  paused: false,
  block: 12,
  blockTime: 1_760_000_000,
}
const asked = { by: 'operator', commandId: 'c1', askId: 'ask-1' }
const pause: FundCommand = { type: 'fund.pause', ...asked }
const unpause: FundCommand = { type: 'fund.unpause', ...asked }
const deposit: FundCommand = { type: 'fund.deposit', amount: '250', ...asked }
const withdraw: FundCommand = { type: 'fund.withdraw', amount: '100', ...asked }
const requestDeposit: FundCommand = { type: 'fund.requestDeposit', amount: '250', ...asked }
const requestRedeem: FundCommand = { type: 'fund.requestRedeem', shares: '7000', ...asked }
const claim: FundCommand = { type: 'fund.claim', settle: true, assets: '250', shares: '7000', ...asked }
const closed = (round: number, outcome: 'published' | 'abandoned' = 'published') =>
  ({ type: 'round.closed', round, outcome, reason: outcome === 'published' ? '' : 'no claims' }) as const
const intentClosed = (outcome: 'executed' | 'dropped') =>
  ({ type: 'intent.closed', intentHash: hashFixture(1), outcome, reason: '' }) as const

type Fund = Driver<typeof fundMachine>
function valued(): Fund {
  const bot = drive(fundMachine, input)
  bot.answer('fund.readVault', valuation)
  return bot
}
function roundOpen(): Fund {
  const bot = valued()
  bot.fire('interval')
  return bot
}
const said = (bot: Fund, at = 0): Record<string, unknown> => (bot.last.told[at]?.event ?? {}) as Record<string, unknown>

describe('rounds', () => {
  test('are opened one interval after the last one closed, and counted', () => {
    const bot = valued()
    expect(bot.timers).toEqual({ interval: 4_000 })
    expect(bot.fire('interval').told).toEqual([{ to: 'relayer:main', event: { type: 'round.open', round: 1 } }])
    expect(bot.timers).toEqual({ late: 60_000 })
    expect(bot.send(closed(1, 'abandoned')).facts).toEqual([
      { type: 'round.closed', fundId: 'main', round: 1, outcome: 'abandoned', detail: 'no claims' },
    ])
    expect(bot.context.lastOutcome).toBe('abandoned no claims')
    expect(bot.fire('interval').told).toMatchObject([{ event: { round: 2 } }])
  })

  test('that take too long are given up; their late end is not taken for the next one’s', () => {
    const bot = roundOpen()
    expect(bot.fire('late').facts).toMatchObject([{ type: 'round.closed', round: 1, outcome: 'late' }])
    bot.fire('interval')
    expect(bot.send(closed(1)).facts).toEqual([])
    expect(bot.value).toMatchObject({ rounds: 'open' })
  })
})

describe('books', () => {
  test('are read at the start, and announced with the round they are of', () => {
    const { paused: _, ...books } = valuation
    expect(valued().last.facts).toEqual([{ type: 'fund.valued', fundId: 'main', round: 0, ...books }])
  })

  test('are read again after a round and after a trade, also while they are being read', () => {
    const bot = roundOpen()
    bot.send(closed(1))
    expect(bot.pending).toEqual(['fund.readVault'])
    bot.send(intentClosed('executed'))
    bot.send(intentClosed('dropped'))
    expect(bot.pending).toEqual(['fund.readVault'])
    expect(bot.context).toMatchObject({ executed: 1, dropped: 1 })
  })

  test('stay old while the chain does not answer, and everybody is told', () => {
    const bot = drive(fundMachine, input)
    expect(bot.fail('fund.readVault').facts).toEqual([
      { type: 'fund.unvalued', fundId: 'main', code: 'CHAIN_UNREACHABLE', detail: 'the chain does not answer' },
    ])
    expect(bot.timers).toMatchObject({ revalue: chainLimits.revalueMs })
    bot.fire('revalue')
    expect(bot.pending).toEqual(['fund.readVault'])
  })
})

describe('commands', () => {
  test.each([
    [pause, input.accounts.guardian, 'pause', 'fund.paused'],
    [unpause, input.accounts.owner, 'unpause', 'fund.unpaused'],
  ] as const)(
    '%o goes to the account that may do it, and is answered when it is on chain',
    (command, account, functionName, fact) => {
      const bot = valued()
      expect(bot.send(command).told).toMatchObject([
        { to: account, event: { type: 'account.send', requestId: `${command.type}/c1/0`, replyTo: 'fund:main', to: input.core } },
      ])
      expect(decodeFunctionData({ abi: clawCoreAbi, data: said(bot)['data'] as `0x${string}` }).functionName).toBe(functionName)
      const { facts, replies } = bot.send(confirmed(`${command.type}/c1/0`))
      expect(facts).toEqual([{ type: fact, fundId: 'main', by: 'operator', txHash: hashFixture(9) }])
      expect(replies).toEqual([{ to: 'ask-1', output: { ok: true, command: command.type, txHashes: [hashFixture(9)] } }])
      expect(bot.context.operation).toBeNull()
    },
  )

  test('an unpause that waits goes to the policy twice: announced, and made when its time has come', () => {
    const change = { policy: addressFixture(5), salt: hashFixture(7) }
    const bot = valued()
    for (const [step, functionName, fact] of [
      ['announce', 'scheduleChange', { type: 'fund.changeAnnounced', change: 'unpause' }],
      ['make', 'executeChange', { type: 'fund.unpaused' }],
    ] as const) {
      bot.send({ ...unpause, change: { step, ...change } })
      expect(said(bot)).toMatchObject({ to: change.policy })
      expect(decodeFunctionData({ abi: fundPolicyAbi, data: said(bot)['data'] as `0x${string}` })).toEqual({
        functionName,
        args: [input.core, unpauseCall(), change.salt],
      })
      const { facts } = bot.send(confirmed('fund.unpause/c1/0'))
      expect(facts).toEqual([{ ...fact, fundId: 'main', by: 'operator', txHash: hashFixture(9) }])
    }
  })

  test('a deposit approves first, then deposits to its owner', () => {
    const bot = valued()
    bot.send(deposit)
    expect(said(bot)['to']).toBe(input.asset)
    expect(decodeFunctionData({ abi: vaultAbi, data: said(bot)['data'] as `0x${string}` }).args).toEqual([
      expect.stringMatching(new RegExp(input.vault, 'i')),
      250n,
    ])
    expect(bot.send(confirmed('fund.deposit/c1/0')).replies).toEqual([])
    expect(said(bot)['to']).toBe(input.vault)
    expect(decodeFunctionData({ abi: vaultAbi, data: said(bot)['data'] as `0x${string}` })).toMatchObject({
      functionName: 'deposit',
      args: [250n, expect.stringMatching(new RegExp(owner, 'i'))],
    })
    const { facts } = bot.send(confirmed('fund.deposit/c1/1'))
    expect(facts).toMatchObject([{ type: 'fund.deposited', amount: '250', by: 'operator' }])
    expect(bot.last.replies).toMatchObject([{ output: { txHashes: [hashFixture(9), hashFixture(9)] } }])
  })

  test('a withdrawal pays its owner', () => {
    const bot = valued()
    bot.send(withdraw)
    const { functionName, args } = decodeFunctionData({ abi: vaultAbi, data: said(bot)['data'] as `0x${string}` })
    expect([functionName, args.map((one) => String(one).toLowerCase())]).toEqual(['withdraw', ['100', owner, owner]])
    expect(bot.send(confirmed('fund.withdraw/c1/0')).facts).toMatchObject([{ type: 'fund.withdrawn', amount: '100' }])
  })

  const callOf = (bot: Fund): readonly [string, readonly unknown[]] => {
    const { functionName, args } = decodeFunctionData({ abi: vaultAbi, data: said(bot)['data'] as `0x${string}` })
    return [functionName, (args ?? []).map((one) => String(one).toLowerCase())]
  }

  test('a deposit that is asked for approves first, and says that it waits', () => {
    const bot = valued()
    bot.send(requestDeposit)
    expect([said(bot)['to'], callOf(bot)[0]]).toEqual([input.asset, 'approve'])
    bot.send(confirmed('fund.requestDeposit/c1/0'))
    expect([said(bot)['to'], callOf(bot)]).toEqual([input.vault, ['requestDeposit', ['250', owner, owner]]])
    expect(bot.send(confirmed('fund.requestDeposit/c1/1')).facts).toMatchObject([
      { type: 'fund.depositRequested', amount: '250' },
    ])
  })

  test('a redemption is asked for in shares', () => {
    const bot = valued()
    bot.send(requestRedeem)
    expect(callOf(bot)).toEqual(['requestRedeem', ['7000', owner, owner]])
    expect(bot.send(confirmed('fund.requestRedeem/c1/0')).facts).toMatchObject([{ type: 'fund.redeemRequested', shares: '7000' }])
  })

  test('a claim settles first and takes both sides', () => {
    const bot = valued()
    bot.send(claim)
    expect(callOf(bot)).toEqual(['settle', []])
    bot.send(confirmed('fund.claim/c1/0'))
    expect(callOf(bot)).toEqual(['deposit', ['250', owner, owner]])
    bot.send(confirmed('fund.claim/c1/1'))
    expect(callOf(bot)).toEqual(['redeem', ['7000', owner, owner]])
    expect(bot.send(confirmed('fund.claim/c1/2')).facts).toMatchObject([{ type: 'fund.claimed', assets: '250', shares: '7000' }])
  })

  test.each([
    [{ assets: '250', shares: '0' }, 'deposit'],
    [{ assets: '0', shares: '7000' }, 'redeem'],
  ])('a claim of %o takes only that', (what, functionName) => {
    const bot = valued()
    bot.send({ ...claim, ...what, settle: false } as FundCommand)
    expect(callOf(bot)[0]).toBe(functionName)
    expect(bot.send(confirmed('fund.claim/c1/0')).facts).toMatchObject([{ type: 'fund.claimed', ...what }])
  })

  test('that fail on chain are answered with the chain’s reason, and no fact says they happened', () => {
    const bot = valued()
    bot.send(deposit)
    bot.send(confirmed('fund.deposit/c1/0'))
    const { facts, replies } = bot.send(failed('fund.deposit/c1/1'))
    expect(replies).toEqual([
      { to: 'ask-1', output: { ok: false, command: 'fund.deposit', code: 'QuorumLost', detail: 'a verifier was revoked' } },
    ])
    expect([facts, bot.context.operation]).toEqual([[], null])
  })

  test.each([pause, unpause, deposit, withdraw, requestDeposit, requestRedeem, claim])(
    '%o is refused while another is on its way',
    (command) => {
      const bot = valued()
      bot.send(pause)
      const { replies, told } = bot.send({ ...command, commandId: 'c2', askId: 'ask-2' })
      expect([replies, told]).toEqual([
        [{ output: { ok: false, command: 'busy', code: 'FUND_BUSY', detail: 'fund.pause is on its way to the chain' } }],
        [],
      ])
    },
  )

  test('take no other request’s outcome for their own', () => {
    const bot = valued()
    bot.send(pause)
    bot.send(confirmed('fund.pause/c0/0'))
    bot.send(failed('fund.pause/c0/0'))
    expect(bot.value).toMatchObject({ commands: 'sending' })
  })

  test('are answered by their own id when the surface gave none for the question', () => {
    const bot = valued()
    bot.send({ type: 'fund.pause', by: 'operator', commandId: 'c1' })
    expect(bot.send(confirmed('fund.pause/c1/0')).replies).toMatchObject([{ to: 'c1' }])
  })
})

describe('as a whole', () => {
  const samples = [
    closed(99),
    intentClosed('executed'),
    confirmed('x'),
    failed('x'),
    pause,
    unpause,
    deposit,
    withdraw,
    requestDeposit,
    requestRedeem,
    claim,
    { type: 'nobody.knows' },
  ]

  test('every state is entered and every transition taken', () => expect(untaken(fundMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(fundMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "fund.claim",
        "fund.deposit",
        "fund.pause",
        "fund.requestDeposit",
        "fund.requestRedeem",
        "fund.unpause",
        "fund.withdraw",
        "intent.closed",
        "round.closed",
      ],
      "facts": [
        "fund.changeAnnounced",
        "fund.claimed",
        "fund.depositRequested",
        "fund.deposited",
        "fund.paused",
        "fund.redeemRequested",
        "fund.unpaused",
        "fund.unvalued",
        "fund.valued",
        "fund.withdrawn",
        "round.closed",
      ],
      "ports": [
        "fund.readVault",
      ],
      "tells": [
        "account.send",
        "round.open",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(fundMachine, samples)).toMatchInlineSnapshot(`
    {
      "rounds:open,books:valued,commands:idle": "account.confirmed account.failed nobody.knows",
      "rounds:open,books:valuing,commands:idle": "round.closed account.confirmed account.failed nobody.knows",
      "rounds:resting,books:blind,commands:idle": "round.closed account.confirmed account.failed nobody.knows",
      "rounds:resting,books:valued,commands:idle": "account.confirmed account.failed nobody.knows",
      "rounds:resting,books:valued,commands:sending": "account.confirmed account.failed nobody.knows",
      "rounds:resting,books:valuing,commands:idle": "round.closed account.confirmed account.failed nobody.knows",
    }
  `))
  const world = (): World<typeof fundMachine> => {
    return {
      input,
      events: () => [closed(1), pause, confirmed('fund.pause/c1/0')],
      answers: { 'fund.readVault': [valuation] },
    }
  }
  test('no state is unreachable', () => expect(unreachable(fundMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(fundMachine, world()))
})
