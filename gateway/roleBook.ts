// What is known of a role beside its bots: its statechart, and the events that it takes from outside. Machines and charts
// are not the gateway's to import; the composition root binds this.
import type { Json } from '#runtime/host.ts'
import type { Chart } from './chartShapes.ts'

/** An event from outside, as a bot in some state stands to it. */
export interface AcceptedEvent {
  readonly type: string
  /** Has the state a transition for it? A guard may still say no. */
  readonly enabled: boolean
  /** JSON Schema of the whole event. */
  readonly schema: Readonly<Record<string, unknown>>
}

/** A step of a bot between two state values; `from` is null at its birth. */
export interface ChartStep {
  readonly from: Json | null
  readonly to: Json
  /** The event's type. */
  readonly event: string
  /** Of the machine that took it. */
  readonly version: number
}

/** Roles by name; a role that is none has no chart and takes nothing. */
export interface RoleBook {
  /** In the order in which roles are registered. */
  readonly charts: () => readonly Chart[]
  readonly chart: (role: string) => Chart | undefined
  /** Ids of the transitions that a step may have taken; none for a machine of another version. */
  readonly taken: (role: string, step: ChartStep) => readonly string[]
  readonly accepts: (role: string, value: Json) => readonly AcceptedEvent[]
}
