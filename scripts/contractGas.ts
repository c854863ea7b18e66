// Measures what each step of a fund costs, on a real Anvil with the published Uniswap V2: writes docs/contracts-gas.md.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodeFunctionData, keccak256, toHex, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { ChainAccount } from '#integrations/chain/chainAccount.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { createFund, depositIntoFund } from '#integrations/chain/deployFund.ts'
import { mintToken, setUpLocalChain, type LocalChain } from '#integrations/chain/localChain.ts'
import { encodeRoute, quoteSwap } from '#integrations/chain/uniswapV2.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { intentAttestationTypedData, snapshotAttestationTypedData, type SignedIntentAttestation } from '#protocol/attestation.ts'
import { attestIntentCall, executeIntentCall, proposeIntentCall, publishSnapshotCall } from '#protocol/calls.ts'
import type { FundContracts } from '#protocol/fund.ts'
import { signatureSchema, toHash, type Hash } from '#protocol/hash.ts'
import { hashAdapterData, hashIntent, intentSchema } from '#protocol/intent.ts'
import { makeSnapshot } from '#protocol/snapshot.ts'
import { toNonce } from '#protocol/uint.ts'

const chainId = 31_337
const deposit = 10_000_000_000n
const verifiers = Array.from({ length: 10 }, (_, at) => privateKeyToAccount(keccak256(toHex(`gas verifier ${at}`))))
let nonce = 0

interface Stage {
  readonly chain: TestChain
  readonly local: LocalChain
  readonly owner: ChainAccount
}
type Gas = readonly [step: string, gas: bigint]

/** A fund whose sets are the first one, three or ten of the verifiers, every one of whom must sign. */
async function measureFund(stage: Stage, signers: 1 | 3 | 10): Promise<readonly Gas[]> {
  const { chain, local, owner } = stage
  const seen: Gas[] = []
  const send = async (step: string, to: EvmAddress, data: Hex): Promise<void> => {
    const { hash } = await owner.send({ to, data, label: step })
    seen.push([step, (await chain.client.getTransactionReceipt({ hash })).gasUsed])
  }
  let made = 0n // by as many transactions as it takes
  const watched: ChainAccount = {
    ...owner,
    send: async (call) => {
      const mined = await owner.send(call)
      made += (await chain.client.getTransactionReceipt({ hash: mined.hash })).gasUsed
      return mined
    },
  }
  const { usdc, weth } = local.tokens
  const fund = await createFund(watched, local.fundFactory, {
    name: 'Gas',
    symbol: 'qGAS',
    asset: usdc.address,
    claimMode: 'OFFCHAIN',
    roles: { owner: owner.address, guardian: owner.address, strategy: owner.address, executor: owner.address },
    verifiers: verifiers.slice(0, signers).map(({ address }) => ({ address: toEvmAddress(address), weight: 1 })),
    thresholds: { claim: signers, snapshot: signers, intent: signers },
    tokens: [weth.address],
    adapter: local.adapter,
    risk: { maxIntentWindowS: 1_800, maxSnapshotAgeS: 600, maxSlippageBps: 100 },
    salt: `gas ${signers}`,
  })
  seen.push([`createFund (${signers} verifiers)`, made])
  await mintToken(owner, usdc.address, owner.address, deposit)
  await depositIntoFund(owner, fund.vault, usdc.address, deposit)
  const snapshot = makeSnapshot(1, [toHash(keccak256(toHex('claim')))])
  const expiresAt = (await chainTime(chain)) + 1_200
  const signed = await Promise.all(
    verifiers.slice(0, signers).map(async (account) => {
      const verifier = toEvmAddress(account.address)
      const attestation = { root: snapshot.root, round: 1, setEpoch: 1, verifier, expiresAt, nonce: toNonce(BigInt(++nonce)) }
      const typed = snapshotAttestationTypedData(attestation, { chainId, book: fund.snapshotBook })
      return { ...attestation, signature: signatureSchema.parse(await account.signTypedData(typed)) }
    }),
  )
  await send(`publishSnapshot (${signers} signers)`, fund.snapshotBook, publishSnapshotCall(snapshot, signed))
  const trade = (action: 'BUY' | 'SELL', amountIn: bigint) =>
    measureTrade(stage, fund, { action, amountIn, signers, root: snapshot.root, send })
  await trade('BUY', 1_000_000_000n)
  const position = await chain.client.readContract({
    address: fund.vault,
    abi: vaultAbi,
    functionName: 'positionOf',
    args: [weth.address],
  })
  await trade('SELL', position.quantity)
  if (signers === 3) {
    const args = [verifiers[0]?.address ?? owner.address] as const
    await send('revoke', fund.verifierSet, encodeFunctionData({ abi: verifierSetAbi, functionName: 'revoke', args }))
  }
  return seen
}

interface Order {
  readonly action: 'BUY' | 'SELL'
  readonly amountIn: bigint
  readonly signers: number
  readonly root: Hash
  readonly send: (step: string, to: EvmAddress, data: Hex) => Promise<void>
}

async function measureTrade({ chain, local }: Stage, fund: FundContracts, order: Order): Promise<void> {
  const { action, signers, send } = order
  const { usdc, weth } = local.tokens
  const [tokenIn, tokenOut] = action === 'BUY' ? [usdc.address, weth.address] : [weth.address, usdc.address]
  const path = [tokenIn, tokenOut]
  const out = await quoteSwap(chain.client, { router: local.uniswap.router, path, amountIn: order.amountIn })
  const adapterData = encodeRoute(path)
  const validAfter = await chainTime(chain)
  const intent = intentSchema.parse({
    fund: fund.vault,
    setEpoch: 1,
    action,
    tokenIn,
    tokenOut,
    amountIn: String(order.amountIn),
    quoteAmountOut: String(out),
    minAmountOut: String(out),
    maxSlippageBps: 100,
    validAfter,
    deadline: validAfter + 600,
    snapshotRoot: order.root,
    round: 1,
    adapter: fund.adapter,
    adapterDataHash: hashAdapterData(adapterData),
    nonce: String(++nonce),
  })
  const intentHash = hashIntent(intent)
  await send(`proposeIntent ${action}`, fund.intentBook, proposeIntentCall(intent))
  const signed: SignedIntentAttestation[] = []
  for (const account of verifiers.slice(0, signers)) {
    const verifier = toEvmAddress(account.address)
    const attestation = { intentHash, setEpoch: 1, verifier, expiresAt: validAfter + 600, nonce: toNonce(BigInt(++nonce)) }
    const typed = intentAttestationTypedData(attestation, { chainId, book: fund.intentBook })
    signed.push({ ...attestation, signature: signatureSchema.parse(await account.signTypedData(typed)) })
  }
  await send(`attestIntent (${signers} signers), ${action}`, fund.intentBook, attestIntentCall(intentHash, signed))
  await send(`executeIntent ${action} (${signers} signers)`, fund.core, executeIntentCall(intentHash, adapterData))
}

const chainTime = async (chain: TestChain): Promise<number> => Number((await chain.client.getBlock()).timestamp)

const chain = await startTestChain()
try {
  const local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const stage = { chain, local, owner: chain.account('owner') }
  const rows: Gas[] = []
  for (const signers of [1, 3, 10] as const) rows.push(...(await measureFund(stage, signers)))
  const table = rows.map(([step, gas]) => `| ${step} | ${gas.toLocaleString('en')} |`).join('\n')
  const page = `# What the contracts cost

Gas used, from the receipts of a real Anvil with the published Uniswap V2 and OFFCHAIN claims; every member of a set signs.
Measured anew by \`node scripts/contractGas.ts\`. A verifier's first signature in a book writes a fresh nonce word, so
BUY (first) and SELL (second) differ for the same number of signers.

| step | gas |
| --- | ---: |
${table}
`
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'contracts-gas.md'), page)
  process.stdout.write(page)
} finally {
  await chain.end()
}
