import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { hashFixture, addressFixture } from '#protocol/fixtures.ts'
import { accountEffects } from './account.ts'
import { runEffect, worldOf } from './fixtures.ts'
import type { AccountDesk } from './world.ts'

const at = { chainId: 31_337, address: addressFixture(60) }
const call = { to: addressFixture(2), data: '0x', value: '0' }
const fees = { gas: '1', maxFeePerGas: '2', maxPriorityFeePerGas: '1' }
const signed = { raw: '0x02', hash: hashFixture(1) }

function deskOf(change: Partial<AccountDesk> = {}): {
  run: (port: string, input: object, signal?: AbortSignal) => Promise<unknown>
  said: unknown[]
} {
  const said: unknown[] = []
  const note =
    <Answer>(name: string, answer: Answer) =>
    (given: unknown) => {
      said.push([name, given])
      return Promise.resolve(answer)
    }
  const desk: AccountDesk = {
    nextNonce: note('nextNonce', 7),
    undone: () => Promise.resolve([]),
    prepare: note('prepare', fees),
    sign: note('sign', signed),
    broadcast: note('broadcast', undefined),
    fillGap: note('fillGap', { from: 4 }),
    awaitReceipt: note('awaitReceipt', { state: 'missing' } as const),
    ...change,
  }
  const chains: number[] = []
  const world = worldOf({
    account: (chainId) => {
      chains.push(chainId)
      said.push(['chain', chainId])
      return desk
    },
  })
  return {
    said,
    run: (port, input, signal) =>
      runEffect(accountEffects(world), port, { ...at, ...input }, signal === undefined ? {} : { signal }),
  }
}

test.each<[string, object, unknown, unknown]>([
  ['account.reconcile', {}, { nextNonce: 7 }, ['nextNonce', at.address]],
  [
    'account.prepare',
    { call, bump: 1, previous: fees },
    fees,
    ['prepare', { address: at.address, call, bump: 1, previous: fees }],
  ],
  ['account.sign', { nonce: 7, call, fees }, signed, ['sign', { address: at.address, nonce: 7, call, fees }]],
  ['account.broadcast', signed, { accepted: true }, ['broadcast', { address: at.address, ...signed }]],
])('%s asks the desk of its chain', async (port, input, answer, asked) => {
  const { run, said } = deskOf()
  expect(await run(port, input)).toEqual(answer)
  expect(said).toEqual([['chain', 31_337], asked])
})

test('waiting for a receipt ends with the effect’s own signal', async () => {
  const { run, said } = deskOf()
  const { signal } = new AbortController()
  const wanted = { nonce: 7, hashes: [hashFixture(1)], confirmations: 2 }
  expect(await run('account.awaitReceipt', wanted, signal)).toEqual({ state: 'missing' })
  expect(said[1]).toEqual(['awaitReceipt', { address: at.address, ...wanted, signal }])
})

test('a lost broadcast is not called accepted', async () => {
  const lost = new QuorateError('RPC_UNREACHABLE', { url: 'x', problem: 'gone' })
  await expect(deskOf({ broadcast: () => Promise.reject(lost) }).run('account.broadcast', signed)).rejects.toBe(lost)
})
