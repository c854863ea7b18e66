// Every law of the chain is broken once, on contracts that look away.
import { expect, it } from 'vitest'
import { executeIntentCall, depositCall, proposeIntentCall } from '#protocol/calls.ts'
import { intentFixture } from '#protocol/fixtures.ts'
import { adapterDataSchema, toHash } from '#protocol/hash.ts'
import { hashIntent } from '#protocol/intent.ts'
import { amountSchema } from '#protocol/amounts.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { JournalRecord } from '#runtime/records.ts'
import { ChainLaw, NonceLedger } from './chainLaw.ts'
import { ModelChain, type ModelTransaction } from './modelChain.ts'
import { wellCast } from './simulatedFund.ts'
import type { Violation } from './violation.ts'

const { fund } = wellCast(0)
const startS = 1_760_000_000

function lawful(lax: boolean, cast: FundConfig = fund) {
  const seen: Violation[] = []
  const chain = new ModelChain(cast, 1, { time: startS, priceStepBps: 0, lax })
  const law = new ChainLaw(chain, (violation) => seen.push(violation))
  let [nonces, sent]: [Map<string, number>, number] = [new Map(), 0]
  const send = (from: string, to: string, data: `0x${string}`): string => {
    const nonce = nonces.get(from) ?? 0
    nonces.set(from, nonce + 1)
    const hash = `0x${(sent += 1).toString(16).padStart(64, '0')}`
    chain.send({ hash, raw: '', from, nonce, to, data, maxFee: 1_000 })
    while (chain.find(hash) === undefined) chain.mine(chain.head.time + 1)
    law.look()
    return hash
  }
  return { chain, law, send, laws: () => [...new Set(seen.map((violation) => violation.law))] }
}
const intent = (change: Record<string, unknown> = {}) =>
  intentFixture({
    fund: fund.contracts.vault,
    snapshotRoot: toHash(`0x${'0'.repeat(64)}`),
    amountIn: '1000000',
    minAmountOut: '1',
    validAfter: startS,
    deadline: startS + 600,
    ...change,
  })
const execute = (of: ReturnType<typeof intent>) => executeIntentCall(hashIntent(of), adapterDataSchema.parse('0x01'))
const fact = (type: string, data: Record<string, unknown>): JournalRecord =>
  ({ kind: 'turn', actor: 'intent:x', facts: [{ type, data }] }) as unknown as JournalRecord // all that the law reads

/** Puts an intent on the chain; the lax contracts ask for no snapshot. */
function proposed(on: ReturnType<typeof lawful>, of = intent()): ReturnType<typeof intent> {
  on.chain.head.state.roots.set(of.round, of.snapshotRoot)
  on.send(fund.accounts.strategy, fund.contracts.intentBook, proposeIntentCall(of))
  return of
}

it('notices a second execution, one without a quorum and one outside its window', () => {
  const on = lawful(true)
  const trade = proposed(on)
  on.send(fund.accounts.executor, fund.contracts.core, execute(trade))
  expect(on.laws()).toEqual(['threshold'])
  on.send(fund.accounts.executor, fund.contracts.core, execute(trade))
  expect(on.laws()).toEqual(['threshold', 'executed twice'])
  const late = proposed(on, intent({ deadline: startS + 30, nonce: '2' }))
  on.chain.mine(startS + 100)
  on.send(fund.accounts.executor, fund.contracts.core, execute(late))
  expect(on.laws()).toEqual(['threshold', 'executed twice', 'window'])
})

it('lets no contract that looks do any of these', () => {
  const on = lawful(false)
  const trade = proposed(on)
  const hash = on.send(fund.accounts.executor, fund.contracts.core, execute(trade))
  expect(on.chain.find(hash)?.mined).toMatchObject({ status: 'reverted', reason: 'INTENT_NOT_APPROVED' })
  expect(on.laws()).toEqual([])
})

it('notices a command that was carried out twice', () => {
  const on = lawful(false)
  const deposit = depositCall('1000007', fund.contracts.vault)
  on.send(fund.accounts.relayer, fund.contracts.vault, deposit)
  expect(on.laws()).toEqual([])
  on.send(fund.accounts.relayer, fund.contracts.vault, deposit)
  expect(on.laws()).toEqual(['transferred twice'])
})

it('notices facts that the chain never proved, and a trade that is told twice', () => {
  const on = lawful(false)
  on.law.take(fact('account.confirmed', { txHash: '0xdead' }))
  expect(on.laws()).toEqual(['unproven'])
  const real = lawful(false)
  const txHash = real.send(fund.accounts.relayer, fund.contracts.vault, depositCall('1', fund.contracts.vault))
  for (let n = 0; n < fund.rounds.confirmations; n += 1) real.chain.mine(startS + 50 + n)
  real.law.take(fact('intent.executed', { intentHash: '0x1', txHash }))
  expect(real.laws()).toEqual([])
  real.law.take(fact('intent.executed', { intentHash: '0x1', txHash }))
  expect(real.laws()).toEqual(['told twice'])
})

it('notices a nonce that is signed for another call before anything at it is final', () => {
  const ledger = new NonceLedger()
  const bytes = (to: string, nonce = 3): ModelTransaction => ({
    hash: '0x1',
    raw: '',
    from: '0xme',
    nonce,
    to,
    data: '0x',
    maxFee: 1,
  })
  expect(ledger.sign(bytes('0xa'), false)).toBeUndefined()
  expect(ledger.sign(bytes('0xa'), false)).toBeUndefined()
  expect(ledger.sign(bytes('0xb', 4), false)).toBeUndefined()
  expect(ledger.sign(bytes('0xb'), false)).toContain('nonce 3 of 0xme belongs to 0xa')
  expect(ledger.sign(bytes('0xa'), true)).toBeUndefined()
})

it('notices a nonce that is signed again although everybody knows that it is spent', () => {
  const on = lawful(false)
  const { relayer, strategy } = fund.accounts
  const bytes = (from: string, to: string): ModelTransaction => ({
    hash: '0x1',
    raw: '',
    from,
    nonce: 0,
    to,
    data: '0x',
    maxFee: 1,
  })
  on.law.signed(bytes(relayer, '0xa'))
  on.send(relayer, relayer, '0x')
  for (let n = 0; n < fund.rounds.confirmations; n += 1) on.chain.mine(startS + 50 + n)
  on.law.look()
  on.law.signed(bytes(strategy, '0xb'))
  expect(on.laws()).toEqual([])
  on.law.signed(bytes(relayer, '0xb'))
  expect(on.laws()).toEqual(['nonce'])
})

it('notices a request that became two trades, and a trade that was approved by who asked or who answers for the strategy', () => {
  const asked = { intentHash: '0x1', askedBy: 'mara', requestId: 'r-1' }
  const on = lawful(true, { ...fund, proposer: 'ines' })
  on.law.take(fact('intent.awaitingApproval', asked))
  on.law.take(fact('intent.proposed', asked))
  on.law.take(fact('intent.proposed', { intentHash: '0x2' }))
  on.law.take(fact('approval.ended', { digest: '0x1', how: 'used', persons: ['noor'] }))
  on.law.take(fact('approval.ended', { digest: '0x2', how: 'used', persons: ['mara'] }))
  expect(on.laws()).toEqual([])
  on.law.take(fact('intent.proposed', { ...asked, intentHash: '0x3' }))
  expect(on.laws()).toEqual(['asked once'])
  const own = (persons: readonly string[]): readonly string[] => {
    const other = lawful(true, { ...fund, proposer: 'ines' })
    other.law.take(fact('intent.awaitingApproval', asked))
    other.law.take(fact('approval.ended', { digest: '0x1', how: 'used', persons }))
    return other.laws()
  }
  expect([own(['noor', 'mara']), own(['ines', 'noor'])]).toEqual([['own approval'], ['own approval']])
})

it('notices an execution without the approval that its value wants, or by too few persons', () => {
  const rules = { approvalAboveValue: amountSchema.parse('1'), twoPersonsAboveValue: amountSchema.parse('2') }
  const executed = (persons: readonly string[] | null, how = 'used'): readonly string[] => {
    const on = lawful(true, { ...fund, ...rules })
    const trade = proposed(on)
    if (persons !== null) on.law.take(fact('approval.ended', { digest: hashIntent(trade), how, persons }))
    on.send(fund.accounts.executor, fund.contracts.core, execute(trade))
    return on.laws()
  }
  expect(executed(null)).toContain('approval')
  expect(executed(['mara'])).toContain('approval')
  expect(executed(['mara', 'mara'])).toContain('approval')
  expect(executed(['mara', 'noor'], 'expired')).toContain('approval')
  expect(executed(['mara', 'noor'])).not.toContain('approval')
})
