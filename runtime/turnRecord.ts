// From what a machine said in a turn to what the journal will say: checks the declared actions and keeps the book of what
// the bot waits for. Pure, apart from asking the store which bots there are.
import { QuorateError } from '#protocol/errors.ts'
import {
  actionTypes,
  type Address,
  type EmitParams,
  type ReplyParams,
  type StartParams,
  type StopParams,
  type TellParams,
} from './authoring.ts'
import { withoutCause } from './book.ts'
import type { Json, TurnCause } from './host.ts'
import { nonJsonPath } from './jsonValue.ts'
import { limits } from './limits.ts'
import { emptyBook, type ArmedTimer, type Book, type Outgoing, type PendingEffect, type TurnRecord } from './records.ts'
import type { Declared, StoredSnapshot, TurnOutcome } from './turn.ts'

/** What a turn may know besides its machine. */
export interface Surroundings {
  readonly address: Address
  readonly seq: number
  readonly nowMs: number
  readonly at: string
  /** The ask being handled. */
  readonly askId: string | undefined
  readonly cause: TurnCause
  readonly book: Book
  readonly isRole: (role: string) => boolean
  /** Was this address ever started? */
  readonly isTaken: (address: Address) => boolean
  readonly parentOf: (address: Address) => Address | null | undefined
}

/** The parts of a turn's record that come from its declared actions. */
export type Said = Pick<TurnRecord, 'outbox' | 'replies' | 'facts'>

const addressPattern = /^[a-z][A-Za-z0-9]*:\S+$/

/** Reads the declared actions. @throws when one of them is not well-formed or not allowed: the turn fails */
export function readDeclared(declared: readonly Declared[], around: Surroundings): Said {
  if (declared.length === 0) return {}
  const outbox: Outgoing[] = []
  const replies: { askId: string; output: Json }[] = []
  const facts: { type: string; data: Record<string, Json> }[] = []
  const starting = new Set<Address>()
  for (const { type, params } of declared) {
    const bad = nonJsonPath(params)
    if (bad !== undefined) throw new Error(`${type} is given what is not JSON: ${bad}`)
    // From here on `params` has the shape its authoring function gives it; each reader checks what it relies on.
    switch (type) {
      case actionTypes.tell:
        outbox.push(readTell(params as unknown as TellParams))
        break
      case actionTypes.start:
        outbox.push(readStart(params as unknown as StartParams, around, starting))
        break
      case actionTypes.stop:
        outbox.push(readStop(params as unknown as StopParams, around, starting))
        break
      case actionTypes.reply: {
        const { output, to } = params as unknown as ReplyParams
        const askId = to ?? around.askId
        if (askId !== undefined) replies.push({ askId, output: (output ?? null) as Json })
        break
      }
      case actionTypes.emit: {
        const { type: name, ...data } = params as unknown as EmitParams
        if (typeof name !== 'string' || name === '') throw new Error('emit needs a fact with a type')
        facts.push({ type: name, data: data as Record<string, Json> })
        break
      }
    }
  }
  return {
    ...(outbox.length === 0 ? {} : { outbox }),
    ...(replies.length === 0 ? {} : { replies }),
    ...(facts.length === 0 ? {} : { facts }),
  }
}

function readTell({ to, event }: TellParams): Outgoing {
  if (typeof to !== 'string' || !addressPattern.test(to)) throw new Error(`tell: ${JSON.stringify(to)} is no address`)
  if (typeof event?.type !== 'string' || event.type === '') throw new Error(`tell to ${to}: the event has no type`)
  if (event.type.startsWith('xstate.')) throw new Error(`tell to ${to}: only the runtime creates ${event.type}`)
  return { to, event }
}

function readStart({ role, id, input }: StartParams, around: Surroundings, starting: Set<Address>): Outgoing {
  if (!around.isRole(role)) throw new QuorateError('UNKNOWN_ROLE', { role })
  const to: Address = `${role}:${id}`
  if (!addressPattern.test(to)) throw new Error(`start: ${JSON.stringify(id)} is no id`)
  if (around.isTaken(to) || starting.has(to)) throw new Error(`start: ${to} lives, has finished or was stopped`)
  starting.add(to)
  return { to, start: { role, input: (input ?? null) as Json } }
}

function readStop({ address }: StopParams, around: Surroundings, starting: ReadonlySet<Address>): Outgoing {
  if (!starting.has(address) && around.parentOf(address) !== around.address)
    throw new Error(`stop: ${address} was not started by ${around.address}`)
  return { to: address, stop: true }
}

/** What the bot waits for after the turn, and the effects it no longer waits for. */
export function nextBook(
  outcome: TurnOutcome,
  around: Surroundings,
): { readonly book: Book; readonly left: readonly PendingEffect[] } {
  const over = outcome.snapshot.status !== 'active'
  const before = withoutCause(around.book, around.cause)
  if (!over && before === emptyBook && outcome.timers.size === 0 && outcome.spawned.length === 0)
    return { book: emptyBook, left: [] }
  const effects: Record<string, PendingEffect> = { ...before.effects }
  const late: Record<string, PendingEffect> = { ...before.late }
  const left: PendingEffect[] = []
  // A first turn is a new incarnation: nothing that an earlier one waited for is waited for any more.
  const anew = around.cause.kind === 'start'
  for (const id of over || anew ? Object.keys(effects) : outcome.left) {
    const effect = effects[id]
    if (effect === undefined) continue
    left.push(effect)
    delete effects[id]
    if (effect.kind === 'act' && effect.attempt > 0) late[effect.id] = effect
  }
  if (!over) {
    outcome.spawned.forEach((spawned, n) => {
      const { id: name, port, kind, input } = spawned
      const bad = nonJsonPath(input ?? null)
      if (bad !== undefined) throw new Error(`the input of ${port} is not JSON: ${bad}`)
      const id = `${around.address}/${around.seq}/${n}`
      effects[name] = {
        id,
        name,
        port,
        kind,
        input: (input ?? null) as Json,
        attempt: 0,
        deaths: 0,
        running: false,
        since: around.at,
      }
    })
  }
  return { book: { timers: over ? {} : nextTimers(anew ? {} : before.timers, outcome, around), effects, late }, left }
}

/** What a stopped bot still waits for: the acts that began and may yet answer. */
export function stoppedBook(before: Book): { readonly book: Book; readonly left: readonly PendingEffect[] } {
  const left = Object.values(before.effects)
  const begun = left.filter((effect) => effect.kind === 'act' && effect.attempt > 0)
  const late = { ...before.late, ...Object.fromEntries(begun.map((effect) => [effect.id, effect])) }
  return { book: { timers: {}, effects: {}, late }, left }
}

function nextTimers(before: Book['timers'], outcome: TurnOutcome, around: Surroundings): Book['timers'] {
  if (outcome.timers.size === 0) return before
  const timers: Record<string, ArmedTimer> = { ...before }
  for (const [id, armed] of outcome.timers) {
    if (armed === undefined) delete timers[id]
    else timers[id] = { dueAt: around.nowMs + armed.delayMs, generation: around.seq, event: armed.event }
  }
  return timers
}

/** A snapshot as text, within its bound. @returns also its size in bytes when it is worth a warning @throws STATE_TOO_LARGE */
export function encodeSnapshot(
  address: Address,
  snapshot: StoredSnapshot,
): { readonly text: string; readonly warnBytes?: number } {
  const text = JSON.stringify(snapshot)
  // A character is at most three bytes in UTF-8: short text needs no count.
  if (text.length * 3 <= limits.stateWarnBytes) return { text }
  const bytes = Buffer.byteLength(text)
  if (bytes > limits.stateRefuseBytes)
    throw new QuorateError('STATE_TOO_LARGE', { address, bytes, limit: limits.stateRefuseBytes })
  return bytes > limits.stateWarnBytes ? { text, warnBytes: bytes } : { text }
}

/** Is there nothing to wait for? Then the record leaves the book out. */
export function isEmptyBook(book: Book): boolean {
  return book === emptyBook || (isEmpty(book.timers) && isEmpty(book.effects) && isEmpty(book.late))
}

function isEmpty(table: Readonly<Record<string, unknown>>): boolean {
  for (const _ in table) return false
  return true
}
