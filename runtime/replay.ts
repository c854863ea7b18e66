// Runs the turns of a bot again from the journal and compares all that each one came to. No effect runs, nothing is
// written, time is the journal's. It reads files only, so it serves a running instance and a stopped one alike.
import type { AnyMachineSnapshot } from 'xstate'
import { QuorateError } from '#protocol/errors.ts'
import type { Address } from './authoring.ts'
import type { Disk } from './disk.ts'
import type { BotDefinition, Json, TurnCause } from './host.ts'
import { jsonDifferences } from './jsonDifference.ts'
import { refuseUnknownVersion, storedState } from './migration.ts'
import type { ActorRecord, DeadRecord, JournalRecord, TurnRecord } from './records.ts'
import { emptyBook } from './records.ts'
import { births, isWhole, mentions, retainedHistory, type History, type HistoryGap, type HistoryLine } from './replayReading.ts'
import { expectedEvent, recordedResults, rerunStop, rerunTurn, type Rerun, type RerunParts } from './replayTurn.ts'
import type { Divergence, ReplayedTurn } from './replayedTurn.ts'
import type { Entry } from './entry.ts'
import { Store } from './store.ts'
import { restore } from './turn.ts'
import { isTaken } from './trouble.ts'
import { turnFailure } from './turnFailure.ts'
import type { Surroundings } from './turnRecord.ts'

/** Which bot, from which journal, with which machines. */
export interface ReplayOptions {
  /** The journal's folder. */
  readonly journal: string
  readonly address: Address
  /** Every role of the swarm: a turn may start bots of any. */
  readonly bots: readonly BotDefinition[]
  /** Last sequence number wanted. Default: to the end. */
  readonly to?: number
  readonly disk?: Disk
}

/**
 * Replays a bot, oldest turn first. A difference does not end it: the journal's state is taken up again. Begins at the
 * bot's birth or, where the journal no longer holds that, at the earliest state it does hold, with a note.
 * @throws UNKNOWN_BOT, UNKNOWN_ROLE, SNAPSHOT_VERSION, JOURNAL_VERSION
 */
export function* replay(options: ReplayOptions): Generator<ReplayedTurn> {
  const { journal, address, to = Number.MAX_SAFE_INTEGER, disk } = options
  const history = retainedHistory(journal, disk)
  const again = new Again(options, history)
  for (const line of history.lines(mentions(address))) {
    if ('missing' in line) {
      again.skip(line.missing)
      continue
    }
    if (line.record !== undefined && line.record.seq > to) break
    const turn = again.take(line)
    if (turn !== undefined) yield turn
  }
  if (!again.known) throw new QuorateError('UNKNOWN_BOT', { address })
}

const nowhere = { file: '', offset: 0, length: 0 }

class Again {
  readonly #address: Address
  readonly #bot: BotDefinition
  readonly #roles: ReadonlySet<string>
  readonly #store = new Store()
  /** Addresses that were taken before the first record held. */
  readonly #older = new Map<Address, Address | null>()
  readonly #history: History
  /** Why the next turn has nothing before it. */
  #lost: string | undefined
  /** The last record with the bot's state. */
  #stored: TurnRecord | ActorRecord | undefined
  /** The machine as its last turn left it, as far as the process then had it in memory. */
  #live: AnyMachineSnapshot | undefined
  #noted = false

  constructor({ address, bots }: ReplayOptions, history: History) {
    const role = address.slice(0, address.indexOf(':'))
    const bot = bots.find((each) => each.role === role)
    if (bot === undefined) throw new QuorateError('UNKNOWN_ROLE', { role })
    this.#address = address
    this.#bot = bot
    this.#roles = new Set(bots.map((each) => each.role))
    this.#history = history
    if (history.earliest > 1) this.#begin(history.earliest)
  }

  get known(): boolean {
    return this.#noted || this.#stored !== undefined
  }

  /** Takes the next line in. @returns what the bot's own turn came to, or nothing when it is another line */
  take(line: HistoryLine): ReplayedTurn | undefined {
    const { record } = line
    if (record === undefined || !isWhole(record)) return this.#unreadable(line)
    const turn = this.#again(record)
    // A process that starts has no machine in memory: it reads the journal, and so does this.
    if (record.kind === 'daemon') this.#live = undefined
    this.#store.fold(record, nowhere)
    if (turn === undefined) return undefined
    const { damage, file, offset } = line
    return damage === undefined ? turn : { ...turn, damage: { file, offset, problem: damage } }
  }

  /** Some records are gone: what comes after them stands on the base segment, or on nothing. */
  skip({ from, to }: HistoryGap['missing']): void {
    this.#stored = undefined
    this.#live = undefined
    this.#begin(to + 1, `records ${from} to ${to} are missing`)
  }

  /** Where the beginning is gone, the base segment says what there was before, if it stands right before the rest. */
  #begin(earliest: number, why = new QuorateError('JOURNAL_TRUNCATED', { after: 0, earliest }).message): void {
    this.#lost = why
    const whole = earliest === this.#history.through + 1
    const born = whole ? new Set<Address>() : new Set(births(this.#history))
    for (const line of this.#history.base()) {
      if (whole) this.#store.fold(line, nowhere)
      if (line.kind !== 'actor') continue
      if (!born.has(line.actor)) this.#older.set(line.actor, line.parent)
      if (whole && line.actor === this.#address) this.#stored = line
    }
  }

  #again(record: JournalRecord): ReplayedTurn | undefined {
    if ((record.kind !== 'turn' && record.kind !== 'dead') || record.actor !== this.#address) return undefined
    const turn = record.kind === 'turn' ? this.#turn(record) : this.#dead(record)
    const lost = record.cause.kind === 'start' ? undefined : this.#lost
    this.#lost = undefined
    this.#noted = true
    return lost === undefined ? turn : { ...turn, note: [lost, turn.note].filter((each) => each !== undefined).join('; ') }
  }

  #turn(record: TurnRecord): ReplayedTurn {
    const { seq, at, incarnation, version, cause, event, from, snapshot } = record
    const about = { seq, at, kind: 'turn' as const, incarnation, version, cause, event, from, to: snapshot.value }
    const shown = { ...about, status: snapshot.status, differences: [] }
    if (version > this.#bot.version) refuseUnknownVersion(this.#bot, this.#address, version)
    const why = this.#whyNot(record)
    if (why !== undefined) {
      this.#keep(record, undefined)
      return { ...shown, verdict: 'notRun', note: why }
    }
    const { rerun, failure } = this.#rerun(record)
    const differences = [...this.#given(record), ...this.#differences(record, rerun, failure)]
    this.#keep(record, differences.length === 0 ? rerun?.live : undefined)
    const results = rerun === undefined ? {} : { results: rerun.results }
    return { ...shown, verdict: differences.length === 0 ? 'agrees' : 'differs', differences, ...results }
  }

  #whyNot({ version, cause }: TurnRecord): string | undefined {
    if (version < this.#bot.version)
      return `turned by version ${version} of the role; this program has version ${this.#bot.version} and takes its result over`
    if (cause.kind !== 'start' && this.#stored === undefined) return 'taken as it stands: nothing from before it is held'
    return undefined
  }

  #differences(record: TurnRecord, rerun: Rerun | undefined, failure: QuorateError | undefined): readonly Divergence[] {
    if (rerun !== undefined) return diverging(recordedResults(record), rerun.results)
    return [{ path: 'status', journal: record.snapshot.status, machine: `failed: ${failure?.message ?? ''}` }]
  }

  /** An event that failed must fail again, in the same words; some never reached a machine. */
  #dead(record: DeadRecord): ReplayedTurn {
    const { seq, at, cause, event, code, problem } = record
    const entry = this.#store.entry(this.#address)
    const from = entry.incarnation === 0 ? null : (this.#stored?.snapshot?.value ?? null)
    const { incarnation, version } = entry
    const about = { seq, at, kind: 'dead' as const, incarnation, version, cause, event, from, to: from }
    const shown = { ...about, status: 'failed' as const, note: `${code}: ${problem}` }
    const notRun = (why: string): ReplayedTurn => ({
      ...shown,
      verdict: 'notRun',
      differences: [],
      note: `${code}: ${problem}; not run: ${why}`,
    })
    if (code === 'DEADLY_EVENT') return notRun('it ended the process')
    if (code === 'BOT_FINISHED' || code === 'UNKNOWN_BOT') {
      const differences =
        entry.status === 'active' ? [{ path: 'code', journal: code, machine: `the bot is ${entry.status}` }] : []
      return { ...shown, verdict: differences.length === 0 ? 'agrees' : 'differs', differences }
    }
    if (cause.kind !== 'start' && this.#stored === undefined) return notRun('nothing from before it is held')
    if (version < this.#bot.version && cause.kind !== 'start') return notRun('which version of the role failed is not told')
    const { failure } = this.#rerun(record)
    const machine = failure === undefined ? {} : { code: failure.code, problem: failure.message }
    const differences = [...this.#given(record), ...diverging({ code, problem }, machine)]
    return { ...shown, verdict: differences.length === 0 ? 'agrees' : 'differs', differences }
  }

  #rerun(record: TurnRecord | DeadRecord): { readonly rerun?: Rerun; readonly failure?: QuorateError } {
    const { event, consumes } = record
    const parts: RerunParts = {
      bot: this.#bot,
      entry: this.#store.entry(this.#address),
      live: () => this.#machine(),
      around: this.#around(record),
      event,
    }
    const sent = consumes === undefined ? undefined : this.#store.pending.get(consumes)?.out
    const stops =
      sent === undefined
        ? record.kind === 'turn' && event.type === 'quorate.stop' && record.snapshot.status === 'stopped'
        : 'stop' in sent
    try {
      return { rerun: stops ? rerunStop(parts) : rerunTurn(parts) }
    } catch (error) {
      return { failure: turnFailure(this.#address, event, error) }
    }
  }

  #machine(): AnyMachineSnapshot {
    // Not asked for before there is a state: `#whyNot` and `#dead` see to that.
    const stored = this.#stored as TurnRecord | ActorRecord
    this.#live ??= restore(this.#bot.machine, storedState(this.#bot, this.#address, stored))
    return this.#live
  }

  #around({ seq, at, cause }: TurnRecord | DeadRecord): Surroundings {
    const { entries } = this.#store
    return {
      address: this.#address,
      seq,
      at,
      nowMs: Date.parse(at),
      askId: cause.kind === 'external' ? cause.askId : undefined,
      cause,
      book: entries.get(this.#address)?.book ?? emptyBook,
      isRole: (role) => this.#roles.has(role),
      isTaken: (address) => isTaken(entries.get(address), this.#address) || (!entries.has(address) && this.#older.has(address)),
      parentOf: (address) => (entries.has(address) ? (entries.get(address)?.parent ?? null) : this.#older.get(address)),
    }
  }

  /** What the turn was given, where another record tells it too: the sender's, or the bot's own book. */
  #given(record: TurnRecord | DeadRecord): readonly Divergence[] {
    const { event, consumes } = record
    const entry: Entry = this.#store.entry(this.#address)
    const expected = expectedEvent(entry, record)
    if (expected === undefined) return [{ path: 'cause.id', journal: causeId(record.cause), machine: undefined }]
    const sent = consumes === undefined ? undefined : this.#store.pending.get(consumes)
    const out = sent?.out
    const said =
      out === undefined
        ? expected
        : 'event' in out
          ? out.event
          : 'start' in out
            ? { type: 'quorate.start', input: out.start.input }
            : { type: 'quorate.stop' }
    return diverging({ event }, { event: said })
  }

  #keep(record: TurnRecord, live: AnyMachineSnapshot | undefined): void {
    this.#stored = record
    this.#live = live
  }

  /** A line of this bot that is no record any more: what it did is not known, so its successor is taken as it stands. */
  #unreadable({ text, file, offset, damage }: HistoryLine): ReplayedTurn | undefined {
    if (!text.includes(`"actor":${JSON.stringify(this.#address)}`)) return undefined
    this.#stored = undefined
    this.#live = undefined
    this.#noted = true
    const said = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''
    return {
      seq: Number(said(/^\{"seq":(\d+),/)),
      at: said(/"at":"([^"]*)"/),
      kind: 'turn',
      incarnation: 0,
      version: 0,
      cause: { kind: 'external' },
      event: { type: '?' },
      from: null,
      to: null,
      status: 'failed',
      verdict: 'differs',
      differences: [{ path: 'record', journal: text.slice(0, 200), machine: undefined }],
      note: 'the record cannot be read',
      damage: { file, offset, problem: damage ?? 'a record that cannot be read' },
    }
  }
}

function diverging(journal: object, machine: object): readonly Divergence[] {
  return jsonDifferences(journal, machine).map(({ path, before, after }) => ({ path, journal: before, machine: after }))
}

function causeId(cause: TurnCause): Json | undefined {
  return 'id' in cause ? cause.id : undefined
}
