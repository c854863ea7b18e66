// What a fund's contracts say of themselves, compared with what they were to be made from: roles, limits, verifiers,
// names, pauses and the domains that signatures are over.
import { domainSeparator } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { intentBookAbi } from '#protocol/abi/IntentBook.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { attestationDomain } from '#protocol/attestation.ts'
import { zeroAddress } from '#protocol/address.ts'
import type { ChainClient } from './chainClient.ts'
import type { FundPartAddresses } from './deployFund.ts'
import { compared, lookedAt, readOr, type FundFinding } from './fundFinding.ts'
import type { FactoryConfig } from './newFund.ts'

const roleSetters = {
  guardian: 'setGuardian',
  strategy: 'setStrategy',
  executor: 'setExecutor',
  keeper: 'setKeeper',
} as const
const claimModes = ['OFFCHAIN', 'ONCHAIN']

type Wanted = FactoryConfig | null

/** Everything at once; one finding a value. @throws RPC_UNREACHABLE */
export async function checkFundSettings(
  client: ChainClient,
  parts: FundPartAddresses,
  wanted: Wanted,
): Promise<readonly FundFinding[]> {
  const groups = [roles, bounds, verifiers, names, pauses, domains]
  return (await Promise.all(groups.map((group) => group(client, parts, wanted)))).flat()
}

async function roles(client: ChainClient, { policy }: FundPartAddresses, wanted: Wanted): Promise<readonly FundFinding[]> {
  const at = { address: policy, abi: fundPolicyAbi } as const
  const named = Object.entries(roleSetters) as readonly [keyof typeof roleSetters, string][] // the keys of the object above
  return Promise.all([
    lookedAt(
      client,
      {
        what: 'policy.owner',
        expected: wanted?.roles.owner ?? null,
        remedy: `the owner offers ownership on ${policy}, and the right one accepts`,
      },
      () => client.readContract({ ...at, functionName: 'owner' }),
    ),
    lookedAt(
      client,
      {
        what: 'policy.pendingOwner',
        expected: wanted === null ? null : zeroAddress,
        remedy: `the owner withdraws the offer: offerOwnership(${zeroAddress}) on ${policy}`,
      },
      () => client.readContract({ ...at, functionName: 'pendingOwner' }),
    ),
    ...named.map(([role, setter]) =>
      lookedAt(
        client,
        {
          what: `policy.${role}`,
          expected: wanted?.roles[role] ?? null,
          remedy: `the owner calls ${setter}(${wanted?.roles[role] ?? ''}) on ${policy}`,
        },
        () => client.readContract({ ...at, functionName: role }),
      ),
    ),
    lookedAt(
      client,
      {
        what: 'policy.claimMode',
        expected: wanted === null ? null : (claimModes[wanted.claimMode] ?? null),
        remedy: 'it cannot be changed: make a new fund',
      },
      async () => claimModes[await client.readContract({ ...at, functionName: 'claimMode' })],
    ),
  ])
}

async function bounds(client: ChainClient, { policy }: FundPartAddresses, wanted: Wanted): Promise<readonly FundFinding[]> {
  const at = { address: policy, abi: fundPolicyAbi } as const
  const [risk, limits] = await Promise.all([
    readOr(client, 'policy.risk', () => client.readContract({ ...at, functionName: 'risk' })),
    readOr(client, 'policy.limits', () => client.readContract({ ...at, functionName: 'limits' })),
  ])
  // 0 means the contract's own window
  const risked =
    wanted === null || wanted.risk.maxIntentWindow !== 0n ? wanted?.risk : { ...wanted.risk, maxIntentWindow: 1_800n }
  return [
    ...fields('policy.risk', risk, risked, `the owner calls setRisk on ${policy}`),
    ...fields('policy.limits', limits, wanted?.limits, `the owner calls setLimits on ${policy}`),
  ]
}

/** A struct, field by field. */
function fields(
  what: string,
  read: { readonly value: object } | { readonly problem: string },
  wanted: object | undefined,
  remedy: string,
): readonly FundFinding[] {
  if ('problem' in read) return [{ what, state: 'different', expected: 'an answer', found: `no answer: ${read.problem}`, remedy }]
  const expected = new Map<string, unknown>(Object.entries(wanted ?? {}))
  return Object.entries(read.value).map(([field, value]) =>
    compared(
      { what: `${what}.${field}`, expected: expected.has(field) ? String(expected.get(field)) : null, remedy },
      String(value),
    ),
  )
}

async function verifiers(
  client: ChainClient,
  { verifierSet }: FundPartAddresses,
  wanted: Wanted,
): Promise<readonly FundFinding[]> {
  const at = { address: verifierSet, abi: verifierSetAbi } as const
  const remedy = `the owner opens the next epoch with the right set: openEpoch on ${verifierSet}`
  const read = await readOr(client, 'verifierSet', async () => {
    const epoch = await client.readContract({ ...at, functionName: 'currentEpoch' })
    const [info, members] = await Promise.all([
      client.readContract({ ...at, functionName: 'epochInfo', args: [epoch] }),
      client.readContract({ ...at, functionName: 'verifiersOf', args: [epoch] }),
    ])
    const revoked = await Promise.all(
      members.map(({ signer }) => client.readContract({ ...at, functionName: 'isRevoked', args: [signer] })),
    )
    return { epoch, info, members, revoked }
  })
  if ('problem' in read)
    return [{ what: 'verifierSet', state: 'different', expected: 'an open epoch', found: `no answer: ${read.problem}`, remedy }]
  const { epoch, info, members, revoked } = read.value
  const found = new Map(
    members.map((member, place) => [member.signer.toLowerCase(), memberWords(member, revoked[place] === true)]),
  )
  const expected = new Map(wanted?.verifiers.map((member) => [member.signer.toLowerCase(), memberWords(member, false)]))
  const addresses = [...new Set([...expected.keys(), ...found.keys()])].toSorted()
  return [
    compared({ what: 'verifierSet.currentEpoch', expected: null, remedy }, String(epoch)),
    ...fields('verifierSet.thresholds', { value: info.thresholds }, wanted?.thresholds, remedy),
    ...addresses.map((address) =>
      compared(
        { what: `verifier ${address}`, expected: wanted === null ? null : (expected.get(address) ?? 'not in the set'), remedy },
        found.get(address) ?? 'not in the set',
      ),
    ),
  ]
}

const memberWords = (member: { readonly weight: bigint; readonly erc1271: boolean }, isRevoked: boolean): string =>
  `weight ${member.weight}${member.erc1271 ? ', signs by contract' : ''}${isRevoked ? ', revoked' : ''}`

function names(client: ChainClient, { vault }: FundPartAddresses, wanted: Wanted): Promise<readonly FundFinding[]> {
  const at = { address: vault, abi: vaultAbi } as const
  const remedy = 'it cannot be changed: make a new fund'
  return Promise.all(
    (['name', 'symbol', 'asset'] as const).map((text) =>
      lookedAt(client, { what: `vault.${text}`, expected: wanted?.[text] ?? null, remedy }, () =>
        client.readContract({ ...at, functionName: text }),
      ),
    ),
  )
}

function pauses(client: ChainClient, { core, vault }: FundPartAddresses, wanted: Wanted): Promise<readonly FundFinding[]> {
  const expected = wanted === null ? null : 'false'
  return Promise.all([
    lookedAt(client, { what: 'core.paused', expected, remedy: `the owner calls unpause on ${core}` }, () =>
      client.readContract({ address: core, abi: clawCoreAbi, functionName: 'paused' }),
    ),
    lookedAt(client, { what: 'vault.paused', expected, remedy: `the owner calls unpause on ${vault}` }, () =>
      client.readContract({ address: vault, abi: vaultAbi, functionName: 'paused' }),
    ),
  ])
}

/** What verifiers sign over names this chain and this book. */
function domains(client: ChainClient, parts: FundPartAddresses): Promise<readonly FundFinding[]> {
  const books = { claim: parts.claimBook, snapshot: parts.snapshotBook, intent: parts.intentBook } as const
  const remedy = 'signatures for this fund would not count: do not use it'
  return Promise.all(
    (['claim', 'snapshot', 'intent'] as const).map((kind) => {
      const domain = attestationDomain(kind, { chainId: client.chain.id, book: books[kind] })
      const expected = domainSeparator({ domain })
      // all three books have the function, under the same name
      return lookedAt(client, { what: `${kind}Book.domainSeparator`, expected, remedy }, () =>
        client.readContract({ address: books[kind], abi: intentBookAbi, functionName: 'domainSeparator' }),
      )
    }),
  )
}
