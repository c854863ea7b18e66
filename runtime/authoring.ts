// What a machine may say to the runtime: ports (effects it asks for) and the five declared actions.
// Nothing here does anything: an action is data that the runtime reads off a turn.
import { enqueueActions, fromPromise, type EventObject, type PromiseActorLogic } from 'xstate'

/** `read`: a late result is dropped. `act`: a late result is journaled and delivered as `<port>.late`. */
export type PortKind = 'read' | 'act'

/** A named, typed hole in a machine; invoke it by this name with an explicit id that equals the name. */
export interface Port<Input, Output> extends PromiseActorLogic<Output, Input> {
  readonly quoratePort: { readonly name: string; readonly kind: PortKind }
}

/**
 * Declares a port. The logic it carries is never run by the runtime: the effect bound to the same name in
 * `actors/` is. Run live, outside the runtime, it rejects.
 */
export function port<Input, Output>(name: string, kind: PortKind): Port<Input, Output> {
  const logic = fromPromise<Output, Input>(() =>
    Promise.reject(new Error(`port ${name} was run by XState itself; only the runtime binds ports`)),
  )
  return Object.assign(logic, { quoratePort: { name, kind } }) as Port<Input, Output>
}

/** A late result of an `act` port, delivered when its invoking state was already left. */
export interface LateResult<Name extends string, Output> {
  readonly type: `${Name}.late`
  readonly effectId: string
  readonly result: { readonly ok: true; readonly output: Output } | { readonly ok: false; readonly error: EffectFailure }
}

/** What an `onError` transition finds in `event.error`. */
export interface EffectFailure {
  readonly code: string
  readonly message: string
  readonly retryable: boolean
  readonly details?: Readonly<Record<string, unknown>>
}

/** Role and id, for example `verifier:alpha`. */
export type Address = `${string}:${string}`

export type TellParams = { readonly to: Address; readonly event: EventObject & Record<string, unknown> }
export type StartParams = { readonly role: string; readonly id: string; readonly input: unknown }
export type StopParams = { readonly address: Address }
/** `output` answers the command being handled, or the earlier one named by `to` (its `askId`). */
export type ReplyParams = { readonly output: unknown; readonly to?: string }
/** A fact for observers: feeds, projections, audit. */
export type EmitParams = { readonly type: string } & Record<string, unknown>

/** The declared actions as the runtime sees them on a turn: the action's type and its resolved params. */
export const actionTypes = {
  tell: 'quorate.tell',
  start: 'quorate.start',
  stop: 'quorate.stop',
  reply: 'quorate.reply',
  emit: 'quorate.emit',
} as const
export type DeclaredActionType = (typeof actionTypes)[keyof typeof actionTypes]

interface Args<Context, Event> {
  readonly context: Context
  readonly event: Event
}
type Said<Context, Event, Params, Given> =
  | Params
  | readonly Params[]
  | ((args: Args<Context, Event>, given: Given) => Params | readonly Params[] | undefined)

/**
 * A declared action as `setup({ actions })` takes it. XState's own type for it names every generic of the
 * machine around it, which is not known where the action is written; `setup` checks the name and the params.
 */
type Declared<Given> =
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  ((args: any, given: Given) => void) & { readonly quorateAction: DeclaredActionType }

function declare<Context, Event, Params, Given>(
  type: DeclaredActionType,
  said: Said<Context, Event, Params, Given>,
): Declared<Given> {
  const action = enqueueActions(({ context, event, enqueue }, given) => {
    const value =
      typeof said === 'function'
        ? // a function here is always the callback: params are plain data
          (said as (args: unknown, given: unknown) => Params | readonly Params[] | undefined)({ context, event }, given)
        : said
    if (value === undefined) return
    const all: readonly unknown[] = Array.isArray(value) ? value : [value]
    // the runtime's own action names are not in the machine's setup, on purpose: they have no implementation
    for (const params of all) enqueue({ type, params } as never)
  })
  return Object.assign(action, { quorateAction: type }) as unknown as Declared<Given>
}

/** Sends an event to another bot; it rides in this turn's record. One, several or none (`undefined`). */
export function tell<Context, Event, Given = undefined>(said: Said<Context, Event, TellParams, Given>): Declared<Given> {
  return declare(actionTypes.tell, said)
}
/** Starts a child bot under this one. An id that lives, finished or was stopped is an error of the turn. */
export function start<Context, Event, Given = undefined>(said: Said<Context, Event, StartParams, Given>): Declared<Given> {
  return declare(actionTypes.start, said)
}
/** Stops a bot that this one started. */
export function stop<Context, Event, Given = undefined>(said: Said<Context, Event, StopParams, Given>): Declared<Given> {
  return declare(actionTypes.stop, said)
}
/** Answers whoever asked. An answer without a question is dropped. */
export function reply<Context, Event, Given = undefined>(said: Said<Context, Event, ReplyParams, Given>): Declared<Given> {
  return declare(actionTypes.reply, said)
}
/** Publishes a fact in the journal for observers. */
export function emit<Context, Event, Given = undefined>(said: Said<Context, Event, EmitParams, Given>): Declared<Given> {
  return declare(actionTypes.emit, said)
}
