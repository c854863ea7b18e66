// What the bot knows, with what its last turn changed, and the event that changed it.
import type { ReactNode } from 'react'
import type { Refusal } from '#console/data/api.ts'
import type { Moment } from './botShapes.ts'
import { JsonTree } from './jsonTree.tsx'
import type { Shown } from './shown.ts'

/** @param moment of the turn that is shown, or of one just before it while it is asked for */
export function ContextTab({
  shown,
  moment,
  refusal,
}: {
  readonly shown: Shown
  readonly moment: Moment | undefined
  readonly refusal: Refusal | undefined
}): ReactNode {
  const isOwn = moment?.since === shown.seq
  const context = shown.context ?? moment?.context
  const changes = isOwn ? (moment.differences ?? []).filter(({ path }) => path.startsWith('context.')) : []
  if (!shown.isKnown && refusal !== undefined) return <p className="faint">Nothing is known of it at this moment.</p>
  return (
    <div aria-busy={!isOwn}>
      <p className="faint changes">
        {refusal !== undefined
          ? `What the turn changed is not known: ${refusal.message}`
          : !isOwn
            ? 'Comparing with the turn before …'
            : moment.differences === null
              ? 'The turn before it is not held any more.'
              : changes.length === 0
                ? `Turn ${shown.seq} changed nothing of it.`
                : `Turn ${shown.seq} changed ${changes.length === 1 ? 'one value' : `${changes.length} values`}.`}
      </p>
      {context === undefined ? (
        <p className="faint">Reading the journal …</p>
      ) : (
        <JsonTree value={context} root="context" changes={changes} />
      )}
      {isOwn && moment.event !== null && (
        <section>
          <h2>The event that it took</h2>
          <JsonTree value={moment.event} root="event" changes={[]} />
        </section>
      )}
    </div>
  )
}
