// Spans of a request: the request itself, the turns that it caused, their effects and transactions. What belongs to it is found
// by the causes that the journal names, as `quorate trace` finds it, but as it happens. Of what happens only names, ids,
// states and figures get into a span: no argument, no event's content, no signature, no text that somebody wrote.
import { ROOT_CONTEXT, SpanKind, trace, type Context, type Span, type Tracer } from '@opentelemetry/api'
import { Causality, type Belonging } from '#chat/commands/causality.ts'
import { readableState } from '#chat/commands/figures.ts'
import type { BegunRequest, LoggedRequest } from '#gateway/begunRequest.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { codeOf, fail, said } from './spanWords.ts'
import { tellTransaction } from './transactionSpans.ts'

/** Requests whose turns are still followed; the oldest is let go. */
const followedMax = 256
/** Requests that are being answered, or were just now. */
const openMax = 4_096
/** What has not moved for so long is let go: an effect whose state was left never tells its end. */
const idleMs = 30 * 60_000
/** Turns between two looks for those. */
const sweepTurns = 500
/** Machines ask these every few seconds. */
const unseen: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics'])

interface Open {
  readonly context: Context
  readonly isSampled: boolean
}
interface Followed {
  readonly causality: Causality
  readonly root: Context
  /** Of its own where the request came in by no door that has spans. */
  readonly ownRoot: Span | undefined
  readonly turns: Map<number, Context>
  readonly effects: Map<string, { readonly span: Span; readonly context: Context }>
  readonly transactions: Map<string, Span>
  lastMs: number
}

/** The spans of one daemon. */
export class RequestSpans {
  readonly #tracer: Tracer
  readonly #parentOf: (headers: Pick<BegunRequest, 'traceparent' | 'tracestate'>) => Context
  readonly #durableThrough: () => number
  readonly #now: () => number
  readonly #open = new Map<string, Open>()
  readonly #answered: { readonly requestId: string; readonly open: Open; readonly through: number }[] = []
  readonly #followed = new Map<string, Followed>()
  #taken = 0

  constructor(parts: {
    readonly tracer: Tracer
    readonly parentOf: (headers: Pick<BegunRequest, 'traceparent' | 'tracestate'>) => Context
    /** Seq of the last durable record. */
    readonly durableThrough: () => number
    /** Wall clock, ms. */
    readonly now: () => number
  }) {
    this.#tracer = parts.tracer
    this.#parentOf = parts.parentOf
    this.#durableThrough = parts.durableThrough
    this.#now = parts.now
  }

  /** How much is kept in memory. */
  get figures(): { readonly open: number; readonly followed: number } {
    return { open: this.#open.size, followed: this.#followed.size }
  }

  /** A request came in; what is given back is told how it was answered. */
  readonly begun = (begun: BegunRequest): ((answered: LoggedRequest) => void) | undefined => {
    const { requestId, method, route } = begun
    if (unseen.has(route)) return undefined
    const parent = this.#parentOf(begun)
    const span = this.#tracer.startSpan(
      `${method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: said({ 'http.request.method': method, 'http.route': route, 'quorate.request.id': requestId }),
      },
      parent,
    )
    const open = { context: trace.setSpan(parent, span), isSampled: span.isRecording() }
    this.#open.set(requestId, open)
    drop(this.#open, openMax)
    return ({ status, principal }) => {
      span.setAttributes(said({ 'http.response.status_code': status, 'quorate.principal': principal }))
      if (status >= 500) fail(span, String(status))
      span.end()
      // its turns may be told a moment later
      this.#answered.push({ requestId, open, through: this.#durableThrough() })
    }
  }

  /** A turn is durable. They are told in their order. */
  take(turn: CommittedTurn): void {
    const { cause, seq } = turn
    const requestId = 'requestId' in cause ? cause.requestId : undefined
    if (requestId !== undefined && !this.#followed.has(requestId)) this.#follow(requestId, turn)
    for (const [id, followed] of this.#followed) {
      const belonging = followed.causality.take(turn)
      if (belonging !== undefined) this.#tell(followed, belonging)
      if (followed.causality.isAtRest && !this.#open.has(id)) this.#letGo(id, followed)
    }
    while (this.#answered[0] !== undefined && this.#answered[0].through <= seq) this.#forget()
    this.#taken += 1
    if (this.#taken % sweepTurns === 0) this.#sweep()
  }

  /** Ends whatever is not ended. */
  close(): void {
    for (const [id, followed] of this.#followed) this.#letGo(id, followed)
  }

  #follow(requestId: string, turn: CommittedTurn): void {
    const open = this.#open.get(requestId)
    if (open?.isSampled === false) return
    const own =
      open === undefined
        ? this.#tracer.startSpan(
            'request',
            { startTime: Date.parse(turn.at), attributes: said({ 'quorate.request.id': requestId }) },
            ROOT_CONTEXT,
          )
        : undefined
    const isRoot = ({ cause }: CommittedTurn): boolean => 'requestId' in cause && cause.requestId === requestId
    this.#followed.set(requestId, {
      causality: new Causality({ isRoot, timers: false }),
      root: open?.context ?? (own === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, own)),
      ownRoot: own,
      turns: new Map(),
      effects: new Map(),
      transactions: new Map(),
      lastMs: this.#now(),
    })
    for (const [id, followed] of this.#followed) {
      if (this.#followed.size <= followedMax) break
      this.#letGo(id, followed)
    }
  }

  #tell(followed: Followed, { turn, because, effects, facts }: Belonging): void {
    const { seq, at, actor, event, from, to, status } = turn
    const atMs = Date.parse(at)
    followed.lastMs = this.#now()
    const ended = turn.cause.kind === 'effect' ? followed.effects.get(turn.cause.id) : undefined
    if (ended !== undefined && turn.cause.kind === 'effect') {
      followed.effects.delete(turn.cause.id)
      ended.span.setAttributes({ 'quorate.effect.attempt': turn.cause.attempt })
      if (event.type.startsWith('xstate.error.')) fail(ended.span, codeOf(event['error']))
      ended.span.end(atMs)
    }
    const parent = ended?.context ?? parentTurn(followed, because) ?? followed.root
    const span = this.#tracer.startSpan(
      `${roleOf(actor)} ${event.type}`,
      {
        startTime: atMs,
        attributes: said({
          'quorate.actor': actor,
          'quorate.seq': seq,
          'quorate.event': event.type,
          'quorate.from': from === null ? null : readableState(from),
          'quorate.to': readableState(to),
          'quorate.cause': because.kind,
        }),
      },
      parent,
    )
    if (status === 'error') fail(span, 'error')
    const context = trace.setSpan(parent, span)
    followed.turns.set(seq, context)
    for (const { id, port, kind } of effects) this.#beginEffect(followed, { id, port, kind, actor, atMs }, context)
    for (const fact of facts) tellTransaction(this.#tracer, followed.transactions, fact, context)
    // it begins when it is decided, and ends when it is known to be durable
    span.end(Math.max(atMs, this.#now()))
  }

  #beginEffect(
    { effects }: Followed,
    {
      id,
      port,
      kind,
      actor,
      atMs,
    }: { readonly id: string; readonly port: string; readonly kind: string; readonly actor: string; readonly atMs: number },
    context: Context,
  ): void {
    const span = this.#tracer.startSpan(
      `effect ${port}`,
      {
        startTime: atMs,
        attributes: said({
          'quorate.actor': actor,
          'quorate.effect.id': id,
          'quorate.effect.port': port,
          'quorate.effect.kind': kind,
        }),
      },
      context,
    )
    effects.set(id, { span, context: trace.setSpan(context, span) })
  }

  /** Of an answered request nothing more comes in; another one of the same id may be open. */
  #forget(): void {
    const { requestId, open } = this.#answered.shift() ?? {}
    if (requestId === undefined || this.#open.get(requestId) !== open) return
    this.#open.delete(requestId)
    const followed = this.#followed.get(requestId)
    if (followed?.causality.isAtRest === true) this.#letGo(requestId, followed)
  }

  #sweep(): void {
    const since = this.#now() - idleMs
    for (const [id, followed] of this.#followed) if (followed.lastMs < since) this.#letGo(id, followed)
  }

  #letGo(id: string, { ownRoot, effects, transactions }: Followed): void {
    this.#followed.delete(id)
    const unfinished = [...[...effects.values()].map(({ span }) => span), ...transactions.values()]
    for (const span of unfinished) {
      span.setAttribute('quorate.unfinished', true)
      span.end()
    }
    ownRoot?.end()
  }
}

/** The turn that sent what this one consumed; of an account's own work the newest that is known. */
function parentTurn({ turns, root }: Followed, because: Belonging['because']): Context | undefined {
  switch (because.kind) {
    case 'message':
      return turns.get(Number(because.id.split('/')[0]))
    case 'account':
      return [...turns.values()].at(-1)
    case 'request':
    case 'effect':
    case 'timer':
      return root
  }
}

const roleOf = (actor: string): string => actor.slice(0, actor.indexOf(':'))

function drop(map: Map<string, unknown>, max: number): void {
  // a Map's first key is its oldest
  if (map.size > max) map.delete(map.keys().next().value as string)
}
