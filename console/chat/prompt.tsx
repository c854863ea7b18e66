// The line that is typed: with what it may become, and the lines before it.
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { CommandHelp } from '#console/data/shapes.ts'
import { useSwarmPart } from '#console/data/useSwarm.ts'
import { completions, type Known } from './completion.ts'

interface Prompted {
  readonly commands: readonly CommandHelp[]
  readonly submit: (line: string) => void
}

/** Enter asks, Tab takes the chosen completion, arrows choose one or, in an empty line, walk through earlier lines. */
export function Prompt({ commands, submit }: Prompted): ReactNode {
  const known = useKnown()
  const [line, setLine] = useState('')
  const [before, setBefore] = useState<readonly string[]>([])
  const [at, setAt] = useState(-1)
  const [chosen, setChosen] = useState(0)
  const listId = useId()
  const found = useMemo(() => completions(commands, line, known), [commands, line, known])
  const isOpen = found.length > 0 && line !== ''
  const change = (next: string): void => {
    setLine(next)
    setChosen(0)
  }
  const walk = (step: number): void => {
    const next = Math.min(Math.max(at + step, -1), before.length - 1)
    setAt(next)
    change(next < 0 ? '' : (before[next] ?? ''))
  }
  const keys: Readonly<Record<string, () => void>> = {
    Tab: () => found[chosen] !== undefined && change(`${found[chosen]} `),
    Escape: () => change(''),
    ArrowDown: () => (at >= 0 || line === '' ? walk(-1) : setChosen(Math.min(chosen + 1, found.length - 1))),
    ArrowUp: () => (at >= 0 || line === '' ? walk(1) : setChosen(Math.max(chosen - 1, 0))),
    Enter: () => {
      if (line.trim() === '') return
      setBefore([line, ...before])
      setAt(-1)
      change('')
      submit(line.trim())
    },
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Tab with nothing to take leaves the field, as everywhere
    if (keys[event.key] === undefined || (event.key === 'Tab' && (found.length === 0 || event.shiftKey))) return
    event.preventDefault()
    keys[event.key]?.()
  }
  return (
    <div className="prompt">
      {isOpen && <Completions id={listId} lines={found} chosen={chosen} take={change} />}
      <span aria-hidden>›</span>
      <input
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-activedescendant={isOpen ? `${listId}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label="Command"
        placeholder="status"
        autoComplete="off"
        spellCheck={false}
        value={line}
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

/** What the line may become; the focus stays in the field. */
function Completions({
  id,
  lines,
  chosen,
  take,
}: {
  readonly id: string
  readonly lines: readonly string[]
  readonly chosen: number
  readonly take: (line: string) => void
}): ReactNode {
  return (
    <div className="completions" id={id} role="listbox" aria-label="Completions">
      {lines.map((one, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- its keys are the field's
        <div
          key={one}
          role="option"
          aria-selected={index === chosen}
          id={`${id}-${index}`}
          tabIndex={-1}
          onClick={() => take(`${one} `)}
        >
          {one}
        </div>
      ))}
    </div>
  )
}

/** What may stand for an argument of that name. */
function useKnown(): Known {
  const listed = useSwarmPart((swarm) => swarm.listed)
  return useMemo(() => {
    const ids = (role: string): readonly string[] =>
      listed.flatMap((bot) => (bot.role === role ? [bot.address.slice(role.length + 1)] : []))
    return {
      fund: ids('fund'),
      bot: listed.map(({ address }) => address),
      id: [...ids('approval'), ...ids('incident')],
      role: [...new Set(listed.map(({ role }) => role))],
    }
  }, [listed])
}
