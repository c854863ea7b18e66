// The only place where private keys are. It gives out signers by name; a key never leaves, not even into a log.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex, TypedDataDefinition } from 'viem'
import { privateKeyToAccount, type LocalAccount } from 'viem/accounts'
import { z } from 'zod'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { signatureSchema, type Signature } from '#protocol/hash.ts'
import { openKeystore } from './keystore.ts'
import { keystorePassword, variableOf } from './keystorePassword.ts'
import { isLoopbackUrl } from './loopback.ts'
import { isPublishedAddress, publishedAccount } from './publishedKeys.ts'

const developmentChainId = 31_337

/** What a signature over a transaction needs (EIP-1559). */
export interface TransactionToSign {
  readonly type: 'eip1559'
  readonly chainId: number
  readonly nonce: number
  readonly to?: EvmAddress | undefined
  readonly data: Hex
  readonly value: bigint
  readonly gas: bigint
  readonly maxFeePerGas: bigint
  readonly maxPriorityFeePerGas: bigint
}

/** EIP-712 data as protocol's `…TypedData` functions return it. */
export interface TypedDataToSign {
  readonly domain: object
  readonly types: object
  readonly primaryType: string
  readonly message: object
}

/** Signs with one key and shows nothing but its name and address. */
export interface Signer {
  readonly name: string
  readonly address: EvmAddress
  signTypedData(data: TypedDataToSign): Promise<Signature>
  signTransaction(transaction: TransactionToSign): Promise<Hex>
}

/** Where keys may come from; the first that has a name wins: environment, keystore folder, development accounts. */
export interface KeySources {
  /** `QUORATE_KEY_<NAME>` holds a key; `QUORATE_PASSWORD_<NAME>` or `QUORATE_PASSWORD` a keystore's password. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** `<name>.json` in it is a version 3 keystore. */
  readonly keystoreFolder?: string
  /** As production wants it: a key in the environment is refused, and so is a published key wherever it comes from. */
  readonly keystoresOnly?: boolean
  /** Addresses of keys that another process holds: told, never signed with. */
  readonly elsewhere?: Readonly<Record<string, EvmAddress>>
  /** Index of each name in Anvil's published mnemonic. */
  readonly development?: { readonly chainId: number; readonly url: string; readonly accounts: Readonly<Record<string, number>> }
}

/** Signers by name. */
export class KeyRing {
  // private fields are not seen by JSON, structured clone or util.inspect
  readonly #signers: ReadonlyMap<string, Signer>

  constructor(signers: readonly Signer[]) {
    this.#signers = new Map(signers.map((signer) => [signer.name, signer]))
  }

  /** @throws QuorateError KEY_MISSING */
  signer(name: string): Signer {
    const signer = this.#signers.get(name)
    if (signer === undefined) throw new QuorateError('KEY_MISSING', { name, variable: variableOf('KEY', name) })
    return signer
  }

  /** The signer of an address; undefined when the ring does not hold its key. */
  signerOf(address: EvmAddress): Signer | undefined {
    return [...this.#signers.values()].find((signer) => signer.address === address)
  }

  /** Name and address of every key. */
  list(): readonly { readonly name: string; readonly address: EvmAddress }[] {
    return [...this.#signers.values()].map(({ name, address }) => ({ name, address }))
  }

  toJSON(): unknown {
    return this.list()
  }
}

/**
 * Finds a key for every name and unlocks it.
 * @throws QuorateError KEY_MISSING, KEY_INVALID, KEYSTORE_INVALID, KEYSTORE_PASSWORD_WRONG, DEV_KEYS_REFUSED,
 *   KEY_SOURCE_REFUSED, PUBLISHED_KEY_REFUSED
 */
export async function loadKeyRing(names: readonly string[], sources: KeySources): Promise<KeyRing> {
  const signers: Signer[] = []
  for (const name of names) signers.push(await loadSigner(name, sources)) // one by one: scrypt takes 256 MiB each
  return new KeyRing(signers)
}

/**
 * The address of every name, without a password: a keystore tells its own. One that does not is unlocked.
 * @throws QuorateError as loadKeyRing
 */
export async function loadAddresses(names: readonly string[], sources: KeySources): Promise<ReadonlyMap<string, EvmAddress>> {
  const found = new Map<string, EvmAddress>()
  for (const name of names) {
    const told = await toldAddress(name, sources)
    found.set(name, told ?? (await loadSigner(name, sources)).address)
  }
  return found
}

const toldSchema = z.object({ address: z.string().regex(/^(?:0x)?[0-9a-fA-F]{40}$/) })

async function toldAddress(
  name: string,
  { environment, keystoreFolder, elsewhere = {} }: KeySources,
): Promise<EvmAddress | undefined> {
  if (Object.hasOwn(elsewhere, name)) return elsewhere[name]
  const key = environment[variableOf('KEY', name)]
  if (keystoreFolder === undefined || (key !== undefined && key !== '')) return undefined
  const text = await readFile(join(keystoreFolder, `${name}.json`), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined // not there, or not readable: whoever unlocks it says so
  try {
    const { address } = toldSchema.parse(JSON.parse(text))
    return toEvmAddress(`0x${address.replace(/^0x/, '').toLowerCase()}`)
  } catch {
    return undefined
  }
}

async function loadSigner(name: string, sources: KeySources): Promise<Signer> {
  const signer = await findSigner(name, sources)
  const { address } = signer
  if (sources.keystoresOnly === true && isPublishedAddress(address))
    throw new QuorateError('PUBLISHED_KEY_REFUSED', { name, address })
  return signer
}

async function findSigner(name: string, sources: KeySources): Promise<Signer> {
  const variable = variableOf('KEY', name)
  const fromEnvironment = sources.environment[variable]
  const isGiven = fromEnvironment !== undefined && fromEnvironment !== ''
  if (isGiven && sources.keystoresOnly === true) throw new QuorateError('KEY_SOURCE_REFUSED', { name, variable })
  if (isGiven) return signerOf(name, accountOf(name, fromEnvironment))
  const fromKeystore = await readKeystoreKey(name, sources)
  if (fromKeystore !== undefined) return signerOf(name, accountOf(name, fromKeystore))
  const index = sources.development?.accounts[name]
  if (sources.development === undefined || index === undefined) throw new QuorateError('KEY_MISSING', { name, variable })
  const { chainId, url } = sources.development
  if (chainId !== developmentChainId || !isLoopbackUrl(url)) throw new QuorateError('DEV_KEYS_REFUSED', { chainId, url })
  return signerOf(name, publishedAccount(index))
}

async function readKeystoreKey(name: string, sources: KeySources): Promise<string | undefined> {
  if (sources.keystoreFolder === undefined) return undefined
  const file = join(sources.keystoreFolder, `${name}.json`)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined // fs errors carry a code
    throw new QuorateError('KEYSTORE_INVALID', { file, problem: 'it cannot be opened' }, { cause })
  }
  const variable = variableOf('PASSWORD', name)
  const password = keystorePassword(name, sources.environment)
  if (password === undefined) throw new QuorateError('KEYSTORE_PASSWORD_WRONG', { file, variable })
  return openKeystore(text, password, { file, variable })
}

function accountOf(name: string, key: string): LocalAccount {
  if (!/^0x[0-9a-fA-F]{64}$/.test(key)) throw new QuorateError('KEY_INVALID', { name })
  try {
    return privateKeyToAccount(key as Hex) // the pattern has checked it
  } catch {
    throw new QuorateError('KEY_INVALID', { name }) // no cause: curve errors quote the number
  }
}

function signerOf(name: string, account: LocalAccount): Signer {
  return {
    name,
    address: toEvmAddress(account.address),
    // viem infers a message's type from literal types; the shapes were checked where they were made, in protocol/
    signTypedData: async (data) => signatureSchema.parse(await account.signTypedData(data as TypedDataDefinition)),
    signTransaction: (transaction) => account.signTransaction({ ...transaction, to: transaction.to ?? null }),
  }
}
