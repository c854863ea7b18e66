// What an intent's bot does about people's approval: cases of machines/intent.test.ts, whose gate counts what they take.
import { expect, test } from 'vitest'
import { approvalIdOf } from '#protocol/approval.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { confirmed, intentVerdict } from './verdicts.ts'
import {
  attestId,
  awaitingApproval,
  cancelId,
  ends,
  granted,
  input,
  intent,
  intentHash,
  refused,
  twoPersons,
  unplaced,
  used,
  windowMs,
} from './intentStages.ts'

/** To be called within a describe. */
// oxlint-disable-next-line max-lines-per-function -- a group of cases; each is short
export function approvalCases(): void {
  test('waits for people before it goes on chain and before any verifier hears of it', () => {
    const bot = awaitingApproval()
    expect(bot.value).toEqual({ open: 'awaitingApproval' })
    expect(bot.last.facts).toMatchObject([
      {
        type: 'intent.awaitingApproval',
        intentHash,
        approvalId: approvalIdOf(intentHash),
        quorum: 2,
        value: intent.amountIn,
        above: '2',
      },
    ])
    expect(bot.last.started).toEqual([
      {
        role: 'approval',
        id: approvalIdOf(intentHash),
        input: {
          id: approvalIdOf(intentHash),
          fundId: 'main',
          what: 'intent.execute',
          digest: intentHash,
          summary: 'BUY: price rose',
          requester: { principal: 'strategy:main', person: 'ines' },
          quorum: 2,
          approvers: ['mara', 'noor'],
          decideMs: (windowMs * 3) / 4,
          useMs: windowMs + 60_000,
          asker: `intent:${intentHash}`,
        },
      },
    ])
    bot.send(intentVerdict(intentHash, 0))
    expect([bot.last.replies, bot.context.ballot.votes]).toMatchObject([[{ output: { status: 409 } }], []])
  })

  test('that a person asked for has them as who asked; who answers for the strategy does not decide it either', () => {
    const asked = { requestId: 'r-1', principal: 'key:jun', person: 'jun' }
    const bot = awaitingApproval({ ...unplaced, asked })
    expect(bot.last.facts).toMatchObject([{ type: 'intent.awaitingApproval', askedBy: 'jun', requestId: 'r-1' }])
    expect(bot.last.started[0]?.input).toMatchObject({
      requester: { principal: 'key:jun', person: 'jun' },
      barred: ['ines'],
      approvers: ['mara', 'noor'],
    })
    const own = awaitingApproval({ ...unplaced, asked: { ...asked, person: 'ines' } })
    expect(own.last.started[0]?.input).toMatchObject({ requester: { person: 'ines' } })
    expect(own.last.started[0]?.input).not.toHaveProperty('barred')
    bot.send(granted)
    bot.answer('intent.readProposal', { status: 'PROPOSED', rules: twoPersons })
    expect(bot.last.facts).toMatchObject([{ type: 'intent.proposed', askedBy: 'jun', requestId: 'r-1' }])
  })

  test('that was approved may go on chain, and verifiers hear of it once it is there', () => {
    const bot = awaitingApproval()
    bot.send(granted)
    expect(bot.last.facts).toMatchObject([{ type: 'intent.cleared', intentHash, persons: ['mara', 'noor'] }])
    bot.answer('intent.readProposal', { status: 'NONE', rules: twoPersons })
    expect(bot.value).toEqual({ open: 'doubting' })
    bot.fire('retry')
    bot.answer('intent.readProposal', { status: 'PROPOSED', rules: twoPersons })
    expect([bot.value, bot.last.facts]).toMatchObject([{ open: 'awaitingQuorum' }, [{ type: 'intent.proposed', txHash: null }]])
  })

  test('uses its approval up before its signatures go on chain', () => {
    const bot = awaitingApproval()
    bot.send(granted)
    bot.answer('intent.readProposal', { status: 'PROPOSED', rules: twoPersons })
    bot.send(intentVerdict(intentHash, 0))
    bot.send(intentVerdict(intentHash, 1))
    expect(bot.value).toEqual({ open: 'usingApproval' })
    expect(bot.last.told).toEqual([
      { to: `approval:${approvalIdOf(intentHash)}`, event: { type: 'approval.use', digest: intentHash } },
    ])
    bot.send({ ...used, digest: hashFixture(99) })
    expect(bot.value).toEqual({ open: 'usingApproval' })
    bot.send(used)
    expect([bot.value, bot.last.told]).toMatchObject([{ open: 'attesting' }, [{ event: { requestId: attestId } }]])
  })

  test('whose approval is refused when it should be used is cancelled on chain, with the reason', () => {
    const bot = awaitingApproval()
    bot.send(granted)
    bot.answer('intent.readProposal', { status: 'PROPOSED', rules: twoPersons })
    bot.send(refused)
    expect([bot.value, bot.last.told]).toMatchObject(['cancelling', [{ event: { requestId: cancelId } }]])
    bot.send(confirmed(cancelId))
    bot.answer('intent.readEnding', { status: 'CANCELLED' })
    ends(bot, 'dropped', 'APPROVAL_REJECTED')
  })

  test('that was rejected before it was on chain ends there: there is nothing to cancel', () => {
    const bot = awaitingApproval()
    bot.send(refused)
    expect([bot.value, bot.last.told]).toEqual(['burying', []])
    bot.answer('intent.readEnding', { status: 'NONE' })
    ends(bot, 'dropped', 'APPROVAL_REJECTED')
    expect(bot.last.facts).toMatchObject([{ detail: 'mara rejected it', txHash: null }])
  })

  test('that is on chain already waits all the same, and is cancelled when people reject it', () => {
    const bot = awaitingApproval(input, 'PROPOSED')
    expect(bot.value).toEqual({ open: 'awaitingApproval' })
    bot.send({ ...refused, approvalId: 'another' })
    expect(bot.value).toEqual({ open: 'awaitingApproval' })
    bot.send(refused)
    expect(bot.value).toBe('cancelling')
  })

  test('whose window passes takes its approval back', () => {
    const bot = awaitingApproval()
    bot.send(granted)
    bot.fire('window')
    bot.answer('intent.findExecution', null)
    expect(bot.last.told).toMatchObject([
      { to: `approval:${approvalIdOf(intentHash)}`, event: { type: 'approval.withdraw', reason: 'its window passed' } },
      { to: 'fund:main', event: { outcome: 'expired' } },
    ])
  })

  test('that the chain should have and does not have is dropped before anybody is asked', () => {
    const bot = awaitingApproval(input, 'NONE')
    ends(bot, 'dropped', 'INTENT_NOT_FOUND')
    expect(bot.all.started).toEqual([])
  })
}
