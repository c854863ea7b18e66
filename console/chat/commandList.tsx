// The commands that the reader may ask for, and what each does.
import { useState, type ReactNode } from 'react'
import type { CommandHelp } from '#console/data/shapes.ts'
import { typedName } from './commandLine.ts'

/** @param choose opens the form of one */
export function CommandList({
  commands,
  choose,
}: {
  readonly commands: readonly CommandHelp[]
  readonly choose: (command: CommandHelp) => void
}): ReactNode {
  const [query, setQuery] = useState('')
  const fits = commands.filter(({ name, summary }) => `${typedName(name)} ${summary}`.toLowerCase().includes(query.toLowerCase()))
  return (
    <aside className="card command-list" aria-label="All commands">
      <input
        type="search"
        aria-label="Search commands"
        placeholder="Search commands"
        value={query}
        onChange={({ target }) => setQuery(target.value)}
      />
      <ul>
        {fits.map((command) => (
          <li key={command.name}>
            <button type="button" onClick={() => choose(command)}>
              <b>{typedName(command.name)}</b>
              <span className="faint">{command.summary}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  )
}
