import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { registrationMachine, type RegistrationInput } from './registration.ts'

const address = addressFixture(40)
const input: RegistrationInput = {
  fundId: 'main',
  botId: 'delta-1',
  role: 'verifier',
  name: 'delta',
  address,
  weight: 2,
  title: 'desk two',
  guardian: `account:31337-${addressFixture(64).toLowerCase() as `0x${string}`}`,
  verifierSet: addressFixture(51),
}
const person = { by: 'key:boss', reason: 'known since May' }
const approve = { type: 'registration.approve', ...person } as const
const refuse = { type: 'registration.refuse', ...person } as const
const retire = { type: 'registration.retire', ...person } as const
const revoke = { type: 'registration.revoke', ...person } as const
const leave = { type: 'bot.retire', botId: 'delta-1', from: address } as const
const strange = { ...leave, from: addressFixture(41) } as const
const seated = { type: 'roster.seated', setEpoch: 2 } as const
const unseated = { type: 'roster.unseated', setEpoch: 3 } as const
const failed = { type: 'roster.failed', code: 'SET_FULL', detail: 'no room' } as const
const confirmed = (n = 1) =>
  ({
    type: 'account.confirmed',
    requestId: `revoke/main/delta-1/${n}`,
    txHash: hashFixture(7),
    block: 9,
    gasUsed: '1',
  }) as const
const unsent = (n = 1) =>
  ({
    type: 'account.failed',
    requestId: `revoke/main/delta-1/${n}`,
    stage: 'estimate',
    code: 'CALL_REVERTED',
    message: 'Unauthorized',
    txHash: null,
  }) as const
const samples = [approve, refuse, retire, revoke, leave, seated, unseated, failed, confirmed(), unsent()]

type Bot = Driver<typeof registrationMachine>
const after = (...events: readonly (typeof samples)[number][]): Bot => {
  const bot = drive(registrationMachine, input)
  for (const event of events) bot.send(event)
  return bot
}
const about = { fundId: 'main', botId: 'delta-1', name: 'delta', address }
const toRoster = (type: string) => [{ to: 'roster:main', event: { type, botId: 'delta-1' } }]

test('says who asks, with which weight, and waits for people', () => {
  const bot = after()
  expect(bot.last.facts).toEqual([{ type: 'bot.requested', ...about, weight: 2, title: 'desk two' }])
  expect([bot.value, bot.timers]).toEqual(['requested', { expiry: 604_800_000 }])
})

test('once approved it asks the roster for a place, and is active when a set with it is open', () => {
  const bot = after(approve)
  expect(bot.last).toMatchObject({
    told: toRoster('roster.join'),
    replies: [{ output: { ok: true, state: 'joining' } }],
    facts: [{ type: 'bot.decided', ...about, decision: 'approved', ...person }],
  })
  bot.send(seated)
  expect(bot.last.facts).toEqual([{ type: 'bot.joined', ...about, weight: 2, setEpoch: 2 }])
  expect([bot.value, bot.context.setEpoch]).toEqual(['active', 2])
})

test('is refused by a person, who is named, and gives its place up', () => {
  const bot = after(refuse)
  expect(bot.last).toMatchObject({ told: toRoster('roster.vacate'), facts: [{ decision: 'refused', by: 'key:boss' }] })
  expect([bot.value, bot.status]).toEqual(['refused', 'done'])
})

test('ends by itself when nobody decides: nothing is approved by waiting', () => {
  const bot = after()
  bot.fire('expiry')
  expect(bot.last).toMatchObject({ told: toRoster('roster.vacate'), facts: [{ decision: 'expired', by: '' }] })
  expect(bot.value).toBe('expired')
})

test('a set that cannot be opened holds it, and people decide once more', () => {
  const bot = after(approve, failed)
  expect([bot.value, bot.context.trouble]).toEqual(['held', 'SET_FULL: no room'])
  expect(bot.last.facts).toEqual([{ type: 'bot.held', ...about, code: 'SET_FULL', detail: 'no room' }])
  bot.send(approve)
  expect(bot.last.told).toEqual(toRoster('roster.join'))
  expect(after(approve, failed, refuse).value).toBe('refused')
  expect(after(approve, failed, leave).value).toBe('retired')
})

test('retires with the next set, by a person’s word or its own; until then it counts', () => {
  for (const word of [retire, leave]) {
    const bot = after(approve, seated, word)
    expect([bot.value, bot.last.told]).toEqual(['leaving', toRoster('roster.leave')])
    bot.send(unseated)
    const by = word === retire ? 'key:boss' : address
    expect(bot.last.facts).toEqual([{ type: 'bot.left', ...about, how: 'retired', by, setEpoch: 3, txHash: null }])
    expect(bot.value).toBe('retired')
  }
  expect(after(approve, seated, leave).last.replies).toMatchObject([{ output: { status: 202 } }])
  const kept = after(approve, seated, retire, failed)
  expect([kept.value, kept.last.facts[0]?.type]).toEqual(['active', 'bot.held'])
})

test('withdraws its own request; nobody else’s word ends it', () => {
  const bot = after()
  expect(bot.send(strange).replies).toEqual([{ output: { status: 403, detail: 'a bot retires itself only' } }])
  expect(bot.value).toBe('requested')
  expect(bot.send(leave).replies).toMatchObject([{ output: { status: 200 } }])
  expect(bot.last.facts).toMatchObject([{ type: 'bot.left', how: 'retired', by: address, setEpoch: null }])
  const busy = after(approve)
  expect(busy.send(leave).replies).toMatchObject([{ output: { status: 409 } }])
})

test.each([
  ['on its way in', [approve]],
  ['active', [approve, seated]],
  ['on its way out', [approve, seated, retire]],
])('is revoked by the guardian when it is %s, and again until the chain has it', (_name, before) => {
  const bot = after(...before, revoke)
  expect(bot.last.told).toMatchObject([
    { to: input.guardian, event: { type: 'account.send', requestId: 'revoke/main/delta-1/1', to: input.verifierSet } },
  ])
  bot.send(confirmed(9)) // somebody else's
  bot.send(unsent())
  expect([bot.value, bot.last.facts[0]?.type]).toEqual(['insisting', 'bot.held'])
  bot.fire('insist')
  expect(bot.last.told).toMatchObject([{ event: { requestId: 'revoke/main/delta-1/2' } }])
  bot.send(confirmed(2))
  expect(bot.last.facts).toEqual([
    { type: 'bot.left', ...about, how: 'revoked', by: 'key:boss', setEpoch: null, txHash: hashFixture(7) },
  ])
  expect(bot.value).toBe('revoked')
})

test('a decision that does not fit its state changes nothing and says so', () => {
  for (const [bot, events] of [
    [after(approve, seated), [approve, refuse]],
    [after(), [retire, revoke]],
  ] as const)
    for (const event of events)
      expect(bot.send(event)).toMatchObject({ replies: [{ output: { ok: false } }], facts: [], told: [] })
})

describe('as a whole', () => {
  test('every state was entered and every transition taken', () => expect(untaken(registrationMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(registrationMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "bot.retire",
        "registration.approve",
        "registration.refuse",
        "registration.retire",
        "registration.revoke",
        "roster.failed",
        "roster.seated",
        "roster.unseated",
      ],
      "facts": [
        "bot.decided",
        "bot.held",
        "bot.joined",
        "bot.left",
        "bot.requested",
      ],
      "ports": [],
      "tells": [
        "account.send",
        "roster.join",
        "roster.leave",
        "roster.vacate",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(registrationMachine, samples)).toMatchInlineSnapshot(`
    {
      "active": "roster.seated roster.unseated roster.failed account.confirmed account.failed",
      "held": "roster.seated roster.unseated roster.failed account.confirmed account.failed",
      "insisting": "roster.seated roster.unseated roster.failed account.confirmed account.failed",
      "joining": "roster.unseated account.confirmed account.failed",
      "leaving": "roster.seated account.confirmed account.failed",
      "requested": "roster.seated roster.unseated roster.failed account.confirmed account.failed",
      "revoking": "roster.seated roster.unseated roster.failed",
    }
  `))
  const world = (): World<typeof registrationMachine> => ({ input, events: () => samples, answers: {} })
  test('no state is unreachable', () => expect(unreachable(registrationMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(registrationMachine, world()))
})
