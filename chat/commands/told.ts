// What a command answers, as a type that follows from its schema.
import type { z } from 'zod'

/** JSON that nobody changes. */
type Kept<Value> = Value extends readonly (infer Each)[]
  ? readonly Kept<Each>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Kept<Value[Key]> }
    : Value

/** What a schema states, to be read only. */
export type Told<Schema extends z.ZodType> = Kept<z.output<Schema>>
