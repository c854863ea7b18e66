// Chains that the daemon does not make: one that it forks, and one that it only connects to.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Settings } from '#cli/settings.ts'
import { attachOrStart, type AnvilHandle, type AnvilOptions } from '#integrations/anvil/anvilProcess.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainClient } from '#integrations/chain/chainClient.ts'
import { mintToken } from '#integrations/chain/localChain.ts'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { toEvmAddress } from '#protocol/address.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
import { ether, openForeignChain } from './foreignChain.ts'
import { openMarket } from './market.ts'

let drill: Drill | undefined
let other: AnvilHandle | undefined
beforeEach(() => {
  drill = undefined
  other = undefined
})
afterEach(async () => {
  await other?.stop()
  await drill?.end()
})

/** A second Anvil, which no daemon knows. */
async function startOther(
  of: Drill,
  options: Pick<AnvilOptions, 'chainId' | 'accounts' | 'gasCap' | 'noProxy'>,
): Promise<AnvilHandle> {
  return (other = await attachOrStart({ folder: join(of.folder, 'other'), ...options }))
}
const balance = (url: string, address: string): Promise<unknown> => callRpc(url, 'eth_getBalance', [address, 'latest'])

describe('up --fork', { timeout: 60_000 }, () => {
  it('forks the chain it is given, trades on the fork and leaves the original alone', async () => {
    drill = openDrill()
    const { url } = await startOther(drill, { chainId: 31_337 })
    const witness = '0x00000000000000000000000000000000000000f1'
    await callRpc(url, 'anvil_setBalance', [witness, ether(7n)])
    await callRpc(url, 'anvil_mine', ['0x2a'])
    drill.configure(quickSettings())
    const daemon = await drill.up('--fork', url)
    const { chain } = await daemon.status()
    expect(chain.kind).toBe('fork')
    expect(chain.rpcUrl).not.toBe(url)
    expect(await balance(chain.rpcUrl, witness)).toBe(ether(7n))
    const { action, block } = await daemon.fact('intent.executed')
    expect([action, block > 42]).toEqual(['BUY', true])
    expect(await callRpc(url, 'eth_blockNumber')).toBe('0x2a')
    expect(await daemon.end()).toMatchObject({ exit: 0 })
  })
})

/** A chain of another id with a place to trade, nothing unlocked, and an instance whose keys are in keystores. */
const foreignChain = (change?: (settings: Settings) => Settings): ReturnType<typeof openForeignChain> =>
  openForeignChain({
    ...(change === undefined ? {} : { change }),
    opened: (made) => {
      drill = made.here ?? drill
      other = made.anvil ?? other
    },
  })

interface Deployed {
  readonly did: string
  readonly vault: string
  readonly factory: string
  readonly transactions: readonly { readonly txHash: string | null; readonly label: string }[]
  readonly costWei: string
  readonly checked: number | null
}
interface Checked {
  readonly ok: boolean
  readonly checks: readonly { readonly what: string; readonly state: string }[]
}

describe('fund create on a chain that is not a throw-away one', { timeout: 120_000 }, () => {
  it('is tried, asked about, made, checked and traded by bots with keys from keystores, where no account is unlocked', async () => {
    const { here, url, chainId, keys, deployer, venue, addressOf } = await foreignChain()
    expect(await callRpc(url, 'eth_accounts')).toEqual([])
    const nonce = (): Promise<unknown> => callRpc(url, 'eth_getTransactionCount', [deployer.address, 'latest'])
    const before = await nonce()

    // as the words said: JSON of a command that prints one result
    const planned = (await here.asked('fund', 'create', 'main', '--dry-run')) as Deployed
    expect([planned.did, planned.checked]).toEqual(['planned', null])
    expect(await here.quorate('fund', 'create', 'main')).toMatchObject({
      exit: 2,
      complaint: expect.stringMatching(
        /^CONFIRMATION_NEEDED: fund create needs a yes: put fund main on chain 4242 .*0x.* for at most [\d.]+ ether\?/,
      ),
    })
    expect(await nonce()).toBe(before)

    const made = (await here.asked('fund', 'create', 'main', '--yes')) as Deployed
    expect([made.did, made.vault, made.factory]).toEqual(['created', planned.vault, planned.factory])
    expect(BigInt(made.costWei)).toBeLessThanOrEqual(BigInt(planned.costWei))
    const again = (await here.asked('fund', 'create', 'main', '--yes')) as Deployed
    expect([again.vault, again.transactions]).toEqual([made.vault, []])

    const checked = (await here.asked('fund', 'check', 'main')) as Checked
    expect(checked.checks.filter(({ state }) => state === 'different')).toEqual([])
    expect(here.settings().funds[0]?.deployed?.venues).toMatchObject([{ kind: 'uniswap-v3' }])
    expect(await here.quorate('fund', 'check', made.vault, '--instance', 'stranger', '--rpc', url)).toMatchObject({ exit: 0 })

    await callRpc(url, 'evm_setAutomine', [false])
    await callRpc(url, 'evm_setIntervalMining', [1])
    await mintToken(deployer, venue.tokens.usdc.address, toEvmAddress(addressOf('owner')), 20_000_000_000n)
    const daemon = await here.up()
    expect((await daemon.status()).chain).toMatchObject({ kind: 'rpc', chainId, rpcUrl: url })
    await here.asked('fund', 'deposit', 'main', '10000')
    const mover = generatePrivateKey()
    await callRpc(url, 'anvil_setBalance', [privateKeyToAddress(mover), ether(2_000n)])
    const market = await openMarket(url, here.folders.storage, mover)
    await daemon.fact('strategy.decided', ({ priceWad }) => priceWad !== null)
    await market.buy(6_000)
    const { action } = await daemon.fact('intent.executed')
    expect(action).toBe('BUY')
    expect(await daemon.end()).toMatchObject({ exit: 0 })
    expect(await callRpc(url, 'eth_chainId')).toBe('0x1092') // somebody else's node is left running
    for (const secret of [...keys.values(), 'for one', 'for most of them']) {
      expect(filesWith(here.folders.root, secret.replace(/^0x/, ''))).toEqual([])
    }
  })

  it('killed by SIGKILL between its transactions, it goes on when it is typed again, and registers one fund', async () => {
    const { here, url, deployer } = await foreignChain()
    const sent = async (): Promise<number> => Number(await callRpc(url, 'eth_getTransactionCount', [deployer.address, 'latest']))
    const begun = await sent()
    for (const after of [1, 4, 9]) {
      const run = here.begin('fund', 'create', 'main', '--yes', '--json')
      while (run.exit() === null && (await sent()) < begun + after) await turn()
      expect([run.exit(), run.complaint()]).toEqual([null, '']) // it was alive until now
      await run.kill()
    }
    const made = (await here.asked('fund', 'create', 'main', '--yes')) as Deployed
    expect(made.checked).toBeGreaterThan(80)
    const client = makeChainClient({ url, chainId: 4_242 })
    const count = await client.readContract({
      address: toEvmAddress(made.factory),
      abi: fundFactoryAbi,
      functionName: 'fundCount',
    })
    expect(count).toBe(1n)
  })

  it('says what is wrong before anything is sent', async () => {
    const { here, url, deployer, venue } = await foreignChain()
    const refused = async (code: string, exit: number, ...words: readonly string[]): Promise<void> => {
      const said = await here.quorate('fund', 'create', 'main', '--yes', ...words)
      expect([said.exit, said.complaint.split(':')[0]]).toEqual([exit, code])
    }
    const good = here.settings()
    const configure = (change: (fund: Settings['funds'][number]) => object, chain: object = good.chain): void =>
      here.configure({ ...good, chain, funds: good.funds.map((fund) => ({ ...fund, ...change(fund) })) })
    await refused('KEY_MISSING', 5, '--key', 'nobody')
    await refused('RPC_UNREACHABLE', 5, '--rpc', 'http://127.0.0.1:1')
    await refused('ARGUMENTS_INVALID', 2, '--deposit', '5')
    configure(() => ({}), { ...good.chain, chainId: 1 })
    await refused('WRONG_CHAIN', 5)
    configure(() => ({ deployment: undefined }))
    await refused('SETTINGS_INVALID', 2)
    configure(({ deployment }) => ({
      deployment: { ...deployment, tokens: [{ ...venue.tokens.usdc, decimals: 18 }, venue.tokens.weth] },
    }))
    await refused('SETTINGS_INVALID', 2)
    const nowhere = '0x00000000000000000000000000000000000000f1'
    configure(({ deployment }) => ({
      deployment: { ...deployment, pools: venue.pools.map((pool) => ({ ...pool, router: nowhere })) },
    }))
    await refused('NO_CONTRACT', 3)
    // the contracts' own word, from the dry run
    configure(({ deployment }) => ({
      deployment: { ...deployment, maxSnapshotAgeS: 604_800, limits: { feeRecipient: nowhere, performanceFeeBps: 9_000 } },
    }))
    await refused('CALL_REVERTED', 4)
    configure(() => ({}))
    await callRpc(url, 'anvil_setBalance', [deployer.address, '0x1'])
    await refused('FUNDS_TOO_LOW', 4)
    expect(await callRpc(url, 'eth_getBalance', [deployer.address, 'latest'])).toBe('0x1')
  })
})

/** Files under a folder that hold these words. */
function filesWith(folder: string, words: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path, 'utf8').includes(words))
}

/** Other work first. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
