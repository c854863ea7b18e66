// What a search form of the journal or the audit log is made of.
import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** One thing that is looked for. Names are those of the gateway's query. */
export function FilterField({
  name,
  title,
  example,
  value,
}: {
  readonly name: string
  readonly title: string
  readonly example: string
  readonly value: string
}): ReactNode {
  return (
    <label className={`filter ${name}`}>
      <span>{title}</span>
      <input
        name={name}
        type={name === 'text' ? 'search' : 'text'}
        defaultValue={value}
        placeholder={example}
        // as long as the gateway takes
        maxLength={name === 'bot' ? 256 : 128}
        inputMode={name === 'before' ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  )
}

/** @param clear where nothing is looked for; undefined: nothing is */
export function FilterEnd({ clear }: { readonly clear: string | undefined }): ReactNode {
  return (
    <div className="filter-end">
      <button type="submit" className="primary">
        Search
      </button>
      {clear !== undefined && (
        <Link href={clear} className="button">
          Clear
        </Link>
      )}
    </div>
  )
}
