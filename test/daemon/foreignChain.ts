// A chain that no daemon makes: another id, a place to trade, nothing unlocked; and an instance whose keys are in
// keystores, as an operator has it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Address, Hex } from 'viem'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { keyNames, type Settings } from '#cli/settings.ts'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainAccount, type ChainAccount } from '#integrations/chain/chainAccount.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { setUpVenue } from '#integrations/chain/localChain.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { sealKeystore } from '#integrations/keys/keystore.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

/** Whole ether as a node takes it. */
export const ether = (whole: bigint): string => `0x${(whole * 10n ** 18n).toString(16)}`

/** The chain and its instance. */
export interface ForeignChain {
  readonly here: Drill
  readonly url: string
  readonly chainId: number
  readonly keys: ReadonlyMap<string, Hex>
  readonly deployer: ChainAccount
  readonly venue: Awaited<ReturnType<typeof setUpVenue>>
  readonly addressOf: (name: string) => Address
}

/**
 * Starts the chain, puts the exchange on it, and configures an instance with a keystore for every key.
 * @param opened told what has to be ended, as soon as it is there
 */
export async function openForeignChain(given: {
  readonly change?: (settings: Settings) => Settings
  readonly opened: (made: { readonly here?: Drill; readonly anvil?: AnvilHandle }) => void
}): Promise<ForeignChain> {
  const { change = (settings) => settings, opened } = given
  const settings = { ...quickSettings(), developmentKeys: {} }
  const keys = new Map(keyNames(settings).map((name) => [name, generatePrivateKey()]))
  const here = openDrill({ QUORATE_PASSWORD: 'for most of them', QUORATE_PASSWORD_VERIFIER_ALPHA: 'for one' })
  opened({ here })
  const anvil = await attachOrStart({
    folder: join(here.folder, 'other'),
    chainId: 4_242,
    accounts: 0,
    gasCap: true,
    noProxy: true,
  })
  opened({ anvil })
  const { url, chainId } = anvil
  for (const key of keys.values()) await callRpc(url, 'anvil_setBalance', [privateKeyToAddress(key), ether(2_000n)])
  const deployer = makeChainAccount(
    await connectChain({ url, chainId, pollingMs: 20 }),
    (await loadKeyRing(['deployer'], { environment: { QUORATE_KEY_DEPLOYER: keys.get('deployer') } })).signer('deployer'),
  )
  const venue = await setUpVenue(deployer, join(here.folder, 'venue.json'))
  await callRpc(url, 'anvil_setBalance', [deployer.address, ether(2n)])
  const venues = (venue.venues['weth-usdc'] ?? []).map(({ id, kind, pool, feePpm }) => ({
    id,
    kind,
    pool,
    feePpm,
    router: venue.uniswapV3.router,
  }))
  const deployment = { tokens: Object.values(venue.tokens), pools: [...venue.pools], venues }
  const chain = { kind: 'rpc', rpcUrl: url, chainId }
  here.configure(change({ ...settings, chain, funds: settings.funds.map((fund) => ({ ...fund, deployment })) } as never)) // as an operator writes it
  const keystores = join(here.folders.readOnly, 'keystores')
  mkdirSync(keystores)
  for (const [name, secret] of keys) {
    const password = name === 'verifier-alpha' ? 'for one' : 'for most of them'
    writeFileSync(join(keystores, `${name}.json`), await sealKeystore(secret, password, { n: 1_024, r: 8, p: 1 }))
  }
  return { here, url, chainId, keys, deployer, venue, addressOf: (name) => privateKeyToAddress(keys.get(name) ?? '0x') }
}
