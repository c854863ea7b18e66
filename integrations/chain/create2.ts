// Contracts at addresses that only their code decides: through the deterministic deployment proxy (by N. Johnson,
// github.com/Arachnid/deterministic-deployment-proxy), which a transaction without a known key puts at the same address
// on every chain. What is there already is taken as it is: the address says what its creation code was.
import { encodeDeployData, getContractAddress, keccak256, toHex, type Abi, type Hex } from 'viem'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { toHash } from '#protocol/hash.ts'
import { waitUntilMined, type ChainAccount } from './chainAccount.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { broadcast } from './transactions.ts'

/** Where the proxy is on every chain. */
export const proxyAddress: EvmAddress = toEvmAddress('0x4e59b44847b379578588920cA78FbF26c0B4956C')
/** Who the proxy's transaction is from: its signature was written by hand, so nobody has the key. */
export const proxyMaker: EvmAddress = toEvmAddress('0x3fAB184622Dc19b6109349B94811493BF2a45362')
/** What that transaction may cost: 100,000 gas at 100 gwei. */
export const proxyMakerWei = 10n ** 16n
/** Creation code of the proxy. */
export const proxyCreation: Hex =
  '0x604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'
/** The proxy itself. */
export const proxyCode: Hex =
  '0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf3'
/** The signed bytes that put it there: by a signature of twos, which nobody made with a key. */
export const proxyTransaction: Hex =
  '0xf8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b8082525050506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a02222222222222222222222222222222222222222222222222222222222222222'

/** Tells our contracts from other people's of the same code. */
const ourSalt: Hex = toHex('quorate', { size: 32 })

/** Creation code with its constructor's arguments. */
export interface Creation {
  readonly bytecode: Hex
  readonly abi?: Abi
  readonly args?: readonly unknown[]
  /** Absent: the one that all of ours share. */
  readonly salt?: Hex
  readonly label: string
}

const initCode = ({ bytecode, abi = [], args = [] }: Creation): Hex => encodeDeployData({ abi, bytecode, args })

/** Where a creation is or will be, on any chain. */
export function create2Address(creation: Creation): EvmAddress {
  const bytecodeHash = keccak256(initCode(creation))
  return toEvmAddress(getContractAddress({ opcode: 'CREATE2', from: proxyAddress, salt: creation.salt ?? ourSalt, bytecodeHash }))
}

/** The call to the proxy that makes it. */
export const create2Call = (creation: Creation): { readonly to: EvmAddress; readonly data: Hex; readonly label: string } => ({
  to: proxyAddress,
  data: `${creation.salt ?? ourSalt}${initCode(creation).slice(2)}`,
  label: creation.label,
})

/** Is there a contract at an address? @throws QuorateError RPC_UNREACHABLE, RPC_FAILED */
export async function hasCode(client: ChainClient, address: EvmAddress): Promise<boolean> {
  return (await askChain(client, `code of ${address}`, () => client.getCode({ address }))) !== undefined
}

/** Makes what is not there yet, and answers where it is. @throws as ChainAccount.send, PROXY_UNUSABLE */
export async function deployOnce(account: ChainAccount, creation: Creation): Promise<EvmAddress> {
  const address = create2Address(creation)
  if (await hasCode(account.client, address)) return address
  await ensureProxy(account)
  await account.send(create2Call(creation))
  if (!(await hasCode(account.client, address)))
    throw new QuorateError('DEPLOYMENT_FAILED', { label: creation.label, problem: `nothing is at ${address} after it was made` })
  return address
}

/**
 * Sees to it that the chain has the proxy, at the account's cost.
 * @throws PROXY_UNUSABLE when something else is there, or the chain refuses transactions without a chain id (EIP-155)
 */
export async function ensureProxy(account: ChainAccount): Promise<void> {
  const { client } = account
  const label = 'deterministic deployment proxy'
  if (await hasProxy(client)) return
  const balance = await askChain(client, label, () => client.getBalance({ address: proxyMaker }))
  if (balance < proxyMakerWei) await account.send({ to: proxyMaker, data: '0x', value: proxyMakerWei - balance, label })
  try {
    await broadcast(client, { raw: proxyTransaction, hash: toHash(keccak256(proxyTransaction)) }, { from: proxyMaker, label })
  } catch (cause) {
    if (cause instanceof QuorateError && cause.code === 'RPC_UNREACHABLE') throw cause
    const problem = cause instanceof Error ? cause.message : String(cause)
    throw new QuorateError('PROXY_UNUSABLE', { chainId: client.chain.id, address: proxyAddress, problem }, { cause })
  }
  await waitUntilMined(client, toHash(keccak256(proxyTransaction)), label)
  if (!(await hasProxy(client)))
    throw new QuorateError('PROXY_UNUSABLE', {
      chainId: client.chain.id,
      address: proxyAddress,
      problem: 'its transaction was mined and made nothing',
    })
}

/** Is the proxy there? @throws PROXY_UNUSABLE when it is something else */
export async function hasProxy(client: ChainClient): Promise<boolean> {
  const code = await askChain(client, 'deterministic deployment proxy', () => client.getCode({ address: proxyAddress }))
  if (code === undefined) return false
  if (code === proxyCode) return true
  throw new QuorateError('PROXY_UNUSABLE', { chainId: client.chain.id, address: proxyAddress, problem: 'other code is there' })
}
