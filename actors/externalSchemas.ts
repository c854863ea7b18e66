// The events that a role takes from outside, one by one, as JSON Schema: for whoever shows a form for them.
import { z } from 'zod'
import { externalEvents } from './externalEvents.ts'

/** JSON Schema (draft 2020-12) of one event. */
export type EventSchema = Readonly<Record<string, unknown>>
/** One event that may come from outside. */
export interface ExternalEvent {
  readonly type: string
  readonly schema: EventSchema
}

/** In the order of its schema; none for a role that takes nothing from outside. */
export function externalEventsOf(role: string): readonly ExternalEvent[] {
  const schema = externalEvents.get(role)
  if (schema === undefined) return []
  // what is sent, not what is made of it
  const { $defs, ...whole } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  const shapes = (whole.oneOf ?? whole.anyOf ?? [whole]) as unknown as readonly ObjectSchema[]
  return shapes.flatMap((shape) => {
    const { $schema: _dialect, properties, ...rest } = shape
    return typesOf(properties.type).map((type) => ({
      type,
      schema: {
        ...rest,
        properties: { ...properties, type: { const: type } },
        ...($defs === undefined ? {} : { $defs }),
      },
    }))
  })
}

/** Each of them is an object with a type: the schemas are ours, and a test reads every one. */
interface ObjectSchema extends EventSchema {
  readonly properties: Readonly<Record<string, unknown>> & {
    readonly type: { readonly const?: string; readonly enum?: readonly string[] }
  }
}

const typesOf = (type: ObjectSchema['properties']['type']): readonly string[] =>
  type.const === undefined ? (type.enum ?? []) : [type.const]
