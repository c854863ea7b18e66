// A verifier whose account is a contract (ERC-1271), with a real daemon on a real chain: its key signs, the contract stands
// behind it, door and books count it. Its weight is such that without it nothing reaches a threshold: whatever trades, it signed.
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FundCheckResult } from '#chat/commands/fundCheck.ts'
import type { AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainClient } from '#integrations/chain/chainClient.ts'
import { mintToken } from '#integrations/chain/localChain.ts'
import { ownedAccountCode, ownedAccountInit } from '#integrations/chain/ownedAccountFixtures.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { FundContracts } from '#protocol/fund.ts'
import type { Daemon } from './daemon.ts'
import type { Drill } from './drill.ts'
import { ether, openForeignChain, type ForeignChain } from './foreignChain.ts'
import { openMarket } from './market.ts'

const longMs = 240_000

let chain: ForeignChain
let here: Drill | undefined
let anvil: AnvilHandle | undefined
let daemon: Daemon
let account: EvmAddress
let contracts: FundContracts

beforeAll(async () => {
  chain = await openForeignChain({
    opened: (made) => {
      here = made.here ?? here
      anvil = made.anvil ?? anvil
    },
  })
  const { deployer, addressOf, url, venue } = chain
  account = await deployer.deploy({ bytecode: ownedAccountInit(addressOf('verifier-alpha')), label: 'the account of alpha' })
  const settings = chain.here.settings()
  const funds = settings.funds.map((fund) => ({
    ...fund,
    thresholds: { claim: 3, snapshot: 3, intent: 3 },
    verifiers: fund.verifiers.map((one) => (one.name === 'alpha' ? { ...one, weight: 2, account } : one)),
  }))
  chain.here.configure({ ...settings, funds })
  await chain.here.asked('fund', 'create', 'main', '--yes')
  const deployed = chain.here.settings().funds[0]?.deployed
  if (deployed === undefined) throw new Error('the fund was made')
  contracts = deployed.contracts
  daemon = await chain.here.up()
  await callRpc(url, 'evm_setAutomine', [false])
  await callRpc(url, 'evm_setIntervalMining', [1])
  await mintToken(deployer, venue.tokens.usdc.address, toEvmAddress(addressOf('owner')), 20_000_000_000n)
  await chain.here.asked('fund', 'deposit', 'main', '10000')
}, longMs)
afterAll(async () => {
  await daemon.end()
  await anvil?.stop()
  await here?.end()
}, longMs)

const client = () => makeChainClient({ url: chain.url, chainId: chain.chainId })

describe('a verifier that is a contract', { timeout: longMs }, () => {
  it('sits in the verifier set as one that signs by its contract, and its key does not', async () => {
    const members = await client().readContract({
      address: contracts.verifierSet,
      abi: verifierSetAbi,
      functionName: 'verifiersOf',
      args: [1n],
    })
    const key = chain.addressOf('verifier-alpha')
    expect(members.filter(({ erc1271 }) => erc1271)).toEqual([{ signer: account, weight: 2n, erc1271: true }])
    expect(members.map(({ signer }) => signer)).not.toContain(key)
    const { out } = await chain.here.quorate('fund', 'check', 'main', '--json')
    const { ok, checks } = JSON.parse(out) as FundCheckResult // the command's result
    expect([ok, checks.find(({ what }) => what === `verifier ${account.toLowerCase()}`)?.found]).toEqual([
      true,
      'weight 2, signs by contract',
    ])
  })

  it('reproduces claims, signs snapshots and trades as the contract, and a trade that it signed is executed', async () => {
    const claim = await daemon.fact('claim.attested', (fact) => fact.verifier === account)
    expect(claim).toMatchObject({ verdict: 'PASS', thresholdWeight: 3, totalWeight: 4 })
    await daemon.fact('snapshot.attested', (fact) => fact.verifier === account && fact.verdict === 'PASS')
    await daemon.fact('snapshot.published')
    const mover = generatePrivateKey()
    await callRpc(chain.url, 'anvil_setBalance', [privateKeyToAddress(mover), ether(2_000n)])
    const market = await openMarket(chain.url, chain.here.folders.storage, mover)
    await daemon.fact('strategy.decided', ({ priceWad }) => priceWad !== null)
    await market.buy(6_000)
    const executed = await daemon.fact('intent.executed')
    const signed = await daemon.fact('intent.attested', (fact) => fact.verifier === account)
    expect([executed.action, signed.verdict]).toEqual(['BUY', 'PASS'])
    const approved = await daemon.fact('intent.approved', (fact) => fact.intentHash === executed.intentHash)
    expect(approved.signers).toContain(account)
    // the book itself counted it, with its two votes
    const counted = await client().getContractEvents({
      address: contracts.intentBook,
      abi: intentBookAbi,
      eventName: 'IntentAttested',
      fromBlock: 0n,
    })
    const its = counted.map(({ args }) => args).filter(({ signer }) => signer === account)
    expect(its).toMatchObject([{ intentHash: executed.intentHash, weight: 2n }])
  })

  it('counts no more once its contract stands behind another key: nothing reaches a threshold', async () => {
    const other = privateKeyToAddress(generatePrivateKey())
    await callRpc(chain.url, 'anvil_setCode', [account, ownedAccountCode(other)])
    const from = Math.max(...daemon.facts.map(({ seq }) => seq))
    const opened = await daemon.fact('round.opened', ({ seq }) => seq > from)
    const closed = await daemon.fact('round.closed', ({ round }) => round === opened.round)
    expect(closed.outcome).toBe('abandoned')
    const heard = daemon.facts.filter(
      (fact) => fact.type === 'claim.attested' && fact.verifier === account && fact.seq > opened.seq,
    )
    expect(heard).toEqual([])
  })
})
