// The swarm in two processes under the production profile: relayer and gateway here, every bot that may live elsewhere in
// a second one that speaks to the gateway over HTTP only. The chain is another one, makes a block a second, and has no
// unlocked account.
import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConfigShareResult } from '#chat/commands/config.ts'
import type { AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainClient } from '#integrations/chain/chainClient.ts'
import { mintToken } from '#integrations/chain/localChain.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { toEvmAddress } from '#protocol/address.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, type Drill } from './drill.ts'
import { ether, openForeignChain, type ForeignChain } from './foreignChain.ts'
import { openMarket, type Market } from './market.ts'

const theirKeys = ['verifier-alpha', 'verifier-beta', 'verifier-gamma', 'crawler-weth', 'strategy', 'executor']
const longMs = 240_000

let chain: ForeignChain
let anvil: AnvilHandle | undefined
let home: Drill | undefined
let away: Drill | undefined
let relayer: Daemon
let bots: Daemon
let market: Market

beforeAll(async () => {
  chain = await openForeignChain({
    change: (settings) => ({
      ...settings,
      profile: 'production',
      gateway: { host: '127.0.0.1', port: 0, publicUrls: ['https://quorate.example'] },
    }),
    opened: (made) => {
      home = made.here ?? home
      anvil = made.anvil ?? anvil
    },
  })
  const { here, url, deployer, venue, addressOf } = chain
  await here.asked('fund', 'create', 'main', '--yes')
  away = openDrill({ QUORATE_PASSWORD: 'for most of them', QUORATE_PASSWORD_VERIFIER_ALPHA: 'for one' })
  await part(here, away)
  relayer = await here.up()
  const { port } = JSON.parse(readFileSync(join(here.folders.storage, 'state', 'gateway.json'), 'utf8')) as { port: number }
  away.configure({ ...away.settings(), relay: { url: `http://127.0.0.1:${port}` } })
  bots = await away.up()
  await callRpc(url, 'evm_setAutomine', [false])
  await callRpc(url, 'evm_setIntervalMining', [1])
  await mintToken(deployer, venue.tokens.usdc.address, toEvmAddress(addressOf('owner')), 20_000_000_000n)
  await here.asked('fund', 'deposit', 'main', '10000')
  const mover = generatePrivateKey()
  await callRpc(url, 'anvil_setBalance', [privateKeyToAddress(mover), ether(2_000n)])
  market = await openMarket(url, here.folders.storage, mover)
}, longMs)
afterAll(async () => {
  await away?.end()
  await anvil?.stop()
  await home?.end()
}, longMs)

/** What an operator does: shares the settings, moves the keystores, and says here that they are elsewhere. */
async function part(here: Drill, there: Drill): Promise<void> {
  // the command's own result
  const shared = (await here.asked(
    'config',
    'share',
    theirKeys.join(','),
    '--gateway',
    'http://127.0.0.1:1',
  )) as ConfigShareResult
  there.configure(shared.theirs)
  here.configure({ ...here.settings(), ...shared.ours })
  mkdirSync(join(there.folders.readOnly, 'keystores'))
  for (const name of theirKeys)
    renameSync(
      join(here.folders.readOnly, 'keystores', `${name}.json`),
      join(there.folders.readOnly, 'keystores', `${name}.json`),
    )
}

async function executions(): Promise<readonly string[]> {
  const client = makeChainClient({ url: chain.url, chainId: chain.chainId })
  const [fund] = home?.settings().funds ?? []
  const logs = await client.getContractEvents({
    address: fund?.deployed?.contracts.core ?? '0x',
    abi: clawCoreAbi,
    eventName: 'IntentExecuted',
    fromBlock: 0n,
  })
  return logs.map(({ args }) => String(args.intentHash))
}
const roles = (listed: unknown): readonly string[] => [
  // the result of the command
  ...new Set((listed as { bots: { address: string }[] }).bots.map(({ address }) => address.split(':')[0] ?? '')),
]

describe('a swarm in two processes', { timeout: longMs }, () => {
  it('has in each process only the bots that belong there, and in each only its own keys', async () => {
    expect(roles(await home?.asked('bots')).toSorted()).toEqual(expect.arrayContaining(['account', 'fund', 'relayer', 'swarm']))
    expect(roles(await home?.asked('bots'))).not.toEqual(expect.arrayContaining(['verifier']))
    expect(roles(await away?.asked('bots')).toSorted()).toEqual([
      'account',
      'anchor',
      'audit',
      'crawler',
      'executor',
      'strategy',
      'swarm',
      'verifier',
    ])
    expect(readdirSync(join(home?.folders.readOnly ?? '', 'keystores'))).not.toContain('executor.json')
  })

  it('buys once, though the process of the bots is killed when the trade is proposed', async () => {
    await bots.fact('strategy.decided', ({ priceWad }) => priceWad !== null)
    await market.buy(6_000)
    const { intentHash } = await relayer.fact('intent.proposed')
    await bots.end('SIGKILL')
    bots = await (away as Drill).up()
    const bought = await relayer.fact('intent.executed')
    expect([bought.action, bought.intentHash]).toEqual(['BUY', intentHash])
    expect(await executions()).toEqual([intentHash])
  })

  it('sells once, though the relayer’s process is killed when the next trade is proposed', async () => {
    const [first] = await executions()
    const { intentHash } = await relayer.fact('intent.proposed', (fact) => fact.intentHash !== first)
    await relayer.end('SIGKILL')
    relayer = await (home as Drill).up()
    const sold = await relayer.fact('intent.executed', (fact) => fact.intentHash === intentHash)
    expect(sold.action).toBe('SELL')
    expect((await executions()).filter((hash) => hash === intentHash)).toHaveLength(1)
  })

  it('both end well, and nothing that they wrote holds a key or a password', async () => {
    expect(await bots.end('SIGTERM')).toMatchObject({ exit: 0 })
    expect(await relayer.end('SIGTERM')).toMatchObject({ exit: 0 })
    const all = await executions()
    expect(new Set(all).size).toBe(all.length)
    for (const secret of [...chain.keys.values(), 'for most of them'])
      for (const drill of [home, away]) expect(filesWith(drill?.folders.root ?? '', secret.replace(/^0x/, ''))).toEqual([])
    for (const line of relayer.printed) expect(() => void JSON.parse(line)).not.toThrow()
  })
})

/** Files under a folder that hold these words. */
function filesWith(folder: string, words: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, 'utf8').includes(words))
}
