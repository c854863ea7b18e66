// Chains that the daemon does not make: one that it forks, and one that it only connects to.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyNames, type Settings } from '#cli/settings.ts'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { sealKeystore } from '#integrations/keys/keystore.ts'
import { placeFund } from './placeFund.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'
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
async function startOther(of: Drill, options: { readonly chainId: number; readonly accounts?: number }): Promise<AnvilHandle> {
  return (other = await attachOrStart({ folder: join(of.folder, 'other'), ...options }))
}
const balance = (url: string, address: string): Promise<unknown> => callRpc(url, 'eth_getBalance', [address, 'latest'])
const ether = (whole: bigint): string => `0x${(whole * 10n ** 18n).toString(16)}`

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

describe('up --chain', { timeout: 90_000 }, () => {
  it('trades on a chain of another id that makes a block a second and unlocks no account, with keys from keystores', async () => {
    const settings = { ...quickSettings(), developmentKeys: {} }
    const names = keyNames(settings)
    const keys = new Map(names.map((name) => [name, generatePrivateKey()]))
    const mover = generatePrivateKey()
    drill = openDrill({ QUORATE_PASSWORD: 'for most of them', QUORATE_PASSWORD_VERIFIER_ALPHA: 'for one' })
    const { url, chainId } = await startOther(drill, { chainId: 4_242, accounts: 0 })
    expect(await callRpc(url, 'eth_accounts')).toEqual([])
    for (const key of [...keys.values(), mover]) await callRpc(url, 'anvil_setBalance', [privateKeyToAddress(key), ether(2_000n)])
    const { deployed } = await placeFund({ url, chainId, settings, keys, folder: drill.folder })
    drill.configure(withDeployed(settings, deployed, { kind: 'rpc', rpcUrl: url, chainId }))
    const keystores = join(drill.folders.readOnly, 'keystores')
    mkdirSync(keystores)
    for (const [name, secret] of keys) {
      const password = name === 'verifier-alpha' ? 'for one' : 'for most of them'
      writeFileSync(join(keystores, `${name}.json`), await sealKeystore(secret, password, { n: 1_024, r: 8, p: 1 }))
    }
    await callRpc(url, 'evm_setAutomine', [false])
    await callRpc(url, 'evm_setIntervalMining', [1])

    const daemon = await drill.up('--chain', url)
    expect((await daemon.status()).chain).toMatchObject({ kind: 'rpc', chainId, rpcUrl: url })
    const market = await openMarket(url, drill.folders.storage, mover)
    await daemon.fact('strategy.decided', ({ priceWad }) => priceWad !== null)
    await market.buy(6_000)
    const { action } = await daemon.fact('intent.executed')
    expect(action).toBe('BUY')
    expect(await daemon.end()).toMatchObject({ exit: 0 })
    expect(await callRpc(url, 'eth_chainId')).toBe('0x1092') // somebody else's node is left running
    for (const secret of [...keys.values(), 'for one', 'for most of them']) {
      expect(filesWith(drill.folders.root, secret.replace(/^0x/, ''))).toEqual([])
    }
  })
})

function withDeployed(settings: Settings, deployed: NonNullable<Settings['funds'][number]['deployed']>, chain: object): object {
  return { ...settings, chain, funds: settings.funds.map((fund) => ({ ...fund, deployed })) }
}

/** Files under a folder that hold these words. */
function filesWith(folder: string, words: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && readFileSync(path, 'utf8').includes(words))
}
