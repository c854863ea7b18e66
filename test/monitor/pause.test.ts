// A bad trade on a real chain: the fund is paused within one block, by whoever is first.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestFund, type TestFund } from '#integrations/chain/fundFixtures.ts'
import type { Fact } from '#runtime/host.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { approveBadTrade, pausesOf, tradeSize } from './badTrade.ts'
import { watchFund } from './watchedFund.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
})

/** No look is due by itself: what is found is found because of the trade. */
const monitor = { everyS: 3_600, watchMs: 50, rules: { 'loss-bucket': { threshold: 20 }, 'price-deviation': { enabled: false } } }

async function watched(lossLimit: bigint): Promise<{ readonly made: TestFund; readonly host: LocalHost }> {
  const made = await startTestFund({ lossLimit })
  ends.push(() => made.chain.end())
  const directory = mkdtempSync(join(tmpdir(), 'quorate-watch-'))
  ends.push(async () => rmSync(directory, { recursive: true, force: true }))
  const host = await watchFund({ url: made.chain.anvil.url, directory, fund: made.fund, monitor })
  ends.push(() => host.shutdown())
  return { made, host }
}

async function factOf(host: LocalHost, type: string): Promise<Fact> {
  const found = await host.nextFact({ after: '', wants: (fact) => fact.type === type, signal: AbortSignal.timeout(30_000) })
  if (found === undefined) throw new Error(`no ${type} came`)
  return found
}
async function factsOf(host: LocalHost): Promise<readonly string[]> {
  const types: string[] = []
  for await (const { facts } of host.turns({ after: 0 })) types.push(...facts.map(({ type }) => type))
  return types
}
/** It looked once, and waits for a trade. */
async function isWatching(host: LocalHost): Promise<void> {
  const leave = new AbortController()
  for await (const { actor, to } of host.turns({ after: 0, follow: true, signal: leave.signal }))
    if (actor === 'monitor:main' && to === 'watching') leave.abort()
}

test('the monitor pauses it through the guardian in the block after the trade', { timeout: 120_000 }, async () => {
  // a quarter of the bucket: the contract sees no reason to act
  const { made, host } = await watched((tradeSize * 4n) / 10n)
  const { chain, fund } = made
  const trade = await approveBadTrade(made)
  await isWatching(host)
  // from here on a block comes when it is due, whoever waits for one
  await callRpc(chain.anvil.url, 'evm_setAutomine', [false])
  await callRpc(chain.anvil.url, 'evm_setIntervalMining', [4])
  const { block } = await made.execute(trade)
  const paused = await factOf(host, 'incident.paused')
  expect(paused.data).toMatchObject({ incidentId: 'main.loss-bucket.1', rule: 'loss-bucket', how: 'sent' })
  expect(await pausesOf(made)).toEqual([{ by: fund.accounts.guardian, block: block + 1 }])
  const raised = await factOf(host, 'incident.raised')
  expect(raised.data).toMatchObject({ severity: 'critical', pauses: true, threshold: 20 })
  expect(Number(raised.data['value'])).toBeGreaterThan(20)
  expect((await factOf(host, 'fund.paused')).data).toMatchObject({
    fundId: 'main',
    by: 'incident main.loss-bucket.1',
    txHash: paused.data['txHash'],
  })
  expect((await factsOf(host)).filter((type) => type.startsWith('incident.'))).toEqual(['incident.raised', 'incident.paused'])
})

test('the contract pauses it in the block of the trade, and the incident finds it so', { timeout: 120_000 }, async () => {
  // two thirds of the bucket: there is no room for another one
  const { made, host } = await watched((tradeSize * 15n) / 100n)
  const { chain, fund } = made
  const trade = await approveBadTrade(made)
  await isWatching(host)
  const { block } = await made.execute(trade)
  const paused = await factOf(host, 'incident.paused')
  expect(paused.data).toMatchObject({ how: 'found', txHash: null })
  expect(await pausesOf(made)).toEqual([{ by: fund.contracts.core, block }])
  const guardian = fund.accounts.guardian ?? fund.contracts.core
  expect(await chain.client.getTransactionCount({ address: guardian })).toBe(0)
  expect(await factsOf(host)).not.toContain('fund.paused')
})
