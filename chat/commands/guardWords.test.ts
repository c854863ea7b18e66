import { expect, test } from 'vitest'
import { mainFund } from './fixtures.ts'
import type { GuardStatus } from './fundDesk.ts'
import { guardWords, isHeldUp } from './guardWords.ts'

const known: GuardStatus = { status: 'KNOWN', value: '3012500000', observedAt: 1_760_000_000, heldBy: null }
const fund = (guard: Partial<GuardStatus> | null) => ({ ...mainFund, guard: guard === null ? null : { ...known, ...guard } })

test.each<[string, Partial<GuardStatus> | null, boolean, string]>([
  ['known', {}, false, '3,012.5 USDC per WETH, observed 2025-10-09 08:53:20 UTC'],
  [
    'known while its keeper may not observe',
    { heldBy: 'NOT_KEEPER' },
    false,
    '3,012.5 USDC per WETH, observed 2025-10-09 08:53:20 UTC; its keeper observes nothing, for the role is another account’s',
  ],
  [
    'stale',
    { status: 'STALE' },
    true,
    'the price of WETH is stale: its observations are too old or too far apart; no trade executes until it is known',
  ],
  [
    'without gas',
    { status: 'STALE', heldBy: 'GAS_SPENT' },
    true,
    'the price of WETH is stale: its observations are too old or too far apart; no trade executes until it is known; its keeper rests, for the day’s gas is used',
  ],
  [
    'without a source',
    { status: 'NO_SOURCE', heldBy: 'NO_SOURCE' },
    true,
    'the price of WETH has no source in the guard; no trade executes until it is known',
  ],
  ['of a fund without a guard', { status: null, heldBy: 'NO_GUARD' }, false, 'none: the fund’s limits name no price guard'],
  ['not looked at', { status: null }, false, 'not read yet'],
  ['of a fund without a keeper', null, false, 'none: no bot observes prices, and no trade is held to one'],
])('a price that is %s', (_, guard, isHeld, words) => {
  expect([guardWords(fund(guard)), isHeldUp(fund(guard))]).toEqual([words, isHeld])
})
