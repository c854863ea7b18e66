import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import type { BotView, Fact, Host } from '#runtime/host.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import { claimFixture } from '#protocol/fixtures.ts'
import { actorsFund, addressOf, envelopeOf, testNow } from './fixtures.ts'
import { localRelay } from './localRelay.ts'

const relayOver = (host: Partial<Host>) =>
  localRelay({ host: () => host as Host, fund: () => actorsFund(), now: () => testNow, isSignedBy }) // only what is given is used
const fact = (type: string, data: Fact['data'], id = '4/0'): Fact => ({ id, seq: 4, at: '', actor: 'relayer:main', type, data })
const opened = { fundId: 'main', round: 1, setEpoch: 1, claimMode: 'OFFCHAIN' }

test.each<[string, Fact, boolean]>([
  ['a fact of the fund that is wanted', fact('round.opened', opened), true],
  ['a fact of another fund', fact('round.opened', { ...opened, fundId: 'other' }), false],
  ['a fact of no kind it knows', fact('round.invented', opened), false],
])('looks for the next of its fund’s facts: %s', async (_, given, isWanted) => {
  let asked: Parameters<Host['nextFact']>[0] | undefined
  const relay = relayOver({
    nextFact: (options) => {
      asked = options
      return Promise.resolve(options.wants(given) ? given : undefined)
    },
  })
  const { signal } = new AbortController()
  expect(await relay.next({ fundId: 'main', cursor: '3/1', wants: () => true, signal })).toBe(isWanted ? given : undefined)
  expect(asked).toMatchObject({ after: '3/1', signal })
})

test('leaves out what the bot does not want', async () => {
  const given = fact('round.opened', opened)
  const relay = relayOver({ nextFact: ({ wants }) => Promise.resolve(wants(given) ? given : undefined) })
  expect(
    await relay.next({ fundId: 'main', cursor: '', wants: () => false, signal: new AbortController().signal }),
  ).toBeUndefined()
})

test('goes on with what the journal still holds when the bot was away for longer than that', async () => {
  const given = fact('round.opened', opened)
  const asked: string[] = []
  const relay = relayOver({
    nextFact: ({ after }) => {
      asked.push(after)
      return after === '3/1'
        ? Promise.reject(new QuorateError('JOURNAL_TRUNCATED', { after: 2, earliest: 4 }))
        : Promise.resolve(given)
    },
  })
  const { signal } = new AbortController()
  expect(await relay.next({ fundId: 'main', cursor: '3/1', wants: () => true, signal })).toBe(given)
  expect(asked).toEqual(['3/1', '4/-1'])
})

test('passes every other failure on', async () => {
  const failure = new QuorateError('SHUTTING_DOWN')
  const relay = relayOver({ nextFact: () => Promise.reject(failure) })
  const { signal } = new AbortController()
  await expect(relay.next({ fundId: 'main', cursor: '3/1', wants: () => true, signal })).rejects.toBe(failure)
})

test('knows which round and which intents are open', async () => {
  const bots: Record<string, Partial<BotView>> = {
    'relayer:main': { context: { round: { round: 7 } } },
    'relayer:idle': { context: { round: null } },
    'intent:0x01': { status: 'active' },
    'intent:0x02': { status: 'done' },
  }
  const relay = relayOver({ view: (address) => bots[address] as BotView | undefined })
  const open = [
    await relay.isOpen('main', { round: 7 }),
    await relay.isOpen('main', { round: 6 }),
    await relay.isOpen('idle', { round: 7 }),
    await relay.isOpen('nobody', { round: 7 }),
    await relay.isOpen('main', { intentHash: '0x01' }),
    await relay.isOpen('main', { intentHash: '0x02' }),
    await relay.isOpen('main', { intentHash: '0x03' }),
  ]
  expect(open).toEqual([true, false, false, false, true, false, false])
})

test('posts through the same door as everybody', async () => {
  const relay = relayOver({ view: () => undefined })
  const envelope = await envelopeOf({
    by: 'pool',
    body: { type: 'claim.submit', claim: claimFixture({ crawler: addressOf('pool') }) },
  })
  expect(await relay.post('main', envelope)).toEqual({ status: 404, detail: 'there is no relayer:main' })
})
