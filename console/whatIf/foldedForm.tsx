// One thing that may be tried; its form opens under it.
import type { ReactNode } from 'react'

/** @param children the form */
export function FoldedForm({
  title,
  isOpen,
  toggle,
  children,
}: {
  readonly title: ReactNode
  readonly isOpen: boolean
  readonly toggle: () => void
  readonly children: ReactNode
}): ReactNode {
  return (
    <li className={isOpen ? 'open' : undefined}>
      <button type="button" aria-expanded={isOpen} onClick={toggle}>
        {title}
      </button>
      {isOpen && children}
    </li>
  )
}
