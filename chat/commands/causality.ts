// Follows causes through the journal, in one pass from its beginning: a record belongs to a request when the request itself,
// or a record that belongs to it, caused it.
//
// Two places need judgement. A bot that many work with, such as a relayer or an account, goes on for ever: what it does once
// it is back in the state in which the request found it is no longer the request's doing. And an account bot serves one
// after another: which of them a turn serves is said by the request that it has at work, not by the event that woke it.
import { z } from 'zod'
import type { Address } from '#runtime/authoring.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import type { TraceLink } from './traceResult.ts'

/** A turn that belongs to the request, with what of it does. */
export interface Belonging {
  readonly turn: CommittedTurn
  readonly because: TraceLink
  readonly messages: CommittedTurn['messages']
  readonly effects: CommittedTurn['effects']
  readonly facts: CommittedTurn['facts']
}

export interface CausalityOptions {
  /** Does the request itself cause this turn? */
  readonly isRoot: (turn: CommittedTurn) => boolean
  /** Follow armed timers too: retries, but also the next round of whoever works in rounds. */
  readonly timers: boolean
}

interface Thread {
  /** The state in which the bot was found. */
  readonly found: string
}
interface AtWork {
  readonly requests: Set<string>
  /** What it had at work after its last turn. */
  pending: string | undefined
}

const isAccount = (actor: Address): boolean => actor.startsWith('account:')
// as machines/accountState.ts keeps it
const accountSchema = z.object({
  context: z.object({ pending: z.object({ request: z.object({ requestId: z.string() }) }).nullable() }),
})
const stateOf = (value: unknown): string => JSON.stringify(value)
const timerKey = (actor: Address, id: string, generation: number): string => `${actor} ${id} ${generation}`

/** The causes of one request; `take` is given every turn of the journal, oldest first. */
export class Causality {
  readonly #options: CausalityOptions
  readonly #messages = new Map<string, string>()
  readonly #effects = new Map<string, Thread>()
  readonly #timers = new Map<string, Thread>()
  readonly #accounts = new Map<Address, AtWork>()
  readonly #atWork = new Map<string, string>()

  constructor(options: CausalityOptions) {
    this.#options = options
  }

  /** What was sent, asked for or queued and has not come to its end. */
  get waits(): readonly string[] {
    return [...this.#messages.values(), ...[...this.#effects.keys()].map((id) => `effect ${id}`), ...this.#atWork.values()]
  }

  /** Is nothing under way that is known to be waited for? */
  get isAtRest(): boolean {
    return this.#messages.size + this.#effects.size + this.#atWork.size === 0
  }

  /** Does this turn belong to the request? */
  take(turn: CommittedTurn): Belonging | undefined {
    const { actor, event } = turn
    const known = this.#linkOf(turn)
    if (known !== undefined && isAccount(actor) && event.type === 'account.send') this.#queue(actor, String(event['requestId']))
    const account = this.#accounts.get(actor)
    if (account !== undefined) return this.#accountTurn(turn, account, known?.because)
    if (known === undefined) return undefined
    const { because, found } = known
    for (const { id, to, event: told } of turn.messages) this.#messages.set(id, `message ${id} ${told.type} to ${to}`)
    for (const { id, to } of turn.starts) this.#messages.set(id, `start ${id} of ${to}`)
    if (turn.status === 'active' && stateOf(turn.to) !== found) {
      for (const { id } of turn.effects) this.#effects.set(id, { found })
      if (this.#options.timers)
        for (const { id, generation } of turn.timers) this.#timers.set(timerKey(actor, id, generation), { found })
    }
    return { turn, because, messages: turn.messages, effects: turn.effects, facts: turn.facts }
  }

  #linkOf(turn: CommittedTurn): { readonly because: TraceLink; readonly found: string } | undefined {
    const { cause, actor, consumes } = turn
    if (this.#options.isRoot(turn)) return { because: { kind: 'request' }, found: stateOf(turn.from) }
    if (consumes !== undefined && this.#messages.delete(consumes))
      return { because: { kind: 'message', id: consumes }, found: stateOf(turn.from) }
    if (cause.kind === 'effect') {
      const thread = this.#effects.get(cause.id)
      this.#effects.delete(cause.id)
      if (thread !== undefined) return { because: { kind: 'effect', id: cause.id }, found: thread.found }
    }
    if (cause.kind === 'timer') {
      const thread = this.#timers.get(timerKey(actor, cause.id, cause.generation))
      if (thread !== undefined) return { because: { kind: 'timer', id: cause.id }, found: thread.found }
    }
    return undefined
  }

  #queue(actor: Address, requestId: string): void {
    const account = this.#accounts.get(actor) ?? { requests: new Set(), pending: undefined }
    account.requests.add(requestId)
    this.#accounts.set(actor, account)
    this.#atWork.set(`${actor} ${requestId}`, `${actor} with ${requestId}`)
  }

  /** Of an account's turn only what is about a request of ours. */
  #accountTurn(turn: CommittedTurn, account: AtWork, because: TraceLink | undefined): Belonging | undefined {
    const isOurs = (data: Readonly<Record<string, unknown>>): boolean => account.requests.has(String(data['requestId']))
    const before = account.pending
    const read = accountSchema.safeParse(turn.snapshot)
    const after = read.success ? read.data.context.pending?.request.requestId : undefined
    account.pending = after
    const served = [before, after].find((id) => id !== undefined && account.requests.has(id))
    const messages = turn.messages.filter(({ event }) => isOurs(event))
    if (because === undefined && served === undefined && messages.length === 0) return undefined
    for (const { id, to, event } of messages) {
      this.#messages.set(id, `message ${id} ${event.type} to ${to}`)
      // whatever it is told, it is told at the end
      this.#atWork.delete(`${turn.actor} ${String(event['requestId'])}`)
    }
    return {
      turn,
      because: because ?? { kind: 'account', requestId: served ?? '' },
      messages,
      effects: after !== undefined && account.requests.has(after) ? turn.effects : [],
      facts: turn.facts.filter(({ data }) => isOurs(data)),
    }
  }
}
