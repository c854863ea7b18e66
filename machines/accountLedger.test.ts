// The account bot against a dull ledger of what a chain would see, over random answers of everything around it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFixture } from '#protocol/fixtures.ts'
import type { AccountOutcome, AccountSend } from '#protocol/messages.ts'
import { driveUnrecorded, type Driver } from '../test/machines/driver.ts'
import { accountMachine, type Signed } from './account.ts'
import { accountLimits } from './limits.ts'

/** The dull second implementation: who holds which nonce, and what is final. */
class NonceLedger {
  next: number
  readonly finalAt = new Map<number, string>()
  readonly signedAt = new Map<number, { request: string; hashes: string[] }>()
  readonly outcomes = new Map<string, string>()

  constructor(next: number) {
    this.next = next
  }
  sign(request: string, nonce: number, hash: string): void {
    if (this.finalAt.has(nonce))
      throw new Error(`nonce ${nonce} is spent by ${this.finalAt.get(nonce)} and signed again for ${request}`)
    const held = this.signedAt.get(nonce)
    if (held !== undefined && held.request !== request) throw new Error(`nonce ${nonce} belongs to ${held.request}`)
    this.signedAt.set(nonce, { request, hashes: [...(held?.hashes ?? []), hash] })
  }
  finalize(nonce: number, by: string): void {
    if (this.finalAt.has(nonce)) throw new Error(`two transactions are final at nonce ${nonce}`)
    this.finalAt.set(nonce, by)
    this.next = nonce + 1
  }
  settle(request: string, outcome: string): void {
    if (this.outcomes.has(request)) throw new Error(`${request} had its outcome already`)
    this.outcomes.set(request, outcome)
  }
}

type Account = Driver<typeof accountMachine>
interface Run {
  readonly bot: Account
  readonly ledger: NonceLedger
  asked: number
  hashes: number
}
const input = { chainId: 31_337, address: addressFixture(60), confirmations: 1 }
const hashOf = (n: number): string => `0x${n.toString(16).padStart(64, '0')}`
const request = (n: number): AccountSend => ({
  type: 'account.send',
  requestId: `r${n}`,
  replyTo: 'relayer:main',
  to: addressFixture(5),
  data: '0x',
  value: '0',
  label: 'test',
})

type Step = 'ask' | 'reconcile' | 'good' | 'refuse' | 'break' | 'reverted' | 'missing' | 'foreign' | 'pending'
const steps: readonly Step[] = [
  'ask',
  'good',
  'good',
  'good',
  'reconcile',
  'refuse',
  'break',
  'reverted',
  'missing',
  'foreign',
  'pending',
]

function take(run: Run, step: Step): void {
  const { bot } = run
  const port = bot.pending[0]
  if (step === 'ask') {
    run.asked += 1
    bot.send(request(run.asked))
  } else if (step === 'reconcile') bot.send({ type: 'account.reconcile' })
  else if (port === undefined) bot.fire(Object.keys(bot.timers)[0] ?? '')
  else if (step === 'break') bot.fail(port)
  else if (step === 'refuse') bot.fail(port, { retryable: false })
  else answer(run, port, step)
  noteOutcomes(run)
}

function answer(run: Run, port: string, step: Step): void {
  const { bot, ledger } = run
  if (port === 'account.reconcile') bot.answer(port, { nextNonce: ledger.next })
  else if (port === 'account.prepare') bot.answer(port, { gas: '1', maxFeePerGas: '1', maxPriorityFeePerGas: '1' })
  else if (port === 'account.sign') signed(run, port)
  else if (port === 'account.broadcast') bot.answer(port, { accepted: true })
  else receipt(run, port, step)
}

function signed(run: Run, port: string): void {
  const { nonce } = run.bot.inputOf(port) as { nonce: number }
  run.hashes += 1
  const bytes: Signed = { raw: `0x${run.hashes}`, hash: hashOf(run.hashes) }
  run.ledger.sign(run.bot.context.pending?.request.requestId ?? '', nonce, bytes.hash)
  run.bot.answer(port, bytes)
}

function receipt({ bot, ledger }: Run, port: string, step: Step): void {
  const { nonce, hashes } = bot.inputOf(port) as { nonce: number; hashes: readonly string[] }
  // one of the signed hashes lands, not always the newest
  const txHash = hashes[nonce % hashes.length] ?? ''
  if (step === 'missing' || step === 'pending') bot.answer(port, { state: step })
  else if (step === 'foreign') {
    ledger.finalize(nonce, 'somebody else')
    bot.answer(port, { state: step })
  } else {
    ledger.finalize(nonce, txHash)
    bot.answer(
      port,
      step === 'reverted'
        ? { state: 'reverted', txHash, code: 'X', message: '' }
        : { state: 'confirmed', txHash, block: 1, gasUsed: '1' },
    )
  }
}

function noteOutcomes({ bot, ledger }: Run): void {
  for (const { event } of bot.last.told) {
    const outcome = event as unknown as AccountOutcome
    ledger.settle(outcome.requestId, outcome.type)
  }
}

/** Bytes that nothing final has replaced are all still known to the bot, at their nonce. */
function expectNothingForgotten({ bot, ledger }: Run): void {
  for (const [nonce, held] of ledger.signedAt) {
    if (ledger.finalAt.has(nonce)) continue
    expect(bot.context.pending).toMatchObject({ nonce, request: { requestId: held.request } })
    expect(bot.context.pending?.signed.map((one) => one.hash)).toEqual(held.hashes)
  }
}

function started(nextNonce: number): Run {
  return { bot: driveUnrecorded(accountMachine, input), ledger: new NonceLedger(nextNonce), asked: 0, hashes: 0 }
}

describe('over random answers of chain, signer and callers', () => {
  const runs = fc.record({ nonce: fc.nat(9), taken: fc.array(fc.constantFrom(...steps), { maxLength: 80 }) })

  test('a nonce has one owner and one final transaction, and signed bytes are not forgotten before that', () => {
    fc.assert(
      fc.property(runs, ({ nonce, taken }) => {
        const run = started(nonce)
        for (const step of taken) {
          take(run, step)
          expectNothingForgotten(run)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('every request gets exactly one outcome once all is well again', () => {
    fc.assert(
      fc.property(runs, ({ nonce, taken }) => {
        const run = started(nonce)
        for (const step of taken) take(run, step)
        // at most six answers finish a request; the queue is bounded
        for (let n = 0; n < 6 * (accountLimits.queued + 2) && run.ledger.outcomes.size < run.asked; n += 1) take(run, 'good')
        expect([...run.ledger.outcomes.keys()].toSorted()).toEqual(
          Array.from({ length: run.asked }, (_, n) => `r${n + 1}`).toSorted(),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('the ledger itself refuses what must not happen', () => {
    const ledger = new NonceLedger(3)
    ledger.sign('r1', 3, 'a')
    expect(() => ledger.sign('r2', 3, 'b')).toThrow('belongs to r1')
    ledger.finalize(3, 'a')
    expect(() => ledger.finalize(3, 'b')).toThrow('two transactions')
    expect(() => ledger.sign('r1', 3, 'c')).toThrow('spent')
    ledger.settle('r1', 'account.confirmed')
    expect(() => ledger.settle('r1', 'account.failed')).toThrow('already')
  })
})
