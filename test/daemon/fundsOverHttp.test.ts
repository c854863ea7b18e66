// One more fund over HTTP, on a real daemon and a real Anvil: made on the chain, or put there by somebody and looked after
// from then on; once for each key, whatever is killed in between.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultFund } from '#cli/defaultSettings.ts'
import { readFundRecord } from '#cli/fundRecord.ts'
import { newFundOf } from '#cli/newFundOf.ts'
import type { FundStatusResult } from '#chat/commands/fund.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainAccount } from '#integrations/chain/chainAccount.ts'
import { connectChain, makeChainClient } from '#integrations/chain/chainClient.ts'
import { createFund } from '#integrations/chain/deployFund.ts'
import { deployGuard, guardAddress } from '#integrations/chain/deployGuard.ts'
import { setUpLocalChain } from '#integrations/chain/localChain.ts'
import { factoryConfig, type NewFund } from '#integrations/chain/newFund.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

const longMs = 180_000

let drill: Drill
let daemon: Daemon
let boss: string
beforeAll(async () => {
  drill = openDrill()
  drill.configure(quickSettings({ seed: 3 }))
  daemon = await drill.up()
  boss = await keyOf('boss', 'admin')
}, longMs)
afterAll(() => drill.end())

/** Makes an API key, as an operator does. */
async function keyOf(name: string, role: string, ...more: readonly string[]): Promise<string> {
  const made = (await drill.asked('apikey', 'create', name, '--role', role, ...more)) as { key: string } // the command's result
  return made.key
}
interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: { readonly fund?: { fundId: string; fund: string }; readonly error?: { code: string; message: string } }
}
async function post(path: string, body: unknown, { key = boss, name }: { key?: string; name?: string } = {}): Promise<Answer> {
  const { port } = JSON.parse(readFileSync(join(drill.folders.storage, 'state', 'gateway.json'), 'utf8')) as { port: number }
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/funds${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(name === undefined ? {} : { 'idempotency-key': name }),
    },
    body: JSON.stringify(body),
  })
  // as the document has it
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}
const codeOf = ({ status, body }: Answer): readonly unknown[] => [status, body.error?.code]
const fundNames = (): readonly string[] => drill.settings().funds.map(({ fundId }) => fundId)

/** Puts a fund on the daemon's chain with the deployer's key, as somebody else's program does. */
async function place(fundId: string, change: Partial<NewFund['roles']> = {}): Promise<EvmAddress> {
  const { chain } = await daemon.status()
  const settings = drill.settings()
  const keys = await loadKeyRing(Object.keys(settings.developmentKeys), {
    environment: {},
    development: { chainId: chain.chainId, url: chain.rpcUrl, accounts: settings.developmentKeys },
  })
  const client = await connectChain({ url: chain.rpcUrl, chainId: chain.chainId, pollingMs: 20 })
  const deployer = makeChainAccount(client, keys.signer('deployer'))
  const local = await setUpLocalChain(deployer, join(drill.folders.chain, 'local-chain.json'))
  const [like] = settings.funds
  if (like?.priceGuard === undefined) throw new Error('the first fund has a guard')
  const words = { ...defaultFund(fundId, fundId, '0'), strategy: like.strategy }
  const venues = local.venues['weth-usdc'] ?? []
  const planned = newFundOf(words, { ...local, venues }, (key) => keys.signer(key).address, 'the settings')
  const fund = { ...planned, roles: { ...planned.roles, ...change } }
  const { maxPriceDeviationBps, windowS, ...source } = like.priceGuard
  const priceGuard = guardAddress(deployer.address, factoryConfig(fund))
  const guarded = { ...fund, limits: { ...fund.limits, priceGuard, maxPriceDeviationBps } }
  const [pool] = local.pools
  await deployGuard(deployer, local.fundFactory, guarded, {
    minWindowS: windowS,
    priced: [{ token: pool.base, pool: pool.pair, windowS, ...source }],
  })
  return (await createFund(deployer, local.fundFactory, guarded)).vault
}

describe('POST /api/v1/funds/bootstrap', { timeout: longMs }, () => {
  it('makes a fund on the chain, deposits, starts its bots, and is done once for each key', async () => {
    const wanted = { fund: 'second', title: 'Second fund', deposit: '25' }
    const made = await post('/bootstrap', wanted, { name: 'order-1' })
    expect([made.status, made.body]).toMatchObject([
      201,
      {
        did: 'created',
        amount: '25000000',
        fund: { fundId: 'second', name: 'Second fund' },
        txHash: expect.stringMatching(/^0x/),
      },
    ])
    expect(made.headers.get('location')).toBe('/api/v1/funds/second/status')
    const again = await post('/bootstrap', wanted, { name: 'order-1' })
    expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([201, made.body, 'true'])
    expect(codeOf(await post('/bootstrap', { ...wanted, deposit: '26' }, { name: 'order-1' }))).toEqual([
      422,
      'IDEMPOTENCY_MISMATCH',
    ])
    expect(codeOf(await post('/bootstrap', wanted))).toEqual([409, 'FUND_EXISTS'])
    await daemon.fact('claim.finalized', (fact) => fact.fundId === 'second')
    expect(await drill.quorate('fund', 'check', 'second')).toMatchObject({ exit: 0 })
    expect(fundNames()).toEqual(['main', 'second'])
    expect(await drill.asked('audit', 'verify')).toMatchObject({ whole: true })
  })

  it('is for an admin of all funds, and for nobody else', async () => {
    const wanted = { fund: 'nope' }
    const operator = await keyOf('desk', 'operator')
    const tenant = await keyOf('tenant', 'admin', '--funds', 'main')
    const held = await keyOf('held', 'admin', '--may', 'funds.create,me.read')
    for (const path of ['', '/bootstrap']) {
      const body = path === '' ? { ...wanted, vault: `0x${'11'.repeat(20)}` } : wanted
      expect(codeOf(await post(path, body, { key: '' }))).toEqual([401, 'UNAUTHENTICATED'])
      expect(codeOf(await post(path, body, { key: operator }))).toEqual([403, 'NOT_PERMITTED'])
      expect(codeOf(await post(path, body, { key: tenant }))).toEqual([403, 'NOT_PERMITTED'])
    }
    expect(codeOf(await post('/bootstrap', wanted, { key: held }))).toEqual([403, 'NOT_PERMITTED'])
    expect(fundNames()).toEqual(['main', 'second'])
  })
})

describe('POST /api/v1/funds', { timeout: longMs }, () => {
  it('refuses a fund that is not what it should be, a vault that is looked after already, and what is no vault', async () => {
    const vault = await place('wrong', { executor: toEvmAddress('0x00000000000000000000000000000000000000e1') })
    const refused = await post('', { fund: 'wrong', vault })
    expect([...codeOf(refused), refused.body.error?.message]).toEqual([
      409,
      'FUND_DIFFERS',
      expect.stringContaining('policy.executor'),
    ])
    const [main] = readFundRecord(drill.folders.storage)
    expect(codeOf(await post('', { fund: 'other', vault: main?.contracts.vault }))).toEqual([409, 'FUND_EXISTS'])
    expect(codeOf(await post('', { fund: 'other', vault: main?.baseAsset }))).toEqual([404, 'NO_CONTRACT'])
    expect(codeOf(await post('', { fund: 'other', vault, like: 'nobody' }))).toEqual([404, 'UNKNOWN_FUND'])
    expect(codeOf(await post('', { fund: 'other' }))).toEqual([400, 'REQUEST_INVALID'])
    expect(fundNames()).toEqual(['main', 'second'])
  })

  it('looks after a fund that somebody put on the chain: its bots run, and it can be checked, paid into and watched', async () => {
    const vault = await place('third')
    const made = await post('', { fund: 'third', vault, like: 'main' }, { name: 'order-3' })
    expect([made.status, made.body]).toMatchObject([
      201,
      { did: 'adopted', amount: null, txHash: null, fund: { fundId: 'third', fund: vault } },
    ])
    expect((await post('', { fund: 'third', vault, like: 'main' }, { name: 'order-3' })).body).toEqual(made.body)
    await daemon.fact('claim.finalized', (fact) => fact.fundId === 'third')
    expect(await drill.quorate('fund', 'check', 'third')).toMatchObject({ exit: 0 })
    expect(await drill.asked('fund', 'deposit', 'third', '5')).toMatchObject({ did: 'deposited' })
    expect((await drill.asked('monitor', 'status')) as object).toMatchObject({
      monitors: expect.arrayContaining([expect.objectContaining({ id: 'third' })]),
    })
  })
})

/** Assets of every deposit that a vault has taken. */
async function depositsOf(vault: string): Promise<readonly string[]> {
  const { chain } = await daemon.status()
  const logs = await makeChainClient({ url: chain.rpcUrl, chainId: chain.chainId }).getContractEvents({
    address: toEvmAddress(vault),
    abi: vaultAbi,
    eventName: 'Deposit',
    fromBlock: 0n,
  })
  return logs.map(({ args }) => String(args.assets))
}

describe('a daemon that is killed while it makes a fund', { timeout: longMs }, () => {
  it('makes it once when the same request is sent again, with one deposit', async () => {
    const wanted = { fund: 'fourth', deposit: '40' }
    const { rpcUrl } = (await daemon.status()).chain
    const owner = readFundRecord(drill.folders.storage)[0]?.accounts.owner
    const before = daemon.facts.at(-1)?.seq ?? 0
    const cut = post('/bootstrap', wanted, { name: 'order-4' }).catch(() => 'cut off')
    while (!fundNames().includes('fourth')) await delay(2)
    // it is there and its bots begin; the deposit is under way, and cannot come into a block
    await callRpc(rpcUrl, 'evm_setAutomine', [false])
    await daemon.fact('account.sent', ({ account, seq }) => account === owner && seq > before)
    await daemon.end('SIGKILL')
    expect(await cut).toBe('cut off')
    await callRpc(rpcUrl, 'evm_setAutomine', [true])
    await callRpc(rpcUrl, 'anvil_mine', ['0x1'])
    daemon = await drill.up()
    const again = await post('/bootstrap', wanted, { name: 'order-4' })
    expect([again.status, again.body]).toMatchObject([201, { did: 'created', fund: { fundId: 'fourth' }, amount: '40000000' }])
    expect(await depositsOf(again.body.fund?.fund ?? '')).toEqual(['40000000'])
    expect((await post('/bootstrap', wanted, { name: 'order-4' })).body).toEqual(again.body)
    expect(codeOf(await post('/bootstrap', wanted, { name: 'order-5' }))).toEqual([409, 'FUND_EXISTS'])
    expect(fundNames()).toEqual(['main', 'second', 'third', 'fourth'])
    const { funds } = (await drill.asked('fund', 'status')) as FundStatusResult // the command's result
    expect(funds.map(({ fundId }) => fundId)).toEqual(expect.arrayContaining(['main', 'second', 'third', 'fourth']))
  })
})
