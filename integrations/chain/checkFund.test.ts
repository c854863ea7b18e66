import { encodeFunctionData } from 'viem'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { toEvmAddress, zeroAddress } from '#protocol/address.ts'
import { checkFund, findFund, type WantedFund } from './checkFund.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { makeChainClient } from './chainClient.ts'
import { createFund } from './deployFund.ts'
import type { FundFinding } from './fundFinding.ts'
import { setUpLocalChain, type LocalChain } from './localChain.ts'
import { factoryConfig } from './newFund.ts'
import { newFundFixture } from './newFundFixture.ts'

let chain: TestChain
let local: LocalChain
let wanted: WantedFund
let snapshot: unknown
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const market = { asset: local.tokens.usdc.address, token: local.tokens.weth.address, adapter: local.adapter }
  const fund = newFundFixture(chain, market)
  const made = await createFund(chain.account('deployer'), local.fundFactory, fund)
  wanted = { parts: made, factory: made.factory, config: factoryConfig(fund), fromBlock: 0n }
})
afterAll(() => chain.end())
beforeEach(async () => {
  snapshot = await callRpc(chain.anvil.url, 'evm_snapshot')
})
afterEach(async () => {
  await callRpc(chain.anvil.url, 'evm_revert', [snapshot])
})

const differing = (findings: readonly FundFinding[]) =>
  findings
    .filter(({ state }) => state === 'different')
    .map(({ what, expected, found, remedy }) => ({ what, expected, found, remedy }))
const check = async () => differing(await checkFund(chain.client, wanted))
const at = (name: string) => chain.keys.signer(name).address

test('a fund that was just made is what it was to be, in every value', async () => {
  const findings = await checkFund(chain.client, wanted)
  expect(differing(findings)).toEqual([])
  expect(findings.filter(({ state }) => state === 'same').length).toBeGreaterThan(80)
  // what nobody can expect, and where the vault's helpers are, is told all the same
  expect(findings.filter(({ state }) => state === 'told').map(({ what }) => what)).toEqual([
    'vault desk',
    'vault escrow',
    'verifierSet.currentEpoch',
    `adapter ${local.adapter} venue`,
  ])
})

test('a role that was given to somebody else is told, with the call that takes it back', async () => {
  const data = encodeFunctionData({ abi: fundPolicyAbi, functionName: 'setExecutor', args: [at('relayer')] })
  await chain.account('owner').send({ to: wanted.parts.policy, data, label: 'another executor' })
  expect(await check()).toEqual([
    {
      what: 'policy.executor',
      expected: at('executor'),
      found: at('relayer'),
      remedy: `the owner calls setExecutor(${at('executor')}) on ${wanted.parts.policy}`,
    },
  ])
})

test('an offer of ownership is told', async () => {
  const data = encodeFunctionData({ abi: fundPolicyAbi, functionName: 'offerOwnership', args: [at('relayer')] })
  await chain.account('owner').send({ to: wanted.parts.policy, data, label: 'an offer' })
  expect(await check()).toMatchObject([{ what: 'policy.pendingOwner', expected: zeroAddress, found: at('relayer') }])
})

test('a changed bound and a changed limit are told by their fields', async () => {
  const risk = { maxIntentWindow: 1_800n, maxSnapshotAge: 7_200n, maxSlippageBps: 100 }
  const data = encodeFunctionData({ abi: fundPolicyAbi, functionName: 'setRisk', args: [risk] })
  await chain.account('owner').send({ to: wanted.parts.policy, data, label: 'older snapshots' })
  expect(await check()).toMatchObject([{ what: 'policy.risk.maxSnapshotAge', expected: '600', found: '7200' }])
  const { config } = wanted
  if (config === null) throw new Error('the test has a configuration')
  const stricter = { ...config, limits: { ...config.limits, cooldown: 60n } }
  const found = differing(await checkFund(chain.client, { ...wanted, config: stricter }))
  expect(found).toMatchObject([
    { what: 'policy.risk.maxSnapshotAge' },
    { what: 'policy.limits.cooldown', expected: '60', found: '0', remedy: `the owner calls setLimits on ${wanted.parts.policy}` },
  ])
})

test('a token that nobody expected on the list is found by the vault’s events, and one that left it is too', async () => {
  const { wbtc, weth } = local.tokens
  const set = (token: `0x${string}`, allowed: boolean) =>
    chain.account('owner').send({
      to: wanted.parts.vault,
      data: encodeFunctionData({ abi: vaultAbi, functionName: 'setTokenAllowed', args: [token, allowed] }),
      label: 'the list',
    })
  await set(wbtc.address, true)
  await set(weth.address, false)
  expect(await check()).toMatchObject([
    { what: `token ${weth.address} allowed`, expected: 'true', found: 'false' },
    { what: `token ${wbtc.address} allowed`, expected: 'false', found: 'true' },
  ])
})

test('a verifier that was revoked, and a set that was replaced, are told by verifier', async () => {
  const { verifierSet } = wanted.parts
  const revoke = encodeFunctionData({ abi: verifierSetAbi, functionName: 'revoke', args: [at('beta')] })
  await chain.account('guardian').send({ to: verifierSet, data: revoke, label: 'revoking' })
  expect(await check()).toMatchObject([
    { what: `verifier ${at('beta').toLowerCase()}`, expected: 'weight 1', found: 'weight 1, revoked' },
  ])
})

test('a pause is told', async () => {
  const data = encodeFunctionData({ abi: clawCoreAbi, functionName: 'pause' })
  await chain.account('guardian').send({ to: wanted.parts.core, data, label: 'pausing' })
  expect(await check()).toMatchObject([{ what: 'core.paused', expected: 'false', found: 'true' }])
})

test('foreign code is told, also when it has the size of ours', async () => {
  const code = await chain.client.getCode({ address: wanted.parts.core })
  if (code === undefined) throw new Error('the core has code')
  const last = code.at(-1) === '0' ? '1' : '0'
  await callRpc(chain.anvil.url, 'anvil_setCode', [wanted.parts.core, `${code.slice(0, -1)}${last}`])
  expect(await check()).toMatchObject([{ what: 'core code', expected: 'ClawCore' }])
})

test.each([
  ['desk', 'VaultDesk'],
  ['escrow', 'VaultEscrow'],
] as const)('the vault’s %s runs our code and serves this vault', async (helper, name) => {
  const address = await chain.client.readContract({ address: wanted.parts.vault, abi: vaultAbi, functionName: helper })
  const code = await chain.client.getCode({ address })
  if (code === undefined) throw new Error('it has code')
  const last = code.at(-1) === '0' ? '1' : '0'
  await callRpc(chain.anvil.url, 'anvil_setCode', [address, `${code.slice(0, -1)}${last}`])
  expect(await check()).toMatchObject([{ what: `vault.${helper} code`, expected: name }])
})

test('a desk that serves another policy, or takes what waits elsewhere, is told by the immutable', async () => {
  const read = (functionName: 'desk' | 'escrow') =>
    chain.client.readContract({ address: wanted.parts.vault, abi: vaultAbi, functionName })
  const [desk, escrow] = [await read('desk'), await read('escrow')]
  const code = await chain.client.getCode({ address: desk })
  if (code === undefined) throw new Error('it has code')
  const bare = (address: string): string => address.slice(2).toLowerCase()
  const wrong = code.replaceAll(bare(wanted.parts.policy), bare(at('relayer'))).replaceAll(bare(escrow), bare(at('guardian')))
  await callRpc(chain.anvil.url, 'anvil_setCode', [desk, wrong])
  expect(await check()).toMatchObject([
    { what: 'vault.desk _escrow', expected: escrow, found: at('guardian') },
    { what: 'vault.desk _policy', expected: wanted.parts.policy, found: at('relayer') },
  ])
})

test('right code that is wired to another fund’s parts is told by the immutable', async () => {
  const code = await chain.client.getCode({ address: wanted.parts.core })
  const [vault, other] = [wanted.parts.vault, at('relayer')].map((address) => address.slice(2).toLowerCase())
  if (code === undefined || vault === undefined || other === undefined) throw new Error('the core has code')
  await callRpc(chain.anvil.url, 'anvil_setCode', [wanted.parts.core, code.replaceAll(vault, other)])
  expect(await check()).toMatchObject([{ what: 'core _vault', expected: wanted.parts.vault, found: at('relayer') }])
})

test('a part that is missing is told, and everything that it does not answer any more', async () => {
  await callRpc(chain.anvil.url, 'anvil_setCode', [wanted.parts.verifierSet, '0x'])
  const found = await check()
  expect(found[0]).toMatchObject({ what: 'verifierSet code', found: `nothing at ${wanted.parts.verifierSet}` })
  expect(found.map(({ what }) => what)).toEqual(['verifierSet code', 'verifierSet'])
})

test('on another chain nothing is where it should be, and it says so without failing', async () => {
  const empty = await startTestChain()
  try {
    const found = differing(await checkFund(empty.client, wanted))
    expect(found.map(({ what }) => what)).toEqual(expect.arrayContaining(['vault code', 'policy code', 'factory code']))
    await expect(findFund(empty.client, wanted.parts.vault)).rejects.toMatchObject({ code: 'NO_CONTRACT' })
  } finally {
    await empty.end()
  }
})

test('a vault and a factory are told apart, and from anything else', async () => {
  const vault = await findFund(chain.client, wanted.parts.vault)
  expect(vault).toMatchObject({ kind: 'vault', parts: { core: wanted.parts.core } })
  const factory = await findFund(chain.client, local.fundFactory)
  expect(factory).toEqual({ kind: 'factory', vaults: [toEvmAddress(wanted.parts.vault)] })
  await expect(findFund(chain.client, local.tokens.usdc.address)).rejects.toMatchObject({ code: 'NO_CONTRACT' })
})

test('a node that is not there is a failure, no difference', async () => {
  const gone = makeChainClient({ url: 'http://127.0.0.1:1', chainId: 31_337 })
  await expect(checkFund(gone, wanted)).rejects.toMatchObject({ code: 'RPC_UNREACHABLE' })
})
