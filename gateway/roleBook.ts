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

/** Roles by name; a role that is none has no chart and takes nothing. */
export interface RoleBook {
  /** In the order in which roles are registered. */
  readonly charts: () => readonly Chart[]
  readonly chart: (role: string) => Chart | undefined
  readonly accepts: (role: string, value: Json) => readonly AcceptedEvent[]
}
