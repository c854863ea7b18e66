// What a bot would do: its machine, taken from a moment of the journal, is given events by hand and its effects are answered
// by hand. Pure: it runs turns as the host does and keeps nothing. Nothing is journaled, sent, started or asked for.
import { QuorateError } from '#protocol/errors.ts'
import type { AnyMachineSnapshot } from 'xstate'
import type { Address, EffectFailure, PortKind } from './authoring.ts'
import { succeeded } from './effectResult.ts'
import { newEntry, type Entry } from './entry.ts'
import { externalEvent } from './externalEvent.ts'
import type { BotDefinition, BotEvent, Json } from './host.ts'
import { asJson, hostileKey, nonJsonPath } from './jsonValue.ts'
import { limits } from './limits.ts'
import type { MailboxItem } from './mailbox.ts'
import { storedState } from './migration.ts'
import { emptyBook, type ActorRecord, type Book, type PendingEffect, type TurnRecord } from './records.ts'
import { rerunTurn, type TurnResults } from './replayTurn.ts'
import { takeItem, type Taken } from './takenItem.ts'
import { takenIn } from './takenTransitions.ts'
import { restore } from './turn.ts'
import { turnFailure } from './turnFailure.ts'
import type { Surroundings } from './turnRecord.ts'

/** One thing that is tried. */
export type WhatIfStep =
  /** From outside, as the role's door takes it; with `from`, a message of another bot. An answer of the bot is told. */
  | { readonly event: BotEvent; readonly from?: Address }
  /** The result of an effect that is waited for, or of an act that was left, by its id. */
  | { readonly effect: string; readonly output: unknown }
  /** The same effect fails for good: no policy tries it again. */
  | { readonly effect: string; readonly error: EffectFailure }
  /** A timer fires, and the time is what it waited for. */
  | { readonly timer: string }

/** How a bot stands at the fork, or after a step. */
export interface WhatIfMoment {
  /** What the machine was given; null at the fork. */
  readonly event: BotEvent | null
  readonly value: Json
  readonly context: Json
  readonly status: TurnRecord['snapshot']['status']
  readonly output?: Json
  /** Since the fork, ms: only timers make time pass. */
  readonly elapsedMs: number
  /** What it waits for. */
  readonly effects: readonly WaitingEffect[]
  /** Acts whose state was left: their results would still come. */
  readonly late: readonly WaitingEffect[]
  readonly timers: readonly { readonly id: string; readonly afterMs: number }[]
  /** What the step said; nothing at the fork. */
  readonly messages: readonly { readonly to: Address; readonly event: BotEvent }[]
  readonly starts: readonly { readonly to: Address; readonly input: Json }[]
  readonly stops: readonly Address[]
  readonly replies: readonly Json[]
  readonly facts: readonly { readonly type: string; readonly data: Readonly<Record<string, Json>> }[]
  /** Transitions of the chart, in their order: takenTransitions.ts. */
  readonly taken: readonly string[]
}
interface WaitingEffect {
  readonly id: string
  readonly port: string
  readonly kind: PortKind
  readonly input: Json
}

/** What a fork begins with. */
export interface WhatIfParts {
  readonly bot: BotDefinition
  readonly address: Address
  /** Its newest state at the moment, and what it waited for then. */
  readonly stored: Pick<TurnRecord | ActorRecord, 'version' | 'snapshot' | 'incarnation'>
  readonly book: Book
  /** The moment: a sequence number of the journal, and the time there in ms. */
  readonly seq: number
  readonly atMs: number
  /** Which roles and bots there were at the moment. */
  readonly around: Pick<Surroundings, 'isRole' | 'isTaken' | 'parentOf'>
  readonly steps: readonly WhatIfStep[]
}

/** What came of it. A step that is refused ends it, and the moments before it are told. */
export interface WhatIf {
  readonly start: WhatIfMoment
  /** One for each step that was taken. */
  readonly moments: readonly WhatIfMoment[]
  readonly refused: { readonly step: number; readonly code: string; readonly message: string; readonly hint: string } | null
}

/** @throws SNAPSHOT_VERSION when the state at the moment cannot be read by this program's machine */
export function whatIf(parts: WhatIfParts): WhatIf {
  const fork = new Fork(parts)
  const start = fork.start()
  const moments: WhatIfMoment[] = []
  let bytes = textBytes(start)
  for (const [step, given] of parts.steps.entries()) {
    try {
      if (step >= limits.whatIfStepsMax) throw new QuorateError('WHAT_IF_TOO_LARGE', { bytesMax: limits.whatIfBytesMax })
      const moment = fork.take(given)
      bytes += textBytes(moment)
      if (bytes > limits.whatIfBytesMax) throw new QuorateError('WHAT_IF_TOO_LARGE', { bytesMax: limits.whatIfBytesMax })
      moments.push(moment)
    } catch (error) {
      if (!(error instanceof QuorateError)) throw error
      return { start, moments, refused: { step, code: error.code, message: error.message, hint: error.hint } }
    }
  }
  return { start, moments, refused: null }
}

const nothingSaid = { messages: [], starts: [], stops: [], replies: [], facts: [], taken: [] }
const askId = 'what-if'
const nobody = { done: () => undefined, failed: () => undefined }

class Fork {
  readonly #parts: WhatIfParts
  readonly #entry: Entry
  readonly #begun = new Set<Address>()
  #live: AnyMachineSnapshot
  #seq: number
  #nowMs: number

  constructor(parts: WhatIfParts) {
    const { bot, address, stored, book, seq, atMs } = parts
    this.#parts = parts
    const snapshot = storedState(bot, address, stored)
    this.#live = restore(bot.machine, structuredClone(snapshot))
    this.#entry = newEntry(address, bot.role)
    this.#entry.incarnation = stored.incarnation
    this.#entry.status = snapshot.status
    this.#entry.book = begun(book)
    this.#seq = seq
    this.#nowMs = atMs
  }

  start(): WhatIfMoment {
    const { value, status, output } = this.#live
    const context = asJson(this.#live.context)
    return this.#moment(null, { value: value as Json, context, status, output: output as Json | undefined }, nothingSaid)
  }

  /** @throws EVENT_REFUSED, NOT_WAITED_FOR, BOT_FINISHED, and what a turn fails with: then the bot stands as before */
  take(step: WhatIfStep): WhatIfMoment {
    const { address, bot } = this.#parts
    if (this.#entry.status !== 'active') throw new QuorateError('BOT_FINISHED', { address })
    const taken = this.#taken(step)
    const nowMs = 'timer' in step ? Math.max(this.#nowMs, this.#entry.book.timers[step.timer]?.dueAt ?? 0) : this.#nowMs
    const around = this.#around(taken, nowMs)
    const { value: rerun, taken: transitions } = this.#run(taken, () =>
      takenIn(() => rerunTurn({ bot, entry: this.#entry, live: () => this.#live, around, event: taken.event })),
    )
    const { book = emptyBook, snapshot } = rerun.results
    const said = saidBy(rerun.results)
    this.#live = rerun.live
    this.#seq = around.seq
    this.#nowMs = nowMs
    this.#entry.book = begun(book)
    this.#entry.status = snapshot.status
    for (const { to } of said.starts) this.#begun.add(to)
    return this.#moment(taken.event, snapshot, { ...said, taken: transitions })
  }

  #run<Value>(taken: Taken, run: () => Value): Value {
    try {
      return run()
    } catch (error) {
      throw turnFailure(this.#parts.address, taken.event, error)
    }
  }

  /** What the machine is given. */
  #taken(step: WhatIfStep): Taken {
    const { address, bot } = this.#parts
    if ('event' in step) {
      if (step.from !== undefined) return this.#told(step.event, step.from)
      const event = externalEvent(bot, address, step.event)
      return this.#item({ kind: 'external', event, askId, settle: nobody }, 'it')
    }
    if ('timer' in step) {
      const { generation = -1 } = this.#entry.book.timers[step.timer] ?? {}
      return this.#item({ kind: 'timer', id: step.timer, generation }, `a timer ${step.timer}`)
    }
    const { effects, late } = this.#entry.book
    const asked = Object.values(effects).find(({ id }) => id === step.effect) ?? late[step.effect]
    if (asked === undefined) throw new QuorateError('NOT_WAITED_FOR', { address, what: `an effect ${step.effect}` })
    const result = 'error' in step ? { ok: false as const, error: step.error } : succeeded(step.output, asked.port)
    const { id, name, attempt } = asked
    return this.#item({ kind: 'effect', id, name, attempt, result }, `an effect ${id}`)
  }

  #item(item: Exclude<MailboxItem, { kind: 'start' | 'stop' }>, what: string): Taken {
    const taken = takeItem(this.#entry, item)
    if (taken === undefined) throw new QuorateError('NOT_WAITED_FOR', { address: this.#parts.address, what })
    return taken
  }

  /** What another bot could tell it: anything but what the runtime alone says. */
  #told(event: BotEvent, from: Address): Taken {
    const problem = tellProblem(event)
    if (problem !== undefined) throw new QuorateError('EVENT_REFUSED', { address: this.#parts.address, problem })
    return { event, cause: { kind: 'message', from, id: askId } }
  }

  #around({ cause, askId: asked }: Taken, nowMs: number): Surroundings {
    const { address, around } = this.#parts
    const { book } = this.#entry
    return {
      address,
      // an id of an effect asked for in the fork is none of the journal's up to the moment
      seq: this.#seq + 1,
      nowMs,
      at: new Date(nowMs).toISOString(),
      askId: asked,
      cause,
      book,
      isRole: around.isRole,
      isTaken: (other) => this.#begun.has(other) || around.isTaken(other),
      parentOf: (other) => (this.#begun.has(other) ? address : around.parentOf(other)),
    }
  }

  #moment(
    event: BotEvent | null,
    { value, context, status, output }: Pick<TurnRecord['snapshot'], 'value' | 'context' | 'status' | 'output'>,
    said: Said,
  ): WhatIfMoment {
    const { effects, late, timers } = this.#entry.book
    return {
      event,
      value,
      context,
      status,
      ...(output === undefined ? {} : { output }),
      elapsedMs: this.#nowMs - this.#parts.atMs,
      effects: Object.values(effects).map(waiting),
      late: Object.values(late).map(waiting),
      timers: Object.entries(timers)
        .map(([id, { dueAt }]) => ({ id, afterMs: Math.max(0, dueAt - this.#nowMs) }))
        .toSorted((one, other) => one.afterMs - other.afterMs),
      ...said,
    }
  }
}

type Said = Pick<WhatIfMoment, 'messages' | 'starts' | 'stops' | 'replies' | 'facts' | 'taken'>

function saidBy({ outbox = [], replies = [], facts = [] }: TurnResults): Omit<Said, 'taken'> {
  return {
    messages: outbox.flatMap((out) => ('event' in out ? [out] : [])),
    starts: outbox.flatMap((out) => ('start' in out ? [{ to: out.to, input: out.start.input }] : [])),
    stops: outbox.flatMap((out) => ('stop' in out ? [out.to] : [])),
    replies: replies.map(({ output }) => output),
    facts,
  }
}

const waiting = ({ id, port, kind, input }: PendingEffect): WaitingEffect => ({ id, port, kind, input })

/** In a swarm an effect begins as soon as its turn is on disk: an act that is left after that may have happened. */
function begun(book: Book): Book {
  const effects = Object.entries(book.effects).map(([name, effect]) => [
    name,
    effect.attempt > 0 ? effect : { ...effect, attempt: 1, running: true },
  ])
  return { ...book, effects: Object.fromEntries(effects) as Book['effects'] }
}

function tellProblem(event: BotEvent): string | undefined {
  const hostile = hostileKey(event)
  if (hostile !== undefined) return `the key ${hostile} is not allowed`
  const bad = nonJsonPath(event)
  if (bad !== undefined) return `it is not JSON: ${bad}`
  if (typeof event.type !== 'string' || event.type === '') return 'it has no type'
  return event.type.startsWith('xstate.') ? 'its type belongs to the runtime' : undefined
}

const textBytes = (moment: WhatIfMoment): number => Buffer.byteLength(JSON.stringify(moment))
