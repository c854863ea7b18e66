// Fields of a JSON Schema, to be filled in.
import { useId, type ReactNode } from 'react'
import { nameOf, type Filled, type SchemaField } from './schemaFields.ts'
import '#console/style/fields.css'

/** @param problems by the names of fields, shown beside each */
export function SchemaForm({
  fields,
  filled,
  fill,
  problems,
}: {
  readonly fields: readonly SchemaField[]
  readonly filled: Filled
  readonly fill: (filled: Filled) => void
  readonly problems: Filled
}): ReactNode {
  return fields
    .filter(({ kind }) => kind !== 'fixed')
    .map((field) => {
      const name = nameOf(field)
      return (
        <Field
          key={name}
          field={field}
          text={filled[name] ?? ''}
          problem={problems[name]}
          set={(text) => fill({ ...filled, [name]: text })}
        />
      )
    })
}

function Field({
  field,
  text,
  problem,
  set,
}: {
  readonly field: SchemaField
  readonly text: string
  readonly problem: string | undefined
  readonly set: (text: string) => void
}): ReactNode {
  const id = useId()
  const { kind, required, says, choices } = field
  const shared = { id, value: text, 'aria-invalid': problem !== undefined, 'aria-describedby': `${id}-says` }
  const change = ({ target }: { readonly target: { readonly value: string } }): void => set(target.value)
  return (
    <div className="filled">
      <label htmlFor={id}>
        {nameOf(field) === '' ? 'more' : nameOf(field)} {required && <span className="faint">needed</span>}
      </label>
      {kind === 'choice' ? (
        <select {...shared} onChange={change}>
          <option value="">{required ? 'choose' : 'left out'}</option>
          {choices.map((choice) => (
            <option key={choice.text}>{choice.text}</option>
          ))}
        </select>
      ) : kind === 'json' ? (
        <textarea {...shared} rows={3} spellCheck={false} className="json" onChange={change} />
      ) : (
        <input {...shared} inputMode={kind === 'number' ? 'numeric' : 'text'} spellCheck={false} onChange={change} />
      )}
      <small id={`${id}-says`} className={problem === undefined ? 'faint' : 'bad'}>
        {problem ?? says}
      </small>
    </div>
  )
}
