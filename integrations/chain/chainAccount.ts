// An account that sets up or moves a development chain: it sends one transaction at a time and waits for each.
// No durable turn is behind it; what a fund owns is sent by account bots instead.
import { encodeDeployData, type Abi, type Hex } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Hash } from '#protocol/hash.ts'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChainClient } from './chainClient.ts'
import { minedRevert } from './minedRevert.ts'
import {
  broadcast,
  capFees,
  lookup,
  prepareTransaction,
  readNonces,
  signTransaction,
  type Sighting,
  type TransactionSigner,
} from './transactions.ts'

/** A block of a slow test chain, several times over; longer means that nothing mines. */
const minedWithinMs = 60_000
const firstLookMs = 5
const lookEveryMs = 100

/** A mined transaction that succeeded. */
export interface Mined {
  readonly hash: Hash
  readonly block: number
  readonly blockHash: Hash
  readonly contract: EvmAddress | null
}

/** One key on one chain. */
export interface ChainAccount {
  readonly address: EvmAddress
  readonly client: ChainClient
  /** Calls a contract and waits until it is mined. @throws QuorateError CALL_REVERTED, TRANSACTION_REFUSED, RPC_UNREACHABLE */
  send(call: { readonly to?: EvmAddress; readonly data: Hex; readonly value?: bigint; readonly label: string }): Promise<Mined>
  /** Deploys creation code and answers the new address. @throws as send */
  deploy(creation: {
    readonly bytecode: Hex
    readonly abi?: Abi
    readonly args?: readonly unknown[]
    readonly label: string
  }): Promise<EvmAddress>
}

/** What an account keeps to. */
export interface AccountBounds {
  /** How long a transaction may take to be mined. */
  readonly patienceMs?: number
  /** The highest price of a unit of gas, in wei; absent: what the node asks. */
  readonly maxFeePerGas?: bigint
}

/** An account whose sends queue up behind each other, so that it never uses a nonce twice. */
export function makeChainAccount(client: ChainClient, signer: TransactionSigner, bounds: AccountBounds = {}): ChainAccount {
  let last: Promise<unknown> = Promise.resolve()
  const send: ChainAccount['send'] = (call) => {
    const mined = last.then(() => sendOne({ client, signer, ...bounds }, call))
    last = mined.catch(() => undefined) // the caller gets the failure; the next send starts fresh
    return mined
  }
  return {
    address: signer.address,
    client,
    send,
    deploy: async ({ bytecode, abi = [], args = [], label }) => {
      const { contract } = await send({ data: encodeDeployData({ abi, bytecode, args }), label })
      if (contract === null) throw new QuorateError('DEPLOYMENT_FAILED', { label, problem: 'the receipt names no contract' })
      return contract
    },
  }
}

async function sendOne(
  {
    client,
    signer,
    patienceMs,
    maxFeePerGas,
  }: AccountBounds & { readonly client: ChainClient; readonly signer: TransactionSigner },
  given: { readonly to?: EvmAddress; readonly data: Hex; readonly value?: bigint; readonly label: string },
): Promise<Mined> {
  const call = { from: signer.address, to: given.to, data: given.data, value: (given.value ?? 0n).toString(), label: given.label }
  const [asked, nonces] = await Promise.all([prepareTransaction(client, call), readNonces(client, signer.address)])
  const pricing = maxFeePerGas === undefined ? asked : capFees(asked, maxFeePerGas)
  const signed = await signTransaction(signer, { ...call, ...pricing, chainId: client.chain.id, nonce: nonces.pending })
  await broadcast(client, signed, call)
  const mined = await waitUntilMined(client, signed.hash, given.label, patienceMs)
  if (mined.status === 'reverted') throw await minedRevert(client, { hash: signed.hash, label: given.label, mined })
  return { hash: signed.hash, block: mined.block, blockHash: mined.blockHash, contract: mined.contract }
}

/**
 * Waits until everything that was sent from an account is mined, also by whoever ran before us.
 * @throws QuorateError RPC_FAILED after a minute, RPC_UNREACHABLE
 */
export async function waitUntilIdle({ client, address }: Pick<ChainAccount, 'client' | 'address'>, label: string): Promise<void> {
  const deadline = performance.now() + minedWithinMs
  for (let waitMs = firstLookMs; performance.now() < deadline; waitMs = Math.min(waitMs * 2, lookEveryMs)) {
    const { mined, pending } = await readNonces(client, address)
    if (mined >= pending) return
    await delay(waitMs)
  }
  throw new QuorateError('RPC_FAILED', { method: label, problem: `what ${address} sent before is not mined yet` })
}

/** Looks for a transaction until it is mined. @throws QuorateError RPC_FAILED after a minute, or what is told, without a block */
export async function waitUntilMined(
  client: ChainClient,
  hash: Hash,
  label: string,
  patienceMs: number = minedWithinMs,
): Promise<Extract<Sighting, { state: 'mined' }>> {
  const deadline = performance.now() + patienceMs
  for (let waitMs = firstLookMs; performance.now() < deadline; waitMs = Math.min(waitMs * 2, lookEveryMs)) {
    const seen = await lookup(client, hash)
    if (seen.state === 'mined') return seen
    await delay(waitMs)
  }
  throw new QuorateError('RPC_FAILED', { method: label, problem: `${hash} was not mined within ${patienceMs} ms` })
}
