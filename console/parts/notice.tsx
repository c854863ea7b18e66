// What a page shows when it has nothing else to show: it waits, it is empty, it was refused.
import { CircleSlash2, Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Refusal } from '#console/data/api.ts'

/** Read aloud once it is there; drawn a moment later, so that a quick answer does not flash. */
export const Loading = ({ what }: { readonly what: string }): ReactNode => (
  <p className="notice loading" role="status">
    Loading {what} …
  </p>
)

/** Nothing there, and why that may be all right. */
export const Empty = ({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode => (
  <div className="notice empty">
    <Inbox aria-hidden />
    <h2>{title}</h2>
    <p>{children}</p>
  </div>
)

/** A refusal in the daemon's words, and what to do next. */
export const Refused = ({
  refusal,
  again,
  Title = 'h2',
}: {
  readonly refusal: Refusal
  readonly again?: () => void
  readonly Title?: 'h1' | 'h2'
}): ReactNode => (
  <div className="notice refused" role="alert">
    <CircleSlash2 aria-hidden />
    <Title>{refusal.message}</Title>
    <p>{refusal.hint}</p>
    <p className="faint">
      <code>{refusal.code}</code>
    </p>
    {again !== undefined && (
      <button type="button" onClick={again}>
        Try again
      </button>
    )}
  </div>
)

/** A whole page that has nothing to show yet, or was refused. */
export const NotYet = ({
  what,
  refusal,
  again,
}: {
  readonly what: string
  readonly refusal?: Refusal | undefined
  readonly again?: () => void
}): ReactNode =>
  refusal === undefined ? (
    <div className="notice loading" role="status">
      <h1>Loading {what} …</h1>
    </div>
  ) : (
    <Refused refusal={refusal} Title="h1" {...(again && { again })} />
  )

/** An address of no page. */
export const NoSuchPage = (): ReactNode => (
  <div className="notice empty">
    <Inbox aria-hidden />
    <h1>There is no such page</h1>
    <p>
      The address may be of another version. <Link href="/">To the swarm</Link>
    </p>
  </div>
)
