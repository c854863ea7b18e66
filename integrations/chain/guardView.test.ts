// Over a stand-in for a node that answers by the contracts' own ABIs; the contracts themselves answer in test/daemon.
import { createPublicClient, custom, decodeFunctionData, encodeErrorResult, encodeFunctionResult, type Abi } from 'viem'
import { describe, expect, test } from 'vitest'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { zeroAddress } from '#protocol/address.ts'
import { addressFixture, fundFixture } from '#protocol/fixtures.ts'
import { priceStatuses } from '#protocol/priceStatus.ts'
import type { ChainClient } from './chainClient.ts'
import { noLimits } from './newFund.ts'
import { readGuard } from './guardView.ts'

const fund = fundFixture()
const [guard, keeper, token] = [addressFixture(70), addressFixture(65), fund.tradedToken]
const blockTime = 1_760_000_000

interface Call {
  readonly from?: string
  readonly to: string
  readonly data: `0x${string}`
}
interface Asked {
  readonly name: string
  readonly args: readonly unknown[]
  readonly from: string | undefined
  readonly block: unknown
}
/** A revert as nodes tell it. */
class Refusal extends Error {
  readonly code = 3
  readonly data: `0x${string}`
  constructor(data: `0x${string}`) {
    super('execution reverted')
    this.data = data
  }
}

function nodeThat(answers: Readonly<Record<string, unknown>>): { client: ChainClient; asked: Asked[] } {
  const asked: Asked[] = []
  const request = ({ method, params }: { method: string; params: readonly unknown[] }): Promise<unknown> => {
    if (method === 'eth_getBlockByNumber') return Promise.resolve({ number: '0x2a', timestamp: `0x${blockTime.toString(16)}` })
    const { to, data, from } = params[0] as Call // eth_call is the only other question
    const abi: Abi = to.toLowerCase() === fund.contracts.policy.toLowerCase() ? fundPolicyAbi : priceGuardAbi
    const { functionName, args } = decodeFunctionData({ abi, data })
    asked.push({ name: functionName, args: args ?? [], from, block: params[1] })
    const answer = answers[functionName]
    if (answer instanceof Error) return Promise.reject(answer)
    return Promise.resolve(encodeFunctionResult({ abi, functionName, result: answer }))
  }
  // the reader uses nothing of the transport
  const client = createPublicClient({ transport: custom({ request }, { retryCount: 0 }) }) as unknown as ChainClient
  return { client, asked }
}

const source = { pool: addressFixture(20), window: 1_800n, maxAge: 7_200n, minReserve: 1n }
const answers = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  limits: { ...noLimits, priceGuard: guard },
  keeper,
  sourceOf: source,
  observationsOf: [
    { cumulative: 1n, observedAt: 1_759_990_000n },
    { cumulative: 2n, observedAt: 1_759_999_000n },
  ],
  consult: [0, 2_000_000_000n, 1_000n],
  observe: { cumulative: 3n, observedAt: BigInt(blockTime) },
  ...change,
})
const read = (change?: Readonly<Record<string, unknown>>) => readGuard(nodeThat(answers(change)).client, fund, { token, keeper })

test('reads the guard that the fund’s limits name, all of it in one block', async () => {
  const { client, asked } = nodeThat(answers())
  expect(await readGuard(client, fund, { token, keeper })).toEqual({
    guard,
    keeper,
    blockTime,
    status: 'KNOWN',
    value: '2000000000',
    observedAt: 1_759_999_000,
    windowS: 1_800,
    maxAgeS: 7_200,
    obstacle: null,
  })
  expect(asked.every(({ block }) => block === '0x2a')).toBe(true)
  // one whole token of 18 decimals
  expect(asked.find(({ name }) => name === 'consult')?.args).toEqual([token, 10n ** 18n])
  expect(asked.find(({ name }) => name === 'observe')).toMatchObject({ args: [token], from: keeper })
})

test('asks nobody else when the limits name no guard', async () => {
  const { client, asked } = nodeThat(answers({ limits: noLimits }))
  expect(await readGuard(client, fund, { token, keeper })).toMatchObject({
    guard: null,
    keeper,
    status: 'NO_SOURCE',
    observedAt: 0,
  })
  expect(asked.map(({ name }) => name).toSorted()).toEqual(['keeper', 'limits'])
})

test.each(priceStatuses.map((status, index) => [status, index] as const))('a price is %s', async (status, index) => {
  expect((await read({ consult: [index, 0n, 0n] })).status).toBe(status)
})

test('a token that has no source has no window', async () => {
  const none = { pool: zeroAddress, window: 0n, maxAge: 0n, minReserve: 0n }
  expect(await read({ sourceOf: none, consult: [1, 0n, 0n] })).toMatchObject({ status: 'NO_SOURCE', windowS: 0, maxAgeS: 0 })
})

describe('the rehearsal of an observation', () => {
  test('names the error it would meet, with its values', async () => {
    const data = encodeErrorResult({ abi: priceGuardAbi, errorName: 'ReservesTooThin', args: [token, 1n, 2n] })
    expect((await read({ observe: new Refusal(data) })).obstacle).toEqual({
      code: 'ReservesTooThin',
      detail: `ReservesTooThin(${token}, 1, 2)`,
    })
  })
  test('names an error nobody declared by its selector', async () => {
    expect((await read({ observe: new Refusal('0xdeadbeef') })).obstacle).toMatchObject({ code: '0xdeadbeef' })
  })
  test('that no contract answers is a failure, not an obstacle', async () => {
    await expect(read({ observe: new Error('the node is away') })).rejects.toThrow('the node is away')
  })
})

test('a token that the fund does not know has no unit to ask about', async () => {
  const { client } = nodeThat(answers())
  await expect(readGuard(client, fund, { token: addressFixture(99), keeper })).rejects.toMatchObject({ code: 'NO_ROUTE' })
})
