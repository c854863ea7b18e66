// A real gateway over a real journal, with the smallest bots behind it: what a durable write costs by itself.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { emit } from '#runtime/authoring.ts'
import { defineBot } from '#runtime/registration.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { setup, type AnyStateMachine } from 'xstate'
import { z } from 'zod'
import { roles } from '#actors/swarm.ts'
import { apiKeyText } from '#chat/commands/apiKeyText.ts'
import { askBotsCommand } from '#chat/commands/command.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { readyConsole } from '#cli/consoleFiles.ts'
import { pastDesk } from '#cli/pastDesk.ts'
import { roleBook } from '#cli/roleBook.ts'
import { Tickets } from '#gateway/tickets.ts'
import { openGateway, type Gateway } from '#gateway/openGateway.ts'
import { counterBot, counterMachine, countingBot } from './counterBot.ts'
import { startBots } from './swarm.ts'

const ticketMs = 60_000

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
const countCommand = (counters: number) =>
  askBotsCommand({
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

/** What stands behind a gateway. */
export interface BenchSwarm {
  /** Bots that count, and that requests are spread over. Default 64. */
  readonly counters?: number
  /** Roles whose one bot counts too, and is shown with this machine's chart. */
  readonly charts?: Readonly<Record<string, AnyStateMachine>>
  /** Serves the console, too. */
  readonly withConsole?: boolean
}

export interface BenchGateway {
  readonly host: LocalHost
  readonly gateway: Gateway
  /** An API key that may do it. */
  readonly key: string
  /** Where a POST counts one up. */
  readonly countUrl: string
  /** The address of the console that signs one browser in. */
  signInUrl(): string
  close(): Promise<void>
}

export async function openBenchGateway(
  folder: string,
  { counters = 64, charts = {}, withConsole = false }: BenchSwarm = {},
): Promise<BenchGateway> {
  const needed = roles.filter(({ role }) => ['key', 'request', 'audit', 'session'].includes(role))
  const charted = Object.keys(charts).map((role) => countingBot(role, counterMachine))
  const bots = [...needed, counterBot, bellBot, ...charted]
  const host = await createLocalHost({ directory: folder, bots, effects: [] })
  await host.spawn('audit', 'log', {})
  await host.spawn('bell', 'one', {})
  await startBots(host, 'counter', counters)
  await Promise.all(charted.map(({ role }) => host.spawn(role, 'one', {})))
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
  const tickets = new Tickets(Date.now)
  const drawn = bots.map((bot) => ({ ...bot, machine: charts[bot.role] ?? bot.machine }))
  const gateway = await openGateway(
    {
      host,
      funds: () => [],
      admit: () => Promise.reject(new Error('no fund here')),
      isSignedBy: () => false,
      now: () => Math.floor(Date.now() / 1_000),
      figures: () => host.figures(),
      roles: roleBook(drawn),
      past,
      commands: [countCommand(counters)],
      signIn: { sessionHours: 1, people: [] },
      takeTicket: (token) => tickets.take(token),
      console: withConsole ? readyConsole : undefined,
      context: contextOf({ host, repairs: host }),
    },
    { host: '127.0.0.1', port: 0, publicUrls: [] },
  )
  return {
    host,
    gateway,
    key: apiKeyText('bench', secret),
    countUrl: `${gateway.url}/api/v1/commands/bench.count`,
    signInUrl: () => {
      const grant = { person: 'bench', role: 'admin', funds: 'all', by: 'bench' } as const
      return `${gateway.url}/#token=${tickets.issue(grant, ticketMs)}`
    },
    async close() {
      await gateway.close()
      past.close()
      await host.shutdown()
    },
  }
}
