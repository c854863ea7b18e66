// Is what stands on the chain what this program builds? Code is compared by its hash, with zero in the place of each
// immutable; the immutables are read from their places and compared with where the fund's contracts are.
import { concat, getAddress, keccak256, numberToHex, sliceHex, size, type Hex } from 'viem'
import { zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { deployedCode } from '#protocol/bytecode/deployedCode.ts'
import type { FundContracts } from '#protocol/fund.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { compared, type FundFinding } from './fundFinding.ts'
import type { FundPart } from './deployFund.ts'

/** Whose code each part runs. */
const partNames: Readonly<Record<FundPart, string>> = {
  policy: 'FundPolicy',
  verifierSet: 'VerifierSet',
  claimBook: 'ClaimBook',
  snapshotBook: 'SnapshotBook',
  intentBook: 'IntentBook',
  core: 'ClawCore',
  vault: 'Vault',
}
/** By which names the contracts know each other. */
const immutablesOf: Readonly<Record<FundPart, readonly string[]>> = {
  policy: ['_policy', 'policy'],
  verifierSet: ['_verifiers', '_verifierSet', 'verifierSet'],
  claimBook: ['_claims', '_claimBook', 'claimBook'],
  snapshotBook: ['_snapshots', '_snapshotBook', 'snapshotBook'],
  intentBook: ['_intents', '_intentBook', 'intentBook'],
  core: ['_core', 'core'],
  vault: ['_vault', '_fund', 'vault'],
}
const remedy = 'this is not what this program builds: do not use the fund, make a new one'

/** What a contract's code may hold beside what was compiled. */
export interface KnownPlaces {
  readonly chainId: number
  readonly contracts: Pick<FundContracts, FundPart>
  readonly asset: EvmAddress | null
  /** Where the vault says that its two helpers are; null where it could not be read. */
  readonly helpers: VaultHelpers | null
}

/** What a vault makes for itself: the desk whose code it runs for requests, and the place of what waits. */
export interface VaultHelpers {
  readonly desk: EvmAddress
  readonly escrow: EvmAddress
}

/** Every part, by code and by what it knows of the others. @throws RPC_UNREACHABLE, RPC_FAILED */
export async function checkPartsCode(client: ChainClient, places: KnownPlaces): Promise<readonly FundFinding[]> {
  const parts = Object.keys(partNames) as readonly FundPart[] // the keys of the object above
  const looked = await Promise.all(
    parts.map((part) => checkCode(client, { what: part, names: [partNames[part]], address: places.contracts[part] }, places)),
  )
  return looked.flat()
}

/** The vault's desk, whose code runs in the vault's place, and the escrow that holds what waits. @throws RPC_UNREACHABLE, RPC_FAILED */
export async function checkHelpersCode(client: ChainClient, places: KnownPlaces): Promise<readonly FundFinding[]> {
  if (places.helpers === null) return []
  const { desk, escrow } = places.helpers
  const looked = await Promise.all([
    checkCode(client, { what: 'vault.desk', names: ['VaultDesk'], address: desk }, places),
    checkCode(client, { what: 'vault.escrow', names: ['VaultEscrow'], address: escrow }, places),
  ])
  return looked.flat()
}

/** One contract that may run any of some codes. @throws RPC_UNREACHABLE, RPC_FAILED */
export async function checkCode(
  client: ChainClient,
  { what, names, address }: { readonly what: string; readonly names: readonly string[]; readonly address: EvmAddress },
  places?: KnownPlaces,
): Promise<readonly FundFinding[]> {
  const code = await askChain(client, `code of ${address}`, () => client.getCode({ address }))
  const expected = names.join(' or ')
  if (code === undefined) return [compared({ what: `${what} code`, expected, remedy }, `nothing at ${address}`)]
  const name = names.find((each) => hashOf(each, code) === deployedCode[each]?.hash)
  if (name === undefined)
    return [compared({ what: `${what} code`, expected, remedy }, `other code, ${size(code)} bytes, at ${address}`)]
  const whole = compared({ what: `${what} code`, expected: name, remedy }, name)
  return places === undefined ? [whole] : [whole, ...immutableFindings(what, { name, address, code }, places)]
}

/** The hash of code with zero for each immutable; undefined for code of another length. */
function hashOf(name: string, code: Hex): Hex | undefined {
  const known = deployedCode[name]
  if (known === undefined || known.bytes !== size(code)) return undefined
  const places = Object.values(known.immutables)
    .flat()
    .toSorted((a, b) => a - b)
  const pieces: Hex[] = []
  let from = 0
  for (const at of places) {
    if (at > from) pieces.push(sliceHex(code, from, at))
    pieces.push(numberToHex(0, { size: 32 }))
    from = at + 32
  }
  return keccak256(concat([...pieces, sliceHex(code, from)]))
}

/** Each immutable is the same in all its places, and what it should be as far as that is known. */
function immutableFindings(
  what: string,
  { name, address, code }: { readonly name: string; readonly address: EvmAddress; readonly code: Hex },
  places: KnownPlaces,
): readonly FundFinding[] {
  return Object.entries(deployedCode[name]?.immutables ?? {}).flatMap(([immutable, at]) => {
    const words = [...new Set(at.map((start) => sliceHex(code, start, start + 32)))]
    const expected = expectedWord(immutable, address, places)
    const looked = { what: `${what} ${immutable}`, expected: expected ?? (words.length === 1 ? null : 'one value'), remedy }
    return expected === undefined && words.length === 1 && !isAddress(words[0])
      ? [] // decimals, modes and domains are read by name elsewhere
      : [compared(looked, words.map((word) => shownWord(word)).join(' and '))]
  })
}

/** Undefined for what is told by another finding, such as decimals and the domain. */
function expectedWord(
  immutable: string,
  self: EvmAddress,
  { chainId, contracts, asset, helpers }: KnownPlaces,
): string | undefined {
  const part = (Object.keys(immutablesOf) as readonly FundPart[]).find((each) => immutablesOf[each].includes(immutable))
  if (part !== undefined) return contracts[part]
  if (immutable === '_cachedThis' || immutable === '_self') return self
  if (immutable === '_escrow' && helpers !== null) return helpers.escrow
  if (immutable === '_cachedChainId') return String(chainId)
  return (immutable === '_asset' || immutable === 'asset') && asset !== null ? asset : undefined
}

function shownWord(word: Hex): string {
  const value = BigInt(word)
  if (value === 0n) return zeroAddress
  return isAddress(word) ? getAddress(numberToHex(value, { size: 20 })) : value.toString()
}

/** Longer than any number that a contract keeps, shorter than a hash or a text. */
const isAddress = (word: Hex | undefined): boolean => word !== undefined && BigInt(word) >= 2n ** 64n && BigInt(word) < 2n ** 160n
