import { describe, expect, test } from 'vitest'
import { approvalIdOf } from '#protocol/approval.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { approvalMachine, type ApprovalInput } from './approval.ts'
import type { ApprovalDecide } from './approvalState.ts'

const digest = hashFixture(1)
const id = approvalIdOf(digest)
const input: ApprovalInput = {
  id,
  fundId: 'main',
  what: 'intent.execute',
  digest,
  summary: 'BUY for 6,000 USDQ',
  requester: { principal: '0x01', person: 'ines' },
  quorum: 1,
  approvers: null,
  decideMs: 60_000,
  useMs: 90_000,
  asker: 'intent:0x01',
}
type Bot = Driver<typeof approvalMachine>
const asked = (change: Partial<ApprovalInput> = {}): Bot => drive(approvalMachine, { ...input, ...change })
const decide = (person: string, revision = 1, verdict: 'approve' | 'reject' = 'approve'): ApprovalDecide => ({
  type: 'approval.decide',
  verdict,
  revision,
  by: `key:${person}`,
  person,
})
const use = { type: 'approval.use', digest } as const
const misuse = { type: 'approval.use', digest: hashFixture(2) } as const
const withdraw = { type: 'approval.withdraw', reason: 'verifiers refused it' } as const
const about = { fundId: 'main', approvalId: id, what: 'intent.execute', digest }
const outcome = ({ last }: Bot): unknown => last.replies[0]?.output
const steps = ({ all }: Bot): unknown[] =>
  all.told.filter(({ to }) => to === 'audit:log').map(({ event }) => (event['entry'] as { step: string }).step)
const toAsker = ({ last }: Bot): unknown[] => last.told.filter(({ to }) => to === input.asker).map(({ event }) => event)

test('is on record and in the log before anybody is asked, and says when it ends', () => {
  const bot = asked()
  expect(bot.last.facts).toMatchObject([
    { type: 'approval.asked', ...about, requester: '0x01', person: 'ines', quorum: 1, approvers: null, decideMs: 60_000 },
  ])
  expect(bot.last.told).toMatchObject([
    { to: 'audit:log', event: { entry: { kind: 'approval', step: 'asked', ...about, principal: '0x01', person: 'ines' } } },
  ])
  expect(bot.timers).toEqual({ decide: 60_000, use: 90_000 })
})

describe('one person', () => {
  test('approves, and the very action uses it, once', () => {
    const bot = asked()
    bot.send(decide('mara'))
    expect([bot.value, outcome(bot)]).toEqual([{ open: 'granted' }, { outcome: 'done', detail: 'approved' }])
    expect(toAsker(bot)).toEqual([{ type: 'approval.granted', approvalId: id, digest, persons: ['mara'] }])
    expect(bot.last.facts).toMatchObject([
      { type: 'approval.decided', verdict: 'approve', by: 'key:mara', person: 'mara', approvals: 1, quorum: 1 },
      { type: 'approval.granted', persons: ['mara'] },
    ])
    bot.send(use)
    expect([bot.value, bot.status, toAsker(bot)]).toEqual(['used', 'done', [{ type: 'approval.used', approvalId: id, digest }]])
    expect(steps(bot)).toEqual(['asked', 'approve', 'used'])
  })

  test('rejects, and it is over', () => {
    const bot = asked({ quorum: 2 })
    bot.send(decide('mara', 1, 'reject'))
    expect([bot.value, bot.status, outcome(bot)]).toEqual(['rejected', 'done', { outcome: 'done', detail: 'rejected' }])
    expect(toAsker(bot)).toEqual([
      { type: 'approval.refused', approvalId: id, digest, code: 'APPROVAL_REJECTED', detail: 'mara rejected it' },
    ])
    expect(bot.last.facts).toMatchObject([
      { type: 'approval.decided', approvals: 0 },
      { type: 'approval.ended', how: 'rejected' },
    ])
  })

  test('who asked for it is refused, whatever account they come with', () => {
    const bot = asked()
    const barred = asked({ requester: { principal: 'key:jun', person: 'jun' }, barred: ['ines'] })
    barred.send(decide('ines'))
    expect(outcome(barred)).toEqual({
      outcome: 'denied',
      detail: 'ines answers for who proposes it: somebody else has to decide',
    })
    barred.send(decide('jun'))
    expect(outcome(barred)).toMatchObject({ outcome: 'denied' })
    barred.send(decide('mara'))
    expect(outcome(barred)).toMatchObject({ outcome: 'done' })
    for (const by of ['key:ines', 'key:ines-second', '0x01']) {
      bot.send({ ...decide('ines'), by })
      expect(outcome(bot)).toEqual({ outcome: 'denied', detail: 'ines asked for it: somebody else has to decide' })
      expect(bot.last.facts).toMatchObject([{ type: 'approval.denied', by, person: 'ines' }])
    }
    expect([bot.value, bot.context.votes, bot.context.revision]).toEqual([{ open: 'pending' }, [], 1])
  })

  test('who is not among the approvers is refused', () => {
    const bot = asked({ approvers: ['noor'] })
    bot.send(decide('mara'))
    expect(outcome(bot)).toEqual({ outcome: 'denied', detail: 'mara is not among its approvers' })
    bot.send(decide('noor'))
    expect(bot.value).toEqual({ open: 'granted' })
  })

  test('who comes after it was approved is told by whom', () => {
    const bot = asked()
    bot.send(decide('mara'))
    bot.send(decide('noor', 1, 'reject'))
    expect([bot.value, outcome(bot)]).toEqual([{ open: 'granted' }, { outcome: 'already', detail: 'approved by mara' }])
  })
})

describe('two persons', () => {
  test('two keys of one person are one person', () => {
    const bot = asked({ quorum: 2 })
    bot.send(decide('mara'))
    expect(outcome(bot)).toEqual({ outcome: 'done', detail: '1 of 2 approved' })
    bot.send({ ...decide('mara', 2), by: 'key:mara-phone' })
    expect([bot.value, outcome(bot)]).toEqual([{ open: 'pending' }, { outcome: 'already', detail: 'mara approved it before' }])
  })

  test('who approved it and thinks better of it may still reject it', () => {
    const bot = asked({ quorum: 2 })
    bot.send(decide('mara'))
    bot.send(decide('mara', 2, 'reject'))
    expect([bot.value, outcome(bot)]).toEqual(['rejected', { outcome: 'done', detail: 'rejected' }])
  })

  test('why somebody decided is kept with the vote, told, and said of the rejection', () => {
    const bot = asked({ quorum: 2 })
    bot.send({ ...decide('mara'), reason: 'a good price' })
    expect(bot.context.votes).toEqual([{ verdict: 'approve', by: 'key:mara', person: 'mara', reason: 'a good price' }])
    expect(bot.last.facts).toMatchObject([{ type: 'approval.decided', reason: 'a good price' }])
    bot.send({ ...decide('noor', 2, 'reject'), reason: 'too large' })
    expect(bot.context.ending).toEqual({ code: 'APPROVAL_REJECTED', detail: 'noor rejected it: too large' })
  })

  test('the second one decides about what they saw: an older revision is refused and told', () => {
    const bot = asked({ quorum: 2 })
    bot.send(decide('mara'))
    bot.send(decide('noor'))
    expect([bot.value, outcome(bot)]).toEqual([
      { open: 'pending' },
      { outcome: 'stale', detail: 'revision 1 was looked at; it is at 2' },
    ])
    bot.send(decide('noor', 2))
    expect([bot.value, outcome(bot)]).toEqual([{ open: 'granted' }, { outcome: 'done', detail: 'approved' }])
    expect(toAsker(bot)).toMatchObject([{ type: 'approval.granted', persons: ['mara', 'noor'] }])
  })
})

describe('its time', () => {
  test('passes without a decision: refused', () => {
    const bot = asked()
    bot.fire('decide')
    expect([bot.value, bot.status]).toEqual(['expired', 'done'])
    expect(toAsker(bot)).toMatchObject([{ code: 'APPROVAL_EXPIRED', detail: 'nobody approved it in time' }])
    expect(steps(bot)).toEqual(['asked', 'expired'])
  })

  test('passes with one of two: refused, and who had approved is named', () => {
    const bot = asked({ quorum: 2 })
    bot.send(decide('mara'))
    bot.fire('decide')
    expect(toAsker(bot)).toMatchObject([{ code: 'APPROVAL_EXPIRED', detail: 'mara approved it, 2 were needed in time' }])
  })

  test('passes before it is used: worth nothing', () => {
    const bot = asked()
    bot.send(decide('mara'))
    expect(bot.timers).toEqual({ use: 90_000 })
    bot.fire('use')
    expect([bot.value, toAsker(bot)]).toMatchObject(['expired', [{ detail: 'it was approved and not used in time' }]])
  })
})

test('another action, or one that comes before the approval, uses nothing up', () => {
  const bot = asked()
  bot.send(use)
  expect(toAsker(bot)).toMatchObject([{ type: 'approval.refused', code: 'APPROVAL_MISSING', detail: 'it is not approved' }])
  bot.send(decide('mara'))
  bot.send(misuse)
  expect(toAsker(bot)).toMatchObject([{ type: 'approval.refused', detail: `it is of ${digest}, not of ${misuse.digest}` }])
  expect(bot.value).toEqual({ open: 'granted' })
})

test('is withdrawn when nobody needs it any more', () => {
  const bot = asked()
  bot.send(withdraw)
  expect([bot.value, bot.status]).toEqual(['withdrawn', 'done'])
  expect(bot.last.facts).toMatchObject([{ type: 'approval.ended', how: 'withdrawn', detail: 'verifiers refused it' }])
})

describe('as a whole', () => {
  const samples = [decide('mara'), decide('ines'), decide('noor', 1, 'reject'), use, misuse, withdraw]
  test('every state was entered and every transition taken', () => expect(untaken(approvalMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(approvalMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "approval.decide",
        "approval.use",
        "approval.withdraw",
      ],
      "facts": [
        "approval.asked",
        "approval.decided",
        "approval.denied",
        "approval.ended",
        "approval.granted",
      ],
      "ports": [],
      "tells": [
        "approval.granted",
        "approval.refused",
        "approval.used",
        "audit.note",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(approvalMachine, samples)).toMatchInlineSnapshot(`
    {
      "open:granted": "",
      "open:pending": "",
    }
  `))
  const world = (): World<typeof approvalMachine> => ({
    input: { ...input, quorum: 2 },
    events: () => [...samples, decide('noor', 2)],
    answers: {},
    aspect: ({ context }) => context.votes,
  })
  test('no state is unreachable', () => expect(unreachable(approvalMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(approvalMachine, world()))
})
