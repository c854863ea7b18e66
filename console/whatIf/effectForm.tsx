// The answer of an effect, given by hand: what it found or did, or that it failed.
import { useState, type ReactNode } from 'react'
import { JsonTree } from '#console/bot/jsonTree.tsx'
import { SchemaForm } from '#console/parts/schemaForm.tsx'
import { fieldsOf, filledIn, type Filled, type Schema } from '#console/parts/schemaFields.ts'
import type { Step, Tried } from './steps.ts'

const answerSchema: Schema = {
  properties: { output: { description: 'what it answers' } },
  required: ['output'],
  additionalProperties: false,
}
const failureSchema: Schema = {
  properties: {
    code: { type: 'string', description: 'such as RPC_FAILED; EFFECT_FAILED where it is empty' },
    message: { type: 'string' },
  },
  additionalProperties: false,
}

/** No policy tries it again: a failure is the last one. */
export function EffectForm({
  effect: { id, port, input },
  isBusy,
  add,
}: {
  readonly effect: Tried['effects'][number]
  readonly isBusy: boolean
  readonly add: (step: Step) => void
}): ReactNode {
  const [fails, setFails] = useState(false)
  const [filled, setFilled] = useState<Filled>({})
  const [isTried, setTried] = useState(false)
  const fields = fieldsOf(fails ? failureSchema : answerSchema)
  const { value, problems } = filledIn(fields, filled)
  const submit = (): void => {
    setTried(true)
    if (Object.keys(problems).length > 0) return
    if (!fails) return add({ effect: id, output: value['output'] })
    const { code = 'EFFECT_FAILED', message = 'it failed, as it was told' } = value as Readonly<Record<string, string>>
    add({ effect: id, error: { code, message, retryable: false } })
  }
  return (
    <form
      aria-label={`Answer of ${port}`}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <details>
        <summary>what it was asked</summary>
        <JsonTree value={input} root="input" changes={[]} />
      </details>
      <div className="either" role="radiogroup" aria-label="How it ends">
        <label>
          <input type="radio" checked={!fails} onChange={() => setFails(false)} /> it answers
        </label>
        <label>
          <input type="radio" checked={fails} onChange={() => setFails(true)} /> it fails
        </label>
      </div>
      <SchemaForm fields={fields} filled={filled} fill={setFilled} problems={isTried ? problems : {}} />
      <button type="submit" className="primary" disabled={isBusy}>
        Try it
      </button>
    </form>
  )
}
