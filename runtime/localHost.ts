// The host for one machine: files below one directory, one process. Puts the parts together and starts and stops them.
import { join } from 'node:path'
import type { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import { refuseUnknownBots, registerBots } from './botRegistry.ts'
import { botGlances, botView } from './botView.ts'
import { steadyClock, systemClock, until } from './clock.ts'
import { ChildLines } from './childLines.ts'
import { compact, type Compaction } from './compaction.ts'
import { Core } from './core.ts'
import { systemDisk, type Disk } from './disk.ts'
import { doubtAbout, startedRecord, type Doubt } from './doubt.ts'
import { EffectRunner } from './effectRunner.ts'
import { ExternalDoor } from './externalDoor.ts'
import type { BotDefinition, BotView, Host } from './host.ts'
import { hostFigures } from './hostFigures.ts'
import { recoverJournal, refuseLostJournal } from './journalRecovery.ts'
import { killableDisk } from './killableDisk.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'
import type { LocalHostFace, LocalHostParts } from './localHostFace.ts'
import { refuseFailingMigrations } from './migrationRefusal.ts'
import { Observation } from './observation.ts'
import type { JournalRecord } from './records.ts'
import { OperatorDoor } from './operatorDoor.ts'
import { Passivation } from './passivation.ts'
import { snapshotContent } from './snapshotContent.ts'
import { SnapshotFiles } from './snapshotFiles.ts'
import { StartedMarks } from './startedMarks.ts'
import { asStorageFailure } from './storageFailure.ts'
import { Store } from './store.ts'
import { Supervisor } from './supervisor.ts'
import { takeUp, youngEffects } from './takeUp.ts'
import { Timers } from './timers.ts'
import { TurnLoop } from './turnLoop.ts'

/** What a local host is made of. */
export type LocalHostOptions = LocalHostParts
/** A running local host. */
export type LocalHost = LocalHostFace

/**
 * Recovers the instance in `directory` and starts it.
 * @throws INSTANCE_LOCKED, JOURNAL_CORRUPT, JOURNAL_VERSION, SNAPSHOT_VERSION, MIGRATION_FAILED, MACHINE_REFUSED, UNKNOWN_ROLE, EFFECT_UNBOUND,
 *   STORAGE_UNUSABLE
 */
export async function createLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const bots = registerBots(options.bots, options.effects)
  const disk = options.disk ?? killableDisk(systemDisk)
  let unlock: (() => void) | undefined
  try {
    disk.makeFolder(options.directory)
    unlock = disk.lock(options.directory)
    const host = new RunningHost({ ...options, disk }, bots, unlock)
    await host.begin()
    return host
  } catch (error) {
    unlock?.()
    throw asStorageFailure(error, options.directory)
  }
}

class RunningHost implements LocalHost {
  readonly tailWasCut: boolean
  readonly #doubt: Doubt | undefined
  readonly #core: Core
  readonly #timers: Timers
  readonly #effects: EffectRunner
  readonly #supervisor: Supervisor
  readonly #loop: TurnLoop
  readonly #marks: StartedMarks
  readonly #observation: Observation
  readonly #door: ExternalDoor
  readonly #operator: OperatorDoor
  readonly #files: SnapshotFiles
  readonly #disk: Disk
  readonly #unlock: () => void
  readonly #diedBefore: boolean
  #cancelTick: (() => void) | undefined
  readonly #passivation = new Passivation()
  readonly #children: ChildLines
  #ending: Promise<void> | undefined

  constructor(options: LocalHostOptions & { readonly disk: Disk }, bots: ReadonlyMap<string, BotDefinition>, unlock: () => void) {
    const alert = options.onAlert ?? (() => undefined)
    const store = new Store()
    this.#disk = options.disk
    const tail = recoverJournal(join(options.directory, 'journal'), this.#disk, (record, position) =>
      store.fold(record, position),
    )
    const clockJumped = (byMs: number): void =>
      alert({ code: 'CLOCK_JUMPED', message: `the clock was set by ${byMs} ms; waits go on steadily until the next start` })
    const clock = steadyClock(options.clock ?? systemClock, clockJumped, store.lastAt)
    refuseLostJournal(options.directory, this.#disk, tail.lastSeq)
    refuseUnknownBots(store.entries.values(), bots)
    this.#unlock = unlock
    this.tailWasCut = tail.cut !== undefined
    this.#doubt = doubtAbout(tail, store.repair)
    if (this.#doubt !== undefined) alert(this.#doubt)
    this.#diedBefore = !store.stoppedCleanly
    const { mailboxBound = limits.mailboxBound, segmentBytes, onSynced } = options
    this.#core = new Core({ store, clock, bots, tail, segmentBytes, onSynced, alert, mailboxBound })
    refuseFailingMigrations(this.#core)
    this.#children = new ChildLines(this.#core)
    this.#marks = new StartedMarks(options.directory, this.#disk, (error) => this.#core.writer.fail('started.marks', error))
    this.#supervisor = new Supervisor(this.#core)
    this.#effects = new EffectRunner(this.#core, options.effects)
    this.#loop = new TurnLoop({ core: this.#core, effects: this.#effects, supervisor: this.#supervisor, marks: this.#marks })
    this.#observation = new Observation(this.#core)
    this.#door = new ExternalDoor(this.#core, this.#observation)
    this.#files = new SnapshotFiles({
      folder: join(options.directory, 'actors'),
      disk: this.#disk,
      clock,
      content: (address) => this.#fileOf(address),
      isShown: (address) => bots.get(address.slice(0, address.indexOf(':')))?.files !== false,
    })
    this.#timers = new Timers({
      clock,
      fire: ({ address, id, generation }) => this.#loop.enqueue(store.entry(address), { kind: 'timer', id, generation }),
      isArmed: ({ address, id, generation }) => store.entries.get(address)?.book.timers[id]?.generation === generation,
    })
    this.#operator = new OperatorDoor({
      core: this.#core,
      supervisor: this.#supervisor,
      effects: this.#effects,
      timers: this.#timers,
    })
    this.#core.enqueue = (entry, item) => this.#loop.enqueue(entry, item)
    this.#core.publish = (record) => this.#publish(record)
    this.#core.flooded = (feeder, receiver) => this.#supervisor.flooded(feeder, receiver)
    this.#core.stopped = (error) => this.#stopped(error, options.onStopped)
    this.#supervisor.wake = (entry) => this.#loop.wake(entry)
    this.#supervisor.leave = (effects) => this.#effects.leave(effects)
  }

  get incarnation(): number {
    return this.#core.store.incarnation
  }

  /** Takes up what the last process left, then lets turns run. */
  async begin(): Promise<void> {
    const { store, writer } = this.#core
    this.#core.append(startedRecord(store, this.#core.bots, this.#doubt))
    await writer.drain()
    // What earlier processes left comes before what this record says; what delivering adds (news of a quarantine) is
    // delivered when it is durable.
    for (const id of Array.from(store.pending.keys())) this.#core.deliver(id)
    const parts = {
      timers: this.#timers,
      effects: this.#effects,
      loop: this.#loop,
      supervisor: this.#supervisor,
      diedBefore: this.#diedBefore,
      company: youngEffects(store.entries.values()),
    }
    for (const entry of store.entries.values()) takeUp(entry, parts)
    // Files that the last processes did not come to write.
    for (const { address, seq, quarantineSeq } of store.entries.values())
      if (Math.max(seq, quarantineSeq) > store.filesThrough) this.#files.changed(address)
    killPoint('start.takenUp')
    this.#loop.resume()
    this.#tick()
  }

  spawn: Host['spawn'] = (role, id, input) => this.#door.spawn(role, id, input)
  send: Host['send'] = (to, event, options) => this.#door.send(to, event, options)
  ask: Host['ask'] = (to, event, options) => this.#door.ask(to, event, options)

  view(address: Address): BotView | undefined {
    const entry = this.#core.store.entries.get(address)
    return entry === undefined ? undefined : botView(this.#core, entry)
  }

  list(role?: string): readonly BotView[] {
    return [...this.#core.store.entries.values()].flatMap((entry) =>
      role === undefined || entry.role === role ? (botView(this.#core, entry) ?? []) : [],
    )
  }
  glances: Host['glances'] = (role) => botGlances(this.#core, role)

  turns: Host['turns'] = (options) => this.#observation.turns(options)
  nextFact: Host['nextFact'] = (options) => this.#observation.nextFact(options)

  durableThrough(): number {
    return this.#core.writer.durableThrough
  }

  figures: LocalHost['figures'] = () => hostFigures(this.#core, this.#effects)
  deadLetters: LocalHost['deadLetters'] = () => this.#operator.deadLetters()
  settleDeadLetter: LocalHost['settleDeadLetter'] = (seq, how, who) => this.#operator.settle(seq, how, who)
  release: LocalHost['release'] = (address, who) => this.#operator.release(address, who)
  restart: LocalHost['restart'] = (address, who) => this.#operator.restart(address, who)

  /** Turns stand still meanwhile: the base must be what the journal says, no more and no less. */
  async compact(): Promise<Compaction> {
    this.#loop.pause()
    try {
      // What ends meanwhile (an effect, say) appends; only a journal at rest is compacted.
      // The files are whole with it: a start looks no further back for those that are behind.
      do {
        await this.#core.settleDown()
        await this.#files.finish()
      } while (!this.#core.writer.atRest)
      return compact(this.#core, this.#disk)
    } finally {
      if (this.#ending === undefined) this.#loop.resume()
    }
  }

  shutdown(): Promise<void> {
    this.#ending ??= this.#shutdown()
    return this.#ending
  }

  async #shutdown(): Promise<void> {
    killPoint('shutdown.before')
    this.#door.close()
    this.#timers.close()
    this.#supervisor.restarts.close()
    this.#effects.close()
    this.#cancelTick?.()
    await until(this.#core.clock, () => this.#effects.running === 0, limits.shutdownDrainMs)
    await until(this.#core.clock, () => this.#loop.idle, limits.shutdownTurnsMs)
    this.#loop.pause()
    try {
      killPoint('shutdown.drained')
      await this.#core.writer.drain()
      await this.#files.finish()
      killPoint('shutdown.filesWritten')
      // Said last: it vouches for the files too.
      this.#core.append({ kind: 'daemon', incarnation: this.incarnation, phase: 'stopped' })
      await this.#core.writer.drain()
      killPoint('shutdown.journaled')
      await this.#core.writer.close()
    } finally {
      this.#marks.close()
      this.#observation.wake()
      this.#unlock()
    }
  }

  /** A record is durable: only now does anything follow from it. */
  #publish(record: JournalRecord): void {
    const { store } = this.#core
    if (record.kind === 'turn') {
      const entry = store.entry(record.actor)
      entry.shown = record
      const { seq, actor } = record
      for (const id in record.book?.timers) {
        const timer = record.book.timers[id]
        if (timer?.generation === seq) this.#timers.add({ address: actor, id, generation: seq, dueAt: timer.dueAt })
      }
      for (const name in record.book?.effects) {
        const effect = record.book.effects[name]
        if (effect?.id.startsWith(`${actor}/${seq}/`) === true && entry.book.effects[name]?.id === effect.id)
          this.#effects.start(entry, effect)
      }
      this.#door.replied(record)
    }
    // What a start says waits for `begin`, behind what was left.
    if ('outbox' in record && record.kind !== 'daemon')
      record.outbox?.forEach((_, index) => this.#core.deliver(`${record.seq}/${index}`))
    if (record.kind === 'dead') this.#door.failed(record)
    if ('actor' in record) this.#files.changed(record.actor)
    // It names all bots: whatever happened may have changed it.
    this.#files.changed(this.#core.root)
    this.#observation.publish(record)
    this.#loop.schedule()
  }

  #fileOf(address: Address): object | undefined {
    const entry = this.#core.store.entries.get(address)
    if (entry === undefined) return undefined
    return snapshotContent(this.#core, entry, address === this.#core.root ? { bots: this.#children.all() } : {})
  }

  #tick(): void {
    const { store, clock } = this.#core
    store.forgetAsks(clock.now())
    this.#passivation.look(store.entries, this.durableThrough())
    if (this.#core.writer.segmentsBegun > limits.compactAfterSegments)
      void this.compact().catch((error: unknown) => this.#core.alert({ code: 'COMPACTION', message: String(error) }))
    void this.#files.write().catch((error: unknown) => this.#core.alert({ code: 'SNAPSHOT_FILES', message: String(error) }))
    this.#cancelTick = clock.after(limits.snapshotFilesEveryMs, () => this.#tick())
  }

  /** The journal failed: nothing more may happen, and nothing that was not durable may be told. */
  #stopped(error: QuorateError, tell: ((error: QuorateError) => void) | undefined): void {
    this.#loop.pause()
    this.#timers.close()
    this.#supervisor.restarts.close()
    this.#effects.close()
    this.#cancelTick?.()
    this.#door.stop(error)
    this.#core.alert({ code: error.code, message: error.message })
    tell?.(error)
  }
}
