// Tabs over panels, with the keys that people expect of them.
import { useId, type KeyboardEvent, type ReactNode } from 'react'

/** One tab, and what is under it. */
export interface Tab {
  readonly key: string
  readonly title: ReactNode
  readonly panel: ReactNode
}

/** Only the chosen one's panel is drawn. */
export function Tabs({
  label,
  tabs,
  chosen,
  choose,
}: {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly chosen: string
  readonly choose: (key: string) => void
}): ReactNode {
  const id = useId()
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === chosen),
  )
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const to = moves[event.key]?.(at, tabs.length)
    const next = to === undefined ? undefined : tabs[to]
    if (next === undefined) return
    event.preventDefault()
    choose(next.key)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[to ?? 0]?.focus()
  }
  return (
    <div className="tabs">
      <div role="tablist" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ key, title }, index) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            aria-selected={index === at}
            aria-controls={index === at ? `${id}-panel` : undefined}
            tabIndex={index === at ? 0 : -1}
            onClick={() => choose(key)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[at]?.key ?? ''}`} className="tab-panel" tabIndex={0}>
        {tabs[at]?.panel}
      </div>
    </div>
  )
}

const moves: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
}
