// Which tokens and adapters a vault allows. The lists are mappings, so what was ever put on them is read from the
// vault's events, and what holds now from the vault.
import { getAbiItem } from 'viem'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import { lookedAt, readOr, type FundFinding, type Looked } from './fundFinding.ts'
import type { FactoryConfig } from './newFund.ts'

/** Public nodes refuse wide ranges; a range is halved until it is answered, so often at most. */
const questionsMax = 400

const events = [
  getAbiItem({ abi: vaultAbi, name: 'TokenAllowed' }),
  getAbiItem({ abi: vaultAbi, name: 'AdapterAllowed' }),
] as const

interface Listed {
  readonly tokens: readonly EvmAddress[]
  readonly adapters: readonly EvmAddress[]
}

/**
 * Both lists, entry by entry; also those that nobody expected. `adapters` are all that are allowed or expected.
 * @param fromBlock where the vault's events begin
 * @throws RPC_UNREACHABLE
 */
export async function checkFundLists(
  client: ChainClient,
  vault: EvmAddress,
  wanted: FactoryConfig | null,
  fromBlock: bigint,
): Promise<{ readonly findings: readonly FundFinding[]; readonly adapters: readonly EvmAddress[] }> {
  const read = await readOr(client, `events of ${vault}`, () => readListed(client, vault, fromBlock))
  const listed = 'value' in read ? read.value : { tokens: [], adapters: [] }
  const unread: readonly FundFinding[] =
    'value' in read
      ? []
      : [
          {
            what: 'vault lists',
            state: 'different',
            expected: 'every change since the fund was made',
            found: `no answer: ${read.problem}`,
            remedy: 'name the block of the fund with --from-block, or a node that keeps its events with --rpc',
          },
        ]
  const tokens = united(listed.tokens, wanted?.tokens)
  const adapters = united(listed.adapters, wanted?.adapters)
  const at = { address: vault, abi: vaultAbi } as const
  const allowed = await Promise.all([
    ...tokens.map((token) =>
      lookedAt(client, entry({ list: 'token', address: token, setter: 'setTokenAllowed', vault }, wanted?.tokens), () =>
        client.readContract({ ...at, functionName: 'isTokenAllowed', args: [token] }),
      ),
    ),
    ...adapters.map((adapter) =>
      lookedAt(client, entry({ list: 'adapter', address: adapter, setter: 'setAdapterAllowed', vault }, wanted?.adapters), () =>
        client.readContract({ ...at, functionName: 'isAdapterAllowed', args: [adapter] }),
      ),
    ),
  ])
  const still = new Set(allowed.filter(({ found }) => found === 'true').map(({ what }) => what))
  const used = adapters.filter((adapter) => still.has(`adapter ${adapter} allowed`) || isIn(adapter, wanted?.adapters))
  return { findings: [...unread, ...allowed], adapters: used }
}

function entry(
  of: { readonly list: string; readonly address: EvmAddress; readonly setter: string; readonly vault: EvmAddress },
  wanted: readonly string[] | undefined,
): Looked {
  const should = isIn(of.address, wanted)
  return {
    what: `${of.list} ${of.address} allowed`,
    expected: wanted === undefined ? null : String(should),
    remedy: `the owner calls ${of.setter}(${of.address}, ${should}) on ${of.vault}`,
  }
}

const isIn = (address: EvmAddress, list: readonly string[] | undefined): boolean =>
  list?.some((each) => toEvmAddress(each) === address) ?? false
const united = (listed: readonly EvmAddress[], wanted: readonly string[] | undefined): readonly EvmAddress[] => [
  ...new Set([...(wanted ?? []).map((each) => toEvmAddress(each)), ...listed]),
]

/** Whatever was ever put on the lists. @throws RPC_UNREACHABLE, RPC_FAILED */
async function readListed(client: ChainClient, vault: EvmAddress, fromBlock: bigint): Promise<Listed> {
  const head = await askChain(client, 'the newest block', () => client.getBlockNumber())
  const tokens = new Set<EvmAddress>()
  const adapters = new Set<EvmAddress>()
  const ranges = [{ from: fromBlock, to: head }]
  for (let asked = 0; ranges.length > 0; asked += 1) {
    const range = ranges.pop()
    if (range === undefined || range.from > range.to) continue
    const { from, to } = range
    const read = await readOr(client, `events of ${vault}`, () =>
      client.getLogs({ address: vault, events, strict: true, fromBlock: from, toBlock: to }),
    )
    if ('problem' in read) {
      if (from === to || asked >= questionsMax) throw new Error(read.problem)
      const middle = from + (to - from) / 2n
      ranges.push({ from: middle + 1n, to }, { from, to: middle })
      continue
    }
    for (const { args } of read.value) {
      if ('token' in args) tokens.add(toEvmAddress(args.token))
      else adapters.add(toEvmAddress(args.adapter))
    }
  }
  return { tokens: [...tokens], adapters: [...adapters] }
}
