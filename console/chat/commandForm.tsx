// A command as a form: one field an argument, in the schema's words.
import { X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { CommandHelp } from '#console/data/shapes.ts'
import { lineOf, optionName, typedName } from './commandLine.ts'

type Argument = CommandHelp['arguments'][number]
type Fields = Readonly<Record<string, string | boolean>>

/** @param submit is given the line that the form stands for */
export function CommandForm({
  command,
  submit,
  close,
}: {
  readonly command: CommandHelp
  readonly submit: (line: string) => void
  readonly close: () => void
}): ReactNode {
  const [fields, setFields] = useState<Fields>({})
  const line = lineOf(command, valuesOf(command, fields))
  return (
    <form
      className="card command-form"
      aria-label={typedName(command.name)}
      onSubmit={(event) => {
        event.preventDefault()
        submit(line)
        close()
      }}
    >
      <header>
        <h2>{typedName(command.name)}</h2>
        <button type="button" className="icon" aria-label="Close the form" onClick={close}>
          <X aria-hidden />
        </button>
      </header>
      <p className="faint">{command.help}</p>
      {command.arguments.map((argument) => (
        <Field
          key={argument.name}
          argument={argument}
          value={fields[argument.name]}
          set={(value) => setFields({ ...fields, [argument.name]: value })}
        />
      ))}
      <footer>
        <code>{line}</code>
        <button type="submit" className="primary">
          {command.asks ? 'Go on' : 'Ask'}
        </button>
      </footer>
    </form>
  )
}

function Field({
  argument: { name, kind, choices, preset, required, says, positional },
  value,
  set,
}: {
  readonly argument: Argument
  readonly value: string | boolean | undefined
  readonly set: (value: string | boolean) => void
}): ReactNode {
  const title = positional ? name : `--${optionName({ name })}`
  const text = typeof value === 'string' ? value : ''
  return (
    <label className="field">
      <span>
        {title} {required && <span className="faint">needed</span>}
      </span>
      {kind === 'flag' && <input type="checkbox" checked={value === true} onChange={({ target }) => set(target.checked)} />}
      {kind !== 'flag' && choices !== null && (
        <select value={text} required={required} onChange={({ target }) => set(target.value)}>
          <option value="">{preset === null ? '' : String(preset)}</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      {kind !== 'flag' && choices === null && (
        <input
          value={text}
          required={required}
          placeholder={preset === null ? '' : String(preset)}
          inputMode={kind.startsWith('number') ? 'decimal' : 'text'}
          onChange={({ target }) => set(target.value)}
        />
      )}
      <small className="faint">{kind === 'texts' || kind === 'numbers' ? `${says}; several with commas` : says}</small>
    </label>
  )
}

/** What was typed into the fields, in the kinds that the line takes. */
function valuesOf(command: CommandHelp, fields: Fields): Record<string, string | boolean | readonly string[]> {
  const values: Record<string, string | boolean | readonly string[]> = {}
  for (const { name, kind } of command.arguments) {
    const value = fields[name]
    if (value === undefined) continue
    const isList = typeof value === 'string' && (kind === 'texts' || kind === 'numbers')
    values[name] = isList ? value.split(',').flatMap((part) => (part.trim() === '' ? [] : part.trim())) : value
  }
  return values
}
