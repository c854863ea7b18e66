// One of a few views of the same page; each has its own address.
import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** @param chosen the key of the one that is shown */
export function Choice({
  label,
  chosen,
  choices,
}: {
  readonly label: string
  readonly chosen: string
  readonly choices: readonly { readonly key: string; readonly title: string; readonly href: string }[]
}): ReactNode {
  return (
    <nav className="choice" aria-label={label}>
      {choices.map(({ key, title, href }) => (
        <Link key={key} href={href} aria-current={key === chosen ? 'page' : undefined}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
