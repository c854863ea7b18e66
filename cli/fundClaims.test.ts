// What the desk asks of the bot when savers must wait, and what it lets them claim.
import { expect, test } from 'vitest'
import type { FundRequests } from '#chat/commands/fundDesk.ts'
import { fundFixture } from '#protocol/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Host } from '#runtime/host.ts'
import { hostFundDesk } from './hostFundDesk.ts'

const none: FundRequests = {
  depositPending: '0',
  depositClaimable: '0',
  redeemPending: '0',
  redeemClaimable: '0',
  inKindAt: 0,
}
const fund = fundFixture()
const { fundId } = fund

/** A desk over a fund bot that holds so much of the token, whose owner asked for so much; `done`: what it did already. */
function deskOver(positionAmount: string, requests: FundRequests | null = none, done?: string) {
  const asked: unknown[] = []
  const valuation = {
    baseAmount: '400',
    positionAmount,
    costBasis: '599',
    value: '1200',
    realisedProfit: '0',
    paused: false,
    shareSupply: '1999000000',
    requests,
  }
  const host = {
    view: () => ({ context: { round: 1, valuation }, status: 'active', value: 'open' }),
    ask: (_address: string, event: Readonly<Record<string, unknown>>) => {
      const { by: _by, commandId: _commandId, ...what } = event
      asked.push(what)
      // as the door of the fund's bot does with one that it does not know
      if (what['assets'] === '0' && what['shares'] === '0' && done === undefined)
        return Promise.reject(new QuorateError('EVENT_REFUSED', { address: 'fund:main', problem: 'expected something to claim' }))
      return Promise.resolve({ ok: true, command: done ?? event['type'], txHashes: [`0x${'9'.repeat(64)}`] })
    },
  } as unknown as Pick<Host, 'view' | 'ask'>
  const desk = hostFundDesk({
    host,
    funds: () => [fund],
    make: () => Promise.reject(new Error('no fund is made here')),
    adopt: () => Promise.reject(new Error('no fund is taken over here')),
    blockOf: () => Promise.resolve(12),
    unpauseOf: () => Promise.resolve(null),
  })
  return { desk, asked }
}

test('a flat fund takes a deposit and pays a withdrawal at once', async () => {
  const { desk, asked } = deskOver('0')
  expect(await desk.deposit({ fundId, amount: '250' }, 'operator')).toMatchObject({ did: 'deposited', amount: '250', block: 12 })
  expect(await desk.withdraw({ fundId, amount: '100' }, 'operator')).toMatchObject({ did: 'withdrew', amount: '100' })
  expect(asked).toEqual([
    { type: 'fund.deposit', amount: '250' },
    { type: 'fund.withdraw', amount: '100' },
  ])
})

test('while a position is open it is asked instead, for shares worth the amount by account', async () => {
  const { desk, asked } = deskOver('7')
  expect(await desk.deposit({ fundId, amount: '250' }, 'operator')).toMatchObject({ did: 'asked to deposit', amount: '250' })
  expect(await desk.withdraw({ fundId, amount: '100' }, 'operator')).toMatchObject({ did: 'asked to withdraw', amount: '100' })
  expect(asked).toEqual([
    { type: 'fund.requestDeposit', amount: '250' },
    { type: 'fund.requestRedeem', shares: '200000000' }, // 100 × (1,999 + 1) × 10^6 ÷ (400 + 599 + 1)
  ])
})

test('sent again after a death, it is told what was done the first time, whatever the fund holds by now', async () => {
  const again = deskOver('0', none, 'fund.requestDeposit').desk
  expect(await again.deposit({ fundId, amount: '250', id: 'desk-7' }, 'operator')).toMatchObject({ did: 'asked to deposit' })
  const flatThen = deskOver('7', none, 'fund.withdraw').desk
  expect(await flatThen.withdraw({ fundId, amount: '100', id: 'desk-8' }, 'operator')).toMatchObject({ did: 'withdrew' })
})

test('a claim that is sent again after a death and was done is answered as done; one that was not is refused', async () => {
  const { desk } = deskOver('0', none, 'fund.claim')
  expect(await desk.claim(fundId, 'operator', 'desk-9')).toMatchObject({ did: 'claimed' })
  const refused = deskOver('0').desk.claim(fundId, 'operator', 'desk-9')
  await expect(refused).rejects.toMatchObject({ code: 'NOTHING_TO_CLAIM' })
})

test('a claim of a flat fund settles what waits, and takes it with what settled before', async () => {
  const { desk, asked } = deskOver('0', { ...none, depositPending: '5', redeemClaimable: '7' })
  expect(await desk.claim(fundId, 'operator')).toMatchObject({ did: 'claimed' })
  expect(asked).toEqual([{ type: 'fund.claim', settle: true, assets: '5', shares: '7' }])
})

test('a claim while a position is open takes only what settled', async () => {
  const { desk, asked } = deskOver('7', { ...none, depositPending: '5', depositClaimable: '0', redeemClaimable: '7' })
  await desk.claim(fundId, 'operator')
  expect(asked).toEqual([{ type: 'fund.claim', settle: false, assets: '0', shares: '7' }])
})

test.each([
  ['0', none, 'nothing was asked for'],
  ['0', null, 'nothing was asked for'],
  ['7', { ...none, redeemPending: '5' }, 'a position is open, so what was asked for waits'],
])('with a position of %s and requests %o nothing is claimed, and the reason is said', async (position, requests, problem) => {
  const { desk, asked } = deskOver(position, requests)
  await expect(desk.claim(fundId, 'operator')).rejects.toMatchObject({ code: 'NOTHING_TO_CLAIM', details: { fundId, problem } })
  expect(asked).toEqual([])
})

test('the status shows what was asked for', async () => {
  const requests = { ...none, depositPending: '5' }
  expect(await deskOver('7', requests).desk.status(fundId)).toMatchObject({ requests })
})
