// What a journal must never say, record by record, from a fold of its own: the second opinion on runtime/store.ts. It knows
// no machine and trusts nothing but durable records.
import type { JournalRecord, Outgoing, PendingEffect, TurnRecord, Waited } from '#runtime/records.ts'
import type { Violation } from './violation.ts'

interface Armed {
  readonly generation: number
  readonly dueAt: number
}
interface Bot {
  turn: TurnRecord | undefined
  status: string
  timers: Map<string, Armed>
  /** By effect id, the late ones too. */
  effects: Map<string, { readonly kind: string; attempt: number }>
  quarantined: boolean
  /** Times (ms) at which it began, by record. */
  starts: number[]
}
interface Sent {
  readonly from: string
  readonly to: string
}

/** Restarts that the runtime allows within a minute, and the first start. */
const startsMax = 4
const startWindowMs = 60_000
/** No port of the swarm declares more attempts than five, and three deaths quarantine; the rest is room. */
const attemptsMax = 24

/** Durable records are told to it in order; what they break is told to `broken`. */
export class JournalLaw {
  readonly bots = new Map<string, Bot>()
  readonly pending = new Map<string, Sent>()
  /** The answer of each ask, by bot and ask id; undefined while there is none. */
  readonly asks = new Map<string, { readonly seq: number; reply: string | undefined }>()
  /** The newest attempt of each effect ever asked for. */
  readonly attempts = new Map<string, number>()
  /** How often each kind of fact was told. */
  readonly facts = new Map<string, number>()
  readonly #broken: (violation: Violation) => void
  /** The newest message consumed, by sender and receiver. */
  readonly #consumed = new Map<string, readonly [number, number]>()
  #seq = 0
  #at = ''
  incarnation = 0

  constructor(broken: (violation: Violation) => void) {
    this.#broken = broken
  }

  take(record: JournalRecord): void {
    const { seq, at } = record
    if (seq !== this.#seq + 1) this.#say('sequence', `record ${seq} follows ${this.#seq}`)
    if (at < this.#at) this.#say('time', `record ${seq} is of ${at}, the one before of ${this.#at}`)
    this.#seq = seq
    this.#at = at
    if ('consumes' in record && record.consumes !== undefined) this.#consume(seq, record.actor, record.consumes)
    this.#fold(record)
    const from = 'actor' in record ? record.actor : 'swarm:root'
    if ('outbox' in record) this.#send(seq, record.kind === 'settled' ? (record.from ?? from) : from, record.outbox)
  }

  /** An attempt begins out there: was it asked for, and is that on disk? */
  effectBegins(effectId: string, attempt: number): void {
    const journaled = this.attempts.get(effectId)
    if (journaled === undefined || journaled < attempt)
      this.#say('effect', `attempt ${attempt} of ${effectId} began; the journal knows of ${journaled ?? 'none'}`)
  }

  /** Somebody was told that a record is durable. */
  acknowledged(what: string, seq: number): void {
    if (seq > this.#seq) this.#say('acknowledgement', `${what} was acknowledged with record ${seq}; ${this.#seq} are durable`)
  }

  /** Somebody was given an answer. */
  answered(bot: string, askId: string, answer: string): void {
    const asked = this.asks.get(`${bot} ${askId}`)
    if (asked?.reply !== answer)
      this.#say('answer', `${askId} of ${bot} was answered ${answer}; the journal says ${asked?.reply ?? 'nothing'}`)
  }

  /** What must still happen, of all that is durable: messages to be consumed, timers that are due, effects never tried. */
  owed(): ReadonlySet<string> {
    const owed = new Set<string>()
    const isHeld = (address: string): boolean => {
      const bot = this.bots.get(address)
      return bot !== undefined && (bot.quarantined || bot.status === 'restarting')
    }
    for (const [id, { to }] of this.pending) if (!isHeld(to)) owed.add(`message ${id} to ${to}`)
    const now = Date.parse(this.#at)
    for (const [address, { timers, effects }] of this.bots) {
      if (isHeld(address)) continue
      for (const [id, { dueAt, generation }] of timers)
        if (dueAt < now) owed.add(`timer ${id} of ${address}, generation ${generation}`)
      for (const [id, { attempt }] of effects) if (attempt === 0) owed.add(`effect ${id}`)
    }
    return owed
  }

  #fold(record: JournalRecord): void {
    switch (record.kind) {
      case 'turn':
        return this.#turn(record)
      case 'dead':
        return this.#without(this.#bot(record.actor), record.cause)
      case 'quarantine':
      case 'release':
        this.#bot(record.actor).quarantined = record.kind === 'quarantine'
        return
      case 'restart':
        return this.#restart(this.#bot(record.actor))
      case 'attempt':
        return this.#attempt(record)
      case 'settled':
        return this.#waitAgain(this.#bot(record.actor), record.restores)
      case 'daemon':
        if (record.phase === 'started' && record.incarnation !== this.incarnation + 1)
          this.#say('incarnation', `${record.incarnation} follows ${this.incarnation}`)
        this.incarnation = record.incarnation
        return
      case 'attemptFailed':
      case 'consumed':
        return
    }
  }

  #turn(record: TurnRecord): void {
    const { actor, cause, seq, at, book, snapshot, replies } = record
    const bot = this.#bot(actor)
    if (bot.quarantined) this.#say('quarantine', `${actor} took a turn in quarantine (record ${seq})`)
    if (cause.kind === 'start') this.#start(bot, record)
    else if (bot.status !== 'active') this.#say('ended', `${actor} took a turn although it is ${bot.status} (record ${seq})`)
    if (cause.kind === 'timer') {
      const armed = bot.timers.get(cause.id)
      if (armed?.generation !== cause.generation)
        this.#say(
          'stale timer',
          `${cause.id} of ${actor}, generation ${cause.generation}; armed is ${armed?.generation ?? 'none'}`,
        )
      else if (armed.dueAt > Date.parse(at))
        this.#say('early timer', `${cause.id} of ${actor} is due at ${armed.dueAt}, it is ${at}`)
    }
    if (cause.kind === 'effect' && !bot.effects.has(cause.id))
      this.#say('stale result', `${actor} took the result of ${cause.id}, for which it does not wait`)
    if (cause.kind === 'external' && cause.askId !== undefined) {
      const key = `${actor} ${cause.askId}`
      if (this.asks.has(key)) this.#say('repeated ask', `${cause.askId} of ${actor} was carried out twice`)
      this.asks.set(key, { seq, reply: undefined })
    }
    for (const { askId, output } of replies ?? []) {
      const asked = this.asks.get(`${actor} ${askId}`)
      if (asked !== undefined && asked.reply === undefined) asked.reply = JSON.stringify(output)
    }
    for (const { type } of record.facts ?? []) this.facts.set(type, (this.facts.get(type) ?? 0) + 1)
    bot.turn = record
    bot.status = snapshot.status
    bot.timers = new Map(Object.entries(book?.timers ?? {}))
    bot.effects = new Map()
    for (const effect of [...Object.values(book?.effects ?? {}), ...Object.values(book?.late ?? {})]) this.#expect(bot, effect)
  }

  #start(bot: Bot, { actor, at }: TurnRecord): void {
    if (bot.status !== 'none') {
      bot.starts = [...bot.starts, Date.parse(at)].filter((start) => Date.parse(at) - start < startWindowMs)
      if (bot.starts.length > startsMax) this.#say('restarts', `${actor} began ${bot.starts.length} times within a minute`)
    }
  }

  #restart(bot: Bot): void {
    bot.status = 'restarting'
    bot.timers.clear()
    for (const [id, { kind, attempt }] of bot.effects) if (kind !== 'act' || attempt === 0) bot.effects.delete(id)
  }

  #attempt({ actor, effect, attempt }: Extract<JournalRecord, { kind: 'attempt' }>): void {
    const known = this.attempts.get(effect)
    if (known === undefined) this.#say('effect', `an attempt of ${effect}, which ${actor} never asked for`)
    else if (attempt < known || attempt > known + 1) this.#say('effect', `attempt ${attempt} of ${effect} follows ${known}`)
    if (attempt > attemptsMax) this.#say('attempts', `${effect} was tried ${attempt} times`)
    this.attempts.set(effect, attempt)
    const waiting = this.#bot(actor).effects.get(effect)
    if (waiting !== undefined) waiting.attempt = attempt
  }

  #expect(bot: Bot, { id, kind, attempt }: PendingEffect): void {
    bot.effects.set(id, { kind, attempt: this.attempts.get(id) ?? attempt })
    if (!this.attempts.has(id)) this.attempts.set(id, 0)
  }

  #without(bot: Bot, cause: TurnRecord['cause']): void {
    if (cause.kind === 'timer') bot.timers.delete(cause.id)
    if (cause.kind === 'effect') bot.effects.delete(cause.id)
  }

  #waitAgain(bot: Bot, waited: Waited | undefined): void {
    if (waited?.timer !== undefined) bot.timers.set(waited.timer.id, waited.timer)
    if (waited?.effect !== undefined) this.#expect(bot, waited.effect)
  }

  #consume(seq: number, actor: string, id: string): void {
    const sent = this.pending.get(id)
    this.pending.delete(id)
    if (sent === undefined) return this.#say('message', `record ${seq} consumes ${id}, which nobody waits for or somebody had`)
    if (sent.to !== actor) this.#say('message', `${id} is for ${sent.to}, ${actor} consumed it`)
    const key = `${sent.from} ${actor}`
    const [lastSeq, lastIndex] = this.#consumed.get(key) ?? [0, 0]
    const [sentSeq = 0, index = 0] = id.split('/').map(Number)
    if (sentSeq < lastSeq || (sentSeq === lastSeq && index <= lastIndex))
      this.#say('order', `${actor} consumed ${id} of ${sent.from} after ${lastSeq}/${lastIndex}`)
    this.#consumed.set(key, [sentSeq, index])
  }

  #send(seq: number, from: string, outbox: readonly Outgoing[] | undefined): void {
    outbox?.forEach(({ to }, index) => this.pending.set(`${seq}/${index}`, { from, to }))
  }

  #bot(address: string): Bot {
    const known = this.bots.get(address)
    if (known !== undefined) return known
    const made: Bot = { turn: undefined, status: 'none', timers: new Map(), effects: new Map(), quarantined: false, starts: [] }
    this.bots.set(address, made)
    return made
  }

  #say(law: string, detail: string): void {
    this.#broken({ law, detail })
  }
}
