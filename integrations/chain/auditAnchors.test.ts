import { afterAll, beforeAll, expect, test } from 'vitest'
import { anchorData } from '#protocol/auditAnchor.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { readAnchors } from './auditAnchors.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'

let chain: TestChain
beforeAll(async () => {
  chain = await startTestChain()
})
afterAll(() => chain.end())

const send = (who: 'owner' | 'guardian', to: 'owner' | 'guardian', data: `0x${string}`) =>
  chain.account(who).send({ to: chain.account(to).address, data, label: 'test' })

test('finds the heads that its accounts sent to themselves, newest first, and nobody else’s', async () => {
  const owner = chain.account('owner').address
  const anchor = (count: number) => ({ count, head: hashFixture(count) })
  await send('owner', 'owner', anchorData(anchor(3)))
  await callRpc(chain.anvil.url, 'anvil_mine', ['0x40'])
  await send('owner', 'owner', '0x1234')
  await send('owner', 'guardian', anchorData(anchor(8)))
  await send('guardian', 'guardian', anchorData(anchor(9)))
  await send('owner', 'owner', anchorData(anchor(5)))
  const { anchors, since } = await readAnchors(chain.client, { accounts: [owner], blocks: 1_000 })
  expect(anchors).toMatchObject([anchor(5), anchor(3)])
  expect(since).toBe(0)
  const [newest] = anchors
  const mined = await chain.client.getTransactionReceipt({ hash: newest?.txHash ?? '0x' })
  expect(Number(mined.blockNumber)).toBe(newest?.block)
  // the older one is further back than this
  expect((await readAnchors(chain.client, { accounts: [owner], blocks: 10 })).anchors).toMatchObject([anchor(5)])
})

test('reads block by block where the node has no old states, as a chain that was started again', async () => {
  const owner = chain.account('owner').address
  const asked: number[] = []
  const client = {
    ...chain.client,
    getTransactionCount: () => Promise.reject(new Error('missing trie node')),
    getBlock: (which: { blockNumber: bigint; includeTransactions: true }) => {
      asked.push(Number(which.blockNumber))
      return chain.client.getBlock(which)
    },
  } as unknown as typeof chain.client
  const whole = await readAnchors(chain.client, { accounts: [owner], blocks: 1_000 })
  expect(await readAnchors(client, { accounts: [owner], blocks: 1_000 })).toEqual(whole)
  // each block once
  expect(new Set(asked).size).toBe(asked.length)
  asked.length = 0
  expect((await readAnchors(client, { accounts: [owner], blocks: 10 })).anchors).toHaveLength(1)
  expect(asked).toHaveLength(10)
})
