// What is on record: the journal, and the audit log in it.
import type { ReactNode } from 'react'
import { Choice } from '#console/parts/choice.tsx'

/** Over both pages. */
export function RecordsHead({
  chosen,
  children,
}: {
  readonly chosen: 'journal' | 'audit'
  readonly children?: ReactNode
}): ReactNode {
  return (
    <header className="page-head">
      <h1>{chosen === 'journal' ? 'Journal' : 'Audit log'}</h1>
      <span className="head-end">
        {children}
        <Choice
          label="What is on record"
          chosen={chosen}
          choices={[
            { key: 'journal', title: 'Journal', href: '/journal' },
            { key: 'audit', title: 'Audit log', href: '/audit' },
          ]}
        />
      </span>
    </header>
  )
}
