// A real gateway over a real journal, with the smallest bots behind it: what a durable write costs by itself.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { emit } from '#runtime/authoring.ts'
import { defineBot } from '#runtime/registration.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { setup } from 'xstate'
import { z } from 'zod'
import { roles } from '#actors/swarm.ts'
import { apiKeyText } from '#chat/commands/apiKeyText.ts'
import { askBotsCommand } from '#chat/commands/command.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { pastDesk } from '#cli/pastDesk.ts'
import { roleBook } from '#cli/roleBook.ts'
import { openGateway, type Gateway } from '#gateway/openGateway.ts'
import { counterBot } from './counterBot.ts'

/** Bots that the requests are spread over. */
const counters = 64

const ring = z.strictObject({ type: z.literal('ring'), sentAtMs: z.number() })
/** States a fact whenever it is rung. */
const bellBot = defineBot({
  role: 'bell',
  version: 1,
  parseExternal: (event) => ring.parse(event),
  machine: setup({
    types: { context: {} as Record<string, never>, events: {} as z.output<typeof ring> },
    actions: {
      tell: emit<unknown, z.output<typeof ring>>(({ event }) => ({ type: 'bench.rang', sentAtMs: event.sentAtMs })),
    },
  }).createMachine({
    id: 'bell',
    context: {},
    initial: 'hanging',
    states: { hanging: { description: 'Waits to be rung.', on: { ring: { actions: 'tell' } } } },
  }),
})

/** Counts one up: the smallest thing that can be asked for. */
const countCommand = askBotsCommand({
  name: 'bench.count',
  result: z.object({ seq: z.int() }),
  summary: 'Count one up',
  help: 'For the benchmark.',
  permission: 'operator',
  args: z.strictObject({ by: z.int() }),
  positionals: [],
  examples: [],
  run: async ({ by }, { host, requestId = '', who }) => {
    const to = `counter:${Number.parseInt(requestId.slice(0, 4), 16) % counters}` as const
    return host.send(to, { type: 'tick', by }, { askId: requestId, who })
  },
  render: () => '',
})

export interface BenchGateway {
  readonly host: LocalHost
  readonly gateway: Gateway
  /** An API key that may do it. */
  readonly key: string
  /** Where a POST counts one up. */
  readonly countUrl: string
  close(): Promise<void>
}

export async function openBenchGateway(folder: string): Promise<BenchGateway> {
  const needed = roles.filter(({ role }) => role === 'key' || role === 'request' || role === 'audit')
  const bots = [...needed, counterBot, bellBot]
  const host = await createLocalHost({ directory: folder, bots, effects: [] })
  await host.spawn('audit', 'log', {})
  await host.spawn('bell', 'one', {})
  await Promise.all(Array.from({ length: counters }, (_, n) => host.spawn('counter', String(n), {})))
  const secret = createHash('sha256').update('bench').digest('base64url')
  const hash = createHash('sha256').update(secret).digest('hex')
  const input = {
    id: 'bench',
    title: 'bench',
    hash,
    role: 'admin',
    funds: 'all',
    by: 'bench',
    lifetimeMs: 86_400_000,
  }
  await host.spawn('key', 'bench', input)
  const past = pastDesk({ journal: join(folder, 'journal'), through: () => host.durableThrough(), bots })
  const gateway = await openGateway(
    {
      host,
      funds: () => [],
      admit: () => Promise.reject(new Error('no fund here')),
      isSignedBy: () => false,
      now: () => Math.floor(Date.now() / 1_000),
      figures: () => host.figures(),
      roles: roleBook(bots),
      past,
      commands: [countCommand],
      signIn: { sessionHours: 1, people: [] },
      takeTicket: () => undefined,
      context: contextOf({ host, repairs: host }),
    },
    { host: '127.0.0.1', port: 0, publicUrls: [] },
  )
  return {
    host,
    gateway,
    key: apiKeyText('bench', secret),
    countUrl: `${gateway.url}/api/v1/commands/bench.count`,
    async close() {
      await gateway.close()
      past.close()
      await host.shutdown()
    },
  }
}
