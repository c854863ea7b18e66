// An event to be tried: its fields from its schema, or as JSON where a bot would tell it.
import { useState, type ReactNode } from 'react'
import { SchemaForm } from '#console/parts/schemaForm.tsx'
import { fieldsOf, filledIn, type Filled, type Schema } from '#console/parts/schemaFields.ts'
import type { Step } from './steps.ts'

/** As another bot tells it: who, and whatever is in it. */
const toldSchema: Schema = {
  properties: { from: { type: 'string', description: 'address of the bot that tells it, such as fund:main' } },
  required: ['from'],
  additionalProperties: {},
}

/** @param schema undefined: a bot tells it */
export function EventForm({
  type,
  schema,
  isBusy,
  add,
}: {
  readonly type: string
  readonly schema: Schema | undefined
  readonly isBusy: boolean
  readonly add: (step: Step) => void
}): ReactNode {
  const [filled, setFilled] = useState<Filled>({})
  const [isTried, setTried] = useState(false)
  const fields = fieldsOf(schema ?? toldSchema)
  const { value, problems } = filledIn(fields, filled)
  const submit = (): void => {
    setTried(true)
    if (Object.keys(problems).length > 0) return
    if (schema !== undefined) return add({ event: { ...value, type } })
    const { from, ...rest } = value
    add({ event: { ...rest, type }, from: String(from) })
  }
  return (
    <form
      aria-label={type}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <SchemaForm fields={fields} filled={filled} fill={setFilled} problems={isTried ? problems : {}} />
      <button type="submit" className="primary" disabled={isBusy}>
        Try it
      </button>
    </form>
  )
}
