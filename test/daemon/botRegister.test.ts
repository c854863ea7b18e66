// A bot joins by the command line, with a key of this machine; `fund check` knows who joined, and finds who did not.
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFundRecord } from '#cli/fundRecord.ts'
import type { BotRegistered } from '#chat/commands/botRegister.ts'
import type { CheckedValue, FundCheckResult } from '#chat/commands/fundCheck.ts'
import { readAnvilRecord } from '#integrations/anvil/anvilRecord.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import { makeChainAccount } from '#integrations/chain/chainAccount.ts'
import { loadKeyRing } from '#integrations/keys/keyRing.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { toEvmAddress } from '#protocol/address.ts'
import { openEpochCall } from '#protocol/calls.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

const longMs = 180_000
const key = generatePrivateKey()

let drill: Drill
let daemon: Daemon
let fund: FundConfig
let registered: BotRegistered
beforeAll(async () => {
  drill = openDrill({ QUORATE_KEY_DELTA: key })
  drill.configure(quickSettings({ seed: 1 }))
  daemon = await drill.up()
  const [main] = readFundRecord(drill.folders.storage)
  if (main === undefined) throw new Error('the instance has a fund')
  fund = main
}, longMs)
afterAll(() => drill.end())

const differing = async (): Promise<readonly CheckedValue[]> => {
  const { out } = await drill.quorate('fund', 'check', 'main', '--json')
  return (JSON.parse(out) as FundCheckResult).checks.filter(({ state }) => state === 'different') // the command's result
}

describe('bot register', { timeout: longMs }, () => {
  it('signs with a key of this machine and asks this instance’s own gateway', async () => {
    registered = (await drill.asked('bot', 'register', 'main', 'delta', '--weight', '2', '--title', 'desk two')) as BotRegistered
    expect(registered).toMatchObject({ fund: 'main', bot: 'delta-1', address: privateKeyToAddress(key), weight: 2 })
    expect(await drill.asked('bot', 'show', 'main', 'delta-1')).toMatchObject({
      bot: { state: 'requested', address: privateKeyToAddress(key), weight: 2, title: 'desk two' },
    })
  })

  it('says in words what the gateway does not take, and what is missing', async () => {
    const place = ['--url', registered.url, '--chain-id', String(fund.chainId), '--vault', fund.contracts.vault]
    for (const [words, exit, said] of [
      [['main', 'delta'], 4, /^JOINING_REFUSED: .*409: .*registered already/],
      [['main', 'alpha', '--key', 'walker'], 4, /^JOINING_REFUSED: .*409: the name alpha is taken/],
      [['main', 'echo', '--key', 'nobody'], 5, /^KEY_MISSING/],
      [['other', 'echo', '--key', 'delta'], 2, /^ARGUMENTS_INVALID: .*knows no fund other/],
      [['other', 'echo', '--key', 'delta', ...place], 4, /^JOINING_REFUSED: .*404: UNKNOWN_FUND/],
      // signed for another chain: nobody can use it here
      [['main', 'echo', '--key', 'walker', ...place, '--chain-id', '5'], 5, /^KEY_MISSING/],
      [['main', 'echo', '--key', 'delta', ...place, '--vault', fund.baseAsset], 4, /^JOINING_REFUSED: .*401: ENVELOPE_REFUSED/],
      [['main', 'echo', '--key', 'delta', '--url', 'http://127.0.0.1:9'], 5, /^RELAY_UNREACHABLE/],
    ] as const)
      expect(await drill.quorate('bot', 'register', ...words)).toMatchObject({ exit, complaint: expect.stringMatching(said) })
  })
})

describe('fund check', { timeout: longMs }, () => {
  it('knows a bot that joined by registration, beside the daemon and without it', async () => {
    expect(await differing()).toEqual([])
    expect(await drill.quorate('bot', 'approve', 'main', registered.bot, '--yes')).toMatchObject({ exit: 0 })
    await daemon.fact('bot.joined', ({ botId }) => botId === registered.bot)
    expect(await differing()).toEqual([])
    expect((await drill.quorate('fund', 'check', 'main')).out).toMatch(
      new RegExp(`ok +verifier ${registered.address.toLowerCase()} +weight 2`),
    )
    // its chain goes on without it
    await daemon.end('SIGKILL')
    expect(await differing()).toEqual([])
  })

  it('finds a verifier that joined by nobody’s word, another weight, and thresholds that are not the set’s', async () => {
    const url = `http://127.0.0.1:${readAnvilRecord(drill.folders.chain)?.port}`
    const client = await connectChain({ url, chainId: fund.chainId, pollingMs: 20 })
    const development = { chainId: fund.chainId, url, accounts: drill.settings().developmentKeys }
    const ring = await loadKeyRing(['owner'], { environment: {}, development })
    const at = { address: fund.contracts.verifierSet, abi: verifierSetAbi } as const
    const epoch = await client.readContract({ ...at, functionName: 'currentEpoch' })
    const members = await client.readContract({ ...at, functionName: 'verifiersOf', args: [epoch] })
    const stranger = toEvmAddress('0x00000000000000000000000000000000000000f7')
    const set = [
      ...members.map(({ signer, weight, erc1271 }) => ({
        address: toEvmAddress(signer),
        weight: signer === registered.address ? 1 : Number(weight),
        erc1271,
      })),
      { address: stranger, weight: 1, erc1271: false },
    ]
    const data = openEpochCall(set, { claim: 3, snapshot: 3, intent: 5 })
    await makeChainAccount(client, ring.signer('owner')).send({
      to: fund.contracts.verifierSet,
      data,
      label: 'a set of one’s own',
    })
    const wrong = [
      ['verifierSet.thresholds.claim', '4', '3'],
      ['verifierSet.thresholds.snapshot', '4', '3'],
      ['verifierSet.thresholds.intent', '4', '5'],
      ...[
        [`verifier ${registered.address.toLowerCase()}`, 'weight 2', 'weight 1'],
        [`verifier ${stranger.toLowerCase()}`, 'not in the set', 'weight 1'],
      ].toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)),
    ]
    const told = async () => (await differing()).map(({ what, expected, found }) => [what, expected, found])
    expect(await told()).toEqual(wrong)
    daemon = await drill.up()
    expect(await told()).toEqual(wrong)
  })
})
