// A swarm in memory for tests of commands: set only what the test is about.
import type { Address } from '#runtime/authoring.ts'
import type { BotView, CommittedTurn, DeadLetter, Fact, Host, Json, Repairs } from '#runtime/host.ts'
import { LinkCodes } from '#chat/linkCode.ts'
import { githubDeskOff } from './githubDesk.ts'
import type { CommandContext } from './commandContext.ts'
import type { FundDesk, FundStatus } from './fundDesk.ts'

const at = (seq: number): string => new Date(Date.UTC(2026, 0, 1) + seq * 1_000).toISOString()
export const hashOf = (sign: string): string => `0x${sign.repeat(64)}`
export const addressOf = (digit: string): string => `0x${digit.repeat(40)}`

/** One committed turn with the facts it states. */
export function turnOf(
  seq: number,
  actor: Address,
  facts: readonly { readonly type: string; readonly data: Readonly<Record<string, Json>> }[] = [],
): CommittedTurn {
  return {
    seq,
    at: at(seq),
    actor,
    incarnation: 1,
    version: 1,
    event: { type: 'tick' },
    cause: { kind: 'external' },
    from: 'idle',
    to: 'busy',
    status: 'active',
    snapshot: {},
    effects: [],
    messages: [],
    starts: [],
    waits: { timers: 0, effects: 0, dueAt: null },
    replies: [],
    timers: [],
    facts: facts.map(({ type, data }, index): Fact => ({ id: `${seq}/${index}`, seq, at: at(seq), actor, type, data })),
  }
}

export function botOf(address: Address, more: Partial<BotView> = {}): BotView {
  const role = address.split(':')[0] ?? ''
  return {
    address,
    role,
    version: 1,
    incarnation: 1,
    status: 'active',
    value: 'idle',
    context: {},
    seq: 1,
    at: at(1),
    parent: 'swarm:root',
    queued: 0,
    timers: [],
    effects: [],
    ...more,
  }
}

export const mainFund: FundStatus = {
  fundId: 'main',
  name: 'Main fund',
  state: 'open',
  paused: false,
  round: 7,
  core: addressOf('c'),
  vault: addressOf('d'),
  base: { symbol: 'USDC', decimals: 6, address: addressOf('1') },
  traded: { symbol: 'WETH', decimals: 18, address: addressOf('2') },
  totalAssets: '10000000000',
  idle: '9000000000',
  realisedProfit: '0',
  position: { quantity: '333000000000000000', costBasis: '1000000000' },
  guard: null,
  requests: null,
  verifiers: [
    { name: 'alpha', address: addressOf('a'), weight: 1 },
    { name: 'beta', address: addressOf('b'), weight: 1 },
    { name: 'gamma', address: addressOf('e'), weight: 1 },
  ],
  accounts: [{ role: 'executor', address: addressOf('4') }],
  thresholds: { claim: 2, snapshot: 2, intent: 2, total: 3 },
}

/** A host that only remembers: what a command may read. */
export function hostOf(given: { readonly turns?: readonly CommittedTurn[]; readonly bots?: readonly BotView[] } = {}): Host {
  const turns = given.turns ?? []
  const bots = given.bots ?? []
  const refused = (): Promise<never> => Promise.reject(new Error('commands in this test only read'))
  return {
    spawn: refused,
    send: refused,
    ask: refused,
    view: (address) => bots.find((bot) => bot.address === address),
    list: (role) => bots.filter((bot) => role === undefined || bot.role === role),
    glances: (role) => bots.filter((bot) => role === undefined || bot.role === role),
    async *turns({ after, actor, follow, signal }) {
      for (const turn of turns) if (turn.seq > after && (actor === undefined || turn.actor === actor)) yield turn
      if (follow === true && signal !== undefined && !signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
    nextFact: () => Promise.resolve(undefined),
    durableThrough: () => turns.at(-1)?.seq ?? 0,
    shutdown: () => Promise.resolve(),
  }
}

/** Dead letters that only remember how they were settled. */
export function repairsOf(letters: readonly DeadLetter[] = []): Repairs & { readonly said: readonly string[] } {
  const said: string[] = []
  const say = (text: string): Promise<void> => {
    said.push(text)
    return Promise.resolve()
  }
  return {
    said,
    deadLetters: () => letters,
    settleDeadLetter: (seq, how, who) => say(`${seq} ${how} by ${who}`),
    release: (address, who) => say(`${address} released by ${who}`),
    restart: (address, who) => say(`${address} restarted by ${who}`),
  }
}

export function deskOf(funds: readonly FundStatus[] = [mainFund]): FundDesk {
  const found = (fundId: string): FundStatus => {
    const fund = funds.find((each) => each.fundId === fundId)
    if (fund === undefined) throw new Error(`the test has no fund ${fundId}`)
    return fund
  }
  const receipt = { txHash: hashOf('9'), block: 12 }
  return {
    list: () => Promise.resolve(funds),
    status: async (fundId) => found(fundId),
    create: async ({ fundId }) => ({ fundId, did: 'created', ...receipt }),
    adopt: async ({ fundId }) => ({ fundId, did: 'adopted', txHash: null, block: null }),
    deposit: async ({ fundId, amount }) => ({ fundId, did: 'deposited', amount, symbol: 'USDC', decimals: 6, ...receipt }),
    withdraw: async ({ fundId, amount }) => ({ fundId, did: 'withdrew', amount, symbol: 'USDC', decimals: 6, ...receipt }),
    claim: async (fundId) => ({ fundId, did: 'claimed', ...receipt }),
    pause: async (fundId) => ({ fundId, did: 'paused', ...receipt }),
    unpause: async (fundId) => ({ fundId, did: 'unpaused', ...receipt }),
  }
}

export function contextOf(more: Partial<CommandContext> = {}): CommandContext {
  return {
    host: hostOf(),
    repairs: repairsOf(),
    funds: deskOf(),
    github: githubDeskOff,
    chain: {
      anchors: () => Promise.resolve({ anchors: [], since: 0 }),
      view: () =>
        Promise.resolve({ kind: 'local', chainId: 31_337, rpcUrl: 'http://127.0.0.1:8545', reachable: true, block: 42 }),
    },
    signIn: { ticket: ({ person }) => ({ url: `http://127.0.0.1:4711/sign-in#token=of-${person}` }) },
    links: new LinkCodes('ab'.repeat(32), () => Date.parse(at(100))),
    clock: { now: () => new Date(at(100)) },
    instance: { name: 'default', folder: '.runtime/instances/default', version: '0.1.0', pid: 1, startedAt: at(0) },
    who: 'operator',
    person: 'operator',
    isStillAllowed: () => true,
    signal: new AbortController().signal,
    compact: () => Promise.resolve({ through: 7, archived: [] }),
    requestStop: () => undefined,
    ...more,
  }
}
