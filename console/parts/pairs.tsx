// Names and what they stand for, one beneath the other.
import type { ReactNode } from 'react'

/** One of them. */
export const row = (name: string, value: ReactNode): readonly [string, ReactNode] => [name, value]

/** Rows without a value are left out. */
export function Pairs({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="pairs">
      {rows.map(([name, value]) =>
        value === undefined || value === null || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
