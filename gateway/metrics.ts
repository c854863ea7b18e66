// What Prometheus is told. Counters of what happened come from the journal, figures of now from the host when it is asked;
// only times that nobody else keeps, of requests and of syncs, are gathered here.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ChainView } from '#chat/commands/commandContext.ts'
import type { HostFigures } from '#runtime/host.ts'
import { journalCounters, type Counted, type JournalCounter } from './journalCounts.ts'
import type { Readiness } from './readiness.ts'

/** What is told besides the times. */
export interface Scraped {
  readonly figures: HostFigures
  readonly counts: readonly Counted[]
  readonly streams: { readonly listening: number; readonly cut: number }
  readonly readiness: Readiness
  readonly chain: ChainView
  /** Wall clock, s. */
  readonly now: number
  readonly version: string
}
/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string
  /** The route's template, never the path: paths are without number. */
  readonly route: string
  readonly status: number
  readonly seconds: number
}

// the target of a durable write is 50 ms at the 99th percentile
const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
// a sync takes 0.2 ms on a good disk and a second on one that is dying
const syncBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5]

/** The metrics of one daemon. */
export class Metrics {
  readonly #kept = new Registry()
  readonly #requests: Histogram<'method' | 'route' | 'status'>
  readonly #syncs: Histogram
  readonly #synced: Counter

  /** @param options.process also of the process itself: memory, processor, garbage, the event loop's lag */
  constructor(options: { readonly process: boolean } = { process: false }) {
    const registers = [this.#kept]
    if (options.process) collectDefaultMetrics({ register: this.#kept })
    this.#requests = new Histogram({
      name: 'quorate_http_request_duration_seconds',
      help: 'Time until a request was answered.',
      labelNames: ['method', 'route', 'status'],
      buckets: requestBuckets,
      registers,
    })
    this.#syncs = new Histogram({
      name: 'quorate_journal_sync_duration_seconds',
      help: 'Time of a write to the journal with its sync.',
      buckets: syncBuckets,
      registers,
    })
    this.#synced = new Counter({
      name: 'quorate_journal_synced_records_total',
      help: 'Records that were made durable since the start of the process.',
      registers,
    })
  }

  answered({ method, route, status, seconds }: AnsweredRequest): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds)
  }

  readonly synced = (tookMs: number, records: number): void => {
    this.#syncs.observe(tookMs / 1_000)
    this.#synced.inc(records)
  }

  /** What it is told as. */
  get contentType(): string {
    return this.#kept.contentType
  }

  /** All of it, as Prometheus reads it. */
  async text(scraped: Scraped): Promise<string> {
    const now = new Registry()
    writeCounts(now, scraped.counts)
    writeFigures(now, scraped.figures)
    writeWorld(now, scraped)
    return `${await this.#kept.metrics()}\n${await now.metrics()}`
  }
}

function writeCounts(registry: Registry, counts: readonly Counted[]): void {
  const counters = new Map(
    (Object.keys(journalCounters) as readonly JournalCounter[]).map((name) => {
      const { help, labels } = journalCounters[name]
      return [name, new Counter({ name, help, labelNames: [...labels], registers: [registry] })]
    }),
  )
  for (const { name, labels, value } of counts) counters.get(name)?.inc({ ...labels }, value)
}

type Write = (name: string, help: string, value: number) => void

function gauges(registry: Registry): Write {
  return (name, help, value) => new Gauge({ name, help, registers: [registry] }).set(value)
}

function writeFigures(registry: Registry, figures: HostFigures): void {
  const { bots, queued, pendingMessages, deadLetters, effects, journal, incarnation } = figures
  const write = gauges(registry)
  const byRole = new Gauge({
    name: 'quorate_bots',
    help: 'Bots by role and status.',
    labelNames: ['role', 'status'],
    registers: [registry],
  })
  for (const { role, status, count } of bots) byRole.set({ role, status }, count)
  write('quorate_queued_events', 'Events that wait for their turn.', queued)
  write('quorate_pending_messages', 'Messages that no record has consumed.', pendingMessages)
  write('quorate_dead_letters', 'Events that no turn took and that nobody has dealt with.', deadLetters)
  write('quorate_effects_running', 'Attempts of effects that are under way.', effects.running)
  write('quorate_effects_waiting', 'Effects that wait for a place or for their next attempt.', effects.waiting)
  write('quorate_journal_durable_through', 'Sequence number of the last durable record.', journal.durableThrough)
  write(
    'quorate_journal_undurable_records',
    'Records that are decided and not yet durable.',
    journal.takenThrough - journal.durableThrough,
  )
  write('quorate_journal_unsynced_bytes', 'Bytes that wait for the next write.', journal.unsyncedBytes)
  write('quorate_starts', 'Starts of this instance’s daemon, counted in the journal.', incarnation)
}

function writeWorld(registry: Registry, { streams, readiness, chain, now, version }: Scraped): void {
  const write = gauges(registry)
  write('quorate_event_streams', 'Clients of event streams.', streams.listening)
  new Counter({
    name: 'quorate_event_streams_cut_total',
    help: 'Clients of event streams that were let go because they did not read.',
    registers: [registry],
  }).inc(streams.cut)
  write('quorate_ready', '1 while the daemon can do its work.', Number(readiness.ready))
  const checks = new Gauge({
    name: 'quorate_check_ok',
    help: '1 for each check of /readyz that is well.',
    labelNames: ['check'],
    registers: [registry],
  })
  for (const [check, { ok }] of Object.entries(readiness.checks)) checks.set({ check }, Number(ok))
  if (chain.block !== null) write('quorate_chain_block', 'Newest block that the node tells.', chain.block)
  if (chain.head !== undefined)
    write('quorate_chain_head_age_seconds', 'Age of the newest block.', Math.max(0, now - chain.head.at))
  new Gauge({ name: 'quorate_info', help: '1, with the program’s version.', labelNames: ['version'], registers: [registry] }).set(
    { version },
    1,
  )
}
