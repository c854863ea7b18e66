// A trade over the fund's bound, as two channels see it: it waits with buttons, is approved by a person, executed, and each
// channel's one message and its thread say so. The whole swarm over a model chain; the messengers are models, too.
import { setTimeout } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { approvalApproveCommand, approvalRejectCommand } from '#chat/commands/approvals.ts'
import type { Command } from '#chat/commands/command.ts'
import { contextOf, deskOf } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { subscribeCommand } from '#chat/commands/subscriptions.ts'
import { readPress } from '#chat/cards/press.ts'
import type { Messenger, MessengerName } from '#chat/messenger.ts'
import { PlacePace } from '#chat/placePace.ts'
import { fundStatus } from '#cli/hostFundDesk.ts'
import { outgoing } from '#cli/outgoing.ts'
import { modelFund, startModelSwarm, type ModelSwarm } from '../cycle/modelSwarm.ts'
import type { ModelMessage } from './modelMessage.ts'
import { ModelMessenger } from './modelMessenger.ts'

let swarm: ModelSwarm
afterEach(() => swarm.stop())

const fund = modelFund({ approvalAboveValue: '1000000000', proposer: 'ines' })
const modelOf = (name: MessengerName): ModelMessenger => new ModelMessenger(name, Date.now, (ms) => setTimeout(ms))
const slack = modelOf('slack')
const discord = modelOf('discord')

async function begin(): Promise<void> {
  const wait = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false })
  const parts = {
    host: () => swarm.host,
    names: () => nameBook([fundStatus(fund, swarm.host)]),
    messengers: async () =>
      new Map<MessengerName, Messenger>([
        ['slack', slack],
        ['discord', discord],
      ]),
    pace: new PlacePace({ now: () => performance.now(), wait }),
    consoleUrl: 'https://quorate.example',
  }
  swarm = await startModelSwarm({ fund, change: (world) => ({ ...world, ...outgoing(parts) }) })
  for (const place of ['slack:T1:C1', 'discord:1:2']) await ask(subscribeCommand, { place, kinds: 'trades,approvals,refusals' })
  // from the beginning: the first trade may wait already
  await swarm.host.spawn('herald', 'chat', { cursor: '0' })
}
async function ask(command: Command, args: object, person = 'mara'): Promise<void> {
  const context = contextOf({ host: swarm.host, funds: deskOf(), who: `key:${person}`, person })
  for await (const _answer of command.answer(args, context)) return
}
/** The first message of each channel, once both are as wanted. */
function both(holds: (message: ModelMessage) => boolean): Promise<readonly ModelMessage[]> {
  return vi.waitFor(
    () => {
      const first = [slack, discord].flatMap((messenger) => messenger.roots().slice(0, 1))
      if (first.length < 2 || !first.every(holds)) throw new Error(`not yet: ${JSON.stringify(first.map(({ card }) => card))}`)
      return first
    },
    { timeout: 30_000, interval: 50 },
  )
}

test('a trade waits with buttons, is approved in one place, and both show its receipt', { timeout: 60_000 }, async () => {
  await begin()
  const [message] = await both(({ card }) => card.buttons.length === 2)
  expect(message?.card).toMatchObject({
    tone: 'waiting',
    link: { url: expect.stringContaining('https://quorate.example/bots/intent') },
  })
  expect(message?.card.title).toMatch(/^BUY 5,000 USDQ for at least [\d.]+ WAVE$/)
  const press = readPress(message?.card.buttons[0]?.value ?? '')
  expect(press).toMatchObject({ verb: 'approve', revision: 1 })
  await ask(approvalApproveCommand, { id: press?.id, revision: press?.revision })
  const shown = await both(({ card }) => card.tone === 'good')
  for (const { card } of shown) {
    expect([card.buttons, card.lines[0]]).toEqual([[], 'Executed, once.'])
    expect(card.lines).toContain('mara approves it')
    const fields = new Map(card.fields)
    expect([fields.get('Paid'), fields.get('People')]).toEqual(['5,000 USDQ', 'approved by mara and used'])
    expect(fields.get('Transaction')).toMatch(/^0x[0-9a-f]{64} in block \d+$/)
    expect(fields.get('Signed')).toMatch(/^weight [23] of 2 needed \(.*(alpha|bravo|charlie).*\)$/)
  }
  await vi.waitFor(
    () => {
      for (const [messenger, root] of [
        [slack, shown[0]],
        [discord, shown[1]],
      ] as const) {
        const words = root === undefined ? [] : messenger.thread(root)
        const order = ['mara approves', 'may go on chain', ': BUY', 'is approved', 'executed'].map((part) =>
          words.findIndex((line) => line.includes(part)),
        )
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        expect(order).not.toContain(-1)
      }
    },
    { timeout: 20_000, interval: 100 },
  )
  expect(swarm.host.deadLetters()).toEqual([])
})

test('a trade that a person rejects says who said no, and has no buttons left', { timeout: 60_000 }, async () => {
  for (const messenger of [slack, discord]) messenger.messages.length = 0
  await begin()
  const [message] = await both(({ card }) => card.buttons.length === 2)
  const press = readPress(message?.card.buttons[1]?.value ?? '')
  await ask(approvalRejectCommand, { id: press?.id, revision: press?.revision, reason: 'too large <!here>' })
  const shown = await both(({ card }) => card.tone === 'bad' && card.lines[0]?.startsWith('It was not executed') === true)
  expect(shown[0]?.card.buttons).toEqual([])
  expect(shown[0]?.card.lines[0]).toBe('It was not executed: mara rejected it: too large <!here> (APPROVAL_REJECTED)')
})
