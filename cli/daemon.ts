// The one composition root: settings, chain, funds, keys, host, bots, control server, and the account of what happens.
// It starts them in that order and stops them in the other.
import type { Gateway } from '#gateway/openGateway.ts'
import { Metrics } from '#gateway/metrics.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import type { TicketGrant } from '#chat/commands/commandContext.ts'
import type { FundStatus } from '#chat/commands/fundDesk.ts'
import { Tickets } from '#gateway/tickets.ts'
import { redaction } from '#chat/commands/redaction.ts'
import type { UpLine } from '#chat/commands/up.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import type { QuorateError } from '#protocol/errors.ts'
import { createLocalHost, type LocalHost } from '#runtime/localHost.ts'
import { LaterHands } from './chatHands.ts'
import { startChat, type RunningChat } from './chatStart.ts'
import { commandGround } from './commandGround.ts'
import { startChain, type RunningChain } from './chainStart.ts'
import { startControlServer, type ControlServer } from './controlServer.ts'
import { gatewayDoor } from './gatewayDoor.ts'
import { startGateway } from './gatewayStart.ts'
import { withinMs } from './deadline.ts'
import { makeInstanceFolders, shownPath, type InstanceFolders } from './instance.ts'
import { followFacts, factLine } from './liveAccount.ts'
import { fundStatus } from './hostFundDesk.ts'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import { holdInstance } from './lockState.ts'
import { serviceManager, type ServiceManager } from './serviceManager.ts'
import type { Settings } from './settings.ts'
import { hideSecrets, logLevelOf, logLine, openLog, type Log } from './log.ts'
import { openSessionLog } from './sessionLog.ts'
import { StatusFile } from './statusFile.ts'
import { startTracing, type Tracing } from './tracing.ts'
import { composeSwarm, type ComposedSwarm } from './swarm.ts'
import { typedFor } from './toldFor.ts'
import { programVersion } from './version.ts'
import { whereToLook } from './whereToLook.ts'

export interface DaemonOptions {
  readonly folders: InstanceFolders
  readonly settings: Settings
  readonly environment: NodeJS.ProcessEnv
  /** Facts that a later one sums up too. */
  readonly verbose: boolean
  readonly say: (line: UpLine) => void
  /** Told every fact since this start; it may abort the stop signal. */
  readonly onFact?: (fact: ReadFact) => void
  /** Ends the run gracefully. */
  readonly stop: AbortController
}

/** What a finished run knows of itself. */
export interface DaemonEnd {
  readonly chainId: number
  readonly stateFile: string | null
  readonly funds: readonly FundStatus[]
}

/** Whoever reads the terminal is the person who runs the daemon. */
const starter: TicketGrant = { person: 'operator', role: 'admin', funds: 'all', by: 'operator' }
/** Time to open the address that is printed at start; later: quorate session open. */
const starterMs = 15 * 60_000
/** From the stop signal to the end of the process; half a second of the promised 10 s is left for the last lines. */
const stopBudgetMs = 9_500
/** What a client that does not read may take of it. */
const controlBudgetMs = 1_500

/** Runs until the stop signal. @throws INSTANCE_LOCKED, and what settings, chain, keys and journal can be refused for */
export async function runDaemon(options: DaemonOptions): Promise<DaemonEnd> {
  const { folders, settings, stop } = options
  makeInstanceFolders(folders)
  const letGo = holdInstance(folders)
  const startedAt = new Date()
  const level = logLevelOf(options.environment)
  const session = openSessionLog(folders.sessions, startedAt)
  hideSecrets(settings, options.environment)
  const log = openLog((line) => session.write(line), level)
  const run = new Run(options, log, (line) => {
    // what signs somebody in is for the terminal only
    logLine(log, { ...line, text: line.text.replaceAll(/#token=[\w-]+/g, '#token=…') })
    options.say({ ...line, text: redaction.text(line.text) })
  })
  try {
    await run.start(settings, startedAt)
    await aborted(stop.signal)
  } finally {
    await run.finish()
    await session.close()
    letGo()
  }
  if (run.failure !== undefined) throw run.failure
  return run.end()
}

class Run {
  failure: QuorateError | undefined
  readonly #options: DaemonOptions
  readonly #log: Log
  readonly #say: (line: UpLine) => void
  #chain: RunningChain | undefined
  #swarm: ComposedSwarm | undefined
  #host: LocalHost | undefined
  #control: ControlServer | undefined
  #gateway: Gateway | undefined
  #account: Promise<void> | undefined
  #funds: readonly FundStatus[] = []
  #status: StatusFile | undefined
  #tracing: Tracing | undefined
  readonly #service: ServiceManager
  readonly #quiet = new AbortController()
  readonly #metrics = new Metrics({ process: true })
  readonly #hands = new LaterHands()
  #chat: RunningChat | undefined
  readonly #tickets = new Tickets(Date.now)

  constructor(options: DaemonOptions, log: Log, say: (line: UpLine) => void) {
    this.#options = options
    this.#log = log
    this.#say = say
    this.#service = serviceManager({
      environment: options.environment,
      isAlive: () => this.failure === undefined && this.#host !== undefined,
      complain: (problem) => this.#line('notice', 'bad', problem),
    })
  }

  async start(settings: Settings, startedAt: Date): Promise<void> {
    const { folders, environment, stop } = this.#options
    this.#step(`instance ${folders.name} in ${shownPath(folders.root)}`)
    this.#tracing = await this.#startTracing(settings)
    const chain = await startChain(settings.chain, folders)
    this.#chain = chain
    this.#step(chain.account)
    const swarm = await composeSwarm({
      settings,
      chain,
      folders,
      environment,
      host: () => this.#running(),
      chat: this.#hands,
      messengers: () => this.#hands.messengers(),
      step: (text) => this.#step(text),
    })
    this.#swarm = swarm
    const host = await createLocalHost({
      directory: folders.storage,
      segmentBytes: settings.journal.segmentBytes,
      bots: swarm.bots,
      effects: swarm.effects,
      onSynced: this.#metrics.synced,
      onAlert: ({ code, message }) => this.#line('notice', 'bad', `${code}: ${message}`),
      onStopped: (error) => {
        this.failure = error
        stop.abort()
      },
    })
    this.#host = host
    const from = host.durableThrough()
    this.#account = this.#follow(host, from)
    this.#tracing?.follow(host)
    this.#step(from > 1 ? `continues at ${from} after what was journaled before` : 'begins a new journal')
    await swarm.begin(host)
    const commands = commandTable.filter(({ runs }) => runs === 'daemon')
    const context = commandGround({ host, swarm, chain, folders, environment, signIn: this.#signIn, startedAt, stop })
    const note = (problem: string): void => this.#line('notice', 'bad', problem)
    this.#chat = startChat({ settings, environment, folders, commands, context, swarm, hands: this.#hands, note })
    // whoever can open the socket is the person who runs the daemon
    const operator = { who: 'operator', person: 'operator', isStillAllowed: () => true }
    this.#control = await startControlServer({ storage: folders.storage, commands, context: { ...context, ...operator } })
    const own = { metrics: this.#metrics, log: this.#log, tracing: this.#tracing, takeTicket: this.#takeTicket }
    const messengers = this.#chat.paths
    const parts = gatewayDoor({ host, swarm, chain, settings, environment, commands, context, messengers, ...own })
    // bots that run by themselves have no relayer to let anyone in to
    if (settings.relay === undefined) this.#gateway = await startGateway(parts, folders, settings)
    this.#status = this.#beginStatus(host, chain)
    this.#ready(chain, settings)
    this.#service.ready(`instance ${folders.name}, chain ${chain.chainId}, ${swarm.funds().length} funds`)
  }

  /** Everything that was started is stopped, whatever failed before. */
  async finish(): Promise<void> {
    const complain = (failure: unknown): void => this.#line('notice', 'bad', asQuorateError(failure).message)
    const end = performance.now() + stopBudgetMs
    const left = (): number => Math.max(500, end - performance.now())
    this.#service.stopping()
    if (this.#host !== undefined) this.#line('step', 'quiet', 'stopping')
    this.#swarm?.rest()
    await this.#chat?.close()
    if (this.#gateway !== undefined) await withinMs(this.#gateway.close(), controlBudgetMs, complain)
    if (this.#control !== undefined) await withinMs(this.#control.close(), controlBudgetMs, complain)
    this.#funds = this.#statuses()
    const host = this.#host === undefined ? true : await withinMs(this.#host.shutdown(), left(), complain)
    if (!host) this.#line('notice', 'bad', 'the journal was not closed in time; the next start recovers it')
    this.#status?.finish()
    this.#quiet.abort()
    await this.#tracing?.stop()
    await this.#account?.catch(complain)
    const chain = this.#chain === undefined ? true : await withinMs(this.#chain.stop(), left(), complain)
    if (!chain) this.#line('notice', 'bad', 'the local chain did not end in time; the next start attaches to it')
    const again = `${typedFor(this.#options.folders.name)} up`
    if (this.#host !== undefined) this.#line('stopped', 'plain', `stopped; continue with: ${again}`)
  }

  end(): DaemonEnd {
    const chain = this.#chain
    if (chain === undefined) throw new Error('a run that ended well had a chain')
    return { chainId: chain.chainId, stateFile: chain.stateFile, funds: this.#funds }
  }

  async #startTracing({ tracing: settings }: Settings): Promise<Tracing | undefined> {
    const { folders, environment } = this.#options
    const service = { version: programVersion(), instance: folders.name }
    const notice = (text: string, isBad: boolean): void => this.#line('notice', isBad ? 'bad' : 'plain', text)
    const tracing = await startTracing({ settings, environment, service, notice })
    if (tracing !== undefined) this.#step(`spans of requests go to ${tracing.to}`)
    return tracing
  }

  async #follow(host: LocalHost, after: number): Promise<void> {
    const { verbose, onFact, folders } = this.#options
    for await (const fact of followFacts(host, after, this.#quiet.signal)) {
      onFact?.(fact)
      const line = factLine(fact, this.#statuses(), { all: verbose, quorate: typedFor(folders.name) })
      if (line !== null) this.#say(line)
    }
  }

  #statuses(): readonly FundStatus[] {
    const { host, swarm } = { host: this.#host, swarm: this.#swarm }
    return host === undefined || swarm === undefined ? [] : swarm.funds().map((fund) => fundStatus(fund, host))
  }

  #beginStatus(host: LocalHost, { chainId }: RunningChain): StatusFile {
    const { storage, name: instance } = this.#options.folders
    const status = new StatusFile({
      storage,
      instance,
      host,
      chainId,
      gateway: this.#gateway?.url ?? null,
      funds: () => this.#statuses(),
      complain: (failure) => this.#line('notice', 'bad', `state/status.json: ${asQuorateError(failure).message}`),
    })
    status.begin()
    return status
  }

  #running(): LocalHost {
    if (this.#host === undefined) throw new Error('no effect runs before the host')
    return this.#host
  }

  #ready(chain: RunningChain, { relay, profile }: Settings): void {
    const { name, storage } = this.#options.folders
    const quorate = typedFor(name)
    // a log that is kept and shipped must not let anyone in: there it is asked for
    const signIn = profile === 'production' ? `${quorate} session open` : (this.#ticketUrl(starter, starterMs)?.url ?? '')
    const text = whereToLook({
      quorate,
      bot: relay === undefined ? `fund:${this.#swarm?.funds()[0]?.fundId ?? 'main'}` : 'swarm:root',
      storage: shownPath(storage),
      gateway: this.#gateway === undefined ? null : { url: this.#gateway.url, signIn },
      relay: relay?.url ?? null,
      chainUrl: chain.url,
    })
    this.#say({ type: 'ready', tone: 'plain', at: new Date().toISOString(), text })
  }

  readonly #takeTicket = (token: string): TicketGrant | undefined => this.#tickets.take(token)
  readonly #signIn = { ticket: (grant: TicketGrant, lifetimeMs: number) => this.#ticketUrl(grant, lifetimeMs) }

  /** The fragment stays in the browser: it is in no log of any server. */
  #ticketUrl(grant: TicketGrant, lifetimeMs: number): { readonly url: string } | null {
    if (this.#gateway === undefined) return null
    return { url: `${this.#gateway.url}/#token=${this.#tickets.issue(grant, lifetimeMs)}` }
  }

  #step(text: string): void {
    this.#line('step', 'plain', text)
  }

  #line(type: UpLine['type'], tone: UpLine['tone'], text: string): void {
    this.#say({ type, tone, text, at: new Date().toISOString() })
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
